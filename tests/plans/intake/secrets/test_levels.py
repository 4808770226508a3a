"""The level of secrecy that a column of a list holds is read below its header, on every sheet."""

import pytest

from plans.intake.sandbox import Sheet
from plans.intake.secrets.levels import secret_places

pytestmark = pytest.mark.once


def test_a_level_column_is_read_below_its_header():
    rows = [
        ["Mục lục"],
        ["Hồ sơ số", "Tiêu đề", "Mức độ mật"],
        ["01", "Hồ sơ thường", "Không"],
        ["02", "Hồ sơ khác", None],
        ["03", "Hồ sơ nữa", "Thường"],
        ["04", "Nội dung không lộ", "Mật"],
        ["05", "Nội dung không lộ", "A"],
    ]
    assert secret_places([Sheet("Tờ 1", rows)]) == [("Tờ 1", [6, 7])]


def test_every_sheet_is_searched_hidden_ones_too():
    sheets = [Sheet("Một", [["Hồ sơ"]]), Sheet("Hai", [[], ["Phương án (Tối mật)"]], visible=False)]
    assert secret_places(sheets) == [("Hai", [2])]


def test_a_list_without_secrets_passes():
    assert secret_places([Sheet("Một", [["Hồ sơ số", "Độ mật"], ["01", "Không"], ["02", "-"], ["03", ""]])]) == []


NOTES = ["Loại: Mật", "Độ: Mật", "Phân loại: Mật", "Cấp: Mật", "Mức độ: Mật", "Dấu chỉ: Mật", "Tính chất: Mật"]


@pytest.mark.parametrize("said", [*NOTES, "Độ Mật", "Loại mật", "Loại: bí mật", "Phân loại bí mật"])
def test_what_a_file_says_of_itself_is_no_header_however_near_the_top(said):
    head = ["Hồ sơ số", "Tiêu đề", "Thời gian", "Số trang", "Ghi chú"]
    rows = [head, ["01", "Hồ sơ thường", "2008", 40, None], ["02", "Không lộ", "2009", 50, said]]
    assert secret_places([Sheet("Tờ 1", rows)]) == [("Tờ 1", [3])]
    as_text = [head, ["01", "Hồ sơ thường", "2008", "40", ""], ["02", "Không lộ", "2009", "50", said]]
    assert secret_places([Sheet("Tờ 1", as_text)]) == [("Tờ 1", [3])]


@pytest.mark.parametrize("said", ["Độ Mật", "Độ mật", "Loại mật"])
def test_in_a_column_of_levels_the_words_of_its_header_are_a_level(said):
    rows = [["Hồ sơ số", "Tiêu đề", "Số trang", "Độ mật"], ["01", "Không lộ", 40, said]]
    assert secret_places([Sheet("Tờ 1", rows)]) == [("Tờ 1", [2])]


def test_a_header_that_stands_on_each_page_is_no_level():
    head = ["Hồ sơ số", "Tiêu đề", "Thời gian", "Số trang", "Độ mật"]
    rows = [head, ["01", "Hồ sơ", "2008", 40, "Thường"], head, ["(1)", "(2)", "(3)", "(4)", "(5)"]]
    assert secret_places([Sheet("Tờ 1", [*rows, ["02", "Hồ sơ", "2008", 40, ""]])]) == []


@pytest.mark.parametrize("note", ["Chế độ bảo mật", "Độ mật: Thường", "Bảo vệ bí mật nhà nước", "mật độ dân số"])
def test_ordinary_notes_of_a_file_pass(note):
    head = ["Hồ sơ số", "Tiêu đề", "Thời gian", "Số trang", "Ghi chú"]
    assert secret_places([Sheet("Tờ 1", [head, ["01", "Hồ sơ", "2008", 40, note]])]) == []


LIST = ["Hồ sơ số", "Tiêu đề", "Thời gian", "Số trang"]
FILE = ["01", "Hồ sơ", "2008", 40]
TICKED = [
    [[*LIST, "Thường", "Mật", "Tối mật", "Tuyệt mật"]],
    [[*LIST, "Độ mật", None, None, None], [None, None, None, None, "Thường", "Mật", "Tối mật", "Tuyệt mật"]],
    [[*LIST, "Mức độ mật", None, None, None], [None, None, None, None, "Không mật", "M", "TM", "TUM"]],
    [[*LIST, "Công khai", "MẬT", "TỐI MẬT", "TUYỆT MẬT"]],
]


@pytest.mark.parametrize("heads", TICKED)
def test_ticks_that_say_there_is_no_level_are_no_secret(heads):
    for tick in ("x", "X", "✓", "1", True):
        nothing = False if tick is True else None
        assert secret_places([Sheet("Tờ 1", [*heads, [*FILE, tick, nothing, nothing, nothing]])]) == []


@pytest.mark.parametrize("heads", TICKED)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_tick_under_a_level_is_one(heads, at):
    ticks = [None] * 4
    ticks[at] = "x"
    rows = [*heads, [*FILE, "x", None, None, None], [*FILE, *ticks]]
    assert secret_places([Sheet("Tờ 1", rows)]) == [("Tờ 1", [len(rows)])]


def test_three_columns_of_levels_without_a_tick_are_no_secret():
    head = [*LIST, "Mật", "Tối mật", "Tuyệt mật"]
    assert secret_places([Sheet("Tờ 1", [head, [*FILE, None, None, None]])]) == []
    assert secret_places([Sheet("Tờ 1", [head, [*FILE, "x", None, None]])]) == [("Tờ 1", [2])]


@pytest.mark.parametrize(
    "row", [["Kế hoạch A", "Mật", "Tối mật"], ["Mật", "Tối mật"], [1, "Mật", "Tối mật"], [*FILE, "Mật", "Tối mật"]]
)
def test_levels_beside_each_other_that_head_no_columns_are_levels(row):
    assert secret_places([Sheet("Tờ 1", [LIST, FILE, row])]) == [("Tờ 1", [3])]
