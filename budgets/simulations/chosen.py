"""Which files of an agency a simulation chose: of each pile the first that money in hand does not pay already.

Files of a pile are worth the same, so that any of them would do; the catalogues' own order decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from agencies.calendar import portal_today
from agencies.models import Agency
from budgets.models import Simulation
from plans.models import ArchivalFile, Catalogue
from plans.pricing import a4_pages_on

from .counting import marks, sources, standing
from .piles import MARKS, Pile, Rule

NAMES = dict(ArchivalFile.Priority.choices)


class Take(NamedTuple):
    """Of a pile: so many files that money in hand pays, then so many for the sum."""

    held: int
    chosen: int


class Key(NamedTuple):
    """A file that was chosen: its points, trang A4 quy đổi, marks (bits); keys of its catalogue and of itself."""

    points: int
    catalogue: int
    file: int
    pages: int
    marks: int


@dataclass(frozen=True)
class ChosenFile:
    """A line of the list; `file` None where it was deleted, or lies with its agency again."""

    key: Key
    catalogue: Catalogue
    file: ArchivalFile | None

    @property
    def reasons(self) -> str:
        """The priorities of the plan that it has, in their order."""
        return "; ".join(str(NAMES[name]) for bit, name in enumerate(MARKS) if self.key.marks >> bit & 1)


def kept_piles(piles: Sequence[Pile], held: Sequence[int], chosen: Sequence[int]) -> list[list[int]]:
    """The kept form: [agency, marks, pages, held, chosen] of each pile of which something was chosen."""
    rows = zip(piles, held, chosen, strict=True)
    return [[pile.agency, pile.marks, pile.pages, in_hand, taken] for pile, in_hand, taken in rows if taken]


def takes_of(simulation: Simulation, agency: Agency) -> dict[tuple[int, int], Take]:
    """{(marks, pages): Take} of the agency's piles."""
    rows = simulation.chosen
    return {(bits, pages): Take(held, chosen) for owner, bits, pages, held, chosen in rows if owner == agency.pk}


def chosen_keys(simulation: Simulation, agency: Agency) -> list[Key]:
    """The files as the catalogues are now, the most points first."""
    takes, rule = takes_of(simulation, agency), Rule(simulation.weights)
    passed: dict[tuple[int, int], int] = {}
    found = []
    for catalogue, file, bits, pages in rows_of(simulation, agency) if takes else ():
        take, place = takes.get((bits, pages)), passed.get((bits, pages), 0)
        passed[bits, pages] = place + 1
        if take and take.held <= place < take.held + take.chosen:
            found.append(Key(rule.points(bits), catalogue, file, pages, bits))
    return sorted(found, key=lambda key: (-key.points, key.catalogue, key.file))


def rows_of(simulation: Simulation, agency: Agency) -> list[tuple[int, int, int, int]]:
    """(catalogue, file, marks, trang A4 quy đổi) of all to choose from, in the order of catalogues and files."""
    catalogues = Catalogue.objects.filter(plan=simulation.plan_id, agency=agency).values_list("pk", flat=True)
    asked = {"bits": marks(), "aside": standing(simulation.only_arranged), "a4": a4_pages_on(portal_today())}
    found: list[tuple[int, int, int, int]] = []
    for place, rows in enumerate(sources(list(catalogues), simulation.with_awaited)):
        names = ("of", "file_key") if place < 2 else ("catalogue", "pk")  # what waits has no copies
        found += rows.annotate(**asked).filter(aside="", a4__gt=0).values_list(*names, "bits", "a4")
    return sorted(found)


def files_of(keys: Sequence[Key], visible: Any) -> list[ChosenFile]:
    """The lines of these keys, their files as the person may see them (`visible`: a queryset)."""
    files: Mapping[int, ArchivalFile] = visible.in_bulk([key.file for key in keys])
    catalogues = Catalogue.objects.select_related("fonds").in_bulk({key.catalogue for key in keys})
    return [ChosenFile(key, catalogues[key.catalogue], files.get(key.file)) for key in keys]


def pages_of(keys: Iterable[Key]) -> int:
    """Trang A4 quy đổi of all of them."""
    return sum(key.pages for key in keys)
