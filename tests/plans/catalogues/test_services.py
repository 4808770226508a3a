"""What the services of a catalogue write, count, record and refuse; bounds of history and bulk edit."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.appraisal.conversation import note_internally
from plans.catalogues import bulk
from plans.catalogues.changes import Changes
from plans.catalogues.deleting import delete_catalogue
from plans.catalogues.file_history import (
    differences,
    in_words,
    mark_of,
    record_changes,
    refuse_overtaken,
    short,
    values_of,
)
from plans.catalogues.files import counted, totals_of, write_files
from plans.catalogues.services import create_catalogue, fonds_named, open_for_change, rename_catalogue
from plans.models import ArchivalFile, Catalogue, Fonds
from tests.helpers import factories as make
from tests.helpers.catalogues import fresh, hand_in, numbered, row


@pytest.fixture
def made(plan, lan):
    """A draft of Lan's with three files."""
    one = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 1", fonds_name="Phông Sở Y tế")
    write_files(one, actor=lan, added=[row("01"), row("02"), row("03")])
    return fresh(one)


def last(action):
    return Event.objects.filter(action=action).latest("pk")


def refused(act, *given, **details):
    with pytest.raises(WorkflowError) as error:
        act(*given, **details)
    return type(error.value), str(error.value)


TAKEN = "Trùng hộp số và hồ sơ số với một hồ sơ đã có trong Mục lục. Tải lại trang và kiểm tra."
NOT_HERS = (NotAllowed, "Chỉ cán bộ hoặc thủ trưởng của Sở Y tế sửa được Mục lục này.")


# Making, naming, deleting


def test_a_catalogue_is_made_in_a_fonds_made_on_the_way(plan, lan):
    one = create_catalogue(
        plan=plan, agency=lan.agency, actor=lan, name="Một", fonds_name="Phông Sở Y tế", fonds_years="1997–2025"
    )
    two = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Hai", fonds=one.fonds, fonds_name="Khác")
    assert (one.plan, one.agency, one.state) == (plan, lan.agency, "draft")
    assert one.fonds == two.fonds == Fonds.objects.get() and one.fonds.years == "1997–2025"
    assert last("draft").sentence == "lập Mục lục “Hai” của Sở Y tế, phông Sở Y tế" and last("draft").actor == lan
    assert fonds_named(lan.agency, "Phông Sở Y tế", "x").years == "1997–2025"


def test_nobody_makes_a_catalogue_for_another_agency(plan, lan, binh):
    refusal = (NotAllowed, "Chỉ cán bộ hoặc thủ trưởng của Sở Y tế lập được Mục lục.")
    assert refused(create_catalogue, plan=plan, agency=lan.agency, actor=binh, name="x", fonds_name="y") == refusal
    assert not Fonds.objects.exists()


def test_a_name_stands_once_in_a_fonds(made, plan, lan):
    again = {"name": "Giai đoạn 1", "fonds": made.fonds}
    refusal = (WorkflowError, "Phông này đã có một Mục lục cùng tên.")
    assert refused(create_catalogue, plan=plan, agency=lan.agency, actor=lan, **again) == refusal
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 1", fonds_name="Phông khác")
    assert refused(rename_catalogue, other, actor=lan, **again) == refusal
    assert fresh(other).fonds.name == "Phông khác"


def test_a_new_name_and_fonds_stand_in_the_history_beside_the_old(made, lan):
    renamed = rename_catalogue(made, actor=lan, name="Giai đoạn 2", fonds_name="Phông khác", fonds_years="1997")
    assert (renamed.name, renamed.fonds.name, renamed.fonds.years) == ("Giai đoạn 2", "Phông khác", "1997")
    assert (fresh(made).name, fresh(made).fonds, fresh(made).file_count) == ("Giai đoạn 2", renamed.fonds, 3)
    event = last("rename")
    assert event.before == {"name": "Giai đoạn 1", "fonds": "Phông Sở Y tế"} and event.actor == lan
    assert event.after == {"name": "Giai đoạn 2", "fonds": "Phông khác"}
    assert event.sentence == "sửa tên, phông của Mục lục “Giai đoạn 2” của Sở Y tế"
    back = rename_catalogue(renamed, actor=lan, name="Giai đoạn 2", fonds=made.fonds)
    assert back.fonds == made.fonds


def test_a_deleted_draft_leaves_its_counts_in_the_history(made, lan, binh):
    assert refused(delete_catalogue, made, actor=binh) == NOT_HERS
    delete_catalogue(made, actor=lan)
    event = last("delete")
    assert event.sentence == "xóa Mục lục “Giai đoạn 1” của Sở Y tế, 3 hồ sơ"
    assert event.before == {"file_count": 3, "page_count": 300} and not Catalogue.objects.exists()


def test_what_was_handed_in_once_is_kept(made, lan):
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z")
    refusal = (WorkflowError, "Mục lục đã từng trình Sở Nội vụ nên không xóa được.")
    assert refused(delete_catalogue, made, actor=lan) == refusal and fresh(made)


def test_a_catalogue_is_claimed_for_one_change(made, lan):
    current = open_for_change(made, lan)
    assert current.version == made.version + 1
    assert open_for_change(made, lan, current.version).version == made.version + 2
    late = (Overtaken, "Có người vừa sửa Mục lục này. Xem lại nội dung mới rồi làm lại.")
    assert refused(open_for_change, made, lan, made.version) == late
    closed = "Hồ sơ đã trình nên không sửa được nữa. Rút lại, hoặc chờ trả lại, rồi sửa."
    for state in ("submitted", "received", "appraised"):
        Catalogue.objects.update(state=state)
        assert refused(open_for_change, made, lan) == (WorkflowError, closed)
        assert refused(open_for_change, made, lan, fresh(made).version) == (WorkflowError, closed)
    Catalogue.objects.update(state="returned")
    assert open_for_change(made, lan)
    Catalogue.objects.filter(pk=made.pk).delete()
    assert refused(open_for_change, made, lan) == (WorkflowError, closed)


# Writing files


def test_files_follow_the_last_one_and_carry_the_version(made, lan):
    Catalogue.objects.update(revision=3)
    changes = write_files(made, actor=lan, added=[row("04"), row("05", title="Sổ mổ")])
    assert changes == Changes(added=2) and str(changes) == "thêm 2 hồ sơ"
    new = numbered(made, "04", "05").order_by("position").values_list("position", "revision", "search_text")
    assert list(new) == [(4, 3, "ho so kham chua benh so 04"), (5, 3, "so mo")]


def test_a_change_takes_the_decision_back_and_stands_in_the_history(made, lan):
    file = numbered(made, "02").get()
    made.files.update(decision="left_out", left_out_reason="worthless")
    write_files(made, actor=lan, changed=[(file, row("02", page_count=70, note="x" * 61))], how=" từ tệp", reason="Sai")
    file.refresh_from_db()
    assert (file.decision, file.left_out_reason, file.appraisal, file.page_count) == ("", "", None, 70)
    now = fresh(made)
    assert (now.left_out_files, now.left_out_pages, now.page_count) == (2, 208, 270)
    event = Event.objects.about(file).get()
    assert event.sentence == f"sửa Trang A4: “100” → “70”; Ghi chú: “” → “{'x' * 59}…”"
    assert (event.before, event.after) == ({"Trang A4": "100", "Ghi chú": ""}, {"Trang A4": "70", "Ghi chú": "x" * 61})
    whole = last("files")
    assert whole.sentence == f"sửa 1 hồ sơ trong {made} từ tệp" and whole.reason == "Sai"
    assert (whole.before["page_count"], whole.after["page_count"]) == (300, 270)


def test_adding_changing_and_removing_is_one_event(made, lan):
    first, second = numbered(made, "01", "02").order_by("position")
    changes = write_files(made, actor=lan, added=[row("04")], changed=[(first, row("01", note="x"))], removed=[second])
    assert str(changes) == "thêm 1 hồ sơ, sửa 1 hồ sơ, xóa 1 hồ sơ" and bool(changes)
    assert sorted(made.files.values_list("file_number", flat=True)) == ["01", "03", "04"]
    assert Event.objects.filter(action="files").count() == 2 and totals_of(fresh(made)) == counted(made)


def test_a_number_is_free_again_once_its_file_is_removed(made, lan):
    write_files(made, actor=lan, added=[row("02", title="Mới")], removed=[numbered(made, "02").get()])
    assert numbered(made, "02").get().title == "Mới"
    first, third = numbered(made, "01", "03").order_by("position")
    assert refused(write_files, made, actor=lan, changed=[(first, row("03"))]) == (WorkflowError, TAKEN)


def test_a_file_of_another_catalogue_is_not_removed(made, plan, lan):
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Khác", fonds=made.fonds)
    write_files(other, actor=lan, added=[row("01")])
    write_files(made, actor=lan, removed=[other.files.get(), numbered(made, "02").get()])
    assert other.files.count() == 1 and made.files.count() == 2


def test_nothing_to_write_is_nothing(made, lan, binh):
    before = fresh(made).version, Event.objects.count()
    assert not write_files(made, actor=binh) and (fresh(made).version, Event.objects.count()) == before
    assert refused(write_files, made, actor=binh, added=[row("04")]) == NOT_HERS


def test_notes_of_a_removed_file_stay_with_the_catalogue(plan, lan, hoa):
    one = hand_in(lan.agency, lan)
    file = numbered(one, "01").get()
    note = note_internally(one, actor=hoa, text="Xem lại.", file=file)
    other = note_internally(one, actor=hoa, text="Xem lại.", file=numbered(one, "02").get())
    Catalogue.objects.update(state="returned")
    write_files(one, actor=lan, removed=[file])
    note.refresh_from_db(), other.refresh_from_db()
    assert (note.file, note.catalogue) == (None, one) and other.file.file_number == "02"


def test_a_file_of_a_tranche_stays_until_the_whole_was_appraised(made, lan, hoa):
    file = numbered(made, "01").get()
    tranche = make.an_appraisal(made, hoa, make.FIRST_DAY)
    type(tranche).objects.update(is_tranche=True)
    Catalogue.objects.update(state="draft")
    ArchivalFile.objects.filter(pk=file.pk).update(appraisal=tranche)
    kept = "Có hồ sơ đã được thẩm định theo đợt, có thể đang số hóa, nên không xóa được khỏi Mục lục."
    assert refused(write_files, made, actor=lan, removed=[file]) == (WorkflowError, kept)
    write_files(made, actor=lan, removed=[numbered(made, "02").get()])
    make.an_appraisal(made, hoa, make.FIRST_DAY)
    Catalogue.objects.update(state="draft")
    write_files(made, actor=lan, removed=[file])
    assert made.files.count() == 1


# History and marks


def test_a_mark_notices_each_change(made):
    file = numbered(made, "01").get()
    mark = mark_of(values_of(file))
    refuse_overtaken(made, {file.pk: mark})
    refuse_overtaken(made, {})
    overtaken = "Có người vừa sửa hoặc xóa một hồ sơ bạn đang sửa. Xem lại nội dung mới rồi làm lại."
    for seen in ({file.pk: "x"}, {file.pk: mark, 0: "x"}):
        assert refused(refuse_overtaken, made, seen) == (Overtaken, overtaken)
    numbered(made, "01").update(note="x")
    assert refused(refuse_overtaken, made, {file.pk: mark}) == (Overtaken, overtaken)


def test_differences_are_written_as_people_write_them():
    before, after = row("01"), row("01", start_date="2008-03-15", retention_years=50, arranged=False)
    assert differences(before, after) == [
        ("Bắt đầu", "2008", "15/3/2008"),
        ("Thời hạn bảo quản", "Vĩnh viễn", "50 năm"),
        ("Đã chỉnh lý", "Có", "Không"),
    ]
    assert differences(before, {"note": "x", "unknown": 1}) == [("Ghi chú", "", "x")]
    assert in_words([("A", "1", "2"), ("B", "", "3")]) == "A: “1” → “2”; B: “” → “3”" and in_words([]) == ""


@pytest.mark.parametrize(("length", "text"), [(60, "x" * 60), (61, "x" * 59 + "…"), (0, "")])
def test_a_long_value_is_cut_at_sixty_letters(length, text):
    assert short("x" * length) == text


def test_a_hundred_files_have_a_history_each_and_more_only_the_catalogues(plan, lan):
    made = hand_in(lan.agency, lan, rows=1)
    file = made.files.get()
    pairs = [(file, row("01"), row("01", note=str(number))) for number in range(101)]
    record_changes(pairs, actor=lan)
    assert not Event.objects.about(file).exists()
    record_changes(pairs[:100], actor=lan)
    assert Event.objects.about(file).filter(action="file", actor=lan).count() == 100
    record_changes([(file, row("01"), row("01"))], actor=lan)
    assert Event.objects.about(file).count() == 100


# Bulk


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("arranged", True, "Có"),
        ("arranged", False, "Không"),
        ("retention_years", 0, "Vĩnh viễn"),
        ("retention_years", 50, "50 năm"),
        ("box_number", "", "–"),
        ("box_number", "7", "7"),
        ("condition", "damaged", "Hỏng"),
        ("priority", "at_risk", "Có nguy cơ hư hỏng"),
        ("priority", "", "Không ưu tiên"),
    ],
)
def test_a_value_reads_as_on_the_form(field, value, text):
    assert bulk.value_text(field, value) == text


def test_a_bulk_edit_says_what_there_was_and_what_there_is(made, lan):
    numbered(made, "03").update(box_number="2", arranged=False)
    wanted = {"box_number": "2", "arranged": True}
    assert bulk.counts(made.files.all(), wanted) == {"box_number": {"1": 2, "2": 1}, "arranged": {"Có": 2, "Không": 1}}
    assert list(bulk.counts(made.files.all(), wanted)["box_number"]) == ["1", "2"]  # the most first
    Catalogue.objects.update(revision=4)
    assert bulk.change_files(made, made.files.all(), wanted, actor=lan) == 3
    assert set(made.files.values_list("box_number", "arranged", "revision")) == {("2", True, 4)}
    event = last("files")
    assert event.sentence == f"đặt hộp/cặp số “2”, đã chỉnh lý “Có” cho 3 hồ sơ trong {made}"
    assert event.before == {"box_number": {"1": 2, "2": 1}, "arranged": {"Có": 2, "Không": 1}}
    assert event.after == wanted and event.actor == lan
    assert Event.objects.filter(action="file").count() == 3
    assert bulk.change_files(made, made.files.all(), wanted, actor=lan) == 0


def test_a_bulk_edit_of_what_somebody_has_just_changed_is_refused(made, lan):
    values = {"condition": "good"}
    assert bulk.change_files(made, numbered(made, "01"), values, actor=lan, expected_version=made.version) == 1
    late = refused(bulk.change_files, made, made.files.all(), values, actor=lan, expected_version=made.version)
    assert late[0] is Overtaken and made.files.filter(condition="good").count() == 1
    numbered(made, "01").update(box_number="2", file_number="02")
    assert refused(bulk.change_files, made, made.files.all(), {"box_number": "9"}, actor=lan) == (WorkflowError, TAKEN)


def test_a_hundred_and_one_files_at_once_have_no_history_each(plan, lan):
    made = hand_in(lan.agency, lan, rows=101)
    Catalogue.objects.update(state="draft")
    assert bulk.change_files(made, made.files.exclude(file_number="01"), {"condition": "good"}, actor=lan) == 100
    assert Event.objects.filter(action="file").count() == 100
    assert bulk.change_files(made, made.files.all(), {"condition": "damaged"}, actor=lan) == 101
    assert Event.objects.filter(action="file").count() == 100
