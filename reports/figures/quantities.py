"""Quantities of an agency, a group or the province by the end of a day: the columns of the figures."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from plans.models.progress import FIGURES as PROGRESS

Paces = tuple[Fraction, ...]


@dataclass
class Quantities:
    """Numbers and days of one agency, group or the province as of one day, as they are counted or added up.

    `*_files` hồ sơ, `*_pages` trang A4 quy đổi, `*_dong` đồng.
    """

    as_of: date
    starts_on: date
    planned_files: int = 0
    planned_pages: int = 0
    planned_cost_dong: int = 0
    reviewed_files: int = 0
    reviewed_pages: int = 0
    appraised_files: int = 0
    appraised_pages: int = 0
    estimated_files: int = 0  # of the appraised ones: their pages were worked out from sheets, nobody counted them
    estimated_pages: int = 0  # trang A4
    left_out_files: int = 0  # by the appraisals of whole catalogues, for whatever reason: the sum of the next five
    left_out_pages: int = 0
    duplicate_files: int = 0  # trùng
    duplicate_pages: int = 0
    superfluous_files: int = 0  # thừa
    superfluous_pages: int = 0
    worthless_files: int = 0  # hết giá trị
    worthless_pages: int = 0
    put_off_files: int = 0  # chưa chỉnh lý: put off, digitized and paid for later (Kế hoạch I.2)
    put_off_pages: int = 0
    other_files: int = 0  # lý do khác
    other_pages: int = 0
    saved_dong: int = 0  # what digitizing the pages left out for good would have cost at the plan's price
    duplicate_dong: int = 0  # the part of it that were duplicates
    put_off_dong: int = 0  # what digitizing the pages put off will cost at that price
    scanned_files: int = 0
    scanned_pages: int = 0
    checked_files: int = 0
    checked_pages: int = 0
    integrated_files: int = 0
    integrated_pages: int = 0
    evidenced_files: int = 0  # of which scans can be shown: manifests compared by the day (plans/evidence)
    evidenced_pages: int = 0  # trang A4 quy đổi
    period_scanned_pages: int = 0  # in the last reporting period that ended by the day
    period_scanned_files: int = 0
    expected_pages: int = 0  # where the straight line of the plan is at the end of the day
    expected_by_report_pages: int = 0  # the same on the day the latest report speaks of: what it is judged by
    requested_dong: int = 0
    appraised_dong: int = 0
    decided_dong: int = 0  # the part of appraised_dong that huyện, xã decided themselves
    cut_dong: int = 0  # asked for and not granted, by the latest decisions
    cheaper_dong: int = 0  # by which contracts are cheaper than their pages in the estimate (prices.by_price)
    allocated_dong: int = 0  # by decisions of whoever pays, as recorded: parts and additions less what was taken back
    contracted_dong: int = 0  # by contracts with their amendments, as recorded
    accepted_dong: int = 0  # by minutes of acceptance
    disbursed_dong: int = 0  # advances and payments
    settled_dong: int = 0
    # What was handed in beyond a bound and waits for a second person: counted here and in no other figure. Each is
    # the difference it would make, so that a figure and its unconfirmed part add up to what was handed in.
    unconfirmed_values: int = 0  # how many
    unconfirmed_reviewed_files: int = 0
    unconfirmed_reviewed_pages: int = 0
    unconfirmed_scanned_files: int = 0
    unconfirmed_scanned_pages: int = 0
    unconfirmed_checked_files: int = 0
    unconfirmed_checked_pages: int = 0
    unconfirmed_integrated_files: int = 0
    unconfirmed_integrated_pages: int = 0
    unconfirmed_requested_dong: int = 0
    unconfirmed_appraised_dong: int = 0
    unconfirmed_decided_dong: int = 0
    unchecked: int = 0  # agencies whose latest report the district above is to confirm, and has not; it counts
    open_difficulties: int = 0  # vướng mắc without an answer at the end of the day
    overdue_difficulties: int = 0  # of these, those that should have been answered by then
    answered_difficulties: int = 0  # answered, and not closed by who asked
    awaiting_catalogues: int = 0
    awaiting_pages: int = 0
    deadline: date | None = None  # last day on time for digitization; of a sum, the latest one
    printed_deadline: date | None = None
    extended_deadline: date | None = None  # where that day was granted later
    last_period_end: date | None = None  # period of the latest progress report that counts
    reported_until: date | None = None  # of the latest that was handed in, where that waits to be confirmed
    period_ends: tuple[date, ...] = ()  # reporting periods that have ended by the day
    excused_ends: tuple[date, ...] = ()  # those of them on which the agency need not report
    ends_on: date | None = None  # the last day the agency exists; of a sum, the latest one where all of them end
    asked_until: date | None = None  # its end, where nobody goes on with its reports
    paces: Paces = ()  # pages a day in each quarter of the 28 days up to the latest report; of a sum, added up
    silent_heirs: tuple[str, ...] = ()  # who took work over and has not reported for the last two periods: names
    unreported: Fraction = Fraction(0)  # pages that the pace makes likely since a fresh latest report

    @property
    def saved_files(self) -> int:
        """Left out for good: trùng, thừa, hết giá trị."""
        return self.duplicate_files + self.superfluous_files + self.worthless_files

    @property
    def saved_pages(self) -> int:
        """Trang A4 quy đổi left out for good."""
        return self.duplicate_pages + self.superfluous_pages + self.worthless_pages

    @property
    def useless_dong(self) -> int:
        """The part of `saved_dong` that was superfluous or worthless: thừa, hết giá trị."""
        return self.saved_dong - self.duplicate_dong

    @property
    def savings_dong(self) -> int:
        """Đồng not spent: rows left out for good, cuts of appraisals, contracts cheaper than estimated."""
        return self.saved_dong + self.cut_dong + self.cheaper_dong

    @property
    def share(self) -> Fraction | None:
        """Scanned part of the planned pages (Fraction), None where nothing is planned."""
        return Fraction(self.scanned_pages, self.planned_pages) if self.planned_pages else None

    @property
    def handed_in_until(self) -> date | None:
        """Period of the latest progress report that was handed in, whether it counts yet or not."""
        return self.reported_until or self.last_period_end

    @property
    def has_unconfirmed_progress(self) -> bool:
        """A progress report waits for a second person and would change a figure."""
        return any(getattr(self, f"unconfirmed_{name}") for name in PROGRESS)
