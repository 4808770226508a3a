"""Tasks of an agency now: answers, reviews, detailed plan, catalogues, estimates, progress (Kế hoạch II.3, III)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency, Workflowed
from agencies.signatures import signs_for
from budgets.models import Estimate
from plans.appraisal.reopening import grant_of
from plans.appraisal.returns import not_done, numbers_of, to_mend
from plans.appraisal.unknown import open_in, pages_said
from plans.models import Catalogue, ProgressReport, SignOff
from plans.models.plan import MIDNIGHT
from plans.progress.district import waiting as waiting_reports
from plans.progress.services import owed_periods
from plans.signoffs.kinds import Waiting
from plans.signoffs.listing import waiting_for

from ..figures import MilestoneFigure
from .agency_desk import Desk
from .difficulties import got_answers
from .extensions import drafted, sent
from .pills import Task, waiting
from .questions import to_answer
from .returned import reasons_of
from .signing import given_back, last_requests, waits
from .unusual import to_correct, waiting_elsewhere

SHOWN = 5
Own = TypeVar("Own", bound=Workflowed)
Reasons = Mapping[int, str]  # of the latest return, by primary key


def tasks(desk: Desk) -> list[Task]:
    """All that waits for the agency's own hands, the most urgent first within each kind."""
    kinds = (
        to_answer,
        to_correct,
        to_confirm,
        returned_figures,
        review,
        detailed_plan,
        catalogues,
        estimates,
        progress,
        drafted,
        got_answers,
    )
    return [found for kind in kinds for found in kind(desk)]


def review(desk: Desk) -> list[Task]:
    """The review of the volume, until it is handed in."""
    milestone = desk.milestone("review")
    if not milestone:
        return []
    note = "Kê khai số hồ sơ, số trang từng khổ giấy, đã chỉnh lý hay chưa."
    return [desk.task("Rà soát khối lượng hồ sơ, tài liệu", desk.declaration("review"), milestone, note=note)]


def detailed_plan(desk: Desk) -> list[Task]:
    """The detailed plan, until it is recorded."""
    milestone = desk.milestone("detailed_plan")
    if not milestone:
        return []
    note = "Ghi số, ngày, người ký và tải văn bản lên sau khi ký."
    return [desk.task("Ban hành kế hoạch số hóa chi tiết", desk.declaration("detailed_plan"), milestone, note=note)]


def catalogues(desk: Desk) -> list[Task]:
    """Returned ones with the reason, drafts to finish, or the first catalogue to make."""
    open_ones = last_changed(desk.open_catalogues)
    reasons, asked = reasons_of(open_ones), last_requests(open_ones)
    milestone = desk.milestone("catalogue")
    found = [
        catalogue_task(desk, one, reasons, milestone) | back_from_head(asked.get(one.pk))
        for one in open_ones
        if not waits(asked.get(one.pk), one)
    ]
    if not found and milestone and not Catalogue.objects.filter(plan=desk.plan, agency=desk.agency).exists():
        url = desk.declaration("catalogue_new" if desk.writes else "catalogue_list")
        note = "Sở Nội vụ thẩm định Mục lục trước khi số hóa."
        found.append(desk.task("Lập Mục lục hồ sơ, tài liệu số hóa", url, milestone, note=note))
    return found


def last_changed(objects: Sequence[Own]) -> list[Own]:
    """Of those that the agency may change the first few: returned ones first, of each kind the latest."""
    own = (one for one in objects if one.is_changeable)
    return sorted(own, key=lambda one: (one.state, one.state_since), reverse=True)[:SHOWN]


def back_from_head(last: SignOff | None) -> Task:
    """What a task says in place of the rest where the head gave it back without a signature; {} otherwise."""
    note = given_back(last)
    return {"note": note, "tone": "bad", "word": "lãnh đạo trả lại", "due_text": ""} if note else {}


def catalogue_task(desk: Desk, catalogue: Catalogue, reasons: Reasons, milestone: MilestoneFigure | None) -> Task:
    """What to do with an open catalogue: mend it as it was returned, or finish it."""
    url = reverse("catalogue_detail", args=[catalogue.pk])
    if catalogue.state == Catalogue.State.RETURNED:
        note = f"Sở Nội vụ trả lại: {reasons.get(catalogue.pk) or 'không ghi lý do'}"
        if left := not_done(to_mend(catalogue)):
            note, url = f"{note} Còn {numbers_of(left)} được nêu, chưa sửa.", f"{url}#neu-khi-tra-lai"
        return desk.task(f"Sửa Mục lục “{catalogue.name}”", url, tone="bad", word="bị trả lại", note=note)
    a4_pages = desk.factors.a4_pages(catalogue.pages_by_size())
    note = f"{format_int(catalogue.file_count)} hồ sơ, {pages_said(catalogue, a4_pages)}"
    if grant_of(catalogue):  # what was appraised before holds until this version is, so nothing is overdue
        title = f"Mục lục được mở lại: hoàn thành và trình “{catalogue.name}”"
        return desk.task(title, url, tone="run", word="được mở lại", note=note)
    ready = bool(catalogue.file_count) and not open_in(catalogue)
    verb = "Xem và trình" if ready and desk.signs else "Hoàn thành và trình"
    return desk.task(f"{verb} Mục lục “{catalogue.name}”", url, milestone, note=note, ready=ready)


def estimates(desk: Desk) -> list[Task]:
    """Returned ones with the reason, drafts, or the first estimate once a catalogue is appraised."""
    open_ones = last_changed(desk.open_estimates)
    reasons, asked = reasons_of(open_ones), last_requests(open_ones)
    milestone = desk.milestone("estimate")
    found = [
        estimate_task(desk, one, reasons, milestone) | back_from_head(asked.get(one.pk))
        for one in open_ones
        if not waits(asked.get(one.pk), one)
    ]
    none = desk.row.appraised_pages and not Estimate.objects.filter(plan=desk.plan, agency=desk.agency).exists()
    if not found and milestone and none:
        note = f"Mục lục đã thẩm định {format_int(desk.row.appraised_pages)} trang A4 quy đổi."
        route = "estimate_new" if desk.writes else "estimate_list"
        found.append(desk.task("Lập dự toán kinh phí số hóa", desk.declaration(route), milestone, note=note))
    return found


def estimate_task(desk: Desk, estimate: Estimate, reasons: Reasons, milestone: MilestoneFigure | None) -> Task:
    """What to do with an open estimate: mend it as it was returned, or finish it."""
    url = reverse("estimate_detail", args=[estimate.pk])
    if estimate.state == Estimate.State.RETURNED:
        note = f"Sở Tài chính trả lại: {reasons.get(estimate.pk) or 'không ghi lý do'}"
        return desk.task(f"Sửa dự toán “{estimate.name}”", url, tone="bad", word="bị trả lại", note=note)
    if estimate.is_later:  # what was decided before holds until this version is, so nothing is overdue
        milestone = None
    ready = bool(estimate.requested_dong)
    verb = "Xem và trình dự toán" if ready and desk.signs else "Hoàn thành và trình dự toán"
    verb = verb if desk.agency.in_departments_group else "Ghi quyết định phê duyệt dự toán"
    note = f"{format_int(estimate.requested_dong)} đồng"
    return desk.task(f"{verb} “{estimate.name}”", url, milestone, note=note, ready=ready)


def to_confirm(desk: Desk) -> list[Task]:
    """What its communes reported and a district has not answered."""
    count = len(waiting_reports(desk.user, desk.plan)) if desk.agency.kind == Agency.Kind.DISTRICT else 0
    title = f"Xác nhận {format_int(count)} số liệu tiến độ của xã"
    return [desk.task(title, reverse("progress_confirm"), tone="warn", word="chờ xác nhận")] if count else []


def returned_figures(desk: Desk) -> list[Task]:
    """Reports in force that the district above returned, each with its reason."""
    if desk.agency.kind != Agency.Kind.COMMUNE or not desk.plan.known_rules:
        return []
    own = ProgressReport.objects.filter(plan=desk.plan, agency=desk.agency).select_related("district_check")
    latest = {one.period_end: one for one in own.order_by("period_end", "version")}
    found = [one for one in latest.values() if getattr(one, "district_check", None) and one.district_check.reason]
    return [returned_task(desk, one) for one in found]


def returned_task(desk: Desk, report: ProgressReport) -> Task:
    title = f"Sửa số liệu tiến độ kỳ đến {format_date(report.period_end)}"
    url, note = reverse("progress_report", args=[report.pk]), f"Cấp huyện trả lại: {report.district_check.reason}"
    return desk.task(title, url, tone="bad", word="bị trả lại", note=note)


def progress(desk: Desk) -> list[Task]:
    """The last ended period where nothing came since, and the period that runs today."""
    ends = owed_periods(desk.agency, desk.plan, desk.today)[-2:]
    is_named = any(desk.plan.said_of(desk.agency.pk, end) for end in ends)
    if not (desk.row.planned_pages or desk.row.reviewed_pages or is_named):
        return []
    own = ProgressReport.objects.filter(plan=desk.plan, agency=desk.agency).order_by()
    sent = set(own.values_list("period_end", flat=True))
    missing = [end for end in ends if not sent or end > max(sent)]
    return [progress_task(desk, end) for end in missing]


def progress_task(desk: Desk, end: date) -> Task:
    """The report of the period that ended on this day."""
    url = desk.declaration("progress_edit", end.isoformat()) if desk.writes else desk.declaration("progress")
    sent = f"Lũy kế đã gửi: {format_int(desk.row.scanned_pages)} trang đã số hóa."
    none = "Báo cáo đã gửi còn cần xác nhận." if desk.row.handed_in_until else "Chưa gửi báo cáo nào."
    note = sent if desk.row.last_period_end else none
    return desk.task(
        f"Gửi báo cáo tiến độ kỳ đến {format_date(end)}", url, due=end, note=note, **by_the_hour(desk, end)
    )


def by_the_hour(desk: Desk, end: date) -> Task:
    """On the last day of a period its cut-off: until which hour there is time, or that it has passed."""
    rule = desk.plan.rule_on(end)
    if end != desk.today or rule is None or rule.cutoff_hour == MIDNIGHT:
        return {}
    if desk.plan.is_over(end):
        return {"tone": "bad", "word": f"quá {rule.cutoff_hour} giờ hôm nay"}
    return {"tone": "warn", "word": f"chốt {rule.cutoff_hour} giờ hôm nay"}


def elsewhere(desk: Desk) -> list[Task]:
    """What the agency handed in and another desk must decide on: whose, and for how long."""
    found = [one for one in desk.open_catalogues if one.is_awaited]
    catalogue_tasks = [waiting_task(desk, one, "catalogue_detail", "Mục lục", "Sở Nội vụ") for one in found]
    catalogue_tasks += [reopening_task(desk, one) for one in to_be_reopened(desk)]
    asked = [one for one in desk.open_estimates if one.is_awaited]
    estimates = [waiting_task(desk, one, "estimate_detail", "Dự toán", "Sở Tài chính") for one in asked]
    return before_head(desk) + catalogue_tasks + estimates + sent(desk) + waiting_elsewhere(desk)


def before_head(desk: Desk) -> list[Task]:
    """What the agency's own head has still to sign; nothing for who signs, whose task it is."""
    if signs_for(desk.user, desk.agency):
        return []
    return [before_head_task(desk, row) for row in waiting_for(desk.user) if row.about.agency_id == desk.agency.pk]


def before_head_task(desk: Desk, row: Waiting) -> Task:
    tone, days = waiting(row.about.asked_at, desk.today)
    word = f"trình ký {days}" if days == "hôm nay" else f"chờ {days}"
    return desk.task(row.title, row.page, tone=tone, word=word, note="Đang chờ lãnh đạo của cơ quan ký.")


def to_be_reopened(desk: Desk) -> list[Catalogue]:
    """Appraised catalogues that the agency asks to open again, the oldest request first."""
    own = [one for one in desk.open_catalogues if one.state == Catalogue.State.REOPENING]
    return sorted(own, key=lambda one: (one.state_since, one.pk))


def reopening_task(desk: Desk, catalogue: Catalogue) -> Task:
    """Since when the request waits for Sở Nội vụ."""
    tone, days = waiting(catalogue.state_since, desk.today)
    word = f"đề nghị {days}" if days == "hôm nay" else f"chờ {days}"
    url, note = reverse("catalogue_detail", args=[catalogue.pk]), "Đang ở Sở Nội vụ: đề nghị mở lại, chờ trả lời."
    return desk.task(f"Mục lục “{catalogue.name}”", url, tone=tone, word=word, note=note)


def waiting_task(desk: Desk, one: Catalogue | Estimate, route: str, kind: str, where: str) -> Task:
    """Where it waits, since when, and whether questions are open."""
    tone, days = waiting(one.submitted_at or one.state_since, desk.today)
    word = f"trình {days}" if days == "hôm nay" else f"chờ {days}"
    asked = getattr(one, "asked_files", 0)
    questions = f", đang hỏi cơ quan về {format_int(asked)} hồ sơ" if asked else ""
    note = f"Đang ở {where}: {one.get_state_display().lower()}{questions}."
    return desk.task(f"{kind} “{one.name}”", reverse(route, args=[one.pk]), tone=tone, word=word, note=note)
