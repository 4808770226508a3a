"""State secrets never enter: marks are found, ordinary words are left alone."""

import unicodedata

import pytest

from plans.intake.sandbox import Sheet
from plans.intake.secrets.levels import secret_places
from plans.intake.secrets.marks import is_marked

MARKED = [
    "(Mật)",
    "Báo cáo an ninh (Mật)",
    "(mật)",
    "[Mật] Phương án",
    "TỐI MẬT",
    "Phương án phòng thủ TUYỆT MẬT",
    "Báo cáo Tuyệt mật năm 2008",
    "Hồ sơ tối mật",
    "độ mật: Mật",
    "Độ mật: Tối mật",
    "Mức độ mật: C",
    "Mật",
    " MẬT ",
    "MẬT: Phương án A2",
    "Phương án phòng thủ khu vực - Mật",
    "Kế hoạch MẬT năm 2010",
    "BÁO CÁO MẬT VỀ AN NINH",
    "Tài liệu mật của huyện ủy",
    "Công văn Mật số 5",
    "Hồ sơ đóng dấu Mật",
    "Phương án (MAT)",
    "TUYET MAT",
    "Bí mật nhà nước: Mật",
    "Hồ sơ\u00a0TỐI\u00a0MẬT",
    "MẬT - Hồ sơ tuyển quân",
    "Hồ sơ tuyển quân. Mật",
    "Hồ sơ tuyển quân Mật",
    "Hồ sơ tuyển quân_Mật",
    "Mật_Hồ sơ",
    "M Ậ T",
    "Hồ sơ (M Ậ T)",
    "M.Ậ.T",
    "T U Y Ệ T  M Ậ T",
    "(M\u200bật)",
    "ＭẬＴ",
    "(Mậ t)",
    "{Mật}",
    "<Mật>",
    "“Mật”",
    "*Mật*",
    "Hå s¬ (MËt)",
    "MËt",
    "TèI MËT",
    "TuyÖt mËt",
    "Hoà sô (Maät)",
    "TUYEÄT MAÄT",
    "Hồ sơ (mat)",
    "Ho so (MAT)",
    "Tuyet mat",
    "Hồ sơ (Mât)",
    "Tối mât",
    "Độ mật A",
    "Mật A",
    "Cấp độ mật: Tuyệt",
    'độ "Mật"',
    "Tài liệu có độ mật",
    "Điện mật số 5",
    "Danh mục bí mật nhà nước độ Mật",
    "Kế hoạch A2 (bí mật)",
    "TUYỆT ĐỐI BÍ MẬT",
    "Bí mật nhà nước",
    "Hồ sơ\n(Mật)",
    "(Mật, giải mật 2030)",
    "Tuyệt-mật",
    "tối_mật",
    "Thông tin mật về biên giới",
    "Tài liệu mật kèm theo",
]
ORDINARY = [
    "mật độ dân số",
    "Điều tra mật độ dân số năm 1999",
    "MẬT ĐỘ XÂY DỰNG",
    "bảo mật",
    "Bảo mật thông tin",
    "AN TOÀN, BẢO MẬT",
    "Nguyễn Thị Mật",
    "NGUYỄN THỊ MẬT",
    "Hồ sơ đất của bà Trần Thị Hồng Mật",
    "Hồ sơ khen thưởng ông Lê Mật",
    "mật ong",
    "Mật ong rừng Trà My",
    "Hồ sơ nuôi ong lấy mật",
    "Công tác bảo vệ bí mật nhà nước",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Quy định bảo vệ tài liệu mật",
    "mật khẩu",
    "mật mã dân sự",
    "Buổi tối mật độ xe cao",
    "Viêm túi mật",
    "Khoa Gan - Mật",
    "PHẪU THUẬT GAN MẬT",
    "Sỏi mật (phẫu thuật nội soi)",
    "thân mật",
    "mặt bằng",
    "Mặt trận Tổ quốc",
    "",
    None,
    2008,
    "Bí mật kinh doanh",
    "Vi phạm bí mật kinh doanh",
    "Bí mật đời tư",
    "Giữ bí mật thư tín",
    "Luật Bảo vệ bí mật nhà nước",
    "Danh mục bí mật nhà nước",
    "Hồ sơ đã giải mật",
    "Quyết định giải mật tài liệu",
    "không mật",
    "Độ mật: Thường",
    "ĐỘ MẬT: KHÔNG",
    "Độ mật: ……",
    "chùa Mật",
    "Hồ sơ chùa Mật",
    "Thôn Mật",
    "Sông Mật",
    "Hồ sơ của ông Mật",
    "Liệt sĩ Mật",
    "rút mật",
    "mật nghị",
    "mật thám Pháp",
    "mật vụ",
    "Phật giáo Mật tông",
    "cây mật nhân",
    "rỉ mật đường",
    "ngọt mật",
    "Hồ sơ hưu trí LÊ MẬT",
    "Hồ sơ nhân sự - Nguyễn Văn Mật",
    "Siêu âm gan, mật",
    "Ung thư đường mật - tụy",
    "MẤT ĐẤT",
    "BENH VIEN MAT",
    "mat",
    "Mat xa",
    "Ma túy",
    "Ủy ban Mặt trận (MT)",
    "Đường Lê Mật",
    "Hồ sơ bệnh án: Lê Thị Mật",
    "Không ghi tài liệu thuộc danh mục bí mật nhà nước.",
]


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_found_in_any_unicode_form(text):
    assert is_marked(text)
    assert is_marked(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_left_alone(text):
    assert not is_marked(text)
    if isinstance(text, str):
        assert not is_marked(unicodedata.normalize("NFD", text))


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
