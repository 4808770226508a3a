"""A catalogue in containers as other programs write them: read right, or refused for the true reason."""

import re

import pytest

from plans.intake.reading import read_catalogue
from plans.intake.sandbox import Refused
from tests.helpers import hostile_workbooks as h
from tests.helpers.hostile_workbooks import values_of
from tests.helpers.raw_workbooks import raw_xlsx
from tests.helpers.workbooks import csv, ods, record, repacked, xls, xlsx, zipped

pytestmark = pytest.mark.once
ODS, XLS, CSV, XLSM = "a.ods", "a.xls", "a.csv", "a.xlsm"
BOOK, RELATIONS = h.PARTS[h.BOOK].decode(), h.PARTS[h.RELATIONS].decode()
ROOT = h.PARTS["_rels/.rels"].decode()
TYPES = h.PARTS[h.TYPES].decode()
MANY = {f"Hộp {n}": (h.HEAD, (f"{n}", *h.ROW[1:])) for n in range(2, 41)}
TABLE_OF_HTML = "<tr>" + "".join(f"<th>{each}</th>" for each in h.HEAD) + "</tr>"
TABLE_OF_HTML += "<tr>" + "".join(f"<td>{each}</td>" for each in h.ROW) + "</tr>"
PAGE = f'<html><head><meta charset="utf-8"></head><body><h1>Mục lục</h1><table>{TABLE_OF_HTML}</table></body></html>'


def with_before(xml):
    return h.sheet(h.XML.replace("<sheetData>", f"{xml}<sheetData>"))


def with_behind(xml):
    return h.sheet(h.XML.replace("</worksheet>", f"{xml}</worksheet>"))


def with_merged(*ranges):
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    return with_behind(f"<mergeCells>{cells}</mergeCells>")


def in_encoding(name, encoding=None):
    xml = f'<?xml version="1.0" encoding="{name}"?>{h.XML}'
    return h.sheet(xml.encode(encoding or name, "xmlcharrefreplace"))


def moved(old, new):
    """The package with its folder under another name."""
    parts = {
        (new + name[len(old) :] if name.startswith(old) else name): data.replace(f"/{old}".encode(), f"/{new}".encode())
        for name, data in h.PARTS.items()
    }
    return zipped(parts | {"_rels/.rels": parts["_rels/.rels"].replace(f'"{old}'.encode(), f'"{new}'.encode())})


def indented(content):
    return re.sub(r"(<table:table-(?:row|cell)|</table:table-row>)", r"\n      \1", content)


def in_ods(content, **parts):
    return repacked(h.GOOD_ODS, {"content.xml": content} | parts)


READ = {
    # -- what is optional in a sheet
    "a dimension of rows alone": with_before('<dimension ref="1:4"/>'),
    "a dimension of columns alone": with_before('<dimension ref="A:G"/>'),
    "an empty dimension": with_before('<dimension ref=""/>'),
    "a dimension of nothing": with_before("<dimension/>"),
    "a dimension without sense": with_before('<dimension ref="ha:ha"/>'),
    "a merged row": with_merged("3:3"),
    "a merged column": with_merged("H:H"),
    "merged cells without a place": with_merged(""),
    "merged cells without sense": with_merged("ha", "A1:", ":B2", "B2:A1"),
    "an empty list of merged cells": with_behind('<mergeCells count="0"/>'),
    "styles that break off": repacked(h.GOOD, {"xl/styles.xml": "<styleSheet"}),
    "no styles": repacked(h.GOOD, leave_out=["xl/styles.xml"]),
    "no texts to share": repacked(h.GOOD, leave_out=["xl/sharedStrings.xml"]),
    "a sheet neither shown nor hidden": h.changed(h.BOOK, 'state="visible"', 'state="bogus"'),
    # -- numbers and places of cells
    "padded numbers": h.sheet(h.XML.replace(h.text_cell("F2", 88), '<c r="F2" t="n"><v> 88\n</v></c>')),
    "places in dollars": h.sheet(re.sub(r' r="([A-F])(\d)"', r' r="$\1$\2"', h.XML)),
    "places in small letters": h.sheet(re.sub(r' r="([A-F])(\d)"', lambda at: at[0].lower(), h.XML)),
    "cells without a place": h.sheet(re.sub(r' r="[A-F]\d"', "", h.XML)),
    "rows and cells without a place": h.sheet(re.sub(r' r="[A-F]?\d"', "", h.XML)),
    "as few parts as may be": raw_xlsx(h.HEAD, h.ROW, named=False),
    "comments and blanks between cells": h.sheet(h.XML.replace("</c>", "</c>\n <!-- c -->")),
    "elements nobody knows": h.sheet(h.XML.replace("</row>", '<x:y xmlns:x="z"/></row>')),
    # -- encodings
    "UTF-16": in_encoding("UTF-16"),
    "UTF-16 without a mark": h.sheet(('<?xml version="1.0" encoding="UTF-16"?>' + h.XML).encode("utf-16-be")),
    "Latin-1": in_encoding("ISO-8859-1"),
    "Windows-1258": in_encoding("windows-1258", "cp1258"),
    "UTF-8 with a mark": repacked(h.GOOD, {name: b"\xef\xbb\xbf" + data for name, data in h.PARTS.items()}),
    "the list of sheets in UTF-16": repacked(h.GOOD, {h.BOOK: f'<?xml version="1.0"?>{BOOK}'.encode("utf-16")}),
    "the relations in UTF-16": repacked(h.GOOD, {h.RELATIONS: f'<?xml version="1.0"?>{RELATIONS}'.encode("utf-16")}),
    "single quotes": repacked(h.GOOD, {h.BOOK: BOOK.replace('"', "'"), h.RELATIONS: RELATIONS.replace('"', "'")}),
    # -- where the parts lie
    "a relation that climbs": h.changed(h.RELATIONS, '"/xl/worksheets', '"../xl/worksheets'),
    "a relation with backslashes": h.changed(h.RELATIONS, '"/xl/worksheets/', '"worksheets\\'),
    "the workbook in another folder": moved("xl/", "spreadsheet/"),
    "the workbook in no folder": moved("xl/", ""),
    "the workbook under another name": repacked(
        h.GOOD,
        {
            "xl/book.xml": BOOK,
            "xl/_rels/book.xml.rels": RELATIONS,
            "_rels/.rels": ROOT.replace("workbook.xml", "book.xml"),
            h.TYPES: TYPES.replace("workbook.xml", "book.xml"),
        },
        leave_out=[h.BOOK, h.RELATIONS],
    ),
    "a sheet that names no part": h.changed(h.BOOK, 'r:id="rId1"', 'r:id=""'),
    "a sheet without an id": h.changed(h.BOOK, 'r:id="rId1"', ""),
    "no list of types": repacked(h.GOOD, leave_out=[h.TYPES]),
    "strict names": repacked(
        h.GOOD,
        {
            name: data.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name, data in h.PARTS.items()
        },
    ),
    # -- .ods
    ".ods that is indented": (in_ods(indented(h.CONTENT)), ODS),
    ".ods indented with tabulators": (in_ods(indented(h.CONTENT).replace("      ", "\t\t")), ODS),
    ".ods without its kind": (repacked(h.GOOD_ODS, leave_out=["mimetype"]), ODS),
    ".ods in UTF-16": (in_ods(f'<?xml version="1.0"?>{h.CONTENT.partition("?>")[2]}'.encode("utf-16")), ODS),
    ".ods with comments between cells": (
        in_ods(h.CONTENT.replace("<table:table-cell", "<!-- c --><table:table-cell")),
        ODS,
    ),
    # -- .xls
    ".xls of an old Macintosh": (xls(h.HEAD, h.ROW, extra=record(0x42, b"\x2d\x27")), XLS),
    ".xls of an old Windows": (xls(h.HEAD, h.ROW, extra=record(0x42, b"\x01\x80")), XLS),
    # -- under another name
    ".xlsx named .xls": (h.GOOD, XLS),
    ".xlsx named .csv": (h.GOOD, CSV),
    ".xls named .xlsx": (h.GOOD_XLS, "a.xlsx"),
    ".ods named .xlsx": (h.GOOD_ODS, "a.xlsx"),
    ".csv named .xls": (h.GOOD_CSV, XLS),
    ".xlsm without macros": (
        repacked(
            h.GOOD,
            {
                h.TYPES: TYPES.replace(
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            },
        ),
        XLSM,
    ),
    "a page of the web named .xls": (PAGE.encode(), XLS),
    "a page of the web in UTF-16": (PAGE.encode("utf-16"), XLS),
    "a page of the web in Windows-1258": (
        PAGE.replace("utf-8", "windows-1258").encode("cp1258", "xmlcharrefreplace"),
        XLS,
    ),
    "a page of the web as XHTML": ((f'<?xml version="1.0"?>{PAGE}').encode(), XLS),
    "text with tabulators in UTF-16 named .xls": (csv(h.HEAD, h.ROW, delimiter="\t", encoding="utf-16"), XLS),
    # -- .csv
    ".csv with zeros behind it": (h.GOOD_CSV + b"\r\n" + b"\0" * 600, CSV),
    ".csv in UTF-16 with zeros behind it": (csv(h.HEAD, h.ROW, encoding="utf-16") + b"\0" * 601, CSV),
    ".csv in half of UTF-16": (csv(h.HEAD, h.ROW, encoding="utf-16") + b"\0", CSV),
    ".csv whose marks are escaped by backslashes": (
        '"{}"\n'.format('","'.join(h.HEAD)).encode() + '"{}"'.format('","'.join(map(str, h.ROW))).encode(),
        CSV,
    ),
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read_right(name):
    data, file = READ[name] if isinstance(READ[name], tuple) else (READ[name], "a.xlsx")
    row, *more = values_of(data, file)
    assert (row["box_number"], row["file_number"], row["title"]) == ("1", "01", h.ROW[2]) and not more
    assert (row["start_date"], row["end_date"], row["retention_years"], row["page_count"]) == ("2005", "2010", 0, 88)


def test_forty_sheets_of_a_box_each_are_read():
    reading = read_catalogue(xlsx(h.HEAD, h.ROW, name="Hộp 1", more=MANY), "a.xlsx")
    assert [row[2] for row in reading.rows()] == [str(n) for n in range(1, 41)] and not reading.errors


@pytest.mark.parametrize("number", ["-1", "99", "x"])
def test_a_shared_text_that_is_not_there_is_an_error_of_its_cell(number):
    reading = read_catalogue(h.third_row(h.number_cell("F3", number, ' t="s"')), "a.xlsx")
    assert [(each.row, each.column) for each in reading.errors] == [(3, "F")]


def test_two_sheets_of_one_name_are_both_read():
    first, second = (h.row_of(1, *h.HEAD) + h.row_of(2, "1", number, *h.ROW[2:]) for number in ("01", "02"))
    sheet = re.search(r"<sheet [^>]*/>", BOOK)[0]
    link = RELATIONS[RELATIONS.index("<Relationship ") : RELATIONS.index("/>") + 2]
    parts = {
        h.SHEET: h.XML.replace(h.TABLE, first),
        "xl/worksheets/sheet2.xml": h.XML.replace(h.TABLE, second),
        h.BOOK: BOOK.replace(sheet, sheet + sheet.replace('rId1"', 'rId9"').replace('sheetId="1"', 'sheetId="2"')),
        h.RELATIONS: RELATIONS.replace(link, link + link.replace("rId1", "rId9").replace("sheet1", "sheet2")),
    }
    assert [row["file_number"] for row in values_of(repacked(h.GOOD, parts))] == ["01", "02"]


@pytest.mark.parametrize("file", ["a.xlsx", "a.xlsm"])
def test_macros_are_refused_under_any_name(file):
    with pytest.raises(Refused) as refusal:
        read_catalogue(repacked(h.GOOD, {"xl/vbaProject.bin": b"x"}), file)
    assert refusal.value.code == "macro"


@pytest.mark.parametrize(
    ("data", "file", "code"),
    [
        (PAGE.replace("<h1>Mục lục</h1>", "<h1>TỐI MẬT</h1>").encode(), XLS, "secret"),
        (PAGE.replace("</head>", '<style>@page {mso-header-data:"&CTỐI MẬT"}</style></head>').encode(), XLS, "secret"),
        (h.sheet(f'<?xml version="1.0"?>{h.XML.replace("Vĩnh", "Tối mật Vĩnh")}'.encode("utf-16")), "a.xlsx", "secret"),
        (repacked(h.GOOD, {"xl/comments1.xml": "<c><t>Tối mật</t></c>".encode("utf-16")}), "a.xlsx", "secret"),
        (repacked(moved("xl/", "book/"), {"book/comments1.xml": "<c><t>Tối mật</t></c>"}), "a.xlsx", "secret"),
        (repacked(h.GOOD, {"xl/pivotCache/pivotCacheRecords1.xml": "<r><s v='Kho (Mật)'/></r>"}), "a.xlsx", "secret"),
        (repacked(h.GOOD, leave_out=[h.SHEET]), "a.xlsx", "damaged"),
        ("<html><body>Trang chủ</body></html>".encode(), XLS, "mislabelled"),
        ("Xin chào".encode(), XLS, "mislabelled"),
        (ods(h.HEAD), "a.ods", "no_rows"),
    ],
)
def test_marks_are_found_in_such_containers_and_reasons_are_true(data, file, code):
    with pytest.raises(Refused) as refusal:
        read_catalogue(data, file)
    assert refusal.value.code == code
