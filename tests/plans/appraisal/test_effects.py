"""What decisions, answers and appraisals write: counters, notes, history, the appraisal; and how they refuse."""

import json
from datetime import date
from hashlib import sha256

import pytest

from agencies.models import Event, IssuedDocument
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.appraisal import effects
from plans.appraisal.conversation import answer, note_internally
from plans.appraisal.decisions import decide
from plans.appraisal.results import draft_of_whole
from plans.appraisal.verdicts import VERDICTS, Outcome
from plans.catalogues.files import recount, write_files
from plans.catalogues.services import create_catalogue
from plans.models import Appraisal, Catalogue, FileNote
from tests.helpers.catalogues import DECISION_DOCUMENT, appraise, counters, exact, fresh, hand_in, numbered, row


@pytest.fixture
def five(plan, lan):
    return hand_in(lan.agency, lan)


def last(action):
    return Event.objects.filter(action=action).latest("pk")


def refused(act, *given, **details):
    with pytest.raises(WorkflowError) as error:
        act(*given, **details)
    return type(error.value), str(error.value)


# Deciding


def test_decisions_one_after_the_other_move_the_counters(five, hoa, lan):
    """Pages and files go where the last decision puts them, whatever they were before."""
    decide(five, "ask", numbered(five, "01", "02", "03"), actor=hoa, text="Vì sao?")
    assert counters(five) == (0, 3, 0, 0) and exact(five)
    decide(five, "accept", numbered(five, "01"), actor=hoa)
    assert counters(five) == (1, 2, 0, 0) and exact(five)
    decide(five, "leave_out", numbered(five, "02", "04"), actor=hoa, reason="worthless")
    assert counters(five) == (1, 1, 2, 208) and exact(five)
    answer(five, {numbered(five, "03").get().pk: "Vì thế."}, actor=lan)
    decide(five, "ask", numbered(five, "03"), actor=hoa, text="Thật không?")
    assert counters(five) == (1, 1, 2, 208) and exact(five)
    decide(five, "undo", numbered(five, "01", "02", "03"), actor=hoa)
    assert counters(five) == (0, 0, 1, 104) and exact(five)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("accept", ["pending", "asked", "answered"]),
        ("leave_out", ["pending", "asked", "answered"]),
        ("ask", ["pending", "answered"]),
        ("undo", ["accepted", "asked", "answered", "left_out"]),
    ],
)
def test_each_verdict_leads_on_from_some_decisions_only(five, hoa, name, changed):
    states = ["pending", "accepted", "asked", "answered", "left_out"]
    for number, state in enumerate(states, 1):
        numbered(five, f"{number:02}").update(decision="" if state == "pending" else state)
    recount(five)
    outcome = decide(five, name, five.files.all(), actor=hoa, reason="worthless", text="Vì sao?")
    names = ["Chưa có kết quả", "Chấp nhận", "Đang hỏi cơ quan", "Cơ quan đã trả lời", "Loại khỏi diện số hóa"]
    left = [(f"{n:02}", f"đang là “{names[n - 1]}”") for n, state in enumerate(states, 1) if state not in changed]
    assert (outcome.done, outcome.skipped, outcome.named) == (len(changed), len(left), left)


def test_a_filters_rows_keep_the_questions_that_are_open(five, hoa):
    decide(five, "ask", numbered(five, "01"), actor=hoa, text="Vì sao?")
    outcome = decide(five, "accept", five.files.all(), actor=hoa, also_asked=False)
    assert (outcome.done, outcome.skipped) == (4, 1) and counters(five) == (4, 1, 0, 0)


def test_ten_skipped_files_are_named_and_the_rest_hinted_at(plan, lan, hoa):
    many = hand_in(lan.agency, lan, rows=12)
    decide(many, "accept", many.files.all(), actor=hoa)
    text = str(decide(many, "accept", many.files.all(), actor=hoa))
    assert text.startswith("đã chấp nhận 0 hồ sơ, bỏ qua 12: hồ sơ 01: đang là “Chấp nhận”; hồ sơ 02:")
    assert text.count("hồ sơ 1") == 1 and text.endswith("hồ sơ 10: đang là “Chấp nhận”; …")
    assert Event.objects.filter(action="files_accept").count() == 1  # where nothing was done nothing is written


def test_an_outcome_names_all_it_skipped_without_a_hint():
    named = [("07", "đã được thẩm định")]
    assert str(Outcome(VERDICTS["undo"], 1200, 1, named)) == (
        "đã bỏ kết quả xem xét của 1.200 hồ sơ, bỏ qua 1: hồ sơ 07: đã được thẩm định"
    )
    assert str(Outcome(VERDICTS["ask"], 2)) == "đã hỏi cơ quan về 2 hồ sơ"


def test_many_files_are_decided_in_batches(five, hoa, monkeypatch):
    monkeypatch.setattr("plans.appraisal.decisions.BATCH", 2)
    decide(five, "leave_out", five.files.all(), actor=hoa, reason="other", text=" Bản nháp. ")
    assert counters(five) == (0, 0, 5, 520) and exact(five)
    assert set(five.files.values_list("decision", "left_out_reason")) == {("left_out", "other")}
    notes = FileNote.objects.values_list("text", "audience", "author__username", "catalogue")
    assert list(notes) == [("Bản nháp.", "agency", "hoa", five.pk)] * 5


def test_so_many_questions_at_once_and_no_more(five, hoa, monkeypatch):
    monkeypatch.setattr("plans.appraisal.decisions.QUESTIONS", 4)
    assert refused(decide, five, "ask", five.files.all(), actor=hoa, text="Vì sao?") == (
        WorkflowError,
        "Mỗi lần hỏi nhiều nhất 4 hồ sơ: chọn ít hơn, hoặc trả lại Mục lục kèm lý do.",
    )
    assert not FileNote.objects.exists()
    assert decide(five, "ask", five.files.exclude(file_number="05"), actor=hoa, text="Vì sao?").done == 4
    assert decide(five, "accept", five.files.all(), actor=hoa).done == 5  # the bound is on questions alone


def test_a_decision_stands_in_the_history_with_its_reason(five, hoa):
    decide(five, "leave_out", numbered(five, "01"), actor=hoa, reason="other", text="Bản nháp")
    event = last("files_leave_out")
    assert (event.sentence, event.reason) == (f"loại 1 hồ sơ trong {five}", "Lý do khác. Bản nháp")
    assert event.agency == five.agency and event.actor == hoa and event.after == {"done": 1, "skipped": 0}
    decide(five, "leave_out", numbered(five, "02"), actor=hoa, reason="duplicate")
    assert last("files_leave_out").reason == "Trùng"
    decide(five, "ask", numbered(five, "03"), actor=hoa, text="Vì sao?")
    assert last("files_ask").reason == "Vì sao?"


def test_each_refusal_says_what_to_do(five, hoa, lan):
    everything = five.files.all()
    assert refused(decide, five, "ask", everything, actor=hoa, text=" ")[1] == (
        "Ghi câu hỏi: cơ quan cần biết phải trả lời gì."
    )
    assert refused(decide, five, "leave_out", everything, actor=hoa)[1] == "Chọn lý do loại hồ sơ khỏi diện số hóa."
    assert refused(decide, five, "leave_out", everything, actor=hoa, reason="other")[1] == "Lý do khác: ghi rõ lý do."
    assert decide(five, "accept", numbered(five, "01"), actor=hoa, reason="other").done == 1  # asks for no reason
    assert refused(decide, five, "accept", everything, actor=lan)[0] is NotAllowed
    Catalogue.objects.update(state="returned")
    assert refused(decide, five, "accept", everything, actor=hoa) == (
        Overtaken,
        "Mục lục không còn chờ thẩm định nên không xem xét từng hồ sơ được nữa.",
    )


def test_a_decision_makes_a_new_version_of_the_catalogue(five, hoa, lan):
    decide(five, "ask", numbered(five, "01"), actor=hoa, text="Vì sao?")
    assert fresh(five).version == five.version + 1
    answer(five, {numbered(five, "01").get().pk: "Vì thế."}, actor=lan)
    assert fresh(five).version == five.version + 2


# Questions, answers, notes


def test_answers_are_counted_noted_and_written_down(five, hoa, lan):
    decide(five, "ask", numbered(five, "01", "02", "03"), actor=hoa, text="Vì sao?")
    first, second, third = numbered(five, "01", "02", "03").order_by("position")
    assert answer(five, {first.pk: " Vì thế. ", second.pk: "Không rõ.", third.pk: " "}, actor=lan) == 2
    assert counters(five)[1] == 1 and exact(five)
    notes = FileNote.objects.filter(author=lan).order_by("file").values_list("file", "text", "audience", "catalogue")
    assert list(notes) == [(first.pk, "Vì thế.", "agency", five.pk), (second.pk, "Không rõ.", "agency", five.pk)]
    event = last("answer")
    assert event.sentence == f"trả lời câu hỏi về 2 hồ sơ trong {five}" and event.after == {"done": 2}


def test_an_answer_to_what_is_not_asked_is_refused(five, hoa, lan, minh):
    file = numbered(five, "01").get()
    assert refused(answer, five, {file.pk: "Có."}, actor=lan) == (
        Overtaken,
        "Hồ sơ 01 không còn câu hỏi chờ trả lời: có người đã trả lời, hoặc Sở Nội vụ đã bỏ câu hỏi. Xem trao đổi của "
        "hồ sơ đó, xóa nội dung bạn nhập cho hồ sơ đó rồi gửi lại.",
    )
    assert refused(answer, five, {file.pk: " "}, actor=lan) == (
        WorkflowError,
        "Chưa có câu trả lời nào: ghi câu trả lời cho ít nhất một hồ sơ.",
    )
    assert refused(answer, five, {file.pk: "Có."}, actor=minh) == (
        NotAllowed,
        "Chỉ cán bộ hoặc thủ trưởng của Sở Y tế trả lời được.",
    )
    decide(five, "ask", numbered(five, "02"), actor=hoa, text="Vì sao?")
    both = {file.pk: "Có.", numbered(five, "02").get().pk: "Không."}
    assert refused(answer, five, both, actor=lan)[0] is Overtaken
    assert numbered(five, "02").get().decision == "asked" and not FileNote.objects.filter(author=lan).exists()


def test_an_internal_note_is_cut_of_blanks_and_needs_words(five, hoa, lan):
    note = note_internally(five, actor=hoa, text=" Xem lại. ")
    assert (note.text, note.audience, note.file, note.author) == ("Xem lại.", "internal", None, hoa)
    assert refused(note_internally, five, actor=hoa, text=" \n") == (WorkflowError, "Ghi nội dung ghi chú.")
    assert refused(note_internally, five, actor=lan, text="Tôi.")[0] is NotAllowed


# Handing in and appraising


def test_handing_in_needs_the_declaration_and_freezes_the_rows(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Mới", fonds_name="Sở Y tế")
    assert refused(perform, made, "submit", actor=lan, secrecy_declared=True)[1] == (
        "Mục lục chưa có hồ sơ nào: nhập hồ sơ hoặc tải tệp lên trước khi trình."
    )
    write_files(made, actor=lan, added=[row("01"), row("02")])
    assert refused(perform, made, "submit", actor=lan)[1] == (
        "Đánh dấu cam kết: Mục lục không chứa tài liệu Mật, Tối mật, Tuyệt mật."
    )
    assert not fresh(made).secrecy_declared
    perform(made, "submit", actor=lan, secrecy_declared=True)
    assert fresh(made).secrecy_declared and fresh(made).frozen_hash == effects.hash_of(made)


def test_the_hash_follows_the_values_and_their_order(five):
    before = effects.hash_of(five)
    first, second = numbered(five, "01").get(), numbered(five, "02").get()
    five.files.filter(pk=first.pk).update(position=second.position)
    five.files.filter(pk=second.pk).update(position=first.position)
    assert effects.hash_of(five) != before
    five.files.filter(pk=first.pk).update(position=first.position)
    five.files.filter(pk=second.pk).update(position=second.position)
    assert effects.hash_of(five) == before and len(before) == 64
    five.files.filter(pk=first.pk).update(note="x")
    assert effects.hash_of(five) != before


# The columns of the first catalogues that were handed in, in their order.
FIRST_COLUMNS = (
    "box_number|file_number|reference_code|title|start_date|end_date|retention_years|sheet_count|page_count|"
    "page_count_a3|page_count_a2|page_count_a1|page_count_a0|arranged|priority|digitized_before|condition|note"
).split("|")


def hash_before_later_columns(catalogue):
    """As the first catalogues were frozen."""
    rows = catalogue.files.order_by("position").values_list(*FIRST_COLUMNS)
    return sha256("".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()).hexdigest()


def test_a_later_column_changes_no_hash_until_it_is_filled(five, hoa):
    before = hash_before_later_columns(five)
    assert effects.hash_of(five) == fresh(five).frozen_hash == before
    first, second = numbered(five, "01"), numbered(five, "02")
    first.update(archive_number="1234")
    of_first = effects.hash_of(five)
    assert of_first != before and hash_before_later_columns(five) == before
    assert refused(appraise, five, hoa) == (WorkflowError, effects.ALTERED)
    first.update(archive_number="")
    second.update(archive_number="1234")
    assert effects.hash_of(five) not in (before, of_first)
    second.update(archive_number="", note="1234")  # the same text in the column beside it
    assert effects.hash_of(five) not in (before, of_first)
    second.update(note="")
    assert effects.hash_of(five) == before
    appraise(five, hoa)


def test_what_keeps_the_whole_from_being_appraised(five, hoa):
    assert effects.ready_for_whole(fresh(five)) == []
    decide(five, "ask", numbered(five, "01", "02"), actor=hoa, text="Vì sao?")
    open_questions = "Còn 2 hồ sơ đang hỏi cơ quan: chờ trả lời, hoặc bỏ câu hỏi, rồi thẩm định toàn bộ."
    assert effects.ready_for_whole(fresh(five)) == [open_questions]  # nothing is accepted: no word of a tranche
    decide(five, "leave_out", five.files.exclude(file_number="05"), actor=hoa, reason="worthless")
    assert effects.ready_for_whole(fresh(five)) == []  # one of five is left
    decide(five, "leave_out", numbered(five, "05"), actor=hoa, reason="worthless")
    gone = "Mọi hồ sơ đều bị loại khỏi diện số hóa: trả lại Mục lục kèm lý do."
    assert effects.ready_for_whole(fresh(five)) == [gone]
    assert effects.ready_for_whole(Catalogue()) == []


def test_a_tranche_is_spoken_of_only_while_one_can_be_appraised(five, hoa):
    decide(five, "ask", numbered(five, "01"), actor=hoa, text="Vì sao?")
    decide(five, "accept", numbered(five, "03"), actor=hoa)
    [lacks] = effects.what_whole_lacks(fresh(five))
    assert lacks.endswith("rồi thẩm định toàn bộ.")
    assert effects.ready_for_whole(fresh(five)) == [f"{lacks} Các hồ sơ đã chấp nhận có thể thẩm định trước một đợt."]
    appraise(five, hoa, "tranche")
    assert effects.ready_for_whole(fresh(five)) == [lacks]


def test_what_keeps_a_tranche_from_being_appraised(five, hoa):
    nothing = ["Chưa có hồ sơ nào mới được chấp nhận để thẩm định một đợt."]
    assert effects.ready_for_tranche(five) == nothing
    decide(five, "accept", numbered(five, "01"), actor=hoa)
    assert effects.ready_for_tranche(five) == []
    appraise(five, hoa, "tranche")
    assert effects.ready_for_tranche(five) == nothing
    appraise(five, hoa)
    assert effects.ready_for_tranche(five) == [
        "Mục lục đã được thẩm định toàn bộ một lần: bản sửa đổi được thẩm định toàn bộ, không theo đợt."
    ]


def test_rows_changed_behind_its_back_are_not_appraised(five, hoa):
    decide(five, "accept", numbered(five, "01"), actor=hoa)
    numbered(five, "02").update(title="Khác")
    altered = "Các hồ sơ không còn như bản đã trình nên không thẩm định được. Trả lại để cơ quan kiểm tra và trình lại."
    for name in ("tranche", "appraise"):
        assert refused(appraise, five, hoa, name) == (WorkflowError, altered)
    Catalogue.objects.update(frozen_hash="")  # handed in before hashes were kept
    assert appraise(five, hoa).state == "appraised"


def test_a_tranche_sums_its_own_files(five, hoa, day):
    numbered(five, "01").update(page_count_a0=1)
    Catalogue.objects.update(frozen_hash=effects.hash_of(five))
    decide(five, "accept", numbered(five, "01", "02"), actor=hoa)
    day("2025-06-22")
    appraise(five, hoa, "tranche", capacity="by_order")
    made = Appraisal.objects.get()
    assert (made.is_tranche, made.scope, made.document.capacity, made.revision) == (True, "một đợt", "by_order", 1)
    assert (made.file_count, made.page_count, made.page_count_a3, made.page_count_a0) == (2, 200, 4, 1)
    assert made.a4_page_count == 200 + 4 * 2 + 16 and (made.left_out_files, made.sample) == (0, {})
    assert (made.decided_by, made.decided_on, made.frozen_hash) == (hoa, date(2025, 6, 22), fresh(five).frozen_hash)
    assert made.document.reference == ("123/SNV-QLVTLT", date(2025, 6, 20))
    assert {file.appraisal for file in numbered(five, "01", "02", "03")} == {made, None}


def test_the_whole_takes_in_every_file_but_those_left_out(five, hoa):
    decide(five, "accept", numbered(five, "01"), actor=hoa)
    appraise(five, hoa, "tranche")
    decide(five, "leave_out", numbered(five, "02"), actor=hoa, reason="worthless")
    appraise(five, hoa)
    whole, tranche = Appraisal.objects.order_by("-pk")
    assert (whole.is_tranche, whole.scope, whole.document.capacity) == (False, "toàn bộ Mục lục", "head")
    assert (whole.file_count, whole.page_count, whole.left_out_files, whole.left_out_pages) == (4, 400, 1, 104)
    assert (whole.left_out_by_reason, whole.unseen_files) == ({"worthless": [1, 104]}, 3)
    held = dict(five.files.values_list("file_number", "appraisal"))
    assert held == {"01": tranche.pk, "02": None, "03": whole.pk, "04": whole.pk, "05": whole.pk}
    assert counters(five) == (4, 0, 1, 104)


def test_a_draft_of_the_document_is_not_saved(five, hoa):
    draft = draft_of_whole(five, "deputy")
    assert (draft.pk, draft.document.number, draft.document.capacity, draft.file_count) == (None, "", "deputy", 5)
    assert (draft.unseen_files, draft.unseen_reason, IssuedDocument.objects.count()) == (5, "", 0)


def test_what_comes_back_is_the_next_version(five, hoa, lan):
    back = perform(five, "return", actor=hoa, reason="Bổ sung.")
    assert fresh(back).revision == 2 and not fresh(back).was_never_handed_in
    assert DECISION_DOCUMENT[0] not in str(last("return"))
