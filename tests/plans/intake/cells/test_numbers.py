"""Cells of pages and sheets, as typed and as stored: the number they say, or a question; never another number."""

from datetime import date, datetime, time, timedelta

import pytest

from plans.intake.cells.numbers import page_quantity, quantity, sheet_quantity
from plans.intake.cells.values import CellError
from plans.intake.rows.read_columns import read_cell

pytestmark = pytest.mark.once
WHOLE = "nhập một số nguyên"
COMMA = "dấu phẩy là dấu thập phân"
READ = {
    # as offices say it
    "1": 1,
    "01": 1,
    "00120": 120,
    "88": 88,
    " 88 ": 88,
    "1.234": 1234,
    "12.345": 12345,
    "123.456": 123456,
    "1.000.000": 1_000_000,
    " 1 234 ": 1234,
    "12 345": 12345,
    "123 456": 123456,
    "1\u00a0234": 1234,
    "1\u2009234": 1234,
    "1\u202f234": 1234,
    "12,0": 12,
    "12,00": 12,
    "12.0": 12,
    "1.00": 1,
    "1.234,00": 1234,
    "100.": 100,
    "1.234.": 1234,
    "'120": 120,
    "'1.234": 1234,
    "12 trang": 12,
    "12trang": 12,
    "12 Trang": 12,
    "12 TRANG": 12,
    "12 trang.": 12,
    "12tr": 12,
    "12 tr.": 12,
    "1.234 trang": 1234,
    "120 trang A4": 120,
    "0 trang": 0,
    "0": 0,
    # with what nobody sees
    "\u200b123": 123,
    "123\u2060": 123,
    "12\u200b3": 123,
    "\ufeff45": 45,
    "45\r\n": 45,
    "\t45": 45,
    # as Excel stores it
    5: 5,
    1234.0: 1234,
    0: 0,
    1_000_000: 1_000_000,
    119.99999999999999: 120,
    12.000000000000002: 12,
}
ASKED = {
    "1,234": COMMA,
    "1,000": COMMA,
    "10,000": COMMA,
    "1,234,567": COMMA,
    "1,234.5": COMMA,
    "12,5": WHOLE,
    "0,5": WHOLE,
    "1.5": WHOLE,
    "0.5": WHOLE,
    "1.50": WHOLE,
    "12.50": WHOLE,
    "1.2345": WHOLE,
    "12.34": WHOLE,
    "1.234,5": WHOLE,
    "12.345,6": WHOLE,
    "1.234.5": WHOLE,
    "1.000.00": WHOLE,
    "0.123": WHOLE,
    "12 34": WHOLE,
    "1 2345": WHOLE,
    "1..234": WHOLE,
    "12,": WHOLE,
    ",5": WHOLE,
    "O12": WHOLE,
    "l2": WHOLE,
    "1O": WHOLE,
    "12a": WHOLE,
    "１２": WHOLE,
    "١٢٣": WHOLE,
    "²": WHOLE,
    "12²": WHOLE,
    "½": WHOLE,
    "Ⅻ": WHOLE,
    "1e3": WHOLE,
    "1E+03": WHOLE,
    "0x1F": WHOLE,
    "+12": WHOLE,
    "=100": WHOLE,
    "=SUM(A1)": WHOLE,
    "khoảng 100": WHOLE,
    "~100": WHOLE,
    "≈100": WHOLE,
    "100+": WHOLE,
    ">100": WHOLE,
    "trên 100": WHOLE,
    "100?": WHOLE,
    "45-88": WHOLE,
    "45–88": WHOLE,
    "100+20": WHOLE,
    "45/88": WHOLE,
    "100; 20": WHOLE,
    "2x50": WHOLE,
    "A4: 120": WHOLE,
    "120 (một trăm hai mươi)": WHOLE,
    "một trăm": WHOLE,
    "x": WHOLE,
    "…": WHOLE,
    "...": WHOLE,
    "?": WHOLE,
    "chưa đếm": WHOLE,
    "nhiều": WHOLE,
    "không": WHOLE,
    "120 page": WHOLE,
    "120 cái": WHOLE,
    "120 năm": WHOLE,
    "50%": WHOLE,
    "-5": "không âm",
    "−5": "không âm",
    -5.0: "không âm",
    "1.000.001": "quá lớn",
    "1.234.567": "quá lớn",
    "9" * 40: "quá lớn",
    "9" * 5000: "quá lớn",
    1e10: "quá lớn",
    2147483648: "quá lớn",
    1e300: "quá lớn",
    1_000_001: "quá lớn",
    "120 tờ": "đây là số tờ",
    "120tờ": "đây là số tờ",
    "1.234 tờ": "đây là số tờ",
    "120 TỜ": "đây là số tờ",
    1.234: "nếu là 1.234",
    12.5: "nếu là 12.500",
    0.5: WHOLE,
    0.1 + 0.2: WHOLE,
    12.3456: WHOLE,
    float("nan"): WHOLE,
    float("inf"): WHOLE,
    True: WHOLE,
    False: WHOLE,
    date(2008, 1, 2): "định dạng ngày",
    datetime(1900, 4, 29): "định dạng ngày",
    time(12): "định dạng ngày",
    timedelta(hours=36): "định dạng ngày",
    "#REF!": "lỗi công thức #REF!",
    "#N/A": "lỗi công thức",
    "#VALUE!": "lỗi công thức",
    "#DIV/0!": "lỗi công thức",
    "#NAME?": "lỗi công thức",
    "Err:502": "lỗi công thức",
}
NOTHING = ("", " ", "\u00a0", None, "-", "–", "—", "--")


@pytest.mark.parametrize("cell, pages", READ.items(), ids=repr)
def test_a_number_of_pages_is_read(cell, pages):
    found = page_quantity(cell)
    assert (found, type(found)) == (pages, int)


@pytest.mark.parametrize("cell, words", ASKED.items(), ids=lambda each: repr(each)[:40])
def test_what_is_no_number_of_pages_is_asked(cell, words):
    found = read_cell("page_count", cell, "")
    assert isinstance(found, str) and words in found


@pytest.mark.parametrize("cell", NOTHING, ids=repr)
def test_an_empty_cell_or_a_dash_says_nothing(cell):
    assert read_cell("sheet_count", cell, None) is None
    assert read_cell("page_count", cell, "số trang") == "chưa nhập; số trang"


@pytest.mark.parametrize("cell", ["60 tờ", "60", "60 to", 60.0, "60 tờ."], ids=repr)
def test_sheets_are_counted_in_sheets(cell):
    assert sheet_quantity(cell) == 60


@pytest.mark.parametrize("cell", ["120 trang", "120 tr.", "120tr", "120 trang A4"])
def test_pages_are_never_taken_for_sheets(cell):
    with pytest.raises(CellError, match="đây là số trang"):
        sheet_quantity(cell)
    assert quantity(cell) == 120  # a total row may say either
