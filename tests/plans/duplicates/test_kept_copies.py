"""One copy always stays: however the kept file goes, the others come back to be decided; the sentence stays true."""

import pytest

from agencies.models import Event
from agencies.workflow import perform
from plans.appraisal.conversation import with_conversation
from plans.appraisal.decisions import decide
from plans.catalogues.bulk import change_files
from plans.catalogues.deleting import delete_catalogue
from plans.catalogues.file_history import values_of
from plans.catalogues.files import recount, write_files
from plans.catalogues.undoing import undo_change
from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict
from plans.models import ArchivalFile, Catalogue, CatalogueChange, LeftOutDuplicate
from tests.helpers.catalogues import appraise, reopen
from tests.helpers.duplicate_files import a_file, search, waiting
from tests.helpers.uploads import GOOD, at, filled, upload


@pytest.fixture
def kept_home(agencies):
    """Sở Xây dựng's catalogue, with the thickest copy and an ordinary file."""
    made = waiting(agencies["SXD"], "Của Sở Xây dựng", files=1)
    ArchivalFile.objects.filter(catalogue=made).update(page_count=101)
    a_file(made, "Chuyện khác", pages=5)
    recount(made)
    return made


@pytest.fixture
def syt(agencies):
    """Sở Y tế's catalogue, with two copies and an ordinary file."""
    made = waiting(agencies["SYT"], "Sổ 1")
    a_file(made, "Việc khác", pages=7)
    recount(made)
    return made


@pytest.fixture
def group(syt, kept_home, hoa):
    """Both copies of Sở Y tế are left out for that of Sở Xây dựng."""
    [found] = search(Scope(), hoa)
    copies = syt.files.filter(file_number__in=["01", "02"])
    leave_out_duplicates(found, copies.values_list("pk", flat=True), actor=hoa, scope=Scope())
    found.refresh_from_db()
    assert found.verdict == "handled" and gone(syt) == ["01", "02"]
    return found


def gone(catalogue):
    return list(catalogue.files.left_out().values_list("file_number", flat=True))


def kept(catalogue):
    return catalogue.files.get(file_number="01")


def came_back(syt, group):
    """The files are to be decided again, the counters know it, the group is open."""
    syt.refresh_from_db()
    group.refresh_from_db()
    assert gone(syt) == [] and syt.left_out_files == syt.left_out_pages == 0 and not recount(syt)
    assert group.verdict == "" and group.is_current and group.reopened_at
    event = Event.objects.filter(action="files_undo").latest("pk")
    assert (event.actor, event.agency) == (None, syt.agency) and "Sở Xây dựng" not in event.sentence
    return group.why_reopened


def sentence(file, user):
    [read] = with_conversation([ArchivalFile.objects.get(pk=file.pk)], user)
    return read.kept


def returned(catalogue, hoa):
    return perform(catalogue, "return", actor=hoa, reason="Sửa số trang.")


# How the kept one goes


def test_the_kept_file_is_deleted(syt, kept_home, group, hoa, binh):
    returned(kept_home, hoa)
    assert gone(syt) == ["01", "02"]  # it may still come back corrected
    write_files(kept_home, actor=binh, removed=[kept(kept_home)])
    assert came_back(syt, group) == "hồ sơ giữ lại đã bị xóa khỏi Mục lục"


def test_its_catalogue_is_withdrawn(syt, kept_home, group, binh):
    perform(kept_home, "withdraw", actor=binh)
    assert came_back(syt, group) == "hồ sơ giữ lại đã được rút lại cùng Mục lục"


def test_its_draft_is_deleted(syt, kept_home, group, binh):
    Catalogue.objects.filter(pk=kept_home.pk).update(state="draft", submitted_at=None)
    delete_catalogue(kept_home, actor=binh)
    assert came_back(syt, group) == "hồ sơ giữ lại đã bị xóa khỏi Mục lục"


@pytest.mark.parametrize("reason", ["worthless", "unarranged"])
def test_it_is_left_out_itself(syt, kept_home, group, hoa, reason):
    decide(kept_home, "leave_out", kept_home.files.filter(file_number="01"), actor=hoa, reason=reason)
    assert came_back(syt, group) == "hồ sơ giữ lại đã bị loại khỏi diện số hóa"


def test_an_edit_makes_it_no_duplicate(syt, kept_home, group, hoa, binh):
    returned(kept_home, hoa)
    file = kept(kept_home)
    write_files(kept_home, actor=binh, changed=[(file, values_of(file) | {"note": "Bìa rách"})])
    assert gone(syt) == ["01", "02"]
    change_files(kept_home, kept_home.files.all(), {"box_number": "7"}, actor=binh)
    assert gone(syt) == ["01", "02"]
    file = kept(kept_home)
    write_files(kept_home, actor=binh, changed=[(file, values_of(file) | {"title": "Hồ sơ nhân sự"})])
    assert came_back(syt, group) == "hồ sơ giữ lại đã được sửa nên không còn trùng"


def test_what_brought_it_in_is_undone(syt, kept_home, hoa, binh):
    """It came with a change of the catalogue that is taken back after the return."""
    returned(kept_home, hoa)
    write_files(kept_home, actor=binh, removed=[kept(kept_home)])
    write_files(kept_home, actor=binh, added=[values_of(syt.files.first()) | {"file_number": "9", "page_count": 102}])
    [found] = search(Scope(), hoa)
    copies = syt.files.filter(file_number__in=["01", "02"]).values_list("pk", flat=True)
    leave_out_duplicates(found, copies, actor=hoa, scope=Scope())
    undo_change(CatalogueChange.objects.latest("pk"), actor=binh)
    assert came_back(syt, found) == "hồ sơ giữ lại đã bị xóa khỏi Mục lục"


def test_what_comes_back_by_undoing_finds_its_kept_file_gone(syt, kept_home, group, hoa, lan, binh):
    returned(syt, hoa), returned(kept_home, hoa)
    first, second = syt.files.filter(file_number__in=["01", "02"])
    write_files(syt, actor=lan, removed=[first])
    write_files(kept_home, actor=binh, removed=[kept(kept_home)])
    assert gone(syt) == []
    undo_change(CatalogueChange.objects.filter(catalogue=syt).latest("pk"), actor=lan)
    assert gone(syt) == [] and sentence(first, lan).endswith("hồ sơ này được xem xét lại.")


# What is signed, and what Sở Nội vụ then does


def test_what_is_signed_stays_signed_and_its_group_opens(syt, kept_home, group, hoa, lan, binh):
    appraise(syt, hoa)
    returned(kept_home, hoa)
    write_files(kept_home, actor=binh, removed=[kept(kept_home)])
    group.refresh_from_db()
    assert gone(syt) == ["01", "02"] and group.verdict == "" and group.is_current
    first = syt.files.get(file_number="01")
    assert "Sở Nội vụ xem xét lại nhóm này" in sentence(first, lan)
    search(Scope(), hoa)
    group.refresh_from_db()
    assert group.is_current, "a search looks at nothing that is left out, and must not lose it"
    reopen(syt, lan, hoa, "Bản giữ lại không còn.")
    assert came_back(syt, group)


def test_a_decision_names_another_copy_or_is_refused(agencies, syt, kept_home, group, hoa, lan, binh):
    third = waiting(agencies["SXD"], "Thứ ba", files=1)
    [wider] = [each for each in search(Scope(), hoa) if each.pk != group.pk]
    leave_out_duplicates(wider, [kept(third).pk], actor=hoa, scope=Scope())
    assert LeftOutDuplicate.objects.get(file=kept(third)).kept == kept(kept_home)
    appraise(syt, hoa), returned(kept_home, hoa)
    write_files(kept_home, actor=binh, removed=[kept(kept_home)])
    assert gone(third) == []
    group.refresh_from_db()
    with pytest.raises(Exception, match="^Không còn hồ sơ nào của nhóm thuộc diện số hóa"):
        give_verdict(group, actor=hoa, scope=Scope(), verdict="handled")


def test_the_last_copy_is_not_left_out_as_a_duplicate_anywhere(syt, kept_home, group, hoa):
    """Not on the page of rows either, where nothing is known of groups."""
    outcome = decide(kept_home, "leave_out", kept_home.files.filter(file_number="01"), actor=hoa, reason="duplicate")
    assert outcome.named == [("01", "là bản còn lại duy nhất của nhóm hồ sơ trùng")]


def test_all_copies_at_once_leave_the_thickest(agencies, hoa):
    alone = waiting(agencies["SYT"], "Sổ 1", files=3)
    [group] = search(Scope(), hoa)
    decide(alone, "leave_out", alone.files.all(), actor=hoa, reason="duplicate")
    assert gone(alone) == ["02", "03"]
    assert set(LeftOutDuplicate.objects.values_list("kept", flat=True)) == {kept(alone).pk}


def test_a_kept_file_that_makes_room_for_another_hands_on_what_is_bound_to_it(agencies, hoa):
    alone = waiting(agencies["SYT"], "Sổ 1", files=3)
    [group] = search(Scope(), hoa)
    first, second, third = alone.files.all()
    leave_out_duplicates(group, [second.pk], actor=hoa, scope=Scope())
    leave_out_duplicates(group, [first.pk], actor=hoa, scope=Scope())
    assert gone(alone) == ["01", "02"]
    assert set(LeftOutDuplicate.objects.values_list("kept", flat=True)) == {third.pk}


def test_taking_a_decision_back_opens_the_group(syt, kept_home, group, hoa):
    decide(syt, "undo", syt.files.filter(file_number="02"), actor=hoa)
    group.refresh_from_db()
    assert group.verdict == "" and group.why_reopened == "đã bỏ kết quả loại của một hồ sơ trong nhóm"
    assert [row.file.file_number for row in LeftOutDuplicate.objects.select_related("file")] == ["01"]


# The sentence


def test_the_sentence_says_what_is_true_today(syt, kept_home, group, hoa, lan, binh):
    first = syt.files.get(file_number="01")
    assert sentence(first, lan) == "Bản giữ lại: một hồ sơ của cơ quan khác, đang chờ thẩm định."
    decide(kept_home, "accept", kept_home.files.all(), actor=hoa)
    name = "Bản giữ lại: hồ sơ số 01 trong Mục lục “Của Sở Xây dựng” (phông Sở Xây dựng)"
    assert sentence(first, hoa) == f"{name}, đã được chấp nhận, chờ thẩm định."
    appraise(kept_home, hoa)
    assert sentence(first, hoa) == f"{name}, đã được thẩm định để số hóa."


def test_the_sentence_names_the_copy_as_it_is_called_now(syt, kept_home, group, hoa):
    Catalogue.objects.filter(pk=kept_home.pk).update(name="Sau khi đổi tên")
    kept_home.files.filter(file_number="01").update(file_number="77")
    assert "hồ sơ số 77 trong Mục lục “Sau khi đổi tên”" in sentence(syt.files.get(file_number="01"), hoa)


def test_the_page_of_the_file_says_it(syt, kept_home, group, lan, binh, as_user):
    first = syt.files.get(file_number="01")
    assert "Bản giữ lại: một hồ sơ của cơ quan khác" in as_user(lan).get(f"/muc-luc/ho-so/{first.pk}/").content.decode()
    perform(kept_home, "withdraw", actor=binh)
    page = as_user(lan).get(f"/muc-luc/ho-so/{first.pk}/").content.decode()
    assert "đã được rút lại cùng Mục lục ngày" in page and "được số hóa" not in page


def test_whoever_deletes_a_kept_file_is_told_first(syt, kept_home, group, hoa, binh, as_user):
    returned(kept_home, hoa)
    file = ArchivalFile.objects.get(pk=kept(kept_home).pk)
    said = "Hồ sơ này được giữ lại thay cho 2 hồ sơ trùng mà Sở Nội vụ đã loại; xóa thì"
    assert said in as_user(binh).get(f"/muc-luc/ho-so/{file.pk}/xoa/").content.decode()
    other = a_file(kept_home, "Việc khác")
    assert "được giữ lại thay cho" not in as_user(binh).get(f"/muc-luc/ho-so/{other.pk}/xoa/").content.decode()


def test_whoever_edits_kept_files_or_deletes_several_is_told_first(syt, kept_home, group, hoa, binh, as_user):
    returned(kept_home, hoa)
    browser, said = as_user(binh), "được giữ lại thay cho 2 hồ sơ trùng mà Sở Nội vụ đã loại; {} thì"
    form = browser.get(f"/muc-luc/ho-so/{kept(kept_home).pk}/sua/").content.decode()
    assert said.format("sửa đến mức không còn trùng") in form
    grid = browser.get(f"/muc-luc/{kept_home.pk}/ho-so/sua/").content.decode()
    assert f"Trong đó có hồ sơ {said.format('xóa hoặc sửa đến mức không còn trùng')}" in grid
    kept(kept_home).delete()
    assert "được giữ lại thay cho" not in browser.get(f"/muc-luc/{kept_home.pk}/ho-so/sua/").content.decode()


def test_whoever_withdraws_a_catalogue_is_told_what_was_left_out_for_it(syt, kept_home, group, lan, binh, as_user):
    said = "2 hồ sơ mà Sở Nội vụ đã loại vì giữ lại hồ sơ trong Mục lục này; rút lại thì phải xem xét lại"
    assert said in as_user(binh).get(f"/muc-luc/{kept_home.pk}/thao-tac/withdraw/").content.decode()
    assert "giữ lại hồ sơ" not in as_user(lan).get(f"/muc-luc/{syt.pk}/thao-tac/withdraw/").content.decode()


def test_whoever_removes_what_a_workbook_does_not_name_is_told_first(syt, kept_home, group, hoa, binh, as_user):
    returned(kept_home, hoa)
    browser, said = as_user(binh), "Trong đó có hồ sơ được giữ lại thay cho 2 hồ sơ trùng"
    without = GOOD | {"Hồ sơ số": "90"}
    upload(browser, kept_home, filled(browser, kept_home, without))
    assert said in browser.get(at()).content.decode()
    with_it = GOOD | {"Hộp/cặp số": kept(kept_home).box_number, "Hồ sơ số": "01"}
    upload(browser, kept_home, filled(browser, kept_home, with_it))
    assert said not in browser.get(at()).content.decode()


def test_a_group_that_opened_again_is_a_task_at_home(syt, kept_home, group, hoa, binh, as_user):
    title = "Kết luận lại nhóm hồ sơ trùng"
    assert title not in as_user(hoa).get("/").content.decode()
    perform(kept_home, "withdraw", actor=binh)
    page = as_user(hoa).get("/").content.decode()
    assert title in page and "/trung-lap/?verdict=open" in page
    assert "Mở lại sớm nhất: hồ sơ giữ lại đã được rút lại cùng Mục lục." in page
    assert title not in as_user(binh).get("/").content.decode()
