"""Raised, answered, asked further, closed: who may what, who reads what, one winner."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Duty, Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.difficulties.due import due_after
from plans.difficulties.listing import COLUMNS
from plans.difficulties.services import raise_difficulty
from plans.models import AnswerTime, Difficulty, DifficultyReply
from tests.helpers import factories as make

from .conftest import LAN, kind_called

TEXT = "Áp dụng hệ số K theo khổ giấy: A0 bằng 16 trang A4."


def answered(difficulty, actor, **more):
    return perform(difficulty, "answer_difficulty", actor=actor, text=TEXT, **more)


def test_from_the_question_to_the_end_in_the_browser(as_user, lan, hoa, plan):
    kind = kind_called("Khác")
    as_user(lan).submit("/vuong-mac/neu/", {"kind": str(kind.pk), "text": LAN, "proposal": "", "answerer": ""})
    one = Difficulty.objects.get()
    page = f"/vuong-mac/{one.pk}/"
    assert (one.state, one.answerer, one.due_on) == ("raised", "home_affairs", date(2025, 7, 4))
    assert "Trả lời khó khăn, vướng mắc" in as_user(hoa).get("/").content.decode()
    as_user(hoa).submit(f"{page}answer_difficulty/", {"text": TEXT})
    assert TEXT in as_user(lan).get(page).content.decode()
    assert "đã có trả lời" in as_user(lan).get("/").content.decode()
    assert "Trả lời khó khăn, vướng mắc" not in as_user(hoa).get("/").content.decode()
    as_user(lan).submit(f"{page}ask_further/", {"text": "Còn khổ A1 thì sao?"})
    assert "Còn khổ A1" in as_user(hoa).get(f"{page}answer_difficulty/").content.decode()
    as_user(hoa).submit(f"{page}answer_difficulty/", {"text": "A1 bằng 8 trang A4."})
    as_user(lan).submit(f"{page}close_difficulty/", {})
    one.refresh_from_db()
    assert one.state == "closed" and [reply.kind for reply in one.replies.all()] == ["answer", "question", "answer"]


@pytest.mark.parametrize(
    "answerer, who, others",
    [
        ("home_affairs", "hoa", ("tuan", "son", "mai", "quy", "lan", "nam", "binh")),
        ("finance", "tuan", ("hoa", "son", "mai", "quy", "lan", "binh")),
        ("archive", "son", ("hoa", "tuan", "mai", "quy", "lan", "binh")),
        ("province", "hoa", ("tuan", "son", "mai", "quy", "lan", "binh")),
    ],
)
def test_who_answers(raised, cast, answerer, who, others):
    Difficulty.objects.filter(pk=raised.pk).update(answerer=answerer)
    document = ("12/UBND-NC", date(2025, 6, 20))
    for name in others:
        with pytest.raises(NotAllowed):
            answered(raised, cast(name), document=document)
    assert answered(raised, cast(who), document=document).state == "answered"


def test_the_province_answers_by_a_document(raised, hoa, as_user):
    Difficulty.objects.filter(pk=raised.pk).update(answerer="province")
    with pytest.raises(WorkflowError, match="UBND tỉnh"):
        answered(raised, hoa)
    page = as_user(hoa).submit(f"/vuong-mac/{raised.pk}/answer_difficulty/", {"text": TEXT})
    assert "Ghi số văn bản của UBND tỉnh." in page.content.decode()
    given = {"text": TEXT, "answer_number": "12/UBND-NC", "answer_date": "20/6/2025"}
    as_user(hoa).submit(f"/vuong-mac/{raised.pk}/answer_difficulty/", given)
    reply = DifficultyReply.objects.get()
    assert (reply.document_number, reply.document_date) == ("12/UBND-NC", date(2025, 6, 20))


def test_nobody_answers_what_they_asked(plan, agencies, hoa):
    clerk = make.a_user(agencies["SNV"])
    one = raise_difficulty(agencies["SNV"], plan=plan, actor=clerk, kind=None, text=LAN)
    type(clerk).objects.filter(pk=clerk.pk).update(duty=Duty.APPRAISES_CATALOGUES)
    clerk.refresh_from_db()
    with pytest.raises(NotAllowed):
        answered(one, clerk)
    answered(one, hoa)


def test_of_two_who_answer_one_wins(raised, hoa):
    version = raised.version
    answered(raised, hoa, expected_version=version)
    with pytest.raises(Overtaken):
        answered(raised, hoa, expected_version=version)
    assert DifficultyReply.objects.count() == 1


def test_only_who_asked_asks_further_and_closes(raised, hoa, binh, minh):
    answered(raised, hoa)
    for who in (hoa, binh, minh):
        for action in ("ask_further", "close_difficulty"):
            with pytest.raises(NotAllowed):
                perform(raised, action, actor=who, text="Thêm")


def test_a_further_question_has_its_time_anew(raised, lan, hoa, day):
    answered(raised, hoa)
    day("2025-07-01")
    again = perform(raised, "ask_further", actor=lan, text="Còn A1?")
    assert (again.state, again.due_on) == ("raised", date(2025, 7, 15))
    with pytest.raises(WorkflowError, match="hỏi thêm"):
        perform(answered(again, hoa), "ask_further", actor=lan, text=" ")


def test_handed_over_with_a_reason(raised, hoa, tuan, son):
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        perform(raised, "hand_over_difficulty", actor=hoa, answerer="finance")
    with pytest.raises(NotAllowed):
        perform(raised, "hand_over_difficulty", actor=son, answerer="archive", reason="Việc của tôi")
    with pytest.raises(WorkflowError, match="khác nơi"):
        perform(raised, "hand_over_difficulty", actor=hoa, answerer="home_affairs", reason="x")
    over = perform(raised, "hand_over_difficulty", actor=hoa, answerer="finance", reason="Về hệ số K.")
    assert over.answerer == "finance"
    back = perform(over, "hand_over_difficulty", actor=tuan, answerer="archive", reason="Về phần mềm.")
    assert answered(back, son).state == "answered"


def test_own_other_absent(as_user, cast, raised, hoa):
    page = f"/vuong-mac/{raised.pk}/"
    for name in ("lan", "minh", "nam", "hoa", "tuan", "son", "mai"):
        assert as_user(cast(name)).get(page).status_code == 200
    for name in ("binh", "thu", "hai"):
        assert as_user(cast(name)).get(page).status_code == 404
        assert LAN[:20] not in as_user(cast(name)).get("/vuong-mac/").content.decode()
    assert as_user(cast("lan")).get("/vuong-mac/999999/").status_code == 404


def test_the_time_is_a_dated_setting(plan):
    assert due_after(date(2025, 6, 20)) == date(2025, 7, 4)
    AnswerTime.objects.create(working_days=5, valid_from=date(2025, 7, 1), source="QĐ")
    assert due_after(date(2025, 6, 30)) == date(2025, 7, 14)
    assert due_after(date(2025, 7, 1)) == date(2025, 7, 8)
    AnswerTime.objects.all().delete()
    assert due_after(date(2025, 6, 20)) == date(2025, 7, 4)


def test_a_holiday_is_no_day_to_answer(plan):
    """Kế hoạch III.5: the time is in working days, as the digest and the calendar count them."""
    assert due_after(date(2025, 8, 22)) == date(2025, 9, 9)  # 1/9 and 2/9 are holidays of 2025


def test_overdue_from_the_day_after(raised, day, as_user, hoa):
    day("2025-07-04")
    assert not raised.is_overdue
    day("2025-07-05")
    assert raised.is_overdue and raised.waited_days == 15
    assert "quá hạn" in as_user(hoa).get("/vuong-mac/?state=overdue").content.decode()
    assert as_user(hoa).get("/vuong-mac.xlsx?state=overdue&cho=toi").status_code == 200


def test_the_list_of_what_waits_for_me(as_user, raised, of_binh, hoa, tuan):
    Difficulty.objects.filter(pk=of_binh.pk).update(answerer="finance")
    mine = as_user(tuan).get("/vuong-mac/?cho=toi").content.decode()
    assert "Sở Xây dựng" in mine and LAN[:20] not in mine
    every = as_user(tuan).get("/vuong-mac/").content.decode()
    assert LAN[:20] in every and "<b>2</b> vướng mắc" in every


def test_a_secret_stays_out(as_user, lan, hoa, raised):
    secret = "Danh mục tài liệu độ Tối mật"
    given = {"kind": str(kind_called("Khác").pk), "text": secret}
    assert "bí mật nhà nước" in as_user(lan).submit("/vuong-mac/neu/", given).content.decode()
    page = as_user(hoa).submit(f"/vuong-mac/{raised.pk}/answer_difficulty/", {"text": secret})
    assert "bí mật nhà nước" in page.content.decode()
    assert Difficulty.objects.count() == 1 and not DifficultyReply.objects.exists()


def test_history_tells_both_sides(raised, hoa, lan):
    answered(raised, hoa)
    told = Event.objects.about(raised).told_to(lan)
    assert [event.action for event in told.order_by("pk")] == ["raise_difficulty", "answer_difficulty"]


def test_a_list_of_three_asks_as_many_queries_as_one(as_user, hoa, plan, lan, raised, django_assert_num_queries):
    browser = as_user(hoa)
    browser.get("/vuong-mac/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/vuong-mac/")
    for number in range(2):
        raise_difficulty(lan.agency, plan=plan, actor=lan, kind=kind_called("Khác"), text=f"Vướng {number}")
    with django_assert_num_queries(len(one)):
        browser.get("/vuong-mac/")


def test_the_list_names_the_day_in_vietnam_of_what_was_asked_at_night(raised):
    raised.submitted_at = datetime(2025, 6, 19, 18, 30, tzinfo=UTC)
    assert next(one.value(raised) for one in COLUMNS if one.key == "asked") == "20/6/2025"
