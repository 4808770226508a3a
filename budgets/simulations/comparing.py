"""Two simulations side by side."""

from collections.abc import Callable
from typing import NamedTuple

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from agencies.models import Agency
from budgets.models import Simulation
from plans.models import ArchivalFile

from .outcome import AgencyPart, Outcome
from .piles import MARKS

NONE = "–"


class Line(NamedTuple):
    """One fact of both, as text; `more`: what the second has more (−: less), None where that says nothing."""

    name: str
    first: str
    second: str
    more: int | None = None


class AgencyLine(NamedTuple):
    agency: Agency
    first: AgencyPart | None
    second: AgencyPart | None

    @property
    def more_pages(self) -> int:
        return pages_of(self.second) - pages_of(self.first)

    @property
    def more_dong(self) -> int:
        return dong_of(self.second) - dong_of(self.first)


def pages_of(part: AgencyPart | None) -> int:
    return part.chosen_pages if part else 0


def dong_of(part: AgencyPart | None) -> int:
    return part.chosen_dong if part else 0


NUMBERS: tuple[tuple[str, Callable[[Outcome], int]], ...] = (
    ("Hồ sơ được chọn", lambda one: one.total.chosen_files),
    ("Trang A4 được chọn", lambda one: one.total.chosen_pages),
    ("Dùng hết (đồng)", lambda one: one.total.chosen_dong),
    ("Người-ngày", lambda one: one.total.people_days),
    ("Hồ sơ chưa được chọn", lambda one: one.total.left_files),
    ("Trang A4 chưa được chọn", lambda one: one.total.left_pages),
    ("Trong đó không kịp hạn (trang A4)", lambda one: one.total.late_pages),
    ("Kinh phí còn thiếu (đồng)", lambda one: one.total.left_dong),
)


def asked_lines(first: Simulation, second: Simulation) -> list[Line]:
    """What was asked of each."""
    labels = dict(ArchivalFile.Priority.choices)
    facts: list[tuple[str, Callable[[Simulation], str]]] = [
        ("Phạm vi", lambda one: str(one.get_scope_display())),
        ("Số tiền", lambda one: format_dong(one.sum_dong)),
        ("Xong trong ngày", lambda one: format_date(one.deadline)),
        ("Năng suất (trang A4/người/ngày)", lambda one: format_int(one.pages_per_day)),
        ("Số người nhiều nhất ở một cơ quan", lambda one: format_int(one.workers) if one.workers else "không giới hạn"),
        ("Cách tính điểm", lambda one: str(one.get_count_by_display())),
    ]
    lines = [Line(name, say(first), say(second)) for name, say in facts]
    points = [(labels[name], str(first.weights.get(name, 0)), str(second.weights.get(name, 0))) for name in MARKS]
    return lines + [Line(f"Điểm: {name}", one, two) for name, one, two in points]


def result_lines(first: Outcome, second: Outcome) -> list[Line]:
    """What came of each, with the difference."""
    return [
        Line(name, format_int(value(first)), format_int(value(second)), value(second) - value(first))
        for name, value in NUMBERS
    ]


def agency_lines(first: Outcome, second: Outcome) -> list[AgencyLine]:
    """A line for each agency of either, in the official order."""
    one, two = ({part.agency: part for part in each.agencies} for each in (first, second))
    known = sorted({*one, *two}, key=lambda agency: (agency.official_order, agency.code))
    return [AgencyLine(agency, one.get(agency), two.get(agency)) for agency in known]
