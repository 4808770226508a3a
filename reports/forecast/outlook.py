"""Dự báo of one line of the plan: its futures, what it waited for and what holds it back, as of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from plans.forecast.futures import Forecast, Work, forecast_of
from plans.forecast.paces import Point

from ..figures import AgencyFigures, ProvinceFigures
from ..figures.pace import SCANNED_PAGES, at
from .obstacles import Obstacle, obstacles_of
from .waiting import Waited

LIKELY, POSSIBLE = 50, 20  # chance of missing the deadline (%) from which it is high, and from which it is worth a look
OVERDUE, HIGH, MIDDLE, LOW, UNKNOWN = "qua-han", "cao", "vua", "thap", "chua-du"
LEVELS = {
    OVERDUE: ("Đã quá hạn", "bad"),
    HIGH: ("Dự báo dễ trễ hạn", "bad"),
    MIDDLE: ("Dự báo có thể trễ hạn", "warn"),
    LOW: ("Dự báo ít khả năng trễ hạn", "ok"),
    UNKNOWN: ("Chưa đủ số liệu dự báo", "idle"),
}


@dataclass(frozen=True)
class Outlook:
    """One line of Phụ lục I or II that has work left."""

    row: AgencyFigures
    work: Work
    waited: Waited

    @cached_property
    def forecast(self) -> Forecast | None:
        """None where too little is known, where the deadline has passed, and of who has ended."""
        return None if self.is_overdue or self.row.has_ended else forecast_of(self.work)

    @property
    def is_overdue(self) -> bool:
        """The last day on time has passed."""
        return self.work.deadline is not None and self.work.as_of > self.work.deadline

    @property
    def late_percent(self) -> int | None:
        """Chance of missing the deadline (%): certain once it has passed, None where nothing shows it."""
        if self.is_overdue:
            return 100
        return self.forecast.late_percent if self.forecast else None

    @property
    def level(self) -> str:
        """Key of LEVELS."""
        chance = self.late_percent
        if self.is_overdue:
            return OVERDUE
        if chance is None:
            return UNKNOWN
        return HIGH if chance >= LIKELY else MIDDLE if chance >= POSSIBLE else LOW

    @property
    def level_name(self) -> str:
        return LEVELS[self.level][0]

    @property
    def tone(self) -> str:
        return LEVELS[self.level][1]

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        return obstacles_of(self.row)

    @property
    def obstacles_said(self) -> str:
        return ", ".join(one.said(self.row) for one in self.obstacles)

    @property
    def days_at_home_affairs(self) -> int:
        """Days on which a catalogue lay at Sở Nội vụ."""
        return len(self.waited.catalogues)

    @property
    def days_at_finance(self) -> int:
        """Days on which an estimate lay at Sở Tài chính."""
        return len(self.waited.estimates)

    @property
    def own_days(self) -> int:
        """Days of the plan until today on which nothing of the agency's lay elsewhere."""
        return self.waited.own_days(self.work.starts_on, self.work.as_of)


def outlooks(figures: ProvinceFigures, rows: Iterable[AgencyFigures], waited: Mapping[int, Waited]) -> list[Outlook]:
    """Those of the rows that have work left, who is likeliest to be late first."""
    found = [outlook(figures, row, waited) for row in rows if row.remaining_pages]
    return sorted(found, key=urgency)


def outlook(figures: ProvinceFigures, row: AgencyFigures, waited: Mapping[int, Waited]) -> Outlook:
    """One row; of a district with its communes what all of them did and waited for."""
    together = Waited()
    for each in family_of(figures, row):
        together |= waited.get(each.pk or 0, Waited())
    return Outlook(row, work_of(figures, row), together)


def work_of(figures: ProvinceFigures, row: AgencyFigures) -> Work:
    """What is forecast of a row: cumulative pages at each period end that anybody of it reported for."""
    histories = [figures.history.get(each.code, []) for each in family_of(figures, row)]
    ends = sorted({period.ends_on for history in histories for period in history})
    points = tuple(Point(end, sum(at(history, end, SCANNED_PAGES) for history in histories)) for end in ends)
    return Work(row.code, row.as_of, row.starts_on, row.planned_pages, points, row.deadline, row.is_fresh)


def family_of(figures: ProvinceFigures, row: AgencyFigures) -> list[AgencyFigures]:
    """The rows whose own figures the row is the sum of."""
    return [figures.by_code[row.code], *row.children]


def urgency(one: Outlook) -> tuple[int, int]:
    """Sorts who is overdue first, then by the chance; those without a forecast come between likely and not."""
    chance = one.late_percent
    return -(LIKELY * 2 - 1 if chance is None else chance * 2), -one.row.remaining_pages


def with_more(one: Outlook, more_per_day: int) -> Forecast | None:
    """Its forecast with so many pages a day more."""
    return forecast_of(one.work, more_per_day) if one.forecast else None


def needed_more(one: Outlook, at_most: int = POSSIBLE) -> int | None:
    """Pages a day more with which the chance of being late is below so many percent; to the next ten, None if never."""
    low, high = 0, max(10, one.work.planned_pages)
    if late_with(one, high) >= at_most:
        return None
    while high - low > 10:
        middle = (low + high) // 2
        low, high = (middle, high) if late_with(one, middle) >= at_most else (low, middle)
    return -(-high // 10) * 10


def late_with(one: Outlook, more_per_day: int) -> int:
    """Chance of being late (%) with so many pages a day more; 100 where it is not known."""
    forecast = with_more(one, more_per_day)
    return 100 if forecast is None or forecast.late_percent is None else forecast.late_percent
