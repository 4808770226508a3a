"""The same difficulty of many agencies is answered once; no agency sees who else asked."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, perform
from plans.difficulties.services import join_many, raise_difficulty
from plans.models import Difficulty, DifficultyFile, DifficultyReply

from .conftest import kind_called

TEXT = "Áp dụng hệ số K theo khổ giấy."


@pytest.fixture
def joined(raised, of_binh, hoa):
    """Bình's waits with Lan's."""
    join_many(raised, [of_binh], actor=hoa, versions={of_binh.pk: of_binh.version})
    of_binh.refresh_from_db()
    return of_binh


def status(browser, file):
    page = browser.get(f"/vuong-mac/tep/{file.pk}/")
    page.getvalue()
    return page.status_code


def answer(lead, hoa, **more):
    return perform(lead, "answer_difficulty", actor=hoa, text=TEXT, **more)


def test_answered_once_for_all(raised, joined, hoa, as_user, binh, lan):
    answer(raised, hoa)
    joined.refresh_from_db()
    assert joined.state == "answered"
    assert DifficultyReply.objects.filter(original=None).count() == 1
    for who, one in ((binh, joined), (lan, raised)):
        assert TEXT in as_user(who).get(f"/vuong-mac/{one.pk}/").content.decode()


def test_each_agency_sees_the_answer_and_not_who_else_asked(raised, joined, hoa, as_user, binh, lan):
    for _ in range(2):
        of_binh = as_user(binh).get(f"/vuong-mac/{joined.pk}/").content.decode()
        assert "Sở Y tế" not in of_binh and raised.text not in of_binh and f"số {raised.pk} " not in of_binh
        assert "Sở Xây dựng" not in as_user(lan).get(f"/vuong-mac/{raised.pk}/").content.decode()
        if raised.state == "raised":
            raised = answer(raised, hoa)
    assert as_user(binh).get(f"/vuong-mac/{raised.pk}/").status_code == 404
    assert "Sở Xây dựng" in as_user(hoa).get(f"/vuong-mac/{raised.pk}/").content.decode()
    told = " ".join(str(each.__dict__) for each in Event.objects.about(joined).told_to(binh))
    assert "Sở Y tế" not in told and raised.text not in told


def test_a_further_question_goes_on_alone(raised, joined, hoa, binh):
    answer(raised, hoa)
    alone = perform(joined, "ask_further", actor=binh, text="Còn A1 thì sao?")
    assert (alone.state, alone.joined_into) == ("raised", None)
    perform(alone, "answer_difficulty", actor=hoa, text="A1 bằng 8.")
    assert raised.replies.count() == 1 and alone.replies.count() == 3


def test_the_leads_further_question_tells_the_others_nothing(raised, joined, hoa, lan):
    answer(raised, hoa)
    again = perform(raised, "ask_further", actor=lan, text="Kho của tôi thì sao?")
    perform(again, "answer_difficulty", actor=hoa, text="Chỉ riêng kho ấy.")
    assert joined.replies.count() == 1


def test_what_is_added_to_an_answer_reaches_all(raised, joined, hoa):
    done = answer(raised, hoa)
    perform(done, "supplement_answer", actor=hoa, text="Thêm: K của A3 bằng 2.")
    assert [reply.text for reply in joined.replies.all()] == [TEXT, "Thêm: K của A3 bằng 2."]


def test_handed_over_together(raised, joined, hoa, tuan):
    over = perform(raised, "hand_over_difficulty", actor=hoa, answerer="finance", reason="Về hệ số K.")
    joined.refresh_from_db()
    assert joined.answerer == "finance"
    answer(over, tuan)
    joined.refresh_from_db()
    assert joined.state == "answered" and joined.replies.get().answerer == "finance"


def test_closed_by_who_leads_the_others_wait_by_themselves(raised, joined, lan, hoa):
    perform(raised, "close_difficulty", actor=lan)
    joined.refresh_from_db()
    assert (joined.state, joined.joined_into) == ("raised", None)
    assert answer(joined, hoa).state == "answered"


def test_separated_again(raised, joined, hoa):
    alone = perform(joined, "separate_difficulty", actor=hoa)
    assert (alone.state, alone.joined_into) == ("raised", None)
    answer(raised, hoa)
    assert alone.replies.count() == 0


def test_only_the_office_joins_and_each_once(raised, of_binh, hoa, cast):
    versions = {of_binh.pk: of_binh.version}
    for name in ("tuan", "son", "lan", "mai"):
        with pytest.raises(NotAllowed):
            join_many(raised, [of_binh], actor=cast(name), versions=versions)
    join_many(raised, [of_binh], actor=hoa, versions=versions)
    with pytest.raises(Overtaken):
        join_many(raised, [of_binh], actor=hoa, versions=versions)
    with pytest.raises(Overtaken):
        join_many(of_binh, [raised], actor=hoa, versions={raised.pk: raised.version})


def test_nobody_joins_into_what_was_answered(raised, of_binh, hoa):
    answer(raised, hoa)
    with pytest.raises(Overtaken, match="không còn chờ"):
        join_many(raised, [of_binh], actor=hoa, versions={of_binh.pk: of_binh.version})


def test_what_was_joined_before_comes_along(raised, joined, plan, hai, hoa):
    third = raise_difficulty(hai.agency, plan=plan, actor=hai, kind=kind_called("Khác"), text="Hệ số K?")
    join_many(third, [raised], actor=hoa, versions={raised.pk: raised.version})
    answer(third, hoa)
    assert set(Difficulty.objects.values_list("state", flat=True)) == {"answered"}


def test_ticked_in_the_list(as_user, raised, of_binh, hoa):
    ticks = [f"{one.pk}-{one.version}" for one in (raised, of_binh)]
    as_user(hoa).post("/vuong-mac/gop/", {"chon": ticks[:1]})
    assert not Difficulty.objects.filter(state="joined").exists()
    as_user(hoa).post("/vuong-mac/gop/", {"chon": ticks})
    of_binh.refresh_from_db()
    assert of_binh.joined_into == raised


def test_one_joined_on_its_page(as_user, raised, of_binh, hoa):
    as_user(hoa).submit(f"/vuong-mac/{of_binh.pk}/join_difficulty/", {"lead": str(raised.pk)})
    of_binh.refresh_from_db()
    assert of_binh.joined_into == raised


def test_files_of_the_answer_reach_all_and_those_of_a_question_nobody_else(
    raised, joined, hoa, lan, binh, as_user, settings
):
    from pypdf import PdfWriter

    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(file)
    answer(raised, hoa, file=SimpleUploadedFile("tra-loi.pdf", file.getvalue()))
    of_answer = DifficultyFile.objects.get()
    assert status(as_user(binh), of_answer) == 200
    raised.refresh_from_db()
    perform(raised, "ask_further", actor=lan, text="?", file=SimpleUploadedFile("hoi.pdf", file.getvalue()))
    of_question = DifficultyFile.objects.latest("pk")
    assert (status(as_user(binh), of_question), status(as_user(lan), of_question)) == (404, 200)
