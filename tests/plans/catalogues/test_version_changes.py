"""The second review shows all that changed since the catalogue was sent back: added, edited, deleted, unanswered."""

import pytest

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.catalogues.files import write_files
from plans.catalogues.undoing import clear_changes, undo_change
from plans.catalogues.version_changes import version_changes, with_version_changes
from plans.models import CatalogueChange
from tests.helpers.catalogues import fresh, hand_in, numbered, row
from tests.helpers.grids import page_of


@pytest.fixture
def again(plan, lan, hoa):
    """Sent back with a question about 05; Lan edits 01 twice and 02 once before deleting it, takes one edit back, and
    adds 06."""
    made = hand_in(lan.agency, lan)
    decide(made, "ask", numbered(made, "05"), actor=hoa, text="Hồ sơ này còn tờ rời không?")
    back = perform(fresh(made), "return", actor=hoa, reason="Xem lại.")
    for number, changes in (("01", {"page_count": 61}), ("01", {"page_count": 600}), ("02", {}), ("03", {})):
        file = numbered(back, number).get()
        write_files(back, actor=lan, changed=[(file, row(number, note="đã sửa") | changes)])
    undo_change(CatalogueChange.objects.first(), actor=lan)
    write_files(back, actor=lan, removed=list(numbered(back, "02")), added=[row("06")])
    return perform(fresh(back), "submit", actor=lan, secrecy_declared=True, leaves_questions=True)


def test_what_was_added_edited_deleted_and_not_answered_is_counted_and_named(again):
    found = version_changes(again)
    assert (found.added, found.changed, found.deleted, found.unanswered) == (1, 1, 1, 1)
    assert [file.file_number for file in found.named] == ["02"]
    edited = [file.changed_in_version for file in with_version_changes(again, again.files.by_position())]
    assert edited == ["Trang A4: “100” → “600”; Ghi chú: “” → “đã sửa”", "", "", "", ""]


def test_it_stays_until_the_version_is_decided_on(again, hoa, lan):
    assert clear_changes() == 0 and version_changes(again).deleted == 1
    perform(again, "return", actor=hoa, reason="Vẫn thiếu.")
    back = fresh(again)
    write_files(back, actor=lan, added=[row("07")])
    third = perform(fresh(back), "submit", actor=lan, secrecy_declared=True, leaves_questions=True)
    assert (version_changes(third).added, version_changes(third).deleted) == (1, 0)
    assert clear_changes() > 0 and version_changes(third).added == 1


def test_the_appraisers_page_shows_it(again, as_user, hoa):
    page = page_of(as_user(hoa).get(f"/quan-tri/plans/catalogue/{again.pk}/change/"))
    for text in (
        "Thay đổi từ lần trình trước",
        "thêm 1 · sửa 1 · xóa 1 hồ sơ",
        "Hồ sơ cơ quan đã xóa",
        "Hồ sơ 02, hộp 1: Hồ sơ khám chữa bệnh số 02",
        "Cơ quan chưa trả lời câu hỏi về 1 hồ sơ: 05.",
        "Sửa ở lần trình này: Trang A4: “100” → “600”",
    ):
        assert text in page
    assert "Lần trình 2" in page


def test_the_first_version_has_nothing_to_compare_with(plan, lan, hoa, as_user):
    made = hand_in(lan.agency, lan)
    assert version_changes(made) is None
    back = perform(made, "return", actor=hoa, reason="Xem lại.")
    page = page_of(as_user(hoa).get(f"/quan-tri/plans/catalogue/{back.pk}/change/"))
    assert "Lần trình 2" not in page and "chưa trình" in page
