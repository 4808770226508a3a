"""What a version handed in writes: its refusals in full, its event, its file, and the drafts that go."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from agencies.drafts import load_draft, save_draft
from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.declarations import detailed_plans, reviews
from plans.declarations.versions import OVERTAKEN, history_of, latest_of
from plans.models import DetailedPlan, ProgressReport, VolumeReview
from plans.progress import services as progress
from tests.helpers import factories as make
from tests.helpers.attachments import PDF

PERIOD, NEXT = date(2025, 6, 13), date(2025, 6, 20)
FIGURES = {
    "scanned_files": 1000,
    "scanned_pages": 90_000,
    "checked_files": 900,
    "checked_pages": 80_000,
    "integrated_files": 500,
    "integrated_pages": 40_000,
}
WHY = "Số hóa thử một phần tài liệu đã chỉnh lý."
LINE = {
    "fonds_name": "Sở Y tế",
    "retention": "permanent",
    "arrangement": "full",
    "file_count": 100,
    "sheet_count": 2500,
    "page_count": 5000,
    "page_count_a3": 10,
}


@pytest.fixture
def syt(agencies):
    return agencies["SYT"]


@pytest.fixture
def report(syt, plan, lan):
    """`report(scanned_pages=…)`: Lan hands the period's figures in."""

    def send(period_end=PERIOD, reason=WHY, seen=None, **changes):
        figures = FIGURES | changes
        return progress.submit_progress(
            syt, plan=plan, actor=lan, period_end=period_end, figures=figures, reason=reason, seen=seen
        )

    return send


@pytest.fixture
def review(syt, plan, lan):
    def send(lines=(LINE,), **options):
        return reviews.submit_review(syt, plan=plan, actor=lan, lines=list(lines), **options)

    return send


@pytest.fixture
def record(syt, plan, lan):
    def send(**changes):
        fields = {"number": "12/KH-SYT", "issued_on": date(2025, 4, 18), "signer": "Nam"}
        fields |= {"period_from": date(2025, 4, 20), "period_to": date(2025, 8, 1)} | changes
        return detailed_plans.record_detailed_plan(syt, plan=plan, actor=lan, **fields)

    return send


def event_of(made):
    event = Event.objects.about(made).get()
    return event.action, event.sentence, event.before, event.after, event.reason


def test_a_progress_report_leaves_its_figures_in_the_history(report, syt, lan):
    first = report()
    sentence = "gửi số liệu kỳ 13/6/2025: 90.000 trang lũy kế"
    assert event_of(first) == ("submit", sentence, {}, FIGURES, WHY)
    second = report(scanned_pages=90_001, reason="  Sửa số trang.  ", seen=1)
    sentence = "gửi lại (lần 2) số liệu kỳ 13/6/2025: 90.001 trang lũy kế"
    after = FIGURES | {"scanned_pages": 90_001}
    assert event_of(second)[:4] == ("submit", sentence, FIGURES, after)
    assert (second.version, second.reason, second.submitted_by, second.submitted_on) == (2, "Sửa số trang.", lan, NEXT)
    assert list(history_of(ProgressReport, syt)) == list(Event.objects.filter(agency=syt).order_by("-pk"))
    assert latest_of(ProgressReport, syt, second.plan, period_end=PERIOD) == second


def test_a_report_is_compared_with_the_latest_versions_beside_it(report, syt, plan):
    report(scanned_pages=80_000)
    report(scanned_pages=85_000, reason="Sửa.")
    report(period_end=NEXT)
    before = progress.report_before(syt, plan, NEXT)
    assert (before.period_end, before.version, before.scanned_pages) == (PERIOD, 2, 85_000)
    assert progress.report_before(syt, plan, PERIOD) is None and progress.report_after(syt, plan, NEXT) is None
    after = progress.report_after(syt, plan, PERIOD)
    assert (after.period_end, after.version) == (NEXT, 1)
    judgement = progress.judge(syt, plan, PERIOD, FIGURES | {"scanned_pages": 90_001})
    assert "Kỳ sau: Trang đã số hóa (90.000) nhỏ hơn kỳ đang nhập (90.001); số lũy kế không giảm." in judgement.warnings


def test_refusals_of_a_progress_report_say_what_is_wrong(report, plan, syt, lan):
    with pytest.raises(WorkflowError, match="^Kỳ báo cáo này chưa bắt đầu hoặc không có trong Kế hoạch.$"):
        report(period_end=date(2025, 6, 14))
    with pytest.raises(WorkflowError) as refusal:
        report(checked_pages=90_001, checked_files=1001)
    assert str(refusal.value) == (
        "Số hồ sơ kiểm tra đạt (1.001) không được lớn hơn số hồ sơ đã số hóa (1.000). "
        "Số trang kiểm tra đạt (90.001) không được lớn hơn số trang đã số hóa (90.000)."
    )
    make.a_target(syt, pages=80_000, files=999)
    with pytest.raises(WorkflowError) as refusal:
        report(reason="  ")
    assert str(refusal.value) == (
        "Ghi lý do: Đã số hóa 1.000 hồ sơ, lớn hơn số hồ sơ theo Kế hoạch (999): vượt 1 hồ sơ. "
        "Đã số hóa 90.000 trang, lớn hơn số trang theo Kế hoạch (80.000): vượt 10.000 trang. "
        "Mục lục chưa được Sở Nội vụ thẩm định: theo Kế hoạch, tài liệu phải được chỉnh lý và Mục lục phải được "
        "thẩm định trước khi số hóa."
    )
    assert not ProgressReport.objects.exists()


def test_limits_are_what_was_planned_reviewed_and_appraised(syt, plan, hoa):
    assert set(vars(progress.limits_of(syt, plan)).values()) == {None}
    make.a_target(syt, pages=80_000, files=999)
    make.a_review(syt, pages=70_000, files=888)
    make.an_appraised_catalogue(syt, hoa, pages=60_000, day=date(2025, 6, 1))
    limits = progress.limits_of(syt, plan)
    assert (limits.planned_files, limits.planned_pages) == (999, 80_000)
    assert (limits.reviewed_files, limits.reviewed_pages) == (888, 70_000)
    assert limits.appraised_pages == 60_000 and limits.appraised_files


def test_the_agency_reports_on_the_periods_that_have_begun(syt, plan):
    first = plan.first_period_end
    until = date.fromordinal(first.toordinal() - plan.period_days + 1)
    assert progress.periods_of(syt, plan, until) == [first]
    assert progress.periods_of(syt, plan, date.fromordinal(until.toordinal() - 1)) == []
    syt.valid_to = until
    assert progress.periods_of(syt, plan, date(2025, 6, 20))[:1] == [first]


def test_a_review_keeps_its_sums_its_cost_and_its_lines(review, lan, syt):
    other = LINE | {"fonds_name": "Phông cũ", "file_count": 3, "page_count": 200, "sheet_count": 0, "page_count_a3": 0}
    made = review(lines=(LINE, other), counts={"photo_count": 7, "audio_minutes": 5, "secret_files": None})
    sums = made.file_count, made.sheet_count, made.page_count, made.page_count_a3, made.page_count_a2
    assert sums == (103, 2500, 5200, 10, 0)
    assert made.amount_dong == made.a4_page_count * made.unit_price_dong
    assert made.a4_page_count == 5220 and made.unit_price_dong == 4896
    assert (made.photo_count, made.audio_minutes, made.secret_files, made.video_count) == (7, 5, 0, 0)
    lines = made.lines.values_list("position", "fonds_name", "file_count", "page_count")
    assert list(lines) == [(1, "Sở Y tế", 100, 5000), (2, "Phông cũ", 3, 200)]


def test_a_review_leaves_its_figures_in_the_history(review):
    first = review(reason="")
    data = {"version": 1, "files": 100, "a4_pages": 5020, "amount_dong": 5020 * 4896}
    sentence = "gửi rà soát khối lượng lần 1: 100 hồ sơ, 5.020 trang A4 quy đổi"
    assert event_of(first) == ("submit", sentence, {}, data, "")
    second = review(lines=[LINE | {"page_count_a3": 0}], reason="Đếm lại khổ A3.")
    sentence = "gửi rà soát khối lượng lần 2: 100 hồ sơ, 5.000 trang A4 quy đổi"
    after = {"version": 2, "files": 100, "a4_pages": 5000, "amount_dong": 5000 * 4896}
    assert event_of(second) == ("submit", sentence, data, after, "Đếm lại khổ A3.")


def test_refusals_of_a_review_say_what_is_wrong(review):
    with pytest.raises(WorkflowError, match="^Ghi ít nhất một dòng khối lượng trước khi gửi.$"):
        review(lines=())
    with pytest.raises(WorkflowError) as refusal:
        review(lines=[LINE, LINE | {"page_count": 0, "page_count_a3": None}])
    assert str(refusal.value) == "Dòng 2: Nhập số trang của ít nhất một khổ giấy, ví dụ 1.250."
    with pytest.raises(WorkflowError) as refusal:
        review(lines=[LINE | {"file_count": None}])
    assert str(refusal.value) == "Dòng 1: Có trang mà chưa có hồ sơ: nhập số hồ sơ, ví dụ 1.250."
    assert review(lines=[LINE | {"page_count": 0}]).a4_page_count == 20  # another size is enough


def test_handing_in_ends_the_drafts_of_what_was_handed_in_alone(review, record, report, lan, syt):
    keys = [reviews.lines_draft_key(syt), reviews.secrecy_draft_key(syt), detailed_plans.draft_key(syt)]
    keys += [progress.draft_key(syt, PERIOD), progress.draft_key(syt, NEXT)]
    assert keys[:3] == ["review-lines/SYT", "review-secrecy/SYT", "detailed-plan/SYT"]
    assert keys[3:] == ["progress/SYT/2025-06-13", "progress/SYT/2025-06-20"]
    for key in keys:
        save_draft(lan, key, QueryDict("number=1"))
    for hand_in, left in ((review, keys[2:]), (record, keys[3:]), (report, keys[4:])):
        hand_in()
        assert [key for key in keys if load_draft(lan, key) is not None] == left


def test_a_detailed_plan_leaves_its_number_in_the_history(record):
    first = record()
    data = {"version": 1, "number": "12/KH-SYT", "issued_on": "2025-04-18"}
    sentence = "ghi nhận Kế hoạch số hóa chi tiết số 12/KH-SYT ban hành ngày 18/4/2025"
    assert event_of(first) == ("submit", sentence, {}, data, "")
    second = record(number="13/KH-SYT", reason="Ban hành lại.")
    sentence = "ghi nhận lần 2 Kế hoạch số hóa chi tiết số 13/KH-SYT ban hành ngày 18/4/2025"
    after = {"version": 2, "number": "13/KH-SYT", "issued_on": "2025-04-18"}
    assert event_of(second) == ("submit", sentence, data, after, "Ban hành lại.")


def test_a_version_without_a_file_points_to_the_earlier_one(record):
    name = "k" * 250 + ".pdf"
    first = record(document=SimpleUploadedFile(name, PDF))
    first.refresh_from_db()
    assert first.document_name == name[-200:] and len(first.document_name) == 200
    second = DetailedPlan.objects.get(pk=record(reason="Sửa số.").pk)
    assert (second.document.name, second.document_name) == (first.document.name, first.document_name)
    third = record(document=SimpleUploadedFile("ban ky lai.pdf", PDF), reason="Ký lại.")
    third.refresh_from_db()
    assert third.document_name == "ban ky lai.pdf" and third.document.name != first.document.name


def test_a_detailed_plan_cannot_end_before_it_begins(record):
    with pytest.raises(WorkflowError, match=r"^Ngày kết thúc phải từ ngày bắt đầu \(20/4/2025\) trở đi.$"):
        record(period_to=date(2025, 4, 19))
    assert record(period_to=date(2025, 4, 20)).document_name == ""


def test_who_may_not_and_who_came_late_read_why(review, plan, syt, minh):
    with pytest.raises(NotAllowed, match="^Chỉ cán bộ hoặc thủ trưởng của Sở Y tế làm được việc này.$"):
        reviews.submit_review(syt, plan=plan, actor=minh, lines=[LINE])
    review(seen=0)
    with pytest.raises(Overtaken) as refusal:
        review(seen=0, reason="Bổ sung.")
    assert (
        str(refusal.value)
        == OVERTAKEN
        == ("Có người trong cơ quan vừa gửi một bản khác. Xem lại số liệu mới bên dưới rồi gửi lại, kèm lý do.")
    )
    with pytest.raises(WorkflowError, match="^Đã có bản gửi trước: ghi lý do thay đổi.$"):
        review(seen=1, reason=" ")
    assert review(seen=1, reason="Bổ sung.").version == 2 and VolumeReview.objects.count() == 2
