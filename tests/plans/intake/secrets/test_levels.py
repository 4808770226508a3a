"""The level of secrecy that a column of a list holds is read below its header, on every sheet."""

import pytest

from plans.intake.sandbox import Sheet
from plans.intake.secrets.levels import secret_places


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
