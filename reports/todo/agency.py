"""What an agency must do now: answers, reviews, detailed plan, catalogues, estimates, progress (Kế hoạch II.3, III)."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agencies.acting import address
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int, pad_quantity
from agencies.models import Agency, Duty, User
from budgets.models import Estimate
from plans.declarations.progress import periods_of
from plans.models import Catalogue, Plan, ProgressReport

from ..figures import AgencyFigures
from .pills import task, waiting
from .questions import to_answer
from .returned import reasons_of

SHOWN = 5
DONE = ("done_on_time", "done_late", "none")


@dataclass(frozen=True)
class Desk:
    """One person's desk at one agency, on one day; `row` holds the agency's own figures."""

    user: User
    agency: Agency
    row: AgencyFigures
    plan: Plan
    today: date

    @property
    def writes(self):
        return self.user.duty in (Duty.PREPARES, Duty.SIGNS)

    def milestone(self, key):
        """The agency's milestone while it is still to be reached, else None."""
        milestone = self.row.milestones.get(key)
        return milestone if milestone and milestone.state not in DONE else None

    @property
    def is_own(self):
        """False for an agency whose open work the person's own took over (domain §2)."""
        return self.agency.pk == self.user.agency_id

    def declaration(self, route, *args):
        """The address of a declaration page of this agency."""
        return address(self.user, self.agency, route, *args)

    def task(self, title, url, milestone=None, **details):
        title = title if self.is_own else f"{title} · {self.agency.short_name or self.agency}"
        if milestone:
            details |= {"due": milestone.last_day_on_time, "printed": milestone.printed_date}
        return task(title, url, today=self.today, **details)


def tasks(desk):
    """All that waits for the agency's own hands, the most urgent first within each kind."""
    kinds = (to_answer, review, detailed_plan, catalogues, estimates, progress)
    return [found for kind in kinds for found in kind(desk)]


def review(desk):
    milestone = desk.milestone("review")
    if not milestone:
        return []
    return [
        desk.task(
            "Rà soát khối lượng hồ sơ, tài liệu",
            desk.declaration("review"),
            milestone,
            note="Kê khai số hồ sơ, số trang từng khổ giấy, đã chỉnh lý hay chưa.",
        )
    ]


def detailed_plan(desk):
    milestone = desk.milestone("detailed_plan")
    if not milestone:
        return []
    return [
        desk.task(
            "Ban hành kế hoạch số hóa chi tiết",
            desk.declaration("detailed_plan"),
            milestone,
            note="Ghi số, ngày, người ký và tải văn bản lên sau khi ký.",
        )
    ]


def catalogues(desk):
    """Returned ones with the reason, drafts to finish, or the first catalogue to make."""
    own = Catalogue.objects.filter(plan=desk.plan, agency=desk.agency)
    open_ones = list(own.changeable().order_by("-state", "-state_since")[:SHOWN])
    reasons = reasons_of(open_ones)
    milestone = desk.milestone("catalogue")
    found = [catalogue_task(desk, one, reasons, milestone) for one in open_ones]
    if not found and milestone and not own.exists():
        route = "catalogue_new" if desk.writes else "catalogue_list"
        found.append(
            desk.task(
                "Lập Mục lục hồ sơ, tài liệu số hóa",
                desk.declaration(route),
                milestone,
                note="Sở Nội vụ thẩm định Mục lục trước khi số hóa.",
            )
        )
    return found


def catalogue_task(desk, catalogue, reasons, milestone):
    url = reverse("catalogue_detail", args=[catalogue.pk])
    if catalogue.state == Catalogue.State.RETURNED:
        note = f"Sở Nội vụ trả lại: {reasons.get(catalogue.pk) or 'không ghi lý do'}"
        return desk.task(f"Sửa Mục lục “{catalogue.name}”", url, tone="bad", word="bị trả lại", note=note)
    note = f"{format_int(catalogue.file_count)} hồ sơ, {format_int(catalogue.all_pages)} trang"
    return desk.task(f"Hoàn thành và trình Mục lục “{catalogue.name}”", url, milestone, note=note)


def estimates(desk):
    """Returned ones with the reason, drafts, or the first estimate once a catalogue is appraised."""
    own = Estimate.objects.filter(plan=desk.plan, agency=desk.agency)
    open_ones = list(own.filter(state__in=Estimate.CHANGEABLE).order_by("-state", "-state_since")[:SHOWN])
    reasons = reasons_of(open_ones)
    milestone = desk.milestone("estimate")
    found = [estimate_task(desk, one, reasons, milestone) for one in open_ones]
    if not found and milestone and desk.row.appraised_pages and not own.exists():
        note = f"Mục lục đã thẩm định {format_int(desk.row.appraised_pages)} trang A4 quy đổi."
        route = "estimate_new" if desk.writes else "estimate_list"
        found.append(desk.task("Lập dự toán kinh phí số hóa", desk.declaration(route), milestone, note=note))
    return found


def estimate_task(desk, estimate, reasons, milestone):
    url = reverse("estimate_detail", args=[estimate.pk])
    if estimate.state == Estimate.State.RETURNED:
        note = f"Sở Tài chính trả lại: {reasons.get(estimate.pk) or 'không ghi lý do'}"
        return desk.task(f"Sửa dự toán “{estimate.name}”", url, tone="bad", word="bị trả lại", note=note)
    verb = "Hoàn thành và trình dự toán" if desk.agency.in_departments_group else "Ghi quyết định phê duyệt dự toán"
    note = f"{format_int(estimate.requested_dong)} đồng"
    return desk.task(f"{verb} “{estimate.name}”", url, milestone, note=note)


def progress(desk):
    """The last ended period where nothing came since, and the period that runs today."""
    if not (desk.row.planned_pages or desk.row.reviewed_pages):
        return []
    sent = set(ProgressReport.objects.filter(plan=desk.plan, agency=desk.agency).values_list("period_end", flat=True))
    ends = periods_of(desk.agency, desk.plan, desk.today)[-2:]
    missing = [end for end in ends if not sent or end > max(sent)]
    return [progress_task(desk, end) for end in missing]


def progress_task(desk, end):
    url = desk.declaration("progress_edit", end.isoformat()) if desk.writes else desk.declaration("progress")
    note = f"Lũy kế đã gửi: {format_int(desk.row.scanned_pages)} trang đã số hóa."
    return desk.task(f"Gửi báo cáo tiến độ kỳ đến {format_date(end)}", url, due=end, note=note)


def elsewhere(desk):
    """Papers of the agency on another desk: whose, and for how long."""
    found = Catalogue.objects.filter(plan=desk.plan, agency=desk.agency).awaiting_appraisal()
    papers = [(one, "catalogue_detail", "Mục lục", "Sở Nội vụ") for one in found]
    asked = Estimate.objects.filter(plan=desk.plan, agency=desk.agency).awaiting_appraisal()
    papers += [(one, "estimate_detail", "Dự toán", "Sở Tài chính") for one in asked]
    return [lying(desk, *paper) for paper in papers]


def lying(desk, paper, route, kind, where):
    tone, days = waiting(paper.submitted_at or paper.state_since, desk.today)
    word = f"trình {days}" if days == "hôm nay" else f"chờ {days}"
    asked = getattr(paper, "asked_files", 0)
    questions = f", đang hỏi cơ quan về {pad_quantity(asked)} hồ sơ" if asked else ""
    note = f"Đang ở {where}: {paper.get_state_display().lower()}{questions}."
    return desk.task(f"{kind} “{paper.name}”", reverse(route, args=[paper.pk]), tone=tone, word=word, note=note)
