"""Hoa decides on single files of Sở Y tế's catalogue; tranches add up."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from budgets.estimates.limits import appraised_pages
from plans.appraisal.conversation import answer, note_internally
from plans.appraisal.decisions import decide
from plans.catalogues.files import write_files
from plans.models import Appraisal, ArchivalFile, Catalogue, FileNote
from tests.helpers.catalogues import appraise, counters, exact, fresh, hand_in, numbered, reopen, row


@pytest.fixture
def handed_in(plan, lan):
    return hand_in(lan.agency, lan)


# On rows


def test_she_accepts_leaves_out_and_asks(handed_in, hoa):
    assert str(decide(handed_in, "accept", numbered(handed_in, "01", "02"), actor=hoa)) == "đã chấp nhận 2 hồ sơ"
    decide(handed_in, "leave_out", numbered(handed_in, "03"), actor=hoa, reason="duplicate")
    decide(handed_in, "ask", numbered(handed_in, "04"), actor=hoa, text="Vì sao không có năm kết thúc?")
    assert counters(handed_in) == (2, 1, 1, 104)
    assert numbered(handed_in, "03").get().left_out_reason == "duplicate"
    assert exact(handed_in)


def test_a_bulk_action_is_one_event_with_counts_and_names_what_it_skipped(handed_in, hoa):
    decide(handed_in, "leave_out", numbered(handed_in, "02"), actor=hoa, reason="worthless")
    outcome = decide(handed_in, "accept", handed_in.files.all(), actor=hoa)
    assert (outcome.done, outcome.skipped) == (4, 1)
    assert str(outcome) == ("đã chấp nhận 4 hồ sơ, bỏ qua 1: hồ sơ 02: đang là “Loại khỏi diện số hóa”")
    event = Event.objects.get(action="files_accept")
    assert event.sentence.startswith("chấp nhận 4 hồ sơ trong Mục lục") and event.after == {"done": 4, "skipped": 1}


def test_a_decision_is_taken_back(handed_in, hoa):
    decide(handed_in, "leave_out", handed_in.files.all(), actor=hoa, reason="superfluous")
    decide(handed_in, "undo", numbered(handed_in, "01", "02"), actor=hoa)
    assert counters(handed_in) == (0, 0, 3, 312) and exact(handed_in)
    assert numbered(handed_in, "01").get().left_out_reason == ""


@pytest.mark.parametrize(
    ("name", "details", "sentence"),
    [
        ("ask", {"text": "  "}, "Ghi câu hỏi"),
        ("leave_out", {}, "Chọn lý do"),
        ("leave_out", {"reason": "bịa"}, "Chọn lý do"),
        ("leave_out", {"reason": "other"}, "ghi rõ lý do"),
    ],
)
def test_a_decision_says_what_it_stands_on(handed_in, hoa, name, details, sentence):
    with pytest.raises(WorkflowError, match=sentence):
        decide(handed_in, name, handed_in.files.all(), actor=hoa, **details)
    assert counters(handed_in) == (0, 0, 0, 0) and not Event.objects.filter(action__startswith="files_").exists()


def test_only_who_appraises_decides_and_never_on_their_own(handed_in, cast, hoa):
    for name in ("lan", "nam", "minh", "tuan", "mai", "quy", "binh"):
        with pytest.raises(NotAllowed):
            decide(handed_in, "accept", handed_in.files.all(), actor=cast(name))
    Catalogue.objects.update(submitted_by=hoa)
    with pytest.raises(NotAllowed, match="không được tự quyết định"):
        decide(handed_in, "accept", handed_in.files.all(), actor=hoa)
    assert counters(handed_in) == (0, 0, 0, 0)


@pytest.mark.parametrize("state", ["draft", "returned", "appraised"])
def test_nothing_is_decided_where_it_does_not_wait(handed_in, hoa, state):
    Catalogue.objects.update(state=state)
    with pytest.raises(Overtaken, match="không còn chờ"):
        decide(handed_in, "accept", handed_in.files.all(), actor=hoa)


def test_files_of_another_catalogue_are_not_touched(handed_in, hoa, binh):
    other = hand_in(binh.agency, binh, name="Của Sở Xây dựng")
    assert decide(handed_in, "accept", ArchivalFile.objects.all(), actor=hoa).done == 5
    assert counters(other) == (0, 0, 0, 0)


# Questions and notes


def test_lan_answers_and_hoa_accepts(handed_in, hoa, lan):
    decide(handed_in, "ask", numbered(handed_in, "01", "02"), actor=hoa, text="Có bản gốc không?")
    first, second = numbered(handed_in, "01", "02")
    assert answer(handed_in, {first.pk: "Có bản gốc.", second.pk: " "}, actor=lan) == 1
    first.refresh_from_db()
    assert first.decision == "answered" and counters(handed_in)[1] == 1 and exact(handed_in)
    assert [note.text for note in first.notes.all()] == ["Có bản gốc không?", "Có bản gốc."]
    decide(handed_in, "accept", numbered(handed_in, "01"), actor=hoa)
    assert counters(handed_in)[0] == 1


def test_answers_come_from_the_agency_and_only_once(handed_in, hoa, lan, minh, binh):
    decide(handed_in, "ask", numbered(handed_in, "01"), actor=hoa, text="Có bản gốc không?")
    file = numbered(handed_in, "01").get()
    for stranger in (minh, binh, hoa):
        with pytest.raises(NotAllowed):
            answer(handed_in, {file.pk: "Có."}, actor=stranger)
    with pytest.raises(WorkflowError, match="Chưa có câu trả lời nào"):
        answer(handed_in, {file.pk: ""}, actor=lan)
    answer(handed_in, {file.pk: "Có."}, actor=lan)
    with pytest.raises(Overtaken):
        answer(handed_in, {file.pk: "Không."}, actor=lan)


def test_internal_notes_never_reach_the_agency(handed_in, hoa, lan, mai, tuan):
    events = Event.objects.latest_first().count()
    note = note_internally(handed_in, actor=hoa, text="Nghi khai khống số trang.", file=handed_in.files.first())
    assert note not in FileNote.objects.visible_to(lan) and note in FileNote.objects.visible_to(mai)
    assert Event.objects.latest_first().count() == events
    with pytest.raises(NotAllowed):
        note_internally(handed_in, actor=lan, text="Tôi cũng ghi.")


# On the whole, and by tranches


def test_left_out_rows_are_not_in_the_appraised_sums(handed_in, hoa):
    decide(handed_in, "leave_out", numbered(handed_in, "05"), actor=hoa, reason="duplicate")
    appraise(handed_in, hoa, capacity="deputy")
    result = Appraisal.objects.get()
    assert (result.file_count, result.page_count, result.page_count_a3, result.a4_page_count) == (4, 400, 8, 416)
    assert (result.left_out_files, result.left_out_pages, result.document.capacity) == (1, 104, "deputy")
    assert handed_in.files.filter(appraisal=result, decision="accepted").count() == 4
    assert counters(handed_in) == (4, 0, 1, 104) and exact(handed_in)


def test_open_questions_block_the_whole_but_not_a_tranche(handed_in, hoa, lan):
    decide(handed_in, "accept", numbered(handed_in, "01", "02"), actor=hoa)
    decide(handed_in, "ask", numbered(handed_in, "03"), actor=hoa, text="Thiếu năm?")
    with pytest.raises(WorkflowError, match="Còn 1 hồ sơ đang hỏi cơ quan"):
        appraise(handed_in, hoa)
    assert appraise(handed_in, hoa, "tranche").state == "received"
    answer(handed_in, {numbered(handed_in, "03").get().pk: "Năm 2009."}, actor=lan)
    assert appraise(handed_in, hoa).state == "appraised"


def test_tranches_add_up_and_the_whole_stands_for_all(handed_in, hoa, lan):
    decide(handed_in, "accept", numbered(handed_in, "01"), actor=hoa)
    appraise(handed_in, hoa, "tranche")
    with pytest.raises(WorkflowError, match="Chưa có hồ sơ nào mới"):
        appraise(handed_in, hoa, "tranche")
    decide(handed_in, "accept", numbered(handed_in, "02", "03"), actor=hoa)
    appraise(handed_in, hoa, "tranche")
    assert [each.file_count for each in Appraisal.objects.in_force().order_by("pk")] == [1, 2]
    assert appraised_pages(lan.agency)["a4"] == 300
    appraise(handed_in, hoa)
    assert [(each.file_count, each.is_tranche) for each in Appraisal.objects.in_force()] == [(5, False)]
    assert appraised_pages(lan.agency)["a4"] == 500
    assert list(handed_in.files.order_by("position").values_list("appraisal__is_tranche", flat=True)) == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_file_of_a_tranche_is_decided_for_good(handed_in, hoa, lan):
    decide(handed_in, "accept", numbered(handed_in, "01"), actor=hoa)
    appraise(handed_in, hoa, "tranche")
    outcome = decide(handed_in, "undo", numbered(handed_in, "01"), actor=hoa)
    assert outcome.done == 0 and str(outcome).endswith("bỏ qua 1: hồ sơ 01: đã được thẩm định")
    back = perform(handed_in, "return", actor=hoa, reason="Sửa hồ sơ 02.")
    with pytest.raises(WorkflowError, match="thẩm định theo đợt"):
        write_files(back, actor=lan, removed=list(numbered(handed_in, "01")))


def test_everything_left_out_is_returned_not_appraised(handed_in, hoa):
    decide(handed_in, "leave_out", handed_in.files.all(), actor=hoa, reason="worthless")
    with pytest.raises(WorkflowError, match="trả lại Mục lục kèm lý do"):
        appraise(handed_in, hoa)


def test_what_was_handed_in_is_frozen(handed_in, hoa):
    assert len(fresh(handed_in).frozen_hash) == 64
    ArchivalFile.objects.filter(file_number="02").update(page_count=1)
    with pytest.raises(WorkflowError, match="không còn như bản đã trình"):
        appraise(handed_in, hoa)
    assert not Appraisal.objects.exists() and fresh(handed_in).state == "submitted"


# The next version


def test_the_next_review_holds_only_what_changed(handed_in, hoa, lan):
    decide(handed_in, "accept", numbered(handed_in, "01", "02", "03"), actor=hoa)
    decide(handed_in, "leave_out", numbered(handed_in, "04"), actor=hoa, reason="unarranged")
    back = perform(handed_in, "return", actor=hoa, reason="Sửa 02, bổ sung 06.")
    changed = [(numbered(back, "02").get(), row("02", sheet_count=61))]
    write_files(back, actor=lan, changed=changed, added=[row("06")])
    again = perform(fresh(back), "submit", actor=lan, secrecy_declared=True)
    assert again.revision == 2
    assert sorted(again.files.filter(revision=2).values_list("file_number", "decision")) == [("02", ""), ("06", "")]
    assert sorted(again.files.filter(decision="accepted").values_list("file_number", flat=True)) == ["01", "03"]
    assert counters(again) == (2, 0, 1, 104) and exact(again)


def test_the_last_appraisal_counts_until_the_next(handed_in, hoa, lan, nam):
    appraise(handed_in, hoa)
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        perform(handed_in, "ask_reopen", actor=lan)
    draft = reopen(handed_in, lan, hoa)
    write_files(draft, actor=lan, added=[row("06")])
    assert appraised_pages(lan.agency)["a4"] == 500
    again = perform(fresh(draft), "submit", actor=lan, secrecy_declared=True)
    with pytest.raises(WorkflowError, match="không theo đợt"):
        decide(again, "accept", numbered(again, "06"), actor=hoa)
        appraise(fresh(again), hoa, "tranche")
    appraise(fresh(again), hoa)
    assert appraised_pages(lan.agency)["a4"] == 600 and Appraisal.objects.count() == 2
