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
