"""Columns of a list: its order, its workbook, and the way back to it."""

import io

import pytest
from openpyxl import load_workbook

from agencies.list_columns import ListColumn, in_order, list_workbook

COLUMNS = (
    ListColumn("name", "Tên", lambda row: row[0]),
    ListColumn("pages", "Trang", lambda row: row[1], adds_up=True),
)
ROWS = [("Bình", 5), ("Ân", None), ("=1+1", 30), ("Đức", 7)]


@pytest.mark.parametrize(
    "wanted, names",
    [
        ("name", ["=1+1", "Ân", "Bình", "Đức"]),
        ("-name", ["Đức", "Bình", "Ân", "=1+1"]),
        ("pages", ["Bình", "Đức", "=1+1", "Ân"]),
        ("-pages", ["=1+1", "Đức", "Bình", "Ân"]),  # what is not known stays last
        ("", ["Bình", "Ân", "=1+1", "Đức"]),
        ("khac", ["Bình", "Ân", "=1+1", "Đức"]),
        ("--pages", ["Bình", "Ân", "=1+1", "Đức"]),
    ],
)
def test_rows_come_in_the_order_asked_for(wanted, names):
    assert [name for name, _ in in_order(ROWS, COLUMNS, wanted)] == names


def test_the_workbook_adds_up_what_is_known_and_keeps_words_words():
    sheet = load_workbook(io.BytesIO(list_workbook("Danh sách", COLUMNS, ROWS))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["TT", "Tên", "Trang"] and rows[2] == [2, "Ân", None] and rows[-1] == [None, "Tổng cộng", 42]
    assert sheet["B5"].value == "=1+1" and sheet["B5"].data_type == "s"


def test_a_sum_of_nothing_known_is_not_zero():
    sheet = load_workbook(io.BytesIO(list_workbook("Danh sách", COLUMNS, [("Ân", None)]))).active
    assert sheet["C4"].value is None
    assert load_workbook(io.BytesIO(list_workbook("Danh sách", COLUMNS, []))).active.max_row == 2


def printed(columns, rows, title="Danh sách"):
    return load_workbook(io.BytesIO(list_workbook(title, columns, rows))).active


def test_a_list_is_laid_out_for_printing():
    sheet = printed(COLUMNS, ROWS, "Danh sách R&D (số liệu đến ngày 20/6/2025)")
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("portrait", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_area) == ("$2:$2", f"'{sheet.title}'!$A$1:$C$7")
    assert sheet.oddFooter.right.text == "Trang &P/&N"
    assert sheet.oddFooter.left.text == "Danh sách R&&D (số liệu đến ngày 20/6/2025)"
    assert str(sheet.merged_cells) == "A1:C1" and sheet["A1"].alignment.wrap_text
    assert all(cell.border.bottom.style == "thin" for row in sheet["A2:C7"] for cell in row)


@pytest.mark.parametrize(
    "widths, orientation, paper", [([50, 50], "portrait", 9), ([60, 60], "landscape", 9), ([80] * 3, "landscape", 8)]
)
def test_a_wide_list_is_laid_across_and_a_very_wide_one_on_a3(widths, orientation, paper):
    columns = [ListColumn(str(at), "Cột", lambda row: row[0], width) for at, width in enumerate(widths)]
    page = printed(columns, ROWS).page_setup
    assert (page.orientation, page.paperSize) == (orientation, paper)


def test_an_empty_list_and_a_long_title_print_too():
    sheet = printed(COLUMNS, [], "Rất dài " * 60)
    assert sheet.print_area.endswith("$C$2") and len(sheet.oddFooter.left.text) <= 120
    assert sheet.row_dimensions[1].height > 100
