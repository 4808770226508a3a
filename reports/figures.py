"""The one source of numbers: one row per agency as of a day. Screen, chart, Excel, Word, PDF and API all read it."""

from dataclasses import dataclass, field
from datetime import date

VOLUME_STAGES = ("planned", "reviewed", "appraised", "scanned", "checked", "integrated")
MONEY_STAGES = ("planned_cost_dong", "requested_dong", "appraised_dong")


@dataclass(frozen=True)
class MilestoneFigure:
    """One agency's state at one milestone, derived from dates and the day asked about (domain §3).

    state: "done_on_time", "done_late", "overdue", "due_soon", "open", or "none" where it does not apply.
    """

    key: str
    state: str
    printed_date: date
    last_day_on_time: date
    done_on: date | None = None


@dataclass
class Figures:
    """Sums of one agency, group or the province as of one day. `*_files` hồ sơ, `*_pages` trang A4 quy đổi, `*_dong` đồng."""

    planned_files: int = 0
    planned_pages: int = 0
    planned_cost_dong: int = 0
    reviewed_files: int = 0
    reviewed_pages: int = 0
    appraised_files: int = 0
    appraised_pages: int = 0
    scanned_files: int = 0
    scanned_pages: int = 0
    checked_files: int = 0
    checked_pages: int = 0
    integrated_files: int = 0
    integrated_pages: int = 0
    period_scanned_pages: int = 0  # in the last reporting period that ended by the day
    period_scanned_files: int = 0
    recent_scanned_pages: int = 0  # in the last 28 days: the pace forecasts are made of
    requested_dong: int = 0
    appraised_dong: int = 0
    decided_dong: int = 0  # the part of appraised_dong that huyện, xã decided themselves
    awaiting_catalogues: int = 0
    awaiting_pages: int = 0


@dataclass
class AgencyFigures(Figures):
    """One agency's own figures; a district's communes have rows of their own."""

    code: str = ""
    name: str = ""
    group: str = ""
    kind: str = ""
    parent_code: str = ""
    deadline: date | None = None  # last day on time for digitization
    printed_deadline: date | None = None
    last_period_end: date | None = None  # period of the latest progress report
    milestones: dict = field(default_factory=dict)  # key -> MilestoneFigure
    # derived: days_left, needed_per_day, pace_per_day, expected_pages, forecast_done_on, schedule ("done", "on_time", "at_risk", "late", "silent")
