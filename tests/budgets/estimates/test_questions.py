"""Tuấn asks about a line, Lan answers; both read it on the estimate's page, and nothing is written over."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from budgets.estimates.questions import ANSWERED, answer, ask, may_ask
from budgets.models import EstimateQuestion

TEXT = "Trang A3 lấy từ đâu?"


def test_asked_and_answered_in_the_browser(as_user, tuan, lan, submitted):
    page = f"/du-toan/{submitted.pk}/"
    assert "Hỏi cơ quan" in as_user(tuan).get(page).content.decode()
    as_user(tuan).submit(f"{page}hoi/", {"line": "Số hóa trang A3", "text": TEXT})
    shown = as_user(lan).get(page).content.decode()
    assert TEXT in shown and "Trả lời" in shown and "Hỏi cơ quan" not in shown
    assert "Trả lời câu hỏi của Sở Tài chính về dự toán" in as_user(lan).get("/").content.decode()
    question = EstimateQuestion.objects.get()
    as_user(lan).submit(f"/du-toan/cau-hoi/{question.pk}/", {"text": "Mục lục số 2, hộp 5."})
    assert "Mục lục số 2, hộp 5." in as_user(tuan).get(page).content.decode()
    assert "Trả lời câu hỏi của Sở Tài chính" not in as_user(lan).get("/").content.decode()
    asked, answered = Event.objects.filter(action__endswith="about_estimate").order_by("pk")
    assert asked.sentence == f"hỏi về Số hóa trang A3 của {submitted}" and answered.actor == lan


def test_an_empty_question_loses_nothing(as_user, tuan, submitted):
    page = as_user(tuan).submit(f"/du-toan/{submitted.pk}/hoi/", {"line": "Số hóa trang A3", "text": " "})
    assert "Ghi câu hỏi." in page.content.decode() and not EstimateQuestion.objects.exists()


def test_only_who_appraises_asks_and_only_while_it_waits(cast, tuan, submitted, draft):
    for name in ("hoa", "lan", "nam", "mai"):
        with pytest.raises(NotAllowed):
            ask(submitted, actor=cast(name), text=TEXT)
    with pytest.raises(WorkflowError, match="Ghi câu hỏi"):
        ask(submitted, actor=tuan, text=" ")
    with pytest.raises(Overtaken, match="không có dòng này"):
        ask(submitted, actor=tuan, text=TEXT, line="Khác")
    perform(submitted, "return", actor=tuan, reason="Thiếu")
    submitted.refresh_from_db()
    assert not may_ask(tuan, submitted)[0]


def test_only_its_agency_answers_and_once(cast, tuan, lan, submitted):
    question = ask(submitted, actor=tuan, text=TEXT)
    for name in ("binh", "minh", "hoa"):
        with pytest.raises(NotAllowed):
            answer(question, actor=cast(name), text="Có")
    with pytest.raises(WorkflowError, match="Ghi câu trả lời"):
        answer(question, actor=lan, text="")
    answer(question, actor=lan, text="Có")
    with pytest.raises(Overtaken, match=ANSWERED[:20]):
        answer(question, actor=lan, text="Không")
    question.refresh_from_db()
    assert question.answer == "Có"


def test_a_stranger_finds_no_question(as_user, binh, tuan, submitted):
    question = ask(submitted, actor=tuan, text=TEXT)
    assert as_user(binh).get(f"/du-toan/cau-hoi/{question.pk}/").status_code == 404
