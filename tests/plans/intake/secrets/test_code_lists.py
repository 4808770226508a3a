"""A sheet that names the levels so that one may be chosen is no secret; a row that has one is."""

import pytest

from plans.intake.reading import read_catalogue
from plans.intake.sandbox import Refused
from tests.helpers.workbooks import xlsx

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số trang", "Độ mật")
ROW = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế cơ sở", "2008", "20 năm", 120, "Thường")
CHOICES = [("Độ mật", "Tình trạng"), ("Thường", "Tốt"), ("Mật", "Bình thường"), ("Tối mật", "Hỏng"), ("Tuyệt mật",)]


def with_sheet(*rows, files=(ROW,)):
    def change(book, sheet):
        other = book.create_sheet("Danh mục")
        other.sheet_state = "hidden"
        for row in rows:
            other.append(row)

    return xlsx(HEAD, *files, change=change)


@pytest.mark.parametrize(
    "rows",
    [CHOICES, CHOICES[1:], [("Cột", "Cách ghi"), ("Độ mật", "Ghi một trong các mức: Thường, Mật, Tối mật, Tuyệt mật")]],
)
def test_choices_and_guides_are_no_secret(rows):
    assert read_catalogue(with_sheet(*rows), "a.xlsx").row_count == 1


@pytest.mark.parametrize(
    "rows",
    [
        [("DANH MỤC TÀI LIỆU MẬT, TỐI MẬT, TUYỆT MẬT",)],
        [("TỐI MẬT",)],
        [("Mật",), ("Mật",), ("Thường",)],
        [("Mật",), ("Tối mật",)],
        [*CHOICES, ("Kế hoạch phòng thủ (Mật)",)],
        [("Kế hoạch phòng thủ khu vực Thăng Bình", "Thường"), ("Phương án tác chiến khu vực phòng thủ", "Mật")],
        [("7", "Thường"), ("8", "Mật"), ("9", "Tối mật")],
    ],
)
def test_what_is_more_than_a_list_of_choices_is_refused(rows):
    with pytest.raises(Refused, match="Danh mục"):
        read_catalogue(with_sheet(*rows), "a.xlsx")


def test_a_row_with_a_level_is_refused_whatever_lists_lie_beside_it():
    with pytest.raises(Refused) as refused:
        read_catalogue(with_sheet(*CHOICES, files=(ROW, (*ROW[:1], "02", *ROW[2:6], "Mật"))), "a.xlsx")
    assert "dòng 3" in refused.value.message and "Danh mục" not in refused.value.message


def test_a_list_of_files_does_not_explain_its_levels():
    files = [(*ROW[:1], f"{n:02d}", *ROW[2:6], level) for n, level in enumerate(("Thường", "Mật", "Tối mật"), 1)]
    with pytest.raises(Refused, match="3"):
        read_catalogue(xlsx(HEAD, *files), "a.xlsx")


@pytest.mark.parametrize("head", ["Độ mật", "Mật", "Chế độ sử dụng"])
def test_a_level_that_is_a_formula_nobody_worked_out_is_asked_for(head):
    rows = [(*HEAD[:6], head), ROW, (*ROW[:1], "02", *ROW[2:6], '=IF(A3=1,"Thường","Mật")')]
    data = xlsx(*rows, change=lambda book, sheet: setattr(sheet["G3"], "data_type", "f"))
    with pytest.raises(Refused) as refusal:
        read_catalogue(data, "a.xlsx")
    assert refusal.value.code == "levels" and "dòng 3" in refusal.value.message


def test_a_level_beside_a_formula_that_nobody_worked_out_is_a_secret():
    rows = [HEAD, (*ROW[:6], "Mật"), (*ROW[:1], "02", *ROW[2:6], "=G2")]
    with pytest.raises(Refused, match="dòng 2"):
        read_catalogue(xlsx(*rows, change=lambda book, sheet: setattr(sheet["G3"], "data_type", "f")), "a.xlsx")
