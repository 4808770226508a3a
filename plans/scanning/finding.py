"""The files of a catalogue that a list names, to mark them; all faults at once, and pages that differ."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from agencies.formats.text import fold
from plans.intake.rows.judge_row import KEY
from plans.models import ArchivalFile, Catalogue
from plans.models.pages import PAGE_FIELDS
from plans.pricing import a4_pages

from .lists import ListedFile, Wanted, is_meant, named
from .services import markable

OTHER_FONDS = "thuộc phông “{}”, không phải phông của Mục lục này."
AT_ONCE = 5_000


@dataclass
class Found:
    """Keys of the files that a list names, each with its line (from 0), and what is wrong with the other lines."""

    keys: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """A file of which the list says another number of pages than the catalogue (both trang A4 quy đổi)."""

    file: ArchivalFile
    ours: int
    theirs: int

    @property
    def gap(self) -> int:
        return self.theirs - self.ours


def find(catalogue: Catalogue, wanted: Sequence[Wanted], fonds: Sequence[str] = ()) -> Found:
    """What is not accepted by the appraisal, is of another fonds, or is twice in the list, is a fault.

    `fonds`: what each line says of its fonds; "" for nothing.
    """
    known = {tuple(key): pk for pk, *key in markable(catalogue).values_list("pk", *KEY)}
    others = {(box, number) for box, number, _ in set(catalogue.files.values_list(*KEY)) - known.keys()}
    by_number = defaultdict[str, list[Wanted]](list)
    for key in known:
        by_number[key[1]].append(key)
    found, seen, own = Found(), dict[Wanted, int](), fold(catalogue.fonds.name)
    for place, one, whose in zip(count(1), wanted, fonds or [""] * len(wanted), strict=False):
        keys = [one] if one in known else [key for key in by_number.get(one[1], ()) if is_meant(one, key)]
        fault = "" if is_fonds(whose, own) else OTHER_FONDS.format(whose)
        if fault := fault or fault_of(one, keys, others, seen):
            found.faults.append(f"Dòng {place}, {named(*one)}: {fault}")
        else:
            seen[keys[0]] = place
            found.keys.append(known[keys[0]])
            found.lines.append(place - 1)
    return found


def is_fonds(said: str, own: str) -> bool:
    """True where nothing is said, or one name stands in the other."""
    name = fold(said).removeprefix("phong ").strip()
    return not name or name in own or own in name


def fault_of(one: Wanted, keys: list[Wanted], others: set[tuple[str, str]], seen: dict[Wanted, int]) -> str:
    if not keys:
        left_out = one[:2] in others or (not one[0] and one[1] in {number for _, number in others})
        return "chưa được thẩm định, hoặc bị loại." if left_out else "không có trong Mục lục."
    if len(keys) > 1:
        return "có nhiều hồ sơ cùng số, ghi thêm số hộp và Mục lục số."
    return f"đã có ở dòng {seen[keys[0]]}." if keys[0] in seen else ""


def differences(listed: Sequence[ListedFile], found: Found) -> list[Difference]:
    """Where the list says another number of pages than the catalogue, in the order of the list.

    A list that counts sheets of every size as one page each says the same as one that counts them as A4 pages.
    """
    said = {key: listed[line].pages for key, line in zip(found.keys, found.lines, strict=True)}
    told = {key: pages for key, pages in said.items() if pages is not None}
    files = {file.pk: file for file in with_pages(list(told))}
    pairs = ((files[key], pages) for key, pages in told.items() if key in files)
    return [Difference(file, file.a4, pages) for file, pages in pairs if pages not in (file.a4, plain_pages(file))]


def with_pages(keys: Sequence[int]) -> Iterator[Any]:
    """These files, each with `a4`: its pages as A4 pages."""
    for start in range(0, len(keys), AT_ONCE):
        yield from ArchivalFile.objects.filter(pk__in=keys[start : start + AT_ONCE]).annotate(a4=a4_pages())


def plain_pages(file: ArchivalFile) -> int:
    """The pages of every size, each counted once."""
    return sum(getattr(file, name) for name in PAGE_FIELDS.values())
