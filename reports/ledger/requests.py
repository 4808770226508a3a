"""Mục lục đã thẩm định → dự toán đề nghị → thẩm định: pages, K, price, extra lines, and what was cut line by line."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from agencies.models import Agency

from ..figures import AgencyFigures
from .asked import Asked, Line
from .items import Item, Paper, Side, balance, less

Sums = Callable[[Sequence[Asked]], tuple[int, int]]  # (trang A4 quy đổi, đồng)


def request_items(
    row: AgencyFigures,
    every: Sequence[Asked],
    counted: Sequence[Asked],
    listed: Iterable[Side],
    price_dong: int,
    factors: Mapping[str, int],
) -> Iterator[Item]:
    """From the appraised catalogues to what was asked for; `factors` is the K that the catalogues were counted with.

    Explained is all that was handed in; what of it waits to be confirmed is a cause of its own. `listed` are
    the catalogues with what was appraised.
    """
    agency, sides = row.pk or 0, list(less(listed))
    for one in every:
        pages = one.rest_pages + sum(usual(line, factors) for line in one.lines)
        document = ("estimate", one.pk)
        sides.append((document, pages, pages * price_dong))
        for line in one.lines:
            yield from line_items(line, agency, document, price_dong, factors)
        if unlined := one.rest_dong - one.rest_pages * price_dong:
            yield Item("unlined", agency, 0, unlined, document)
    gap = sum(pages for _, pages, _ in sides)
    short = "asked_less" if every else "not_asked"
    yield from balance(short if gap < 0 else "asked_more", agency, sides, gap, gap * price_dong)
    yield from unconfirmed("ask_unconfirmed", agency, every, counted, asked_sums)


def usual(line: Line, factors: Mapping[str, int]) -> int:
    """Trang A4 of the line by the catalogues' K; an extra line has none."""
    return line.asked_pages * factors[line.size] if line.size else 0


def line_items(
    line: Line, agency: int, document: tuple[str, int], price_dong: int, factors: Mapping[str, int]
) -> Iterator[Item]:
    """What the K and the price of one line, or an extra line, add to what its pages cost at the plan's price."""
    if not line.size:
        yield Item("extra", agency, 0, line.asked_dong, document, line.name)
        return
    by_factor = line.asked_pages * line.factor - usual(line, factors)
    by_price = line.asked_dong - line.asked_pages * line.factor * price_dong
    if by_factor:
        yield Item("factor", agency, by_factor, by_factor * price_dong, document, line.name)
    if by_price:
        yield Item("price", agency, 0, by_price, document, line.name)


def asked_sums(all_asked: Sequence[Asked]) -> tuple[int, int]:
    """(trang A4 quy đổi, đồng) asked for."""
    return sum(one.asked_pages for one in all_asked), sum(one.asked_dong for one in all_asked)


def cut_sums(all_asked: Sequence[Asked]) -> tuple[int, int]:
    """(trang A4 quy đổi, đồng) granted less asked for."""
    pages, dong = asked_sums(all_asked)
    granted = sum(one.granted_dong for one in all_asked)
    return sum(one.granted_pages for one in all_asked) - pages, granted - dong


def unconfirmed(
    cause: str, agency: int, every: Sequence[Asked], counted: Sequence[Asked], sums: Sums
) -> Iterator[Item]:
    """What counts less all that was handed in, estimate by estimate; nothing where all of it counts."""
    if every == counted:
        return
    for key in dict.fromkeys(one.pk for one in every):
        (pages, dong), (all_pages, all_dong) = (
            sums([one for one in found if one.pk == key]) for found in (counted, every)
        )
        yield Item(cause, agency, pages - all_pages, dong - all_dong, ("estimate", key))


def result_items(row: AgencyFigures, every: Sequence[Asked], counted: Sequence[Asked]) -> Iterator[Item]:
    """From what was asked for to what was granted."""
    agency = row.pk or 0
    waiting = "waiting_finance" if row.group == Agency.Group.DEPARTMENTS else "waiting_own"
    for one in every:
        document = ("estimate", one.pk)
        if not one.is_decided:
            yield Item(waiting, agency, -one.asked_pages, -one.asked_dong, document)
            continue
        for line in one.lines:
            pages = (line.granted_pages - line.asked_pages) * line.factor if line.size else 0
            cause = "pages_cut" if line.size else "extra_cut"
            yield Item(cause, agency, pages, line.granted_dong - line.asked_dong, document, note_of(line))
        if unlined := one.granted_rest_dong - one.rest_dong:
            yield Item("unlined_cut", agency, 0, unlined, document)
    yield from unconfirmed("result_unconfirmed", agency, every, counted, cut_sums)


def note_of(line: Line) -> str:
    return f"{line.name}: {line.reason}" if line.reason else line.name


def request_papers(row: AgencyFigures, counted: Sequence[Asked]) -> Iterator[Paper]:
    for one in counted:
        document = ("estimate", one.pk)
        yield Paper("requested", row.pk or 0, document, one.asked_pages, one.asked_dong)
        if one.is_decided:
            yield Paper("appraised", row.pk or 0, document, one.granted_pages, one.granted_dong)
