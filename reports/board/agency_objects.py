"""Objects that an agency has handed in, with links: plans, catalogues, estimates, reviews, progress."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.formats.numbers import NOTHING, format_billion, format_dong, format_int, format_percent
from agencies.models import Agency, User
from budgets.estimates import as_handed_in
from budgets.models import AllocationLine, Estimate
from plans.appraisal import handed_in
from plans.appraisal.unknown import pages_said
from plans.declarations.deadlines import beside
from plans.models import Catalogue, DetailedPlan, Difficulty, Extension, ProgressReport, VolumeReview
from plans.models.review import HandedIn
from plans.pricing import with_a4_pages

from ..figures import AgencyFigures
from . import money_objects
from .table import forecast, needed

SHOWN = 5
ObjectLine = dict[str, Any]  # of components/documents.html: name, url, note, tone, word


def of(agency: Agency, user: User, day: date) -> list[dict[str, Any]]:
    """Groups {title, rows, more} of what the user may see, none of them empty.

    What was handed in is that of the end of the day; catalogues and estimates are those of now.
    """
    kinds: tuple[tuple[str, Any, Callable[[Any], ObjectLine]], ...] = (
        ("Kế hoạch số hóa chi tiết", DetailedPlan, detailed_plan),
        ("Mục lục", Catalogue, catalogue),
        ("Dự toán", Estimate, estimate),
        ("Rà soát khối lượng", VolumeReview, review),
        ("Báo cáo tiến độ", ProgressReport, progress),
        ("Khó khăn, vướng mắc", Difficulty, difficulty),
        ("Gia hạn", Extension, extension),
    )
    groups = [{"title": title, **listed(model, line_of, agency, user, day)} for title, model, line_of in kinds]
    given = {"title": "Quyết định giao dự toán", **allocations(agency, user, day)}
    groups[3:3] = [given, *money_objects.of(agency, user, day)]
    return [group for group in groups if group["rows"]]


def allocations(agency: Agency, user: User, day: date) -> dict[str, Any]:
    """The latest five lines that decisions recorded by the day have for the agency, and whether there are more."""
    lines = AllocationLine.objects.filter(agency=agency).visible_to(user).by(day)
    known = lines.select_related("allocation", "allocation__reversed_by").order_by("-pk")
    found = list(known[: SHOWN + 1])
    return {"rows": [allocation(line) for line in found[:SHOWN]], "more": len(found) > SHOWN}


def allocation(line: AllocationLine) -> ObjectLine:
    """What the decision gives the agency, or takes from it."""
    document = line.allocation
    taken_back = document.is_reversal or document.was_reversed
    return {
        "name": f"{document.get_kind_display()}: số {document.number} ngày {format_date(document.dated_on)}",
        "url": reverse("allocation_detail", args=[document.pk]),
        "note": format_dong(line.amount_dong),
        "word": ("Ghi đảo" if document.is_reversal else "Đã ghi đảo") if taken_back else "",
        "tone": "idle",
    }


def listed(model: Any, line_of: Callable[[Any], ObjectLine], agency: Agency, user: User, day: date) -> dict[str, Any]:
    """The latest five of the model as lines, and whether there are more."""
    seen = model.objects.filter(agency=agency).visible_to(user)
    seen = with_a4_pages(seen) if model is Catalogue else seen
    seen = seen.with_line() if model is Estimate else seen
    known = seen.by(day) if issubclass(model, HandedIn) else seen
    found = as_seen(model, user, list(known.select_related("agency").order_by("-pk")[: SHOWN + 1]))
    return {"rows": [line_of(one) for one in found[:SHOWN]], "more": len(found) > SHOWN}


def as_seen(model: Any, user: User, found: list[Any]) -> list[Any]:
    """Catalogues and estimates as those who oversee the plan may see them."""
    if model is Catalogue:
        return handed_in.all_seen_by(user, found)
    return as_handed_in.all_seen_by(user, found) if model is Estimate else found


def detailed_plan(plan: DetailedPlan) -> ObjectLine:
    """The file where one was attached; without it only what was recorded."""
    return {
        "name": f"Số {plan.number} ngày {format_date(plan.issued_on)}",
        "url": reverse("detailed_plan_file", args=[plan.pk]) if plan.document else "",
        "note": f"Người ký: {plan.signer}; thực hiện {format_date(plan.period_from)} – {format_date(plan.period_to)}",
        "word": f"lần {plan.version}",
        "tone": "idle",
    }


def catalogue(one: Catalogue) -> ObjectLine:
    """Its files and pages."""
    note = f"{format_int(one.file_count)} hồ sơ, {pages_said(one, one.a4_pages)}"
    return with_state(one, "catalogue_detail", note)


def difficulty(one: Difficulty) -> ObjectLine:
    """Who is to answer by when, or that it was answered."""
    waits = f"{one.get_answerer_display()} trả lời, hạn {format_date(one.due_on)}"
    return with_state(one, "difficulty_detail", waits if one.is_open else one.get_answerer_display(), one.short)


def extension(one: Extension) -> ObjectLine:
    """The milestone and the day asked for."""
    note = f"Đề nghị đến hết ngày {format_date(one.proposed_day)}"
    return with_state(one, "extension_detail", note, one.milestone_name)


def estimate(one: Estimate) -> ObjectLine:
    """What it asks for; a version that a later one was decided in the place of says so."""
    shown = with_state(one, "estimate_detail", f"{format_int(one.requested_dong)} đồng")
    if one.is_decided and not one.counts:
        shown["tone"], shown["word"] = "idle", "Đã được thay"
    return shown


def with_state(one: Any, route: str, note: str, name: str = "") -> ObjectLine:
    """The line of an object that moves through a workflow."""
    return {
        "name": name or one.name,
        "url": reverse(route, args=[one.pk]),
        "note": note,
        "tone": one.tone,
        "word": one.get_state_display(),
    }


def review(one: VolumeReview) -> ObjectLine:
    """One version of a review."""
    return {
        "name": f"Lần {one.version}, gửi ngày {format_date(one.submitted_on)}",
        "url": reverse("review_version", args=[one.pk]),
        "note": f"{format_int(one.file_count)} hồ sơ, {format_int(one.a4_page_count)} trang A4 quy đổi",
    }


def progress(one: ProgressReport) -> ObjectLine:
    """The report of one period."""
    version = f", bản {one.version}" if one.version > 1 else ""
    return {
        "name": f"Kỳ đến {format_date(one.period_end)}{version}",
        "url": reverse("progress_report", args=[one.pk]),
        "note": f"{format_int(one.scanned_pages)} trang đã số hóa, {format_int(one.integrated_pages)} đã lên Kho",
    }


def tiles(row: AgencyFigures) -> list[dict[str, Any]]:
    """Four figures at the head of an agency's page."""
    return [
        {
            "label": "Chỉ tiêu của Kế hoạch",
            "figure": format_int(row.planned_pages),
            "unit": "trang",
            "of": f"{format_int(row.planned_files)} hồ sơ · {format_billion(row.planned_cost_dong)} đồng",
        },
        {
            "label": "Đã số hóa",
            "figure": format_percent(row.scanned_pages, row.planned_pages) if row.last_period_end else NOTHING,
            "of": f"{format_int(row.scanned_pages)} trang" if row.last_period_end else "",
            "note": last_report(row),
            "tone": row.schedule_tone,
            "word": row.schedule_name,
        },
        {
            "label": "Cần đạt mỗi ngày",
            "figure": needed(row),
            "unit": "trang" if row.needed_per_day and needed(row) != NOTHING else "",
            "of": present_pace(row),
        },
        {"label": "Xong với tốc độ gần đây", "figure": forecast(row), "of": deadline(row)},
    ]


def present_pace(row: AgencyFigures) -> str:
    """The pace of late, or until when it was measured, or why there is none."""
    if row.has_ended:
        return "đã kết thúc hoạt động, không tính tốc độ"
    if not row.paces:
        return "chưa có báo cáo để tính tốc độ"
    pages = f"{format_int(row.pace_per_day)} trang mỗi ngày"
    if row.is_fresh or row.last_period_end is None:
        return f"đang đạt {pages}"
    return f"đạt {pages} đến kỳ {format_date(row.last_period_end)}"


def last_report(row: AgencyFigures) -> str:
    if not row.handed_in_until:
        return "Chưa gửi báo cáo tiến độ"
    waits = ", cần xác nhận" if row.handed_in_until != row.last_period_end else ""
    waits += ", huyện chưa xác nhận" if row.unchecked and not row.children else ""
    return f"Báo cáo mới nhất: kỳ đến {format_date(row.handed_in_until)}{waits}"


def deadline(row: AgencyFigures) -> str:
    if row.printed_deadline is None:
        return ""
    return beside(f"hạn: trước {format_date(row.printed_deadline)}", row.extended_deadline)
