"""Cells far away, numbers out of this world, old and foreign formats: refused with a reason, or read rightly."""

import struct

import pytest

from plans.intake.reading import read_catalogue
from plans.intake.sandbox import SEEMS, Refused, read_workbook
from tests.helpers import hostile_workbooks as h
from tests.helpers.hostile_workbooks import values_of
from tests.helpers.workbooks import csv, ole, record, repacked, xls, xls_cell

pytestmark = pytest.mark.once
XLS, ODS, CSV = "a.xls", "a.ods", "a.csv"
VALUE = ' office:value-type="float" office:value="1"'
LONG_TEXT = ' office:value-type="string" office:string-value="' + "x" * 30_000 + '"'
FAR_NOTE = h.under_table(f'<row r="1048576">{h.text_cell("XFD1048576", "ghi chú")}</row>')
TORN = csv(h.HEAD, *[h.ROW] * 3).replace("Hồ sơ về".encode(), '"Hồ sơ về'.encode(), 1)
MELTED = csv(h.HEAD, *[h.ROW] * 4).replace("Hồ sơ về".encode(), '"Hồ sơ về'.encode(), 2)
LOST = csv(h.HEAD, h.ROW).decode().encode("latin-1", "replace")
PAGE = b"<html><body><table><tr><td>Ho so so</td></tr></table></body></html>"
MHT = b'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="x"\r\n'
XML_2003 = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook><Worksheet/></Workbook>'
PROTECTED = record(0x002F, struct.pack("<HHH", 0, 0x1234, 0x5678))
SCRIPT = '<office:scripts><office:script script:language="ooo:Basic"/></office:scripts><office:body>'


def content(old, new):
    assert old in h.CONTENT
    return repacked(h.GOOD_ODS, {"content.xml": h.CONTENT.replace(old, new, 1)})


REFUSED = {
    # -- sheets
    "a text in the last corner": (FAR_NOTE, "far"),
    "a number in row 400.000.000": (h.under_table('<row r="400000000"><c r="A400000000"><v>1</v></c></row>'), "far"),
    "a day before the world began": (h.dated("-1e15"), "damaged"),
    "300 sheets from one part": (h.sheets_named(*map(str, range(300))), "sheets"),
    "a sheet named by character 0": (h.sheets_named("a&#0;"), "damaged"),
    "a sheet hidden by a program": (h.changed(h.BOOK, 'state="visible"', 'state="veryHidden"'), "no_header"),
    # -- .xls
    "Excel 2": (record(0x0009, struct.pack("<HH", 2, 0x10)) + b"\0" * 600, "mislabelled", XLS),
    "Excel 4": (record(0x0409, struct.pack("<HH", 4, 0x10)) + b"\0" * 600, "mislabelled", XLS),
    ".xls protected by XOR": (xls(h.HEAD, h.ROW, extra=PROTECTED), "encrypted", XLS),
    ".xls with a storage of macros": (xls(h.HEAD, h.ROW, streams=("Workbook", "_VBA_PROJECT")), "macro", XLS),
    ".xls whose sectors run in a circle": (h.patched(h.GOOD_XLS, 520, struct.pack("<I", 2)), "damaged", XLS),
    ".xls whose directory runs in a circle": (h.patched(h.GOOD_XLS, 516, struct.pack("<I", 1)), "damaged", XLS),
    ".xls without a table of sectors": (h.patched(h.GOOD_XLS, 512, b"\0" * 512), "damaged", XLS),
    ".xls whose directory lies far away": (h.patched(h.GOOD_XLS, 48, b"\xff\xff\xff\x7f"), "damaged", XLS),
    ".xls with a record longer than the file": (xls(h.HEAD, h.ROW, extra=b"\x31\0\xff\xff"), "damaged", XLS),
    ".xls with a text longer than the file": (
        xls(h.HEAD, h.ROW, extra=record(0x00FC, struct.pack("<IIHB", 1, 1, 0xFFFF, 1))),
        "damaged",
        XLS,
    ),
    ".xls with a number in its last corner": (h.xls_with(xls_cell(65_535, 255, 1)), "columns", XLS),
    ".xls with a number in column 65.536": (h.xls_with(xls_cell(65_535, 65_535, 1)), "damaged", XLS),
    # -- .ods
    ".ods with 2^31 × 2^31 numbers": (h.ods_tail(2**31, 2**31, VALUE), "damaged", ODS),
    ".ods with 10^30 rows": (h.ods_tail(10**30, 1, VALUE), "damaged", ODS),
    ".ods with 17 million texts of 30 KB": (h.ods_tail(190_000, 90, LONG_TEXT), "limits", ODS),
    ".ods with 2^31 blanks": (content("<text:p>", '<text:p><text:s text:c="2147483647"/>'), "limits", ODS),
    ".ods with a script in its content": (content("<office:body>", SCRIPT), "macro", ODS),
    ".ods that is a text": (
        repacked(h.GOOD_ODS, {"mimetype": "application/vnd.oasis.opendocument.text"}),
        "mislabelled",
        ODS,
    ),
    ".ods in one file of XML": (h.CONTENT.encode(), "mislabelled", ODS),
    # -- .csv
    ".csv of one line of 10 MB": (b"a" * 10_000_000, "damaged", CSV),
    ".csv of 5 million quotation marks": (b'"' * 5_000_000, "quotes", CSV),
    ".csv of 2 million delimiters with a word behind": (b";" * 2_000_000 + b"x", "columns", CSV),
    ".csv of 2 million lines": (b"a\n" * 2_000_000, "rows", CSV),
    ".csv with an open quotation mark": (TORN, "quotes", CSV),
    ".csv with two open quotation marks": (MELTED, "quotes", CSV),
    ".csv whose letters were lost in saving": (LOST, "letters", CSV),
    ".csv with a zero byte": (h.GOOD_CSV.replace(b"88", b"8\x008"), "mislabelled", CSV),
    ".csv in UTF-32": (csv(h.HEAD, h.ROW, encoding="utf-32"), "mislabelled", CSV),
    ".csv in EBCDIC": ("Ho so so;Tieu de\n1;2".encode("cp500"), "no_header", CSV),
    ".csv that is a database": (b"SQLite format 3\0" + b"\0" * 4_000, "mislabelled", CSV),
    ".csv that is a song": (b"ID3\3\0\0" + bytes(range(200)) * 50, "mislabelled", CSV),
    # -- other formats under our names
    "a page of the web as .xls": (PAGE, "no_header", XLS),
    "a page of the web in UTF-16 as .xls": (PAGE.decode().encode("utf-16"), "no_header", XLS),
    "a page of the web as .csv": (b"\r\n <div>" + PAGE, "no_header", CSV),
    "a page with its pictures as .xls": (MHT, "mislabelled", XLS),
    "XML of Excel 2003 as .xls": (XML_2003, "mislabelled", XLS),
    "a symbolic link as .xls": (b"ID;PWXL;N;E\nC;Y1;X1;K1\nE\n", "mislabelled", XLS),
    "a table of dBase as .xls": (b"\3\x7d\6\x14" + b"\0" * 400, "mislabelled", XLS),
    # -- names
    "a name turned round": (h.GOOD, "extension", "muc\u202exslx.exe"),
    "a name behind a zero byte": (h.GOOD, "extension", "a.xlsx\0.exe"),
    "nothing but a suffix": (h.GOOD, "extension", ".xlsx"),
    "letters of full width": (h.GOOD, "extension", "a．xlsx"),
}
SEEN = {
    "a page with its pictures as .xls": "page",
    "XML of Excel 2003 as .xls": "xml",
    ".ods in one file of XML": "xml",
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_reason(name):
    data, code, *file = REFUSED[name]
    with pytest.raises(Refused) as refusal:
        read_catalogue(data, *(file or ["a.xlsx"]))
    assert refusal.value.code == code, refusal.value.message
    if name in SEEN:
        assert refusal.value.message == SEEMS[SEEN[name]]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("a text in the last corner", "ô XFD1048576"),
        ("a number in row 400.000.000", "ô A400000000"),
        (".csv with an open quotation mark", "dòng 2"),
        (".csv with two open quotation marks", "dòng 2"),
    ],
)
def test_the_place_is_named_and_what_to_do(name, place):
    data, _, *file = REFUSED[name]
    with pytest.raises(Refused, match=place):
        read_workbook(data, *(file or ["a.xlsx"]))


READ = {
    "a cell in row -5": h.under_table(f'<row r="-5">{h.text_cell("A-5", "x")}</row>'),
    "a cell in row 0": h.under_table(f'<row r="0">{h.text_cell("A0", "x")}</row>'),
    "a row that is repeated -1 times": (h.ods_tail(-1, -1), ODS),
    ".xls in sectors of 2^60 bytes": (h.patched(h.GOOD_XLS, 30, b"\x3c"), XLS),
    "a blank in the last corner": h.under_table(f'<row r="1048576">{h.text_cell("XFD1048576", " ")}</row>'),
    "a shared blank in the last corner": repacked(
        h.under_table('<row r="1048576"><c r="XFD1048576" t="s"><v>0</v></c></row>'),
        {"xl/sharedStrings.xml": f"<sst {h.MAIN}><si><t> </t></si></sst>"},
    ),
    "a format in the last corner": h.under_table('<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    "an area to the last corner": h.sheet(h.XML.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
    "an area of one cell": h.sheet(h.XML.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')),
    "rows from below": h.sheet(h.XML.replace(h.TABLE, h.row_of(2, *h.ROW) + h.row_of(1, *h.HEAD))),
    "a name of 300 letters": h.sheets_named("x" * 300),
    "no name": h.sheets_named(""),
    "a name that climbs": h.sheets_named("../../etc/passwd"),
    "a name that calculates": h.sheets_named("=cmd|calc!A1"),
}


@pytest.mark.parametrize("name", READ)
def test_a_table_is_read_whatever_lies_around_it(name):
    (row,) = values_of(*READ[name]) if isinstance(READ[name], tuple) else values_of(READ[name])
    assert (row["file_number"], row["title"], row["page_count"]) == ("01", h.ROW[2], 88)


@pytest.mark.parametrize("pages", ["NaN", "INF", "-1e308", "1e308", "1e400", "0x10", "1,5", "9" * 20])
def test_a_number_out_of_this_world_is_an_error_of_its_row_and_no_misreading(pages):
    data = h.third_row(h.number_cell("F3", pages))
    reading = read_catalogue(data, "a.xlsx")
    assert [(each.row, each.field) for each in reading.errors] == [(3, "page_count")]
    assert len(read_workbook(data, "a.xlsx")[0].rows) == 3


def test_a_truth_that_is_2_is_true_and_no_number_of_pages():
    reading = read_catalogue(h.third_row(h.number_cell("F3", 2, ' t="b"')), "a.xlsx")
    assert [(each.row, each.field) for each in reading.errors] == [(3, "page_count")]


def test_a_kind_of_cell_nobody_knows_is_a_text():
    assert values_of(h.third_row(h.number_cell("F3", 2, ' t="zz"')))[1]["page_count"] == 2


@pytest.mark.parametrize("serial", ["NaN", "INF", "1e308", "2958466", "-1"])
def test_a_date_out_of_this_world_is_an_error_of_its_row(serial):
    reading = read_catalogue(h.dated(serial), "a.xlsx")
    assert [(each.row, each.field) for each in reading.errors] == [(3, "start_date")]


def test_words_of_programs_in_a_title_are_no_macros():
    for title in ("Hồ sơ đào tạo VBA cho cán bộ", "Hồ sơ EncryptedPackage", "Workbook"):
        (row,) = values_of(xls(h.HEAD, ("1", "01", title, "2005", "20 năm", 5)), XLS)
        assert row["title"] == title


def test_a_million_empty_rows_of_a_spreadsheet_saved_as_csv_do_not_count():
    (row,) = values_of(h.GOOD_CSV + b"\r\n" + b";;;;;\r\n" * 1_000_000, CSV)
    assert row["title"] == h.ROW[2]


def test_quotation_marks_of_a_title_stay_in_it():
    for title in ('Hồ sơ "Nông thôn mới"', "Hồ sơ dòng một\ndòng hai; dòng ba"):
        (row,) = values_of(csv(h.HEAD, (*h.ROW[:2], title, *h.ROW[3:])), CSV)
        assert row["title"] == " ".join(title.split())


def test_endless_dates_are_refused_in_no_time():
    rows = [("1", f"{n}", "Hồ sơ về y tế", text * 16_000, "20 năm", 5) for n, text in enumerate(("1/", "-", "1."))]
    reading = read_catalogue(csv(h.HEAD, *rows), CSV)
    assert [each.row for each in reading.errors] == [2, 3, 4]


def test_an_old_workbook_with_only_a_stream_of_nonsense_is_empty():
    with pytest.raises(Refused):
        read_catalogue(ole({"Book": b"x" * 5_000}), XLS)
