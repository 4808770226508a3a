"""The level of secrecy that a column of a list holds is read below its header, on every sheet."""

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
