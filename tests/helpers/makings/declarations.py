"""Forms by which agencies declare, ask and are urged, and the report on it."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, Event
from agencies.requests import as_querydict
from plans.declarations.review_joint_forms import AgencyReview
from plans.declarations.review_together import mark_of
from plans.models import (
    DetailedPlan,
    Difficulty,
    DifficultyKind,
    Extension,
    Plan,
    ProgressBook,
    ProgressReport,
    TargetUpload,
    VolumeReview,
)
from plans.models.progress import FIGURES
from reports.models import Report, UrgingLetter
from tests.helpers import factories as make
from tests.helpers import unusual
from tests.helpers.progress_books import filled_book
from tests.helpers.targets import line, workbook

from .common import Making


def report_new(cast):
    return Making("hoa", "/bao-cao/lap/", lambda: {"as_of": "20/6/2025"}, Report)


def progress_edit(cast):
    figures = dict.fromkeys(("scanned_files", "scanned_pages", "checked_files", "checked_pages"), "0")
    figures |= {"integrated_files": "0", "integrated_pages": "0", "reason": "Chưa bắt đầu.", "version": "0"}
    return Making("lan", "/tien-do/ky/2025-06-13/", lambda: figures, ProgressReport)


def progress_together(cast):
    Agency.objects.filter(code="SXD").update(successor=cast("lan").agency, active_to=date(2025, 6, 15))
    figures = {f"SYT-{name}": "0" for name in FIGURES} | {"SYT-reason": "Chưa bắt đầu.", "SYT-version": "0"}
    return Making("lan", "/tien-do/ky/2025-06-13/chung/", lambda: figures, ProgressReport)


def progress_book(cast):
    data = filled_book(cast("lan").agency, Plan.current(), date(2025, 6, 13))
    return Making("lan", "/tien-do/so-bao-cao/", lambda: {"workbook": SimpleUploadedFile("a.xlsx", data)}, ProgressBook)


def progress_owed(cast):
    figures = {f"2025-06-06-{name}": "0" for name in FIGURES} | {"2025-06-06-reason": "Chưa bắt đầu."}
    return Making("lan", "/tien-do/con-thieu/", lambda: figures, ProgressReport)


def review_together(cast):
    agency = cast("lan").agency
    Agency.objects.filter(code="SXD").update(successor=agency, active_to=date(2025, 6, 15))
    data = {"SYT-TOTAL_FORMS": "1", "SYT-version": "0", "SYT-0-fonds_name": "Sở Y tế", "SYT-0-retention": "permanent"}
    data |= {"SYT-0-arrangement": "full", "SYT-0-file_count": "9", "SYT-0-page_count": "900"}
    shown = as_querydict({name: [value] for name, value in data.items()})
    data["checked"] = mark_of([AgencyReview(agency, None, shown)])
    return Making("lan", "/ra-soat/chung/", lambda: data, VolumeReview)


def target_upload(cast):
    data = workbook(line("SYT", 10, 700)).read()
    return Making("hoa", "/chi-tieu/nap/", lambda: {"workbook": SimpleUploadedFile("a.xlsx", data)}, TargetUpload)


def detailed_plan_edit(cast):
    days = {"issued_on": "10/6/2025", "period_from": "10/6/2025", "period_to": "20/6/2025"}
    data = {"number": "1/KH", "signer": "Nguyễn Văn A", "version": "0"} | days
    return Making("lan", "/ke-hoach-chi-tiet/ghi-nhan/", lambda: data, DetailedPlan)


def review_check(cast):
    line = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-0-fonds_name": "Sở Y tế"}
    line |= {"lines-0-retention": "permanent", "lines-0-arrangement": "full", "lines-0-file_count": "9"}
    line |= {"lines-0-page_count": "900"}

    def ready(browser):
        browser.post("/ra-soat/khoi-luong/", line)
        browser.post("/ra-soat/do-mat/", {})

    return Making("lan", "/ra-soat/xem-lai/", lambda: {"version": "0"}, VolumeReview, ready)


def unusual_confirm_many(cast):
    make.a_target(cast("lan").agency, 1_000_000)
    value = unusual.value_of(unusual.reported(cast("lan"), 40_000_000))
    ticked = {"chon": f"{value.pk}-{value.version}", "answer": "Đã xem sổ."}
    made = Event.objects.filter(action="confirm_unusual")
    return Making("hoa", "/can-xac-nhan/xac-nhan-nhieu/", lambda: ticked, None, count=made.count)


def difficulty_new(cast):
    data = {"kind": str(DifficultyKind.objects.first().pk), "text": "Thiếu máy quét."}
    return Making("lan", "/vuong-mac/neu/", lambda: data, Difficulty)


def extension_new(cast):
    data = {"milestone": "digitization", "proposed_day": "15/9/2025", "reason": "Thiếu máy quét."}
    return Making("lan", "/gia-han/soan/", lambda: data, Extension)


def urging_new(cast):
    make.a_target(cast("lan").agency, 9_000, 100)
    return Making("hoa", "/don-doc/lap/", lambda: {"don_vi": ["SYT"], "cach": "chung"}, UrgingLetter)


MAKINGS = [
    report_new,
    progress_edit,
    progress_together,
    progress_book,
    progress_owed,
    target_upload,
    detailed_plan_edit,
    review_check,
    review_together,
    unusual_confirm_many,
    difficulty_new,
    extension_new,
    urging_new,
]
