"""Malformed and hostile files: each is refused with a named reason, nothing is stored, and the process lives on."""

import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
from openpyxl import Workbook

from plans.intake.reading import read_catalogue
from plans.intake.sandbox import REASONS, Refused
from tests.helpers.workbooks import bytes_of, csv, in_tcvn3, in_vni, ods, ole, record, repacked, xls, xlsx, zipped

pytestmark = pytest.mark.once
HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số trang")
ROW = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế", "2005-2010", "Vĩnh viễn", 88)
GOOD, GOOD_ODS, GOOD_XLS, GOOD_CSV = xlsx(HEAD, ROW), ods(HEAD, ROW), xls(HEAD, ROW), csv(HEAD, ROW)
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {new} "{"&" + old + ";" * 1}{("&" + old + ";") * 9}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
FILES = {}


def hostile(name, data, code, file="muc-luc.xlsx"):
    assert name not in FILES and code in REASONS
    FILES[name] = (file, data, code)


def sheet(cells, before=""):
    return repacked(GOOD, {SHEET: f"{before}<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"})


def cell(place, value=1):
    return f'<c r="{place}"><v>{value}</v></c>'


# -- not what the name says
for suffix in (".pdf", ".docx", ".doc", ".txt", ".html", ".zip", ".exe", ".xml", ".json", ".xltx", ".tsv", ""):
    hostile(f"a workbook named {suffix or 'without suffix'}", GOOD, "extension", f"muc-luc{suffix}")
hostile("two suffixes", GOOD, "extension", "muc-luc.xlsx.exe")
for suffix in (".xltm", ".xlam"):
    hostile(f"macro suffix {suffix}", GOOD, "macro", f"muc-luc{suffix}")
hostile("binary suffix", GOOD, "binary", "muc-luc.xlsb")
DOCX = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
OTHERS = {
    "pdf": b"%PDF-1.7\n" + b"x" * 900,
    "html": b"<html><table><tr><td>1</td></tr></table></html>",
    "html with a mark": b"\xef\xbb\xbf<!DOCTYPE html><table></table>",
    "xml": b'<?xml version="1.0"?><Workbook/>',
    "docx": DOCX,
    "zip": zipped({"a.txt": "a"}),
    "rtf": b"{\\rtf1 a}",
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
    "gzip": b"\x1f\x8b\x08" + b"\0" * 99,
    "text": b"Ho so so;Tieu de\n1;2\n",
    "program": b"MZ" + b"\0" * 300,
}
PAGES = {"html": "no_header", "html with a mark": "empty"}  # read, but without a list
for what, data in OTHERS.items():
    for suffix in (".xlsx", ".xls", ".ods"):
        if what != "html with a mark" or suffix == ".xls":
            hostile(f"{what} named {suffix}", data, PAGES.get(what, "mislabelled"), f"muc-luc{suffix}")
hostile("html named .csv", OTHERS["html"], "no_header", "muc-luc.csv")
for what in ("pdf", "xml", "zip", "docx", "png", "program", "rtf"):
    hostile(f"{what} named .csv", OTHERS[what], "mislabelled", "muc-luc.csv")
hostile("Word document named .xls", ole({"WordDocument": b"x" * 5000}), "mislabelled", "muc-luc.xls")
hostile("bytes without meaning named .csv", bytes(range(256)) * 20, "mislabelled", "muc-luc.csv")
# -- locked, with macros
hostile("locked .xlsx", ole({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x" * 5000}), "encrypted")
hostile("locked .xlsx named .xls", ole({"EncryptedPackage": b"x" * 5000}), "encrypted", "muc-luc.xls")
hostile(
    "locked .xls",
    xls(HEAD, ROW, extra=record(0x002F, struct.pack("<HHH", 1, 1, 1) + b"\0" * 48)),
    "encrypted",
    "muc-luc.xls",
)
hostile(
    "locked .ods",
    repacked(GOOD_ODS, {"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
    "encrypted",
    "muc-luc.ods",
)
hostile("macros in .xlsx", repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "macro")
hostile("macros in another folder", repacked(GOOD, {"xl/other/VBAProject.BIN": b"x"}), "macro")
hostile("old macro sheet", repacked(GOOD, {"xl/macrosheets/sheet1.xml": "<x/>"}), "macro")
hostile(
    "macro content type",
    repacked(GOOD, {"[Content_Types].xml": '<Types a="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'}),
    "macro",
)
hostile("macros in .xls", xls(HEAD, ROW, streams=("Workbook", "_VBA_PROJECT_CUR")), "macro", "muc-luc.xls")
hostile("macros in .ods", repacked(GOOD_ODS, {"Basic/Standard/Module1.xml": "<x/>"}), "macro", "muc-luc.ods")
hostile("scripts in .ods", repacked(GOOD_ODS, {"Scripts/python/a.py": "x"}), "macro", "muc-luc.ods")


def flagged():
    """Every entry says that it is encrypted."""
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


hostile("zip flag of encryption", flagged(), "encrypted")
# -- bombs
hostile("much of nothing", repacked(GOOD, {SHEET: " " * 60_000_000}), "bomb")
hostile("much of nothing in .ods", repacked(GOOD_ODS, {"content.xml": " " * 60_000_000}), "bomb", "muc-luc.ods")
hostile(
    "shared strings that unpack to 60 MB",
    repacked(GOOD, {STRINGS: f"<sst {MAIN}>" + "<si><t>a</t></si>" * 3_500_000}),
    "bomb",
)
hostile("styles that unpack to 60 MB", repacked(GOOD, {"xl/styles.xml": "<a/>" * 15_000_000}), "bomb")
hostile("thousands of parts", repacked(GOOD, {f"xl/media/{n}.png": b"" for n in range(2_100)}), "bomb")
for part in (SHEET, STRINGS, BOOK, "xl/styles.xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml"):
    hostile(f"billion laughs in {part}", repacked(GOOD, {part: LAUGHS + "<a>&i;</a>"}), "bomb")
hostile("billion laughs in .ods", repacked(GOOD_ODS, {"content.xml": LAUGHS + "<a>&i;</a>"}), "bomb", "muc-luc.ods")
hostile(
    "outside entity",
    repacked(GOOD, {SHEET: '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'}),
    "bomb",
)
hostile(
    "ten thousand sheets", repacked(GOOD, {f"xl/worksheets/sheet{n}.xml": "<x/>" for n in range(1, 10_001)}), "sheets"
)
hostile("201 sheets", xlsx(HEAD, ROW, more={str(n): [HEAD, ROW] for n in range(200)}), "sheets")
hostile("201 sheets in .ods", ods(HEAD, ROW, more={str(n): [HEAD, ROW] for n in range(200)}), "sheets", "muc-luc.ods")
# -- far and endless
hostile("last corner", sheet(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>'), "far")
hostile("row 99999999999", sheet(f'<row r="99999999999">{cell("A99999999999")}</row>'), "rows")
hostile("row 4294967290", sheet(f'<row r="4294967290">{cell("A4294967290")}</row>'), "rows")
hostile(
    "a far row under a near one",
    sheet(f'<row r="1">{cell("A1")}</row><row r="400000000">{cell("A400000000")}</row>'),
    "far",
)
hostile("column ZZZZZZ", sheet(f'<row r="1">{cell("ZZZZZZ1")}</row>'), "columns")
hostile("column CW", xlsx((*[None] * 100, "x")), "columns")
hostile("row 200001", xlsx(HEAD, ROW, change=lambda book, sheet: sheet.cell(200_001, 1, "x")), "rows")
hostile("row 200001 of .csv", csv(*[("1", "2")] * 200_001), "rows", "muc-luc.csv")
hostile("101 columns of .csv", csv(["x"] * 101), "columns", "muc-luc.csv")
hostile("a cell of .csv without end", b'Ho so;"' + b"x" * 200_000, "quotes", "muc-luc.csv")
repeated = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
hostile(
    "cells repeated in .ods",
    repacked(
        GOOD_ODS,
        {
            "content.xml": zipfile.ZipFile(io.BytesIO(GOOD_ODS))
            .read("content.xml")
            .decode()
            .replace("</table:table-row>", repeated + "</table:table-row>", 1)
        },
    ),
    "columns",
    "muc-luc.ods",
)
hostile(
    "rows repeated in .ods",
    repacked(
        GOOD_ODS,
        {
            "content.xml": zipfile.ZipFile(io.BytesIO(GOOD_ODS))
            .read("content.xml")
            .decode()
            .replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000000">', 1)
        },
    ),
    "rows",
    "muc-luc.ods",
)
hostile("nested deeply", sheet("<a>" * 200_000 + "</a>" * 200_000), "empty")
# -- broken
hostile("nothing", b"", "empty")
hostile("zeros", b"\0" * 5000, "empty")
hostile("blanks named .csv", b" \r\n \r\n", "empty", "muc-luc.csv")
for share in (10, 40, 70, 95):
    hostile(f"cut off at {share} %", GOOD[: len(GOOD) * share // 100], "damaged")
hostile(".ods cut off", GOOD_ODS[:-100], "damaged", "muc-luc.ods")
hostile(".xls cut off", GOOD_XLS[:1500], "damaged", "muc-luc.xls")
hostile(".xls header alone", GOOD_XLS[:600], "mislabelled", "muc-luc.xls")
for part in (BOOK, SHEET, "xl/_rels/workbook.xml.rels"):
    hostile(f"without {part}", repacked(GOOD, leave_out=[part]), "damaged")
hostile(".ods without its content", repacked(GOOD_ODS, leave_out=["content.xml"]), "damaged", "muc-luc.ods")
hostile("sheet that is no XML", repacked(GOOD, {SHEET: b"\x00\x01\x02 no xml"}), "damaged")
hostile(
    "sheet that ends in the middle",
    repacked(GOOD, {SHEET: f"<worksheet {MAIN}><sheetData><row r='1'><c r='A1'><v>1"}),
    "damaged",
)
hostile("book that is no XML", repacked(GOOD, {BOOK: b"{}"}), "damaged")
hostile("cell in no column", sheet('<row r="1"><c r="1A"><v>1</v></c></row>'), "no_header")
hostile("string that is not there", sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'), "no_header")


def twice():
    buffer = io.BytesIO(GOOD)
    with pytest.warns(UserWarning), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET, "<x/>")
    return buffer.getvalue()


hostile("one part twice", twice(), "damaged")


def wrong_sum():
    """The first bytes of the sheet's data are others than its check sum says."""
    data = bytearray(GOOD)
    name = SHEET.encode()
    at = data.find(name) + len(name)
    data[at + 5] ^= 0xFF
    data[at + 6] ^= 0xFF
    return bytes(data)


hostile("wrong check sum", wrong_sum(), "damaged")
hostile("endless back references", b"PK\x03\x04" + zlib.compress(b"x" * 10_000), "damaged")
# -- nothing to read
hostile("an empty workbook", bytes_of(Workbook()), "empty")
hostile("no header", xlsx(("Báo cáo",), ("Nội dung gì đó", 1)), "no_header")
hostile("only numbers", xlsx(*[(1, 2, 3)] * 30), "no_header")
hostile("header too far down", xlsx(*[("x",)] * 80, HEAD, ROW), "no_header")
hostile(
    "only a hidden sheet has the list",
    xlsx(("x",), more={"Ẩn": [HEAD, ROW]}, change=lambda book, sheet: setattr(book["Ẩn"], "sheet_state", "hidden")),
    "no_header",
)
hostile("header and no row", xlsx(HEAD), "no_rows")
hostile(
    "header, numbering, footer", xlsx(HEAD, [f"({n})" for n in range(1, 7)], ("Mục lục này gồm: 00 hồ sơ.",)), "no_rows"
)
hostile(".csv of one line", csv(HEAD), "no_rows", "muc-luc.csv")
# -- state secrets, in every writing
MARKED = ("Phương án Zeta (Mật)", "Phương án Zeta TỐI MẬT", "Phương án Zeta (M ậ t)", "Phương án Zeta M.Ậ.T")
for text in MARKED:
    for code, written in (
        ("Unicode", text),
        ("NFD", unicodedata.normalize("NFD", text)),
        ("TCVN3", in_tcvn3(text)),
        ("VNI", in_vni(text)),
    ):
        hostile(f"{text} in {code}", xlsx(HEAD, ROW, (*ROW[:2], written, *ROW[3:])), "secret")
SECRET = (*ROW[:2], MARKED[0], *ROW[3:])
hostile("secret in .xls", xls(HEAD, SECRET), "secret", "muc-luc.xls")
hostile("secret in .ods", ods(HEAD, SECRET), "secret", "muc-luc.ods")
hostile("secret in .csv", csv(HEAD, SECRET), "secret", "muc-luc.csv")
hostile(
    "secret in an old .csv",
    csv([in_tcvn3(str(each)) for each in HEAD], [in_tcvn3(str(each)) for each in SECRET], encoding="latin-1"),
    "secret",
    "a.csv",
)
hostile("secret in a column of levels", xlsx((*HEAD, "Mức độ mật"), (*ROW, "Không"), (*ROW, "Tối mật")), "secret")
hostile(
    "secret in a column of levels in TCVN3",
    xlsx(
        [in_tcvn3(each) for each in (*HEAD, "Độ mật")],
        [in_tcvn3(str(each)) for each in (*ROW, "Thường")],
        [in_tcvn3(str(each)) for each in (*ROW, "Mật")],
    ),
    "secret",
)
hostile(
    "secret on a hidden sheet",
    xlsx(HEAD, ROW, more={"Ẩn": [SECRET]}, change=lambda book, sheet: setattr(book["Ẩn"], "sheet_state", "hidden")),
    "secret",
)
hostile("secret in a note", xlsx((*HEAD, "Ghi chú"), (*ROW, "Zeta, độ mật: Mật")), "secret")
hostile("secret in the letterhead", xlsx(("Zeta - TUYỆT MẬT",), HEAD, ROW), "secret")
hostile("secret in the name of a sheet", xlsx(HEAD, ROW, name="Zeta (Mật)"), "secret")
hostile("secret in the name of the file", GOOD, "secret", "Zeta (Tối mật).xlsx")


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_its_reason(name):
    file, data, code = FILES[name]
    with pytest.raises(Refused) as refusal:
        read_catalogue(data, file)
    assert refusal.value.code == code, refusal.value.message
    assert refusal.value.message and "Zeta" not in refusal.value.message


def test_there_are_a_hundred_at_least():
    assert len(FILES) >= 100


def test_the_rows_of_secrets_are_named_and_nothing_else():
    with pytest.raises(Refused) as refusal:
        read_catalogue(xlsx(HEAD, ROW, SECRET, ROW, SECRET), "a.xlsx")
    assert "“Mục lục”, dòng 3, 5" in refusal.value.message


@pytest.mark.parametrize(
    "title", ["Điều tra mật độ dân số", "Công tác bảo vệ bí mật nhà nước", "Bà Nguyễn Thị Mật", "Mật ong rừng"]
)
@pytest.mark.parametrize("encode", [str, in_tcvn3, in_vni])
def test_ordinary_words_pass_in_every_code(title, encode):
    rows = [[encode(str(each)) for each in row] for row in (HEAD, ROW, (*ROW[:1], "02", title, *ROW[3:]))]
    assert [row[5] for row in read_catalogue(xlsx(*rows), "a.xlsx").rows()] == [ROW[2], title]


def test_formulas_and_links_are_read_as_their_values_only():
    def formula(place, value):
        return f'<c r="{place}" t="str"><f>cmd|calc!A1</f><v>{value}</v></c>'

    rows = [
        f'<row r="{number}">{"".join(formula(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))}</row>'
        for number, row in enumerate((HEAD, ROW), 1)
    ]
    (row,) = read_catalogue(sheet("".join(rows)), "a.xlsx").rows()
    assert row[3] == "01" and row[5] == ROW[2]
