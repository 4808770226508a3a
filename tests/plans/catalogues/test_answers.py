"""Lan sees what Sở Nội vụ asks and why rows were left out, and answers; internal notes stay inside."""

import pytest

from agencies.workflow import WorkflowError, perform
from plans.appraisal.conversation import note_internally
from plans.appraisal.decisions import decide
from plans.models import Catalogue
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, fresh, hand_in, numbered

SECRET_NOTE = "Nghi khai khống số trang."


@pytest.fixture
def asked(plan, lan, hoa):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "ask", numbered(catalogue, "01", "02"), actor=hoa, text="Có bản gốc không?")
    decide(catalogue, "leave_out", numbered(catalogue, "03"), actor=hoa, reason="other", text="Bản nháp của hồ sơ 04.")
    note_internally(catalogue, actor=hoa, text=SECRET_NOTE, file=catalogue.files.first())
    note_internally(catalogue, actor=hoa, text=SECRET_NOTE)
    return Catalogue.objects.get(pk=catalogue.pk)


def test_the_page_shows_questions_reasons_and_the_desk(as_user, lan, asked):
    page = as_user(lan).get(f"/muc-luc/{asked.pk}/").content.decode()
    shown = ("Có bản gốc không?", "Trả lời 2 câu hỏi", "Lý do khác", "Bản nháp của hồ sơ 04.", asked.frozen_hash[:12])
    for text in (*shown, "đang ở <b>Sở Nội vụ</b> từ"):
        assert text in page, text


@pytest.mark.parametrize("name", ["lan", "nam", "minh"])
def test_internal_notes_are_nowhere_on_the_agencys_pages(as_user, cast, asked, name):
    browser = as_user(cast(name))
    for path in ("", "tra-loi/"):
        assert SECRET_NOTE not in browser.get(f"/muc-luc/{asked.pk}/{path}").content.decode()


def test_who_oversees_reads_the_notes_in_the_admin(as_user, hoa, asked):
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/{asked.pk}/change/").content.decode()
    assert page.count(SECRET_NOTE) == 2 and "nội bộ" in page


def test_lan_answers_one_question_and_the_other_later(as_user, lan, asked):
    browser, path = as_user(lan), f"/muc-luc/{asked.pk}/tra-loi/"
    first, second = numbered(asked, "01", "02").order_by("position")
    assert "Hồ sơ 01" in browser.get(path).content.decode()
    page = browser.submit(path, {f"answer-{first.pk}": "Có, ở kho tầng 2."}, follow=True).content.decode()
    assert "Đã gửi 1 câu trả lời cho Sở Nội vụ." in page and "Có, ở kho tầng 2." in page
    assert numbered(asked, "01").get().decision == "answered"
    assert "Chưa có câu trả lời nào" in browser.submit(path, {f"answer-{second.pk}": ""}).content.decode()
    browser.submit(path, {f"answer-{second.pk}": "Có."})
    assert "Không còn câu hỏi nào" in browser.get(path, follow=True).content.decode()


def test_open_questions_are_left_open_on_purpose(as_user, lan, hoa, asked):
    perform(asked, "return", actor=hoa, reason="Xem lại.")
    browser, path = as_user(lan), f"/muc-luc/{asked.pk}/thao-tac/submit/"
    page = browser.get(path).content.decode()
    assert "Câu hỏi chưa trả lời" in page and "2 hồ sơ: 01, 02" in page and "Vẫn trình khi còn 2 câu hỏi" in page
    with pytest.raises(WorkflowError, match="chưa trả lời về 2 hồ sơ: 01, 02"):
        perform(fresh(asked), "submit", actor=lan, secrecy_declared=True)
    assert "đánh dấu vẫn trình" in browser.submit(path, {"secrecy_declared": "on"}).content.decode()
    browser.submit(path, {"secrecy_declared": "on", "leaves_questions": "on"})
    assert fresh(asked).state == "submitted"
    desk = as_user(hoa).get(f"/quan-tri/plans/catalogue/{asked.pk}/change/").content.decode()
    assert "Cơ quan chưa trả lời câu hỏi về 2 hồ sơ: 01, 02." in desk


def test_a_secret_is_not_taken_in_an_answer(as_user, lan, asked):
    first = numbered(asked, "01").get()
    path = f"/muc-luc/{asked.pk}/tra-loi/"
    page = as_user(lan).submit(path, {f"answer-{first.pk}": "Phương án (Tối mật)"}).content.decode()
    assert "Có dấu hiệu bí mật nhà nước" in page
    assert numbered(asked, "01").get().decision == "asked"


@pytest.mark.parametrize(("name", "status"), [("minh", 403), ("hoa", 403), ("binh", 404), ("mai", 403)])
def test_only_the_agency_answers(as_user, cast, asked, name, status):
    first = numbered(asked, "01").get()
    answer = as_user(cast(name)).submit(f"/muc-luc/{asked.pk}/tra-loi/", {f"answer-{first.pk}": "Có."})
    assert answer.status_code == status
    assert numbered(asked, "01").get().decision == "asked"


def test_while_it_waits_only_answering_is_possible(as_user, lan, asked):
    page = as_user(lan).get(f"/muc-luc/{asked.pk}/").content.decode()
    assert "Sửa các hồ sơ" not in page and "Tải tệp lên" not in page and "Trả lời 2 câu hỏi" in page


def test_more_questions_cost_no_more_queries(as_user, lan, hoa, asked, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = as_user(lan)
    browser.get(f"/muc-luc/{asked.pk}/")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/muc-luc/{asked.pk}/")
    decide(asked, "ask", numbered(asked, "04", "05"), actor=hoa, text="Còn hồ sơ này?")
    with django_assert_num_queries(len(few)):
        browser.get(f"/muc-luc/{asked.pk}/")


def test_the_agency_sees_each_tranche_and_keeps_its_paper_once_the_whole_is_appraised(as_user, lan, hoa, plan):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "accept", numbered(catalogue, "01"), actor=hoa)
    perform(catalogue, "tranche", actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    browser = as_user(lan)
    assert "Kết quả thẩm định một đợt" in browser.get(f"/muc-luc/{catalogue.pk}/").content.decode()
    perform(catalogue, "appraise", actor=hoa, document=("124/SNV", DECISION_DOCUMENT[1]), **GATE_ANSWERS)
    page = browser.get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Kết quả thẩm định toàn bộ Mục lục" in page and "Kết quả thẩm định một đợt" in page
    assert all(f"/tham-dinh/{one.pk}/van-ban/docx/" in page for one in catalogue.appraisals.all())
    assert page.count("toàn bộ Mục lục sau đó thay cho kết quả này") == 1
    assert "Đề nghị mở lại" in page
