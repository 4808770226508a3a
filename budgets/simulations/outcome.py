"""What came of a simulation, as it is kept and as pages read it: all counts are files and trang A4 quy đổi."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from agencies.models import Agency
from budgets.models import Simulation
from plans.models import ArchivalFile

from .choosing import MILLION
from .counting import ASIDE
from .piles import MARKS, Pile, Rule
from .time import people_days, people_needed, working_days

Counts = list[int]  # files and pages: there are, paid by money in hand, chosen
THERE, HELD, CHOSEN = range(0, 6, 2)
COUNTED = ("files", "pages", "held_files", "held_pages", "chosen_files", "chosen_pages", "late_pages")
Kept = TypeVar("Kept", bound="Part")


def counted(
    piles: Sequence[Pile], held: Sequence[int], chosen: Sequence[int], rule: Rule, rooms: Mapping[int, int]
) -> dict[str, Any]:
    """The kept form: by agency (with the pages that no money brings until the deadline), by mark, by points."""
    agencies: dict[int, Counts] = {}
    by_mark: dict[str, Counts] = {name: [0] * 6 for name in MARKS}
    levels: dict[int, Counts] = {}
    for pile, in_hand, taken in zip(piles, held, chosen, strict=True):
        rows = [agencies.setdefault(pile.agency, [0] * 6), levels.setdefault(rule.points(pile.marks), [0] * 6)]
        rows += [by_mark[name] for bit, name in enumerate(MARKS) if pile.marks >> bit & 1]
        for row in rows:
            for place, files in ((THERE, pile.files), (HELD, in_hand), (CHOSEN, taken)):
                row[place] += files
                row[place + 1] += files * pile.pages
    return {
        "agencies": [[pk, *row, late(row, rooms.get(pk))] for pk, row in agencies.items()],
        "marks": by_mark,
        "levels": [[points, *levels[points]] for points in sorted(levels, reverse=True)],
    }


def late(row: Counts, room: int | None) -> int:
    """Pages that cannot be done until the deadline, whatever the money; the rest of what is left out lacks money."""
    return 0 if room is None else max(0, row[THERE + 1] - room)


@dataclass(frozen=True)
class Part:
    """A part of the files: what there is, what money in hand pays, what is chosen for the sum; pages are A4."""

    files: int = 0
    pages: int = 0
    held_files: int = 0
    held_pages: int = 0
    chosen_files: int = 0
    chosen_pages: int = 0
    late_pages: int = 0
    price_dong: int = 0
    pages_per_day: int = 1

    @property
    def left_files(self) -> int:
        return self.files - self.held_files - self.chosen_files

    @property
    def left_pages(self) -> int:
        return self.pages - self.held_pages - self.chosen_pages

    @property
    def unpaid_pages(self) -> int:
        """Left out for want of money alone."""
        return self.left_pages - self.late_pages

    @property
    def done_pages(self) -> int:
        """To be digitized until the deadline: by the money in hand and by the sum."""
        return self.held_pages + self.chosen_pages

    @property
    def chosen_dong(self) -> int:
        return self.chosen_pages * self.price_dong

    @property
    def left_dong(self) -> int:
        return self.left_pages * self.price_dong

    @property
    def people_days(self) -> int:
        """For what is chosen, rounded up."""
        return people_days(self.chosen_pages, self.pages_per_day)

    @property
    def left_people_days(self) -> int:
        return people_days(self.left_pages, self.pages_per_day)


@dataclass(frozen=True)
class Total(Part):
    """All agencies together; each has people of its own, so their days add up."""

    parts: "tuple[Part, ...]" = ()

    @property
    def people_days(self) -> int:
        return sum(part.people_days for part in self.parts)

    @property
    def left_people_days(self) -> int:
        return sum(part.left_people_days for part in self.parts)


@dataclass(frozen=True)
class AgencyPart(Part):
    agency: Agency = field(kw_only=True)


@dataclass(frozen=True)
class NamedPart(Part):
    name: str = field(kw_only=True)


@dataclass
class Outcome:
    """The result of a simulation with names, as pages and papers show it."""

    simulation: Simulation
    agencies: list[AgencyPart]
    marks: list[NamedPart]
    levels: list[NamedPart]
    aside: list[tuple[str, int, int]]
    total: Total

    @property
    def days(self) -> int:
        """Working days until the deadline."""
        return working_days(self.simulation.starts_on, self.simulation.deadline)

    @property
    def people(self) -> int | None:
        """How many people at once do all that is paid until the deadline."""
        return people_needed(self.total.done_pages, self.simulation.pages_per_day, self.days)

    @property
    def pages_a_day(self) -> int | None:
        """Pages that must be done each working day."""
        return -(-self.total.done_pages // self.days) if self.days else None

    @property
    def rest_dong(self) -> int:
        """What of the sum is not used."""
        return self.simulation.sum_dong - self.total.chosen_dong

    @property
    def gap_percent(self) -> str:
        """How far the points can lie below the best, "0,01": hundredths of a percent, rounded up."""
        hundredths = -(-int(self.simulation.result.get("gap", 0)) // (MILLION // 10_000))
        return f"{hundredths // 100},{hundredths % 100:02}"

    @property
    def is_the_best(self) -> bool:
        """No other choice has more points."""
        return not self.simulation.result.get("gap")

    @property
    def unconfirmed(self) -> str:
        """The paper sizes whose K is not confirmed: "A3, A2"."""
        return ", ".join(size.upper() for size in self.simulation.result.get("unconfirmed", ()))

    @property
    def points(self) -> list[tuple[str, int]]:
        """(priority, points) in the order of the plan."""
        names = dict(ArchivalFile.Priority.choices)
        return [(names[name], self.simulation.weights.get(name, 0)) for name in MARKS]


def outcome_of(simulation: Simulation) -> Outcome:
    """The kept result with the agencies in their official order; one query."""
    kept, rates = simulation.result, {"price_dong": simulation.price_dong, "pages_per_day": simulation.pages_per_day}
    rows = {pk: row for pk, *row in kept["agencies"]}
    known = Agency.objects.filter(pk__in=rows).order_by("official_order", "code")
    agencies = [filled(AgencyPart(**rates, agency=agency), rows[agency.pk]) for agency in known]
    priorities = dict(ArchivalFile.Priority.choices)
    return Outcome(
        simulation,
        agencies,
        [filled(NamedPart(**rates, name=priorities[name]), row) for name, row in kept["marks"].items()],
        [filled(NamedPart(**rates, name=str(points)), row) for points, *row in kept["levels"]],
        [(ASIDE[why], files, pages) for why, (files, pages) in kept["aside"].items()],
        sum_of(agencies, **rates),
    )


def filled(part: Kept, row: Sequence[int]) -> Kept:
    """The part with the counts of a kept row, in the order of COUNTED; none of them is late where the row ends."""
    return replace(part, **dict(zip(COUNTED, row, strict=False)))


def sum_of(parts: Iterable[Part], *, price_dong: int = 0, pages_per_day: int = 1) -> Total:
    """All parts together."""
    parts = tuple(parts)
    whole = Total(price_dong=price_dong, pages_per_day=pages_per_day, parts=parts)
    return filled(whole, [sum(getattr(part, name) for part in parts) for name in COUNTED])
