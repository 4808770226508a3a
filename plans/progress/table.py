"""Who has reported for a period, and how far everybody is by then: one row per agency (pages: trang A4 quy đổi)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from agencies.calendar import portal_today
from agencies.formats.text import fold
from agencies.models import Agency, User
from plans.models import DistrictCheck, Plan, ProgressReport, Target
from plans.models.progress import FIGURES
from plans.unusual.measure import pending_now

from . import district

SENT, MISSING, ENDED, EXCUSED = "da-gui", "chua-gui", "da-ket-thuc", "duoc-mien"
STATES = ((SENT, "Đã gửi"), (MISSING, "Chưa gửi"), (ENDED, "Đã kết thúc"), (EXCUSED, "Được miễn báo cáo"))
NOT_ASKED = (ENDED, EXCUSED)
SAID = "district_check__outcome"
COLUMNS = ("agency_id", "pk", "period_end", "version", "submitted_on", SAID, *FIGURES)
# One version of a report by name of its COLUMNS: a day, numbers.
ReportValues = dict[str, Any]
Sums = dict[str, int | None]


@dataclass
class ProgressRow:
    """An agency at the period: its report for it, if any, and its last cumulative figures."""

    agency: Agency
    state: str
    planned_pages: int | None
    sent: ReportValues | None = None
    last: ReportValues | None = None
    before: ReportValues | None = None
    is_owed: bool = True  # still today: a successor owes no period that ended before its first day
    district: tuple[str, str] | None = None  # tone and words of what its district says to its last figures

    @property
    def waits(self) -> bool:
        """The report of the period lies beyond a bound, nobody has confirmed it, and it does not count."""
        return self.sent is not None and self.sent != self.last

    @property
    def scanned_pages(self) -> int | None:
        return self.last["scanned_pages"] if self.last else None

    @property
    def is_commune(self) -> bool:
        return self.agency.kind == Agency.Kind.COMMUNE

    @property
    def is_asked(self) -> bool:
        """Somebody owes the report of the period."""
        return self.state not in NOT_ASKED

    @property
    def has_ended(self) -> bool:
        """The agency exists no more on the portal's day."""
        return not self.agency.exists_on(portal_today())

    @property
    def who_sends(self) -> str:
        """What stands in place of the report of an agency that is excused or has ended."""
        if self.state == EXCUSED:
            return "được miễn báo cáo"
        return f"đã kết thúc; do {self.agency.successor} gửi" if self.is_owed else "đã kết thúc"

    @property
    def in_period_pages(self) -> int | None:
        """Pages scanned in the period itself; None where nothing that counts was reported for it."""
        if self.sent is None or self.waits:
            return None
        return self.sent["scanned_pages"] - (self.before["scanned_pages"] if self.before else 0)


class GroupOfRows(TypedDict):
    """Phụ lục I or II with its rows and sums."""

    title: str
    rows: list[ProgressRow]
    sums: Sums


def progress_table(plan: Plan, period_end: date, user: User) -> list[ProgressRow]:
    """Rows of the agencies the user sees that have a target or did report, whether they still exist or not.

    What counts was handed in by today, as on every page; so the sums are those of the figures.
    """
    planned = dict(Target.objects.filter(plan=plan).values_list("agency_id", "page_count"))
    reports = reports_until(plan, period_end, user)
    unconfirmed = pending_now(plan).reports
    counted = reports_until(plan, period_end, user, besides=unconfirmed) if unconfirmed else reports
    seen = Agency.objects.visible_to(user).holding_records().select_related("parent", "successor")
    named = {a.pk for a in seen if plan.said_of(a.pk, period_end)}
    asked = [a for a in seen if a.pk in planned or a.pk in reports or a.pk in named or must_report(a, planned)]
    asked = [a for a in asked if a.pk in reports or a.has_begun_by(period_end)]
    begins = plan.first_day_of(period_end)
    rows = [
        row_of(each, period_end, planned.get(each.pk), (reports.get(each.pk, []), counted.get(each.pk, [])), begins)
        for each in sorted(asked, key=official_place)
    ]
    for row in rows:
        row.district = said_of(plan, row)
    return [excused(row) if plan.excuses(row.agency.pk, period_end) else row for row in rows]


def said_of(plan: Plan, row: ProgressRow) -> tuple[str, str] | None:
    """What the district says to the figures of the period, or to the last ones; None where it is not asked."""
    report = row.sent or row.last
    if report and report[SAID]:
        return district.TONES[report[SAID]], str(DistrictCheck.Outcome(report[SAID]).label)
    return district.asked_of(plan, row.agency, report["period_end"]) if report else None


def excused(row: ProgressRow) -> ProgressRow:
    """The row of who need not report: what it sent counts all the same, what it did not send is not missing."""
    row.state = EXCUSED if row.state == MISSING else row.state
    return row


def official_place(agency: Agency) -> tuple[int, int, int]:
    """Official order, a district's communes right after it."""
    if agency.kind == Agency.Kind.COMMUNE and agency.parent:
        return agency.parent.official_order, 1, agency.official_order
    return agency.official_order, 0, 0


def must_report(agency: Agency, planned: Mapping[int, int]) -> bool:
    """Communes without a line of their own are inside their district's (domain §2)."""
    return agency.kind != Agency.Kind.COMMUNE and agency.pk not in planned and not planned


def reports_until(
    plan: Plan, period_end: date, user: User, besides: Collection[int] = ()
) -> dict[int, list[ReportValues]]:
    """{agency id: [report in force per period, oldest first]} as mappings, in one query; `besides` are left out."""
    rows = (
        ProgressReport.objects.visible_to(user)
        .exclude(pk__in=besides)
        .filter(plan=plan, period_end__lte=period_end)
        .by(portal_today())
        .order_by("agency_id", "period_end", "version")
        .values(*COLUMNS)
    )
    latest = {(row["agency_id"], row["period_end"]): row for row in rows}
    reports: dict[int, list[ReportValues]] = {}
    for (agency_id, _), row in latest.items():
        reports.setdefault(agency_id, []).append(row)
    return reports


def row_of(
    agency: Agency,
    period_end: date,
    planned_pages: int | None,
    known: tuple[Sequence[ReportValues], Sequence[ReportValues]],
    begins: date,
) -> ProgressRow:
    """The agency's row; who had ended before the period began, and left nobody to report, owes nothing for it.

    `known` are the reports handed in, and those of them that are usual or confirmed: these alone are summed up.
    """
    reports, counted = known
    sent = reports[-1] if reports and reports[-1]["period_end"] == period_end else None
    earlier = [each for each in counted if each["period_end"] < period_end]
    last, before = counted[-1] if counted else None, earlier[-1] if earlier else None
    is_asked = agency.has_reporter_for(begins, period_end, portal_today())
    state = SENT if sent else MISSING if is_asked else ENDED
    is_owed = agency.owes_report_for(begins, period_end, portal_today())
    return ProgressRow(agency, state, planned_pages, sent=sent, last=last, before=before, is_owed=is_owed)


def chosen(rows: Iterable[ProgressRow], *, state: str = "", group: str = "", text: str = "") -> list[ProgressRow]:
    """Rows of the filter; the text is looked for without diacritics."""
    words = fold(text)
    return [
        row
        for row in rows
        if is_in_state(row, state)
        and (not group or row.agency.group == group)
        and (not words or words in fold(f"{row.agency.name} {row.agency.short_name}"))
    ]


def is_in_state(row: ProgressRow, state: str) -> bool:
    """Who has ended is found as such also where a successor owes the report."""
    return not state or (row.has_ended if state == ENDED else row.state == state)


def grouped(rows: Sequence[ProgressRow]) -> list[GroupOfRows]:
    """Phụ lục I and II in official order, each with its rows and sums."""
    groups: list[GroupOfRows] = []
    for key, title in Agency.Group.choices:
        members = [row for row in rows if row.agency.group == key]
        if members:
            groups.append({"title": title, "rows": members, "sums": sums(members)})
    return groups


def on_page(groups: Iterable[GroupOfRows], rows: Iterable[ProgressRow]) -> list[GroupOfRows]:
    """The groups with those of their rows that stand on a page; their sums stay those of the whole group."""
    shown, found = {row.agency.pk for row in rows}, list[GroupOfRows]()
    for group in groups:
        if members := [row for row in group["rows"] if row.agency.pk in shown]:
            title = group["title"] if members[0] is group["rows"][0] else f"{group['title']} (tiếp theo)"
            found.append({"title": title, "rows": members, "sums": group["sums"]})
    return found


def sums(rows: Sequence[ProgressRow]) -> Sums:
    """Σ of the rows: how many reported of how many that owed it, and the last cumulative figures of all.

    What no row has a figure of is None, not 0 (domain §3: "chưa báo cáo" is never 0).
    """
    total: Sums = {name: known_sum(row.last[name] if row.last else None for row in rows) for name in FIGURES}
    return total | {
        "count": len(rows),
        "asked": sum(row.is_asked for row in rows),
        "sent": sum(row.state == SENT for row in rows),
        "planned_pages": sum(row.planned_pages or 0 for row in rows),
        "in_period_pages": known_sum(row.in_period_pages for row in rows),
    }


def known_sum(values: Iterable[int | None]) -> int | None:
    """The sum of the values that are known; None where none is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
