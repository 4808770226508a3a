"""Why a later version of an estimate comes to another sum: volume by size, K, price, extra lines (pure functions).

The causes add up to the difference, to the page and to the đồng: what pages more or fewer cost at the earlier K and
price, then what the new K makes of the pages, then the new price. Đồng are whole; nothing is divided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agencies.formats.numbers import format_dong, format_int
from plans.models.pages import SIZES


class PricedLine(NamedTuple):
    """A line as it was asked for or granted: pages of its size (trang), K, đồng; an extra line has no size."""

    name: str
    size: str
    pages: int
    factor: int
    dong: int


@dataclass(frozen=True)
class Side:
    """One of the two that are compared; `rest_dong` is what its lines do not account for."""

    price_dong: int
    lines: Sequence[PricedLine] = ()
    rest_dong: int = 0

    @property
    def a4_pages(self) -> int:
        """Trang A4 quy đổi."""
        return sum(line.pages * line.factor for line in self.lines if line.size)

    @property
    def dong(self) -> int:
        return self.rest_dong + sum(line.dong for line in self.lines)

    def pages_by_size(self) -> dict[str, int]:
        """{"a4": trang, …}"""
        return {size: self.of_size(size)[0] for size in SIZES}

    def of_size(self, size: str) -> tuple[int, int, int]:
        """(trang, trang A4 quy đổi, đồng) of the size."""
        lines = [line for line in self.lines if line.size == size]
        a4_pages = sum(line.pages * line.factor for line in lines)
        return sum(line.pages for line in lines), a4_pages, sum(line.dong for line in lines)

    def factor(self, size: str) -> int:
        """K of the size; 0 where it has no line."""
        return next((line.factor for line in self.lines if line.size == size), 0)

    def extras(self) -> dict[str, int]:
        """{name: đồng} of the extra lines."""
        found: dict[str, int] = {}
        for line in self.lines:
            if not line.size:
                found[line.name] = found.get(line.name, 0) + line.dong
        return found


class Cause(NamedTuple):
    """What one cause adds: trang A4 quy đổi (None where it is none of pages) and đồng; both negative where it cuts."""

    kind: str  # volume, factor, price, extra, unlined
    name: str
    before: str
    after: str
    pages: int | None
    dong: int


@dataclass(frozen=True)
class Comparison:
    """A later version against what was decided before it."""

    before: Side
    after: Side
    causes: list[Cause]
    is_granted: bool = False  # the later one is decided, and compared as it was granted

    @property
    def pages(self) -> int:
        """Trang A4 quy đổi more; negative where there are fewer."""
        return self.after.a4_pages - self.before.a4_pages

    @property
    def dong(self) -> int:
        """Đồng more; negative where it is less."""
        return self.after.dong - self.before.dong


def compared(before: Side, after: Side, is_granted: bool = False) -> Comparison:
    """Both sides with the causes of their difference, those that change nothing left out."""
    found = [cause for cause in causes_of(before, after) if cause.pages or cause.dong]
    return Comparison(before, after, found, is_granted)


def causes_of(before: Side, after: Side) -> Iterator[Cause]:
    by_price, priced = 0, ""
    for size in SIZES:
        volume, factor, dong = of_size(size, before, after)
        yield from (volume, factor)
        by_price += dong
        priced += f", {size.upper()}" if dong else ""
    name = f"Đơn giá (khổ {priced[2:]})"
    yield Cause("price", name, format_dong(before.price_dong), format_dong(after.price_dong), None, by_price)
    yield from extra_causes(before.extras(), after.extras())
    rest = after.rest_dong - before.rest_dong
    known = format_dong(before.rest_dong), format_dong(after.rest_dong)
    yield Cause("unlined", "Phần quyết định không ghi theo dòng", *known, None, rest)


def of_size(size: str, before: Side, after: Side) -> tuple[Cause, Cause, int]:
    """(volume, K, đồng by the price) of one paper size.

    A size that one side has no line of takes the other's K: then it is all volume.
    """
    (pages, a4_pages, dong), (new_pages, new_a4_pages, new_dong) = before.of_size(size), after.of_size(size)
    old_factor = before.factor(size) or after.factor(size)
    new_factor = after.factor(size) or old_factor
    by_volume = (new_pages - pages) * old_factor
    by_factor = new_a4_pages - a4_pages - by_volume
    name, unit = size.upper(), " trang"
    volume = Cause(
        "volume",
        f"Khối lượng khổ {name}",
        format_int(pages) + unit,
        format_int(new_pages) + unit,
        by_volume,
        by_volume * before.price_dong,
    )
    factor = Cause(
        "factor", f"Hệ số K khổ {name}", f"{old_factor}", f"{new_factor}", by_factor, by_factor * before.price_dong
    )
    return volume, factor, new_dong - dong - volume.dong - factor.dong


def extra_causes(before: dict[str, int], after: dict[str, int]) -> Iterator[Cause]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, 0), after.get(name, 0)
        yield Cause("extra", f"Chi phí khác: {name}", format_dong(old), format_dong(new), None, new - old)


def less_than_before(before: Side, after: Side) -> list[str]:
    """What the later side has less of: sizes and extra lines by name, for a version that only adds."""
    pages, new_pages = before.pages_by_size(), after.pages_by_size()
    extras = after.extras()
    return [
        *(f"trang {size.upper()}" for size in SIZES if new_pages[size] < pages[size]),
        *(name for name, dong in before.extras().items() if extras.get(name, 0) < dong),
    ]


def in_words(comparison: Comparison) -> str:
    """ "tăng 1.000 trang A4 quy đổi, tăng 4.896.000 đồng", "không đổi" where nothing differs."""
    said = [
        f"{'tăng' if amount > 0 else 'giảm'} {shown}"
        for amount, shown in (
            (comparison.pages, f"{format_int(abs(comparison.pages))} trang A4 quy đổi"),
            (comparison.dong, format_dong(abs(comparison.dong))),
        )
        if amount
    ]
    return ", ".join(said) or "không đổi"


def sum_of(causes: Iterable[Cause]) -> tuple[int, int]:
    """(trang A4 quy đổi, đồng) of the causes."""
    found = list(causes)
    return sum(cause.pages or 0 for cause in found), sum(cause.dong for cause in found)
