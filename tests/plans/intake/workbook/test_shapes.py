"""Kinds of file and old codes: the same list as .xls, .ods, .csv, in TCVN3 and VNI."""

import re
import unicodedata
from datetime import date

import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from tests.helpers.raw_workbooks import MAIN, OFFICE, inline, raw_xlsx
from tests.helpers.shapes import CLINIC, FOOTER, HEAD, LETTERHEAD, SPAN, STATION, TWO, A, B, Shapes, changed
from tests.helpers.workbooks import csv, in_tcvn3, in_vni, ods, xls, xlsx

pytestmark = pytest.mark.once
shape = Shapes()


def in_parts(text):
    """As Windows-1258 writes it: the tone comes after its letter, the hat on it."""
    parts = (
        unicodedata.normalize("NFD", text or "")
        .replace("\u0323\u0302", "\u0302\u0323")
        .replace("\u0323\u0306", "\u0306\u0323")
    )
    for hat in ("\u0302", "\u0306", "\u031b"):
        for letter in "aeouAEOU":
            parts = parts.replace(letter + hat, unicodedata.normalize("NFC", letter + hat))
    return parts


# -- old codes
for code, encode in (("TCVN3", in_tcvn3), ("VNI", in_vni)):
    encoded = [
        [encode(cell) if isinstance(cell, str) else cell for cell in row]
        for row in (*LETTERHEAD, HEAD, CLINIC, STATION, *FOOTER)
    ]
    shape(f"everything in {code}", xlsx(*encoded), A | {"fonds": "Sở Y tế"}, B | {"fonds": "Sở Y tế"})
    shape(
        f"titles in {code}, the rest in Unicode",
        xlsx(HEAD, changed(CLINIC, c2=encode(CLINIC[2])), changed(STATION, c2=encode(STATION[2]))),
    )
    pasted = changed(STATION, c2=encode(STATION[2]))
    shape(
        f"one title pasted in {code} among those in Unicode",
        xlsx(HEAD, CLINIC, changed(CLINIC, c1="100"), pasted, changed(CLINIC, c1="101")),
        A,
        A | {"file_number": "100"},
        B,
        A | {"file_number": "101"},
    )
    shape(f"{code} in an old .csv", csv(*encoded[6:9], encoding="latin-1"), file="muc-luc.csv")
OLD = [[*(in_tcvn3(str(cell)) for cell in row[:8]), "", in_tcvn3("Không")] for row in (CLINIC, STATION)]
shape(
    "heads typed anew in Unicode over rows in TCVN3",
    xlsx((*HEAD, "Đã chỉnh lý"), *OLD),
    A | {"arranged": False},
    B | {"arranged": False, "note": None},
)
# -- kinds of file
TEXT = [[None if cell is None else str(cell) for cell in row] for row in (HEAD, CLINIC, STATION)]
shape(".xls", xls(HEAD, CLINIC, STATION), file="muc-luc.xls")
shape(".xls with letterhead and footer", xls(*LETTERHEAD, *TWO, CLINIC, STATION, *FOOTER), file="MUC LUC.XLS")
shape(
    ".xls with dates",
    xls(SPAN, (*CLINIC[:3], date(2008, 3, 15), *CLINIC[5:])),
    A | {"start_date": "2008-03-15", "end_date": None},
    file="a.xls",
)
shape(".ods", ods(HEAD, CLINIC, STATION), file="muc-luc.ods")
shape(
    ".ods of two sheets with a date",
    ods(SPAN, (*CLINIC[:3], date(2008, 3, 15), *CLINIC[5:]), more={"2": [HEAD, STATION]}),
    A | {"start_date": "2008-03-15", "end_date": None},
    B,
    file="a.ods",
)
for delimiter, named in ((";", "semicolons"), (",", "commas"), ("\t", "tabs")):
    shape(f".csv with {named}", csv(*TEXT, delimiter=delimiter), file="muc-luc.csv")
shape(".csv without a mark", csv(*TEXT, encoding="utf-8"), file="muc-luc.csv")
shape(".csv in UTF-16", csv(*TEXT, encoding="utf-16", delimiter="\t"), file="muc-luc.csv")
shape(".csv in Windows-1258", csv(*[[in_parts(cell) for cell in row] for row in TEXT], encoding="cp1258"), file="a.csv")
shape(
    ".csv with letterhead, quotes, sep= and old line ends",
    b"sep=;\r" + csv(*LETTERHEAD, *TEXT, newline="\r", encoding="utf-8"),
    file="a.csv",
)
LIST = (HEAD, CLINIC, STATION)


def strict(xml):
    """The namespaces of Strict Open XML."""
    strictly = "http://purl.oclc.org/ooxml"
    return xml.replace(MAIN, f"{strictly}/spreadsheetml/main").replace(
        OFFICE, f"{strictly}/officeDocument/relationships"
    )


def prefixed(xml):
    """Every element of the sheet under a prefix."""
    if "<sheetData>" not in xml:
        return xml
    return re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


def in_runs(value):
    """A text in two runs of different looks, with a reading aid that is no part of it."""
    if not isinstance(value, str):
        return inline(value)
    runs = (
        f"<r><t xml:space='preserve'>{value[:4]}</t></r><r><rPr><b/></rPr><t xml:space='preserve'>{value[4:]}</t></r>"
    )
    return f'<c{{0}} t="inlineStr"><is>{runs}<rPh sb="0" eb="1"><t>phiên âm</t></rPh></is></c>'


def worked_out(value):
    """A text that a formula gave."""
    return f'<c{{0}} t="str"><f>"x"</f><v>{value}</v></c>' if isinstance(value, str) else inline(value)


def iso_day(value):
    """A day as Strict Open XML may write it."""
    return f'<c{{0}} t="d"><v>{value}T00:00:00</v></c>' if isinstance(value, date) else inline(value)


def since_1904(book, sheet):
    book.epoch = CALENDAR_MAC_1904
    sheet["D3"], sheet["E3"] = date(2008, 3, 15), date(2008, 12, 20)


def decorated(book, sheet):
    sheet["C2"].comment = Comment("Đã kiểm tra", "Lan")
    sheet["C3"].hyperlink = "file:///D:/ho-so.pdf"
    sheet.add_table(Table(displayName="MucLuc", ref="A1:I3"))


shape("cells with texts of their own, no styles, no dimension", raw_xlsx(*LIST))
shape("cells that do not say where they stand", raw_xlsx(*LIST, named=False))
shape("a dimension that is wrong", raw_xlsx(*LIST, before='<dimension ref="A1:B2"/>'))
shape("parts named from the root", raw_xlsx(*LIST, target="/xl/worksheets/sheet1.xml"))
shape("texts in runs with reading aids", raw_xlsx(*LIST, cell=in_runs))
shape("texts that formulas gave", raw_xlsx(*LIST, cell=worked_out))
shape("strict Open XML", raw_xlsx(*LIST, change=strict))
shape("elements under a prefix", raw_xlsx(*LIST, change=prefixed))
shape(
    "days in ISO form",
    raw_xlsx(HEAD, (*STATION[:3], date(2008, 3, 15), date(2008, 12, 20), *STATION[5:]), cell=iso_day),
    B,
)
shape("days counted from 1904", xlsx(*LIST, change=since_1904))
shape("a comment, a link and a table", xlsx(*LIST, change=decorated))
shape(".csv with bars", csv(*TEXT, delimiter="|"), file="a.csv")
shape(
    ".csv in UTF-16 the other way round", b"\xfe\xff" + csv(*TEXT, encoding="utf-16-be", delimiter="\t"), file="a.csv"
)
shape(
    ".csv with empty columns and lines after the list",
    csv(*[[*row, "", ""] for row in TEXT], *[[""] * 11] * 3),
    file="a.csv",
)
shape(
    ".csv with quotes and line breaks in titles",
    csv(TEXT[0], changed(TEXT[1], c2='Hồ sơ\nvề "quy hoạch"; mạng lưới')),
    A | {"title": 'Hồ sơ về "quy hoạch"; mạng lưới'},
    file="a.csv",
)
SUM = ("", "Cộng", *[""] * 4, "55", "100", "")
shape(
    ".csv with sections and a sum",
    csv(TEXT[0], ("I. Quy hoạch", *[""] * 8), *TEXT[1:], SUM),
    file="a.csv",
    left_out=[2, 5],
)
shape(
    ".xls with boxes written once",
    xls(HEAD, CLINIC, changed(STATION, c0=None), changed(STATION, c0=None, c1="03")),
    A,
    B,
    B | {"file_number": "03"},
    file="a.xls",
)
shape(
    ".ods with sections and a sum",
    ods(HEAD, ("Hộp số 1",), CLINIC, STATION, ("Tổng cộng", *[None] * 5, 55, 100)),
    file="a.ods",
    left_out=[2, 5],
)
shape(
    ".ods whose box is in its sheet's name",
    ods(HEAD[1:], CLINIC[1:], name="Hộp 1", more={"Hộp 2": [HEAD[1:], STATION[1:]]}),
    A,
    B | {"box_number": "2"},
    file="a.ods",
)
shape(
    "thousands with dots in .csv",
    csv(TEXT[0], changed(TEXT[1], c6="4.500", c7="8.750")),
    A | {"sheet_count": 4500, "page_count": 8750},
    file="a.csv",
)


@pytest.mark.parametrize("name", shape)
def test_a_list_is_read_from_any_kind_of_file(name):
    shape.check(name)
