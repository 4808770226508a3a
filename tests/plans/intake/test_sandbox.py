"""Workbooks are read in a child process; what is dangerous or mislabelled is refused with a reason."""

import runpy
import time
from datetime import date

import pytest
from django.conf import settings
from openpyxl import Workbook

from plans.intake import sandbox
from plans.intake.sandbox import MOST_SECONDS, REASONS, SEEMS, OutOfMemory, Refused, read_workbook
from tests.helpers.workbooks import bytes_of, ole, repacked

START = sandbox.start  # as the portal starts its children: when tests run, they are forked from one that waits


@pytest.fixture(autouse=True)
def from_nothing(monkeypatch):
    monkeypatch.setattr(sandbox, "start", START)


def book_with(cells):
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    return bytes_of(book)


PLAIN = book_with({"A1": "Tiêu đề"})
SHEET = "xl/worksheets/sheet1.xml"
FAR_ROW = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>'
)


def test_cells_keep_their_kind_and_their_place():
    data = book_with({"B3": "Tiêu đề", "C4": 12, "D4": 1.5, "E4": date(2008, 3, 15), "F4": True, "G9": " "})
    (sheet,) = read_workbook(data, "muc-luc.xlsx")
    assert sheet.rows == [[], [], [None, "Tiêu đề"], [None, None, 12, 1.5, date(2008, 3, 15), True]]
    assert type(sheet.rows[3][2]) is int


def test_hidden_sheets_are_marked():
    book = Workbook()
    book.active["A1"] = "x"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book["Ẩn"]["A1"] = "y"
    assert [(s.name, s.visible) for s in read_workbook(bytes_of(book), "a.xlsx")] == [("Sheet", True), ("Ẩn", False)]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xls", OLE, "mislabelled"),
        ("a.xlsx", OLE, "mislabelled"),
        ("a.xlsx", ole({"EncryptedPackage": b"x"}), "encrypted"),
        ("a.xltm", PLAIN, "macro"),
        ("a.xlsx", repacked(PLAIN, {"xl/vbaProject.bin": b"x"}), "macro"),
        ("a.xlsb", PLAIN, "binary"),
        ("a.csv", b"<html><table>", "empty"),
        ("a.pdf", b"%PDF-1.7", "extension"),
        ("a", PLAIN, "extension"),
        ("a.xlsx", b"%PDF-1.7", "mislabelled"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("a.xlsx", repacked(PLAIN, leave_out=["xl/workbook.xml"]), "damaged"),
        ("a.xlsx", PLAIN[:-200], "damaged"),
        ("a.xlsx", repacked(PLAIN, {SHEET: FAR_ROW}), "rows"),
        ("a.xlsx", repacked(PLAIN, {SHEET: " " * 50_000_000}), "bomb"),
        ("a.xlsx", repacked(PLAIN, {f"xl/media/{n}.png": b"" for n in range(2_100)}), "bomb"),
        ("a.xlsx", book_with({"A200001": "x"}), "rows"),
        ("a.xlsx", book_with({"CW1": "x"}), "columns"),
        ("a.xlsx", bytes_of(Workbook()), "empty"),
        ("a.xlsx", b"", "empty"),
    ],
)
def test_what_is_refused_and_why(name, data, code):
    with pytest.raises(Refused) as refusal:
        read_workbook(data, name)
    assert refusal.value.code == code
    said = refusal.value.message.replace("Trang tính “Sheet”", "Một trang tính")
    assert said in (REASONS[code], *SEEMS.values())


def test_a_sheet_that_is_too_large_is_named_unless_its_name_is_a_secret():
    for name, said in (
        ("Phụ lục", "Trang tính “Phụ lục” có quá 100 cột"),
        ("TỐI MẬT", "Trang tính thứ 2 có quá 100 cột"),
    ):
        book = Workbook()
        book.create_sheet(name)["CW1"] = "x"
        with pytest.raises(Refused, match=said):
            read_workbook(bytes_of(book), "a.xlsx")


def test_one_cell_in_the_last_corner_does_not_take_the_portal_down():
    began = time.monotonic()
    with pytest.raises(Refused) as refusal:
        read_workbook(book_with({"A1": 1, "XFD1048576": 1}), "a.xlsx")
    assert refusal.value.code == "far" and "ô XFD1048576" in refusal.value.message
    assert time.monotonic() - began < 25


def test_the_child_is_stopped_when_it_takes_too_long():
    with pytest.raises(Refused) as refusal:
        read_workbook(PLAIN, "a.xlsx", wall_seconds=0.001)
    assert refusal.value.code == "limits"


def test_the_web_process_waits_longer_than_any_workbook_may_take():
    limits = runpy.run_path(str(settings.BASE_DIR / "config" / "gunicorn.py"))
    assert limits["timeout"] >= MOST_SECONDS + 30


def test_a_second_try_gets_what_is_left_of_the_time(monkeypatch):
    given, clock = [], iter((100.0, 140.0))

    def greedy(data, options, seconds):
        given.append(seconds)
        if len(given) == 1:
            raise OutOfMemory("limits")
        yield from ()

    monkeypatch.setattr(sandbox, "answers", greedy)
    monkeypatch.setattr(sandbox, "monotonic", lambda: next(clock))
    list(sandbox.ask_child(b"x" * 60 * 1024**2, "a.xlsx"))
    assert given == [MOST_SECONDS, MOST_SECONDS - 40]


def test_twenty_thousand_rows_are_read():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Mục lục")
    for number in range(20_000):
        sheet.append([number, "Hồ sơ"])
    (read,) = read_workbook(bytes_of(book), "a.xlsx")
    assert len(read.rows) == 20_000


def test_entities_of_xml_are_not_followed():
    evil = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a&f;b</t></is></c></row></sheetData></worksheet>'
    )
    try:
        (sheet,) = read_workbook(repacked(PLAIN, {SHEET: evil}), "a.xlsx")
    except Refused:
        return
    assert sheet.rows[0][0] in ("ab", "a&f;b", "a")
