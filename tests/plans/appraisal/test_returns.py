"""A return names its rows; the clerk works through them, and the next review shows what became of each."""

import pytest

from agencies import history
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.appraisal.returns import name_files, name_no_more, to_mend
from plans.catalogues.files import write_files
from plans.catalogues.undoing import undo_change
from plans.models import CatalogueChange, ReturnedFile
from tests.helpers.catalogues import appraise, fresh, hand_in, numbered, row

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHAT = "Đếm lại số trang: bìa ghi 40."


@pytest.fixture
def handed_in(plan, lan):
    return hand_in(lan.agency, lan)


@pytest.fixture
def returned(handed_in, hoa):
    name_files(handed_in, numbered(handed_in, "01", "03"), actor=hoa, text=WHAT)
    return fresh(perform(handed_in, "return", actor=hoa, reason="Xem các hồ sơ được nêu."))


def edit(catalogue, lan, number, **changes):
    write_files(catalogue, actor=lan, changed=[(numbered(catalogue, number).get(), row(number, **changes))])


def handed_in_again(catalogue, lan):
    return perform(fresh(catalogue), "submit", actor=lan, secrecy_declared=True)


def states(catalogue):
    return [(each.file_number, each.is_done, each.file is not None) for each in to_mend(fresh(catalogue))]


def test_a_row_is_named_once_and_taken_back(handed_in, hoa, lan):
    assert name_files(handed_in, handed_in.files.all(), actor=hoa, text="Thiếu số tờ.") == 5
    assert name_files(handed_in, numbered(handed_in, "01"), actor=hoa, text=WHAT) == 1
    assert name_no_more(handed_in, numbered(handed_in, "02", "03", "04"), actor=hoa) == 3
    written = ReturnedFile.objects.still_written(handed_in).order_by("position")
    assert list(written.values_list("file_number", "text")) == [("01", WHAT), ("05", "Thiếu số tờ.")]
    assert not ReturnedFile.objects.visible_to(lan).exists() and ReturnedFile.objects.visible_to(hoa).count() == 2
    with pytest.raises(WorkflowError, match="cần sửa gì"):
        name_files(handed_in, numbered(handed_in, "01"), actor=hoa, text=" ")
    with pytest.raises(NotAllowed):
        name_files(handed_in, numbered(handed_in, "01"), actor=lan, text=WHAT)


def test_naming_and_taking_it_back_are_in_the_history(handed_in, hoa):
    name_files(handed_in, numbered(handed_in, "01", "03"), actor=hoa, text=WHAT)
    name_no_more(handed_in, numbered(handed_in, "02", "03"), actor=hoa)
    name_no_more(handed_in, numbered(handed_in, "02"), actor=hoa)
    events = [(each.actor, each.action, each.sentence, each.reason) for each in history.of(handed_in)[:2]]
    assert events == [
        (hoa, "name_no_more", f"thôi nêu 1 hồ sơ: 03 khi trả lại {handed_in}", ""),
        (hoa, "name_files", f"nêu 2 hồ sơ: 01, 03 cần sửa khi trả lại {handed_in}", WHAT),
    ]


def test_named_rows_are_worked_through(returned, lan):
    assert states(returned) == [("01", False, True), ("03", False, True)]
    edit(returned, lan, "01", page_count=40)
    write_files(fresh(returned), actor=lan, removed=list(numbered(returned, "03")))
    assert states(returned) == [("01", True, True), ("03", True, False)]
    undo_change(CatalogueChange.objects.undoable(fresh(returned)).first(), actor=lan)
    assert states(returned) == [("01", True, True), ("03", False, True)]


def test_the_clerk_finds_them_and_is_told_what_is_left(returned, as_user, lan):
    edit(returned, lan, "01", page_count=40)
    browser = as_user(lan)
    page = browser.get(f"/muc-luc/{returned.pk}/").content.decode()
    assert "đã sửa 1 trong 2 hồ sơ" in page and WHAT in page
    assert f"/muc-luc/ho-so/{numbered(returned, '03').get().pk}/sua/" in page
    assert "Còn 1 hồ sơ: 03 được nêu, chưa sửa." in browser.get("/").content.decode()
    confirm = browser.get(f"/muc-luc/{returned.pk}/thao-tac/submit/").content.decode()
    assert "Hồ sơ nêu khi trả lại, chưa sửa" in confirm and "1 hồ sơ: 03" in confirm


def test_the_second_review_shows_what_became_of_each(returned, as_user, hoa, lan):
    edit(returned, lan, "01", page_count=40)
    again = perform(fresh(returned), "submit", actor=lan, secrecy_declared=True)
    desk = as_user(hoa).get(f"/quan-tri/plans/catalogue/{again.pk}/change/").content.decode()
    panel = desk.split("Hồ sơ đã nêu khi trả lại")[1].split("</section>")[0]
    assert "đã sửa" in panel and "chưa sửa" in panel and "Trang A4: “100” → “40”" in panel
    appraise(again, hoa)
    assert to_mend(fresh(again)) == []


def test_it_is_marked_at_the_desk_and_confirmed_with_the_return(handed_in, as_user, hoa):
    browser, url = as_user(hoa), f"/quan-tri/plans/catalogue/{handed_in.pk}/"
    chosen = [file.pk for file in numbered(handed_in, "02")]
    browser.submit(f"{url}xem-xet/", {"verdict": "name", "scope": "selected", "file": chosen, "text": WHAT, "loc": "1"})
    assert WHAT in browser.get(f"{url}change/?loc=1").content.decode()
    assert "1 hồ sơ: 02" in browser.get(f"{url}thao-tac/return/").content.decode()
    browser.submit(f"{url}xem-xet/", {"verdict": "name_no_more", "scope": "selected", "file": chosen, "loc": "1"})
    assert not ReturnedFile.objects.exists()


def test_a_row_that_is_gone_is_not_named(handed_in, hoa, lan):
    name_files(handed_in, numbered(handed_in, "01", "02"), actor=hoa, text=WHAT)
    draft = perform(fresh(handed_in), "withdraw", actor=lan)
    write_files(draft, actor=lan, removed=list(numbered(draft, "01")))
    with pytest.raises(Overtaken):
        name_files(draft, numbered(draft, "02"), actor=hoa, text=WHAT)
    again = perform(fresh(draft), "submit", actor=lan, secrecy_declared=True)
    perform(again, "return", actor=hoa, reason="Xem hồ sơ được nêu.")
    assert states(again) == [("02", False, True)]


def test_a_return_names_rows_as_they_are_when_it_is_sent(handed_in, hoa, lan):
    name_files(handed_in, numbered(handed_in, "01"), actor=hoa, text=WHAT)
    numbered(handed_in, "01").update(title="Sửa theo trả lời", box_number="09")
    perform(handed_in, "return", actor=hoa, reason="Xem hồ sơ được nêu.")
    sent = ReturnedFile.objects.get(catalogue=handed_in)
    assert (sent.title, sent.box_number, sent.sent_back.catalogue_id) == ("Sửa theo trả lời", "09", handed_in.pk)


def test_an_appraisal_of_the_whole_needs_no_sentences_any_more(handed_in, hoa):
    name_files(handed_in, numbered(handed_in, "01"), actor=hoa, text=WHAT)
    appraise(fresh(handed_in), hoa)
    assert not ReturnedFile.objects.exists()


def test_what_was_mended_of_an_old_return_is_left_behind(returned, hoa, lan):
    edit(returned, lan, "01", page_count=40)
    edit(returned, lan, "03", page_count=41)
    again = handed_in_again(returned, lan)
    name_files(again, numbered(again, "04"), actor=hoa, text=WHAT)
    perform(fresh(again), "return", actor=hoa, reason="Xem hồ sơ 04.")
    assert states(again) == [("04", False, True)]


def test_a_row_that_was_not_mended_is_named_again_by_the_next_return(returned, hoa, lan):
    edit(returned, lan, "01", page_count=40)
    again = handed_in_again(returned, lan)
    written = ReturnedFile.objects.still_written(again)
    assert [(each.file_number, each.text, each.named_by) for each in written] == [("03", WHAT, hoa)]
    said = history.of(again).get(action="name_files", actor=None)
    assert said.sentence == f"giữ 1 hồ sơ: 03 chưa sửa để nêu lại khi trả lại {again}"
    perform(again, "return", actor=hoa, reason="Còn hồ sơ chưa sửa.")
    assert states(again) == [("03", False, True)]
    perform(handed_in_again(again, lan), "return", actor=hoa, reason="Vẫn còn hồ sơ chưa sửa.")
    assert states(again) == [("03", False, True)]


def test_a_row_named_again_is_taken_back_or_said_anew(returned, hoa, lan):
    again = handed_in_again(returned, lan)
    name_no_more(again, numbered(again, "01"), actor=hoa)
    name_files(again, numbered(again, "03"), actor=hoa, text="Đếm cả bìa.")
    perform(fresh(again), "return", actor=hoa, reason="Còn hồ sơ chưa sửa.")
    assert [(each.file_number, each.text) for each in to_mend(fresh(again))] == [("03", "Đếm cả bìa.")]


def test_what_is_mended_after_a_withdrawal_is_named_no_more(returned, hoa, lan):
    draft = perform(handed_in_again(returned, lan), "withdraw", actor=lan)
    edit(draft, lan, "01", page_count=40)
    again = handed_in_again(draft, lan)
    assert [each.file_number for each in ReturnedFile.objects.still_written(again)] == ["03"]


def test_the_second_review_says_that_it_is_named_again(returned, as_user, hoa, lan):
    again = handed_in_again(returned, lan)
    url = f"/quan-tri/plans/catalogue/{again.pk}/"
    assert "Hồ sơ chưa sửa được nêu lại khi trả lại" in as_user(hoa).get(f"{url}change/").content.decode()
    assert "2 hồ sơ: 01, 03" in as_user(hoa).get(f"{url}thao-tac/return/").content.decode()
