"""Answers that everybody may read are found while one types; others never."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, perform
from plans.difficulties.known import known_answers
from plans.difficulties.services import share
from plans.models import Difficulty, DifficultyReply

from .conftest import kind_called

TEXT, GENERAL = "A0 bằng 16 trang A4.", "Hệ số K của bản vẽ khổ lớn"
TYPED = "Chúng tôi chưa rõ hệ số K cho bản vẽ A0"


@pytest.fixture
def reply(raised, hoa):
    perform(raised, "answer_difficulty", actor=hoa, text=TEXT, general=GENERAL)
    return DifficultyReply.objects.get()


def test_found_by_what_is_typed_with_or_without_accents(reply):
    assert known_answers(TYPED) == known_answers("he so K ban ve") == [reply]
    assert known_answers("kinh phí chưa phân bổ") == known_answers("") == []


def test_everybody_finds_it_and_not_whose_question_it_was(reply, as_user, cast):
    for name in ("binh", "thu", "mai"):
        page = as_user(cast(name)).get("/vuong-mac/da-tra-loi/?q=he so K&chi=ket-qua").content.decode()
        assert GENERAL in page and TEXT in page and "Sở Y tế" not in page and reply.difficulty.text not in page


def test_only_what_was_marked(raised, hoa, as_user, binh):
    perform(raised, "answer_difficulty", actor=hoa, text=TEXT)
    assert known_answers(TYPED) == []
    assert TEXT not in as_user(binh).get("/vuong-mac/da-tra-loi/").content.decode()


def test_marked_later_and_no_longer(raised, hoa, tuan, as_user, binh):
    perform(raised, "answer_difficulty", actor=hoa, text=TEXT)
    reply = DifficultyReply.objects.get()
    with pytest.raises(NotAllowed):
        share(reply, actor=tuan, general=GENERAL, seen="")
    as_user(hoa).submit(f"/vuong-mac/tra-loi/{reply.pk}/", {"general": GENERAL})
    assert known_answers(TYPED) == [reply]
    with pytest.raises(Overtaken):
        share(reply, actor=hoa, general="Khác", seen="")
    share(reply, actor=hoa, general="", seen=GENERAL)
    assert known_answers(TYPED) == []


def test_without_a_script_a_button_looks_and_keeps_what_was_typed(reply, as_user, binh):
    given = {"kind": str(kind_called("Khác").pk), "text": TYPED, "proposal": "Xin hướng dẫn", "find": "1"}
    page = as_user(binh).submit("/vuong-mac/neu/", given).content.decode()
    assert GENERAL in page and TYPED in page and "Xin hướng dẫn" in page
    assert Difficulty.objects.count() == 1


def test_saving_the_general_question_unchanged_is_no_change(raised, reply, hoa, as_user):
    shared = Event.objects.filter(action="share_answer")
    known = shared.count()
    page = as_user(hoa).submit(f"/vuong-mac/tra-loi/{reply.pk}/", {"general": reply.general}, follow=True)
    assert "Đã lưu câu hỏi nêu chung." in page.content.decode() and shared.count() == known
