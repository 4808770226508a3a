"""Sở Y tế records the detailed plan it issued."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.documents import Kind, NumberTaken, register
from agencies.models import Event, IssuedDocument
from agencies.workflow import NotAllowed, WorkflowError
from plans.declarations.detailed_plans import record_detailed_plan
from plans.models import DetailedPlan
from tests.helpers.attachments import PDF

PAGE, EDIT = "/ke-hoach-chi-tiet/", "/ke-hoach-chi-tiet/ghi-nhan/"
ANSWERS = {
    "number": "12/KH-SYT",
    "issued_on": "18/4/2025",
    "signer": "Phạm Văn Nam, Giám đốc",
    "period_from": "20/4/2025",
    "period_to": "01/8/2025",
    "version": "0",
}


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def document(name="Kế hoạch 12.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def docx():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return file.getvalue()


def recorded(agency, plan, actor, **changes):
    fields = {"number": "12/KH-SYT", "issued_on": date(2025, 4, 18), "signer": "Nam"}
    fields |= {"period_from": date(2025, 4, 20), "period_to": date(2025, 8, 1)} | changes
    return record_detailed_plan(agency, plan=plan, actor=actor, **fields)


def test_lan_records_the_issued_plan_with_its_document(as_user, lan, plan, agencies):
    browser = as_user(lan)
    assert browser.submit(EDIT, ANSWERS | {"document": document()}).url == PAGE
    detailed = DetailedPlan.objects.get(agency=agencies["SYT"])
    assert (detailed.issued_on, detailed.period_to) == (date(2025, 4, 18), date(2025, 8, 1))
    assert detailed.document_name == "Kế hoạch 12.pdf" and "Kế hoạch" not in detailed.document.name
    page = browser.get(PAGE).content.decode()
    assert "12/KH-SYT" in page and "18/4/2025" in page and "01/8/2025" in page
    assert "đúng hạn" in page
    event = Event.objects.about(detailed).get()
    assert str(event) == "Trần Thị Lan ghi nhận Kế hoạch số hóa chi tiết số 12/KH-SYT ban hành ngày 18/4/2025"


def test_the_form_opens_unjudged_and_with_what_was_recorded(as_user, lan, plan):
    browser = as_user(lan)
    assert "Cần sửa" not in browser.get(EDIT).content.decode()
    recorded(lan.agency, plan, lan)
    page = browser.get(EDIT).content.decode()
    assert "Cần sửa" not in page and 'value="12/KH-SYT"' in page


def test_a_plan_issued_after_the_milestone_is_late(as_user, lan, plan):
    as_user(lan).submit(EDIT, ANSWERS | {"issued_on": "24/4/2025"})
    assert "trễ 5 ngày" in as_user(lan).get(PAGE).content.decode()


def test_without_a_plan_the_page_says_it_is_overdue(as_user, lan, plan):
    assert "quá hạn 62 ngày" in as_user(lan).get(PAGE).content.decode()


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"period_to": "19/4/2025"}, "Ngày kết thúc phải từ ngày bắt đầu (20/4/2025) trở đi."),
        ({"issued_on": "21/6/2025"}, "Ngày ban hành không được sau hôm nay."),
        ({"issued_on": "31/4/2025"}, "Ngày này không có trong lịch"),
        ({"issued_on": "2025"}, "Nhập ngày/tháng/năm, ví dụ 20/4/2025."),
        ({"number": ""}, "Ghi số kế hoạch"),
    ],
)
def test_wrong_answers_are_explained_and_nothing_is_recorded(as_user, lan, plan, changes, message):
    assert message in as_user(lan).submit(EDIT, ANSWERS | changes).content.decode()
    assert not DetailedPlan.objects.exists()


def test_the_first_of_april_is_not_the_fourth_of_january(as_user, lan, plan):
    as_user(lan).submit(EDIT, ANSWERS | {"issued_on": "01/4/2025", "period_from": "01/4/2025"})
    assert DetailedPlan.objects.get().issued_on == date(2025, 4, 1)


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.pdf", b"MZ\x90 a program"),
        ("a.exe", PDF),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.jpg", PDF),
        ("a", PDF),
        ("a.html", b"<script>"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(as_user, lan, plan, name, content):
    page = as_user(lan).submit(EDIT, ANSWERS | {"document": document(name, content)}).content.decode()
    assert "không phải PDF, Word (.docx) hoặc ảnh JPG" in page and not DetailedPlan.objects.exists()


@pytest.mark.parametrize("name, content", [("a.docx", docx()), ("a.JPG", b"\xff\xd8\xff\xe0 jpeg"), ("a.pdf", PDF)])
def test_word_pdf_and_jpeg_are_taken(as_user, lan, plan, name, content):
    assert as_user(lan).submit(EDIT, ANSWERS | {"document": document(name, content)}).status_code == 302


@pytest.mark.parametrize("megabytes", [1.5, 4])
def test_a_document_too_large_is_refused_not_dropped(as_user, lan, plan, settings, megabytes):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    big = document(content=PDF + b"0" * int(megabytes * 1024 * 1024))
    page = as_user(lan).submit(EDIT, ANSWERS | {"document": big}).content.decode()
    assert "Tệp lớn hơn 1 MB" in page and 'value="12/KH-SYT"' in page and not DetailedPlan.objects.exists()


def test_recording_again_needs_a_reason_and_keeps_the_document(as_user, lan, plan):
    browser = as_user(lan)
    browser.submit(EDIT, ANSWERS | {"document": document()})
    again = ANSWERS | {"number": "15/KH-SYT", "version": "1"}
    assert "Ghi lý do" in browser.submit(EDIT, again).content.decode()
    assert browser.submit(EDIT, again | {"reason": "Đính chính số"}).status_code == 302
    first, second = DetailedPlan.objects.order_by("version")
    assert second.version == 2 and second.document.name == first.document.name
    page = browser.get(PAGE).content.decode()
    assert "15/KH-SYT" in page and "Đính chính số" in page


def test_a_second_record_made_at_the_same_time_is_not_lost_silently(as_user, lan, nam, plan, agencies):
    recorded(agencies["SYT"], plan, nam)
    page = as_user(lan).submit(EDIT, ANSWERS | {"reason": "x"}).content.decode()
    assert "Có người trong cơ quan vừa gửi một bản khác" in page and DetailedPlan.objects.count() == 1


def test_going_on_after_the_deadline_is_warned_about(as_user, lan, plan):
    browser = as_user(lan)
    browser.submit(EDIT, ANSWERS | {"period_to": "30/9/2025"})
    page = browser.get(PAGE).content.decode()
    assert page.count("đến 30/9/2025, sau thời hạn số hóa của Kế hoạch (trước 15/8/2025)") == 2


def test_the_document_is_for_those_who_may_see_the_agency(as_user, lan, minh, hoa, mai, binh, thu, plan, agencies):
    detailed = recorded(agencies["SYT"], plan, lan, document=document())
    address = reverse("detailed_plan_file", args=[detailed.pk])
    for person in (lan, minh, hoa, mai):
        answer = as_user(person).get(address)
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment") and "no-store" in answer["Cache-Control"]
    for person in (binh, thu):
        assert as_user(person).get(address).status_code == 404


def test_a_missing_document_is_not_found(as_user, lan, plan, agencies):
    without = recorded(agencies["SYT"], plan, lan)
    assert as_user(lan).get(reverse("detailed_plan_file", args=[without.pk])).status_code == 404
    gone = recorded(agencies["SYT"], plan, lan, document=document(), reason="x")
    default_storage.delete(gone.document.name)
    assert as_user(lan).get(reverse("detailed_plan_file", args=[gone.pk])).status_code == 404


def test_only_clerks_of_the_agency_record(as_user, minh, binh, plan, agencies):
    assert as_user(minh).get(PAGE).status_code == 200 and as_user(minh).get(EDIT).status_code == 403
    with pytest.raises(NotAllowed):
        recorded(agencies["SYT"], plan, binh)


def test_a_number_is_one_plan_whose_later_version_corrects_its_day(lan, plan):
    recorded(lan.agency, plan, lan)
    recorded(lan.agency, plan, lan, number=" 012/kh-syt", reason="Sửa", issued_on=date(2025, 4, 17))
    document = IssuedDocument.objects.get()
    assert document.reference == ("012/kh-syt", date(2025, 4, 17)) and document.kind == "detailed_plan"
    recorded(lan.agency, plan, lan, number="15/KH-SYT", reason="Kế hoạch điều chỉnh", issued_on=date(2025, 4, 28))
    assert IssuedDocument.objects.count() == 2


def test_a_number_that_was_mistyped_serves_another_document_again(lan, plan):
    recorded(lan.agency, plan, lan)
    recorded(lan.agency, plan, lan, number="21/KH-SYT", reason="Gõ nhầm số")
    assert IssuedDocument.objects.get().number == "21/KH-SYT"
    register(lan.agency, Kind.ESTIMATE_DECISION, "12/KH-SYT", date(2025, 4, 18), actor=lan)


def test_a_number_and_day_that_were_mistyped_serve_another_document_again(as_user, lan, plan):
    recorded(lan.agency, plan, lan)
    answers = ANSWERS | {"number": "21/KH-SYT", "issued_on": "16/4/2025", "version": "1", "reason": "Gõ nhầm"}
    assert "Lần trước ghi nhầm cả số và ngày" in as_user(lan).get(EDIT).content.decode()
    as_user(lan).submit(EDIT, answers | {"was_mistyped": "on"})
    assert IssuedDocument.objects.get().reference == ("21/KH-SYT", date(2025, 4, 16))
    register(lan.agency, Kind.ESTIMATE_DECISION, "12/KH-SYT", date(2025, 4, 18), actor=lan)


def test_a_later_version_returns_to_a_number_it_had_before(lan, plan):
    recorded(lan.agency, plan, lan)
    recorded(lan.agency, plan, lan, number="15/KH-SYT", reason="Kế hoạch điều chỉnh", issued_on=date(2025, 4, 28))
    recorded(lan.agency, plan, lan, reason="Số đầu mới đúng")
    assert DetailedPlan.objects.count() == 3 and IssuedDocument.objects.count() == 2


def test_a_document_of_another_kind_is_never_corrected_by_a_plan(lan, plan):
    recorded(lan.agency, plan, lan)
    IssuedDocument.objects.update(kind=Kind.ESTIMATE_DECISION)  # as data of before the register may stand
    with pytest.raises(NumberTaken, match="đã cấp cho quyết định phê duyệt dự toán"):
        recorded(lan.agency, plan, lan, reason="Sửa", issued_on=date(2025, 4, 17))
    assert IssuedDocument.objects.get().issued_on == date(2025, 4, 18)


def test_the_number_of_another_document_is_refused(as_user, lan, plan):
    day = date(2025, 4, 18)
    register(lan.agency, Kind.ESTIMATE_DECISION, "12/KH-SYT", day, actor=lan)
    with pytest.raises(NumberTaken, match="đã cấp cho quyết định phê duyệt dự toán ngày 18/4/2025"):
        recorded(lan.agency, plan, lan)
    assert not DetailedPlan.objects.exists()


def test_the_service_holds_the_rules_itself(lan, plan, agencies):
    with pytest.raises(WorkflowError, match="Ngày kết thúc"):
        recorded(agencies["SYT"], plan, lan, period_to=date(2025, 4, 1))
    recorded(agencies["SYT"], plan, lan)
    with pytest.raises(WorkflowError, match="lý do"):
        recorded(agencies["SYT"], plan, lan)
    assert not default_storage.exists("detailedplan") or default_storage.listdir("detailedplan")[1] == []
