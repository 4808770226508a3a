"""Bàn việc Kho dùng chung: per agency what may go into the shared archive, what went in, and what it refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from django.db.models import Count, F, Q, Sum

from agencies.calendar import portal_today
from agencies.formats.text import has_words
from agencies.models import Agency, User
from plans.models import ArchiveCheck, ArchiveExport, Catalogue, MediaRecord, Plan
from plans.pricing import with_a4_pages
from plans.progress.table import reports_until
from plans.unusual.measure import pending_now

from .tranches import in_tranches

CHECKS = len(ArchiveCheck.Fields)
STATES = {
    "none": ("idle", "Chưa có Mục lục đã thẩm định"),
    "ready": ("warn", "Sẵn sàng gửi"),
    "sent": ("run", "Chờ Kho trả lời"),
    "refused": ("bad", "Có hồ sơ bị từ chối"),
    "part": ("run", "Kho nhận một phần"),
    "taken": ("ok", "Kho đã nhận đủ"),
}


@dataclass
class Counted:
    """Files and pages (trang A4 quy đổi) on their way into the archive; photographs and recordings by number."""

    appraised_files: int = 0
    appraised_pages: int = 0
    checked_pages: int = 0  # that passed the check, as the agency last reported
    reported_pages: int = 0  # that the agency reported as integrated
    sent_files: int = 0
    sent_pages: int = 0
    taken_files: int = 0
    taken_pages: int = 0
    refused_files: int = 0
    refused_pages: int = 0
    media: int = 0

    def __add__(self, other: Self) -> "Counted":
        return Counted(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(Counted)})

    @property
    def ready_files(self) -> int:
        """Of what was appraised, in no batch that the archive took or has still to answer."""
        return max(0, self.appraised_files - self.sent_files - self.taken_files)

    @property
    def ready_pages(self) -> int:
        return max(0, self.appraised_pages - self.sent_pages - self.taken_pages)


@dataclass
class DeskRow:
    """One agency on the desk."""

    agency: Agency
    counted: Counted = field(default_factory=Counted)
    passed: int = 0  # of the check list
    failed: int = 0

    @property
    def state(self) -> str:
        """A key of STATES."""
        one = self.counted
        if one.refused_files:
            return "refused"
        if one.sent_files:
            return "sent"
        if one.taken_files:
            return "part" if one.ready_files else "taken"
        return "ready" if one.ready_files else "none"

    @property
    def tone(self) -> str:
        return STATES[self.state][0]

    @property
    def word(self) -> str:
        return STATES[self.state][1]


def rows_for(user: User, plan: Plan) -> list[DeskRow]:
    """A row for each agency that the user sees, in the official order; communes only where they have something."""
    counters, checks = counters_of(user, plan), checked(plan)
    seen = Agency.objects.visible_to(user).holding_records().select_related("parent")
    known = counters.keys() | checks.keys()
    shown = [one for one in seen if one.pk in known or one.kind != Agency.Kind.COMMUNE]
    return [
        DeskRow(one, Counted(**counters.get(one.pk, {})), *checks.get(one.pk, (0, 0)))
        for one in sorted(shown, key=lambda one: (one.official_order, one.code))
    ]


def row_of(agency: Agency, user: User, plan: Plan) -> DeskRow:
    """The row of one agency that the user sees."""
    counters, checks = counters_of(user, plan, agency), checked(plan)
    return DeskRow(agency, Counted(**counters.get(agency.pk, {})), *checks.get(agency.pk, (0, 0)))


def brief(agency: Agency, plan: Plan) -> DeskRow:
    """Of the row only what is kept on the desk itself, for a page about more than that."""
    found: dict[str, int] = {}
    for rows in (answered(plan, {"agency": agency}), kept(plan, {"agency": agency})):
        found |= rows.get(agency.pk, {})
    lines = plan.archive_checks.filter(agency=agency, state=ArchiveCheck.State.PASSED)
    return DeskRow(agency, Counted(**found), lines.count())


def checked(plan: Plan) -> dict[int, tuple[int, int]]:
    """{key of the agency: (lines passed, lines failed)} of the check lists."""
    sums = {state: Count("pk", filter=Q(state=state)) for state in ("passed", "failed")}
    rows = plan.archive_checks.order_by().values("agency").annotate(**sums).values_list("agency", *sums)
    return {agency: (ok, bad) for agency, ok, bad in rows}


def counters_of(user: User, plan: Plan, agency: Agency | None = None) -> dict[int, dict[str, int]]:
    """{key of the agency: values of Counted}; of one agency alone where it is given."""
    only = {"agency": agency} if agency else {}
    found: dict[int, dict[str, int]] = {}
    for rows in (appraised(plan, only), answered(plan, only), kept(plan, only), reported(plan, user)):
        for key, values in rows.items():
            found.setdefault(key, {}).update(values)
    return found


def appraised(plan: Plan, only: Mapping[str, Any]) -> dict[int, dict[str, int]]:
    """Files and pages of appraised catalogues without what was left out, and of tranches of the others."""
    settled = Catalogue.objects.filter(plan=plan, state__in=Catalogue.SETTLED, **only).order_by()
    files, pages = Sum(F("file_count") - F("left_out_files")), Sum(F("a4_pages") - F("left_out_pages"))
    rows = with_a4_pages(settled).values("agency").annotate(kept_files=files, kept_pages=pages)
    found = {key: (count, a4) for key, count, a4 in rows.values_list("agency", "kept_files", "kept_pages")}
    for key, (count, a4) in in_tranches(plan, only).items():
        before = found.get(key, (0, 0))
        found[key] = (before[0] + count, before[1] + a4)
    return {key: {"appraised_files": count, "appraised_pages": a4} for key, (count, a4) in found.items()}


def answered(plan: Plan, only: Mapping[str, Any]) -> dict[int, dict[str, int]]:
    """What went out, by what the archive said of it."""
    exports = ArchiveExport.objects.kept().filter(plan=plan, **only).order_by()
    names = {f"all_{name}": Sum(name) for name in ArchiveExport.COUNTERS}
    rows = exports.values("agency").annotate(**names).values_list("agency", *names)
    return {agency: dict(zip(ArchiveExport.COUNTERS, sums, strict=True)) for agency, *sums in rows}


def kept(plan: Plan, only: Mapping[str, Any]) -> dict[int, dict[str, int]]:
    """Photographs and recordings on the agencies' lists."""
    records = MediaRecord.objects.filter(plan=plan, **only).order_by()
    return {agency: {"media": count} for agency, count in records.values_list("agency").annotate(Count("pk"))}


def reported(plan: Plan, user: User) -> dict[int, dict[str, int]]:
    """The last figures of the progress reports that count."""
    known = reports_until(plan, portal_today(), user, besides=pending_now(plan).reports)
    last = {agency: rows[-1] for agency, rows in known.items()}
    return {
        agency: {"checked_pages": row["checked_pages"], "reported_pages": row["integrated_pages"]}
        for agency, row in last.items()
    }


def narrowed(rows: Iterable[DeskRow], filters: Mapping[str, Any]) -> list[DeskRow]:
    """Those with the words, of the group, in the state."""
    wanted, group, state = filters.get("q") or "", filters.get("group"), filters.get("state")
    return [
        row
        for row in rows
        if has_words(wanted, row.agency, row.agency.code)
        and group in (None, "", row.agency.group)
        and state in (None, "", row.state)
    ]


def totals(rows: Iterable[DeskRow]) -> Counted:
    """Σ of the rows."""
    return sum((row.counted for row in rows), Counted())
