"""A line of a long document: a stamp is found, a sentence about secret documents is none."""

import pytest

from agencies.secrecy.stamps import carries_stamp, is_stamped

STAMPS = [
    "MẬT",
    "TỐI MẬT",
    "Tuyệt mật",
    "  T U Y Ệ T   M Ậ T  ",
    "TUYET MAT",
    "(Mật)",
    "Dấu Mật",
    "Độ mật: Mật",
    "Độ mật: C",
    "Số: 12/KH-BCH - MẬT",
    "MẬT – Phương án phòng thủ",
    "PHƯƠNG ÁN TUYỆT MẬT",
    "Phương án (tối mật) năm 1985",
    "tối–mật",
    "Đóng dấu: TUYỆT MẬT",
]
SENTENCES = [
    "phân loại tài liệu theo cấp độ Mật trước khi thực hiện số hóa.",
    "Tài liệu có độ Mật, Tối mật, Tuyệt mật không thuộc phạm vi Kế hoạch.",
    "Không số hóa tài liệu mật khi chưa giải mật.",
    "QUY ĐỊNH VỀ BẢO VỆ TÀI LIỆU TỐI MẬT",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT CỦA NGÀNH Y TẾ",
    "mật khẩu",
    "Mật độ dân số",
    "BẢO MẬT",
    "Bệnh viện Mắt",
    "bảo đảm an toàn thông tin mạng, bảo vệ, bảo mật dữ liệu số hóa theo quy định",
    "Người lập: Nguyễn Thị Mật",
    "",
]


@pytest.mark.parametrize("line", STAMPS)
def test_a_stamp_is_found(line):
    assert is_stamped(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_about_secret_documents_is_no_stamp(line):
    assert not is_stamped(line)


def test_the_words_of_a_stamp_may_stand_below_each_other():
    assert carries_stamp(["ỦY BAN NHÂN DÂN", "TỐI", "MẬT", "KẾ HOẠCH"])
    assert not carries_stamp(["làm việc buổi tối", "mật độ cao"])
