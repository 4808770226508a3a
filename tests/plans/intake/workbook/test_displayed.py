"""What a cell of an .xlsx shows counts, where that says more than the value Excel stores."""

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from plans.intake.columns import FIELD_ORDER
from plans.intake.reading import read_catalogue
from plans.intake.workbook.displayed_xlsx import style_of
from tests.helpers.workbooks import ods, repacked, styled_xls, xlsx

pytestmark = pytest.mark.once


def serial(*day):
    """A day as Excel counts."""
    return (date(*day) - date(1899, 12, 30)).days


HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số trang", "Đã chỉnh lý")
GOOD = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế cơ sở", "2008", "20 năm", 120, "Có")
AT = {"box_number": 1, "file_number": 2, "dates": 4, "retention_years": 5, "page_count": 6}


def read(column, value, number_format="General", error=False, pack=lambda data: data):
    """(values of the one row, texts of what is odd about it)."""

    def change(book, sheet):
        cell = sheet.cell(2, AT[column])
        cell.value, cell.number_format = value, number_format
        if error:
            cell.data_type = "e"

    reading = read_catalogue(pack(xlsx(HEAD, GOOD, change=change)), "muc-luc.xlsx")
    ((_, _, *values),) = reading.rows()
    return dict(zip(FIELD_ORDER, values, strict=True)), [problem.text for problem in reading.problems]


@pytest.mark.parametrize(
    "value, number_format, shown",
    [
        (7, "General", "7"),
        (7, "000", "007"),
        (12, "00", "12"),
        (1234, "000", "1234"),
        (7, '"HS-"000', "HS-007"),
        (7, r"\H0", "H7"),
        (7, "0000;-0000", "0007"),
        (1234, "#,##0", "1234"),
        (7, '0" hs"', "7"),
        (0, "00", "00"),
    ],
    ids=str,
)
def test_a_number_of_a_file_is_read_as_it_is_shown(value, number_format, shown):
    assert read("file_number", value, number_format) == (read("file_number", shown)[0], [])


@pytest.mark.parametrize(
    "value, number_format, start",
    [
        (datetime(2008, 3, 1), "mmm-yy", "2008-03"),
        (datetime(2005, 10, 1), "mm/yyyy", "2005-10"),
        (datetime(2008, 3, 1), '[$-42A]"Tháng" m "năm" yyyy', "2008-03"),
        (datetime(2008, 1, 1), "yyyy", "2008"),
        (datetime(2008, 3, 15), "mm/yyyy", "2008-03-15"),
        (datetime(2008, 3, 1), "d/m/yyyy", "2008-03-01"),
        (datetime(2008, 3, 1), "yyyy", "2008-03-01"),
        (2008, "0000", "2008"),
    ],
    ids=str,
)
def test_a_date_is_as_exact_as_its_cell_shows(value, number_format, start):
    row, odd = read("dates", value, number_format)
    assert (row["start_date"], row["end_date"], odd) == (start, None, [])


@pytest.mark.parametrize("number_format", ["d/m/yyyy", "mm-dd-yy", "yyyy", "mm/yyyy"])
def test_a_year_in_a_cell_of_dates_is_a_year_where_days_are_counted_from_1904(number_format):
    row, odd = read("dates", 2008, number_format, pack=counted_from_1904)
    assert row["start_date"] == "2008" and "được hiểu là năm 2008" in odd[0]


def counted_from_1904(data):
    with ZipFile(BytesIO(data)) as archive:
        workbook = archive.read("xl/workbook.xml").decode()
    return repacked(data, {"xl/workbook.xml": workbook.replace("<workbookPr", '<workbookPr date1904="1"', 1)})


def test_a_year_in_a_cell_of_dates_is_a_year():
    row, odd = read("dates", 2008, "d/m/yyyy")
    assert row["start_date"] == "2008" and "được hiểu là năm 2008" in odd[0]


@pytest.mark.parametrize(
    "value, number_format, pages",
    [(120, "0", 120), (1234, "#,##0", 1234), (120, '0" trang"', 120), (7, "000", 7), (1234, "[Red]#,##0", 1234)],
    ids=str,
)
def test_a_number_of_pages_is_the_number_whatever_its_format(value, number_format, pages):
    row, odd = read("page_count", value, number_format)
    assert (row["page_count"], odd) == (pages, [])


@pytest.mark.parametrize(
    "value, number_format, words",
    [
        (0.5, "0%", "số nguyên"),
        (1, "0%", "số nguyên"),
        (120, "d/m/yyyy", "định dạng ngày"),
        (40, "mmm-yy", "định dạng ngày"),
        (0.5, "h:mm", "định dạng ngày"),
    ],
    ids=str,
)
def test_pages_in_a_cell_of_shares_or_dates_are_asked(value, number_format, words):
    row, odd = read("page_count", value, number_format)
    assert row["page_count"] is None and words in odd[0]


@pytest.mark.parametrize("column", AT)
@pytest.mark.parametrize("fault", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_of_excel_is_shown_as_one(column, fault):
    _, odd = read(column, fault, error=True)
    assert [text for text in odd if f"ô báo lỗi công thức {fault}" in text.lower().replace(fault.lower(), fault)]


def test_a_workbook_of_another_maker_is_read_alike():
    def prefixed(data):
        import io
        import re
        import zipfile

        name = "xl/worksheets/sheet1.xml"
        xml = zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
        xml = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")
        return repacked(data, {name: xml})

    row, odd = read("file_number", 7, "000", pack=prefixed)
    assert (row["file_number"], odd) == ("007", [])


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0",
        "0.00",
        "#,##0",
        "@",
        "d/m/yyyy",
        "dd/mm/yyyy hh:mm",
        "d-mmm",
        "h:mm",
        '"x"',
        "0.0E+00",
        "yyyy-mm-dd",
    ],
)
def test_an_ordinary_format_shows_the_value(code):
    assert style_of(code) is None


PADDED = '<number:number-style xmlns:number="n" number:min-integer-digits="3"/>'
SEVEN = '<table:table-cell office:value-type="float" office:value="7"><text:p>{}</text:p></table:table-cell>'
FAILED = (
    '<table:table-cell office:value-type="string" office:string-value="" {}><text:p>#REF!</text:p></table:table-cell>'
)


def read_ods(value, cell, styles=PADDED):
    """The reading of an .ods in which the cell of that text is another one."""
    data = ods(HEAD, *[tuple(value if at == "value" else at for at in ("1", "value", *GOOD[2:]))])
    with ZipFile(BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    plain = f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    assert plain in content
    changed = {"content.xml": content.replace(plain, cell), "styles.xml": f"<styles>{styles}</styles>"}
    return read_catalogue(repacked(data, changed), "muc-luc.ods")


@pytest.mark.parametrize("shown, number", [("007", "007"), ("7", "7"), ("HS-007", "HS-007"), ("8", "7"), ("7,0", "7")])
def test_a_number_of_a_file_in_an_ods_is_read_as_it_is_shown(shown, number):
    reading = read_ods("cell", SEVEN.format(shown))
    assert [row[3] for row in reading.rows()] == [number] and not reading.problems


def test_a_failed_formula_in_an_ods_is_named():
    cell = FAILED.format('xmlns:calcext="c" calcext:value-type="error"')
    (problem,) = read_ods("cell", cell, styles="").errors
    assert "#REF!" in problem.text and problem.field == "file_number"


FORMULAS = {
    "an empty value": "<f>ROW()-1</f><v></v>",
    "no value": "<f>ROW()-1</f>",
    "an empty element": "<f>ROW()-1</f><v/>",
    "a shared formula": '<f t="shared" si="0"/>',
}


def with_cell(place, cell, change=str):
    """The list with one cell of its row written by hand."""
    data = xlsx(HEAD, GOOD)
    with ZipFile(BytesIO(data)) as archive:
        name = next(each for each in archive.namelist() if each.endswith("sheet1.xml"))
        xml = archive.read(name).decode()
        book = archive.read("xl/workbook.xml").decode()
    begin = xml.index(f'<c r="{place}"')
    xml = xml[:begin] + cell + xml[xml.index("</c>", begin) + 4 :]
    return repacked(data, {name: change(xml), "xl/workbook.xml": book.replace(' fullCalcOnLoad="1"', "")})


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("place", ["B2", "C2", "F2", "G2"])
def test_a_formula_that_was_never_worked_out_is_named(name, place):
    reading = read_catalogue(with_cell(place, f'<c r="{place}">{FORMULAS[name]}</c>'), "a.xlsx")
    (problem,) = reading.errors
    assert problem.text.startswith("Công thức chưa được tính") and problem.column == place[0]


def test_a_formula_whose_value_is_an_empty_text_is_an_empty_cell():
    reading = read_catalogue(with_cell("G2", '<c r="G2" t="str"><f>IF(A1="","x","")</f><v></v></c>'), "a.xlsx")
    assert reading.errors[0].text.startswith("Chưa nhập")


def test_formulas_that_a_program_filled_with_zeros_are_not_worked_out():
    def recalculated(book, sheet):
        sheet["B2"], sheet["F2"] = "=ROW()-1", "=60*2"

    data = xlsx(HEAD, GOOD, change=recalculated)
    with ZipFile(BytesIO(data)) as archive:
        name = next(each for each in archive.namelist() if each.endswith("sheet1.xml"))
        xml = archive.read(name).decode()
    zeros = xml.replace("<v></v>", "<v>0</v>").replace("<v/>", "<v>0</v>").replace("<v />", "<v>0</v>")
    assert zeros.count("<v>0</v>") == 2
    reading = read_catalogue(repacked(data, {name: zeros}), "a.xlsx")
    assert {each.column for each in reading.errors} == {"B", "F"}
    assert all("chưa được tính" in each.text for each in reading.errors)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: re.sub(r' r="[A-Z]\d"', "", xml),
        lambda xml: re.sub(r' r="[A-Z]?\d"', "", xml),
        lambda xml: xml.replace('"', "'"),
        lambda xml: re.sub(r' s="(\d)"', r' s = " \1 "', xml),
        lambda xml: xml.replace("</c>", "</c>\n<!-- c -->\n"),
    ],
    ids=["cells without a place", "rows too", "single quotes", "blanks around an attribute", "comments"],
)
def test_a_padded_number_is_read_however_the_sheet_is_written(change):
    def prepare(book, sheet):
        sheet["B2"], sheet["B2"].number_format = 7, "000"
        sheet["D2"], sheet["D2"].number_format = datetime(2008, 3, 1), "mm/yyyy"

    data = xlsx(HEAD, GOOD, change=prepare)
    with ZipFile(BytesIO(data)) as archive:
        name = next(each for each in archive.namelist() if each.endswith("sheet1.xml"))
        xml = archive.read(name).decode()
    ((_, _, *values),) = read_catalogue(repacked(data, {name: change(xml)}), "a.xlsx").rows()
    row = dict(zip(FIELD_ORDER, values, strict=True))
    assert (row["file_number"], row["start_date"]) == ("007", "2008-03")


def test_a_month_a_year_and_a_formula_of_an_ods_are_read_as_they_are_shown():
    value = 'office:value-type="date" office:date-value="2008-03-01"'
    day = f"<table:table-cell {value}><text:p>{{}}</text:p></table:table-cell>"
    for shown, start in (("03/2008", "2008-03"), ("3/2008", "2008-03"), ("01/03/2008", "2008-03-01")):
        reading = read_ods("cell", SEVEN.format("7"))
        assert not reading.problems
        data = ods(HEAD, (*GOOD[:3], "thời gian", *GOOD[4:]))
        with ZipFile(BytesIO(data)) as archive:
            content = archive.read("content.xml").decode()
        plain = '<table:table-cell office:value-type="string"><text:p>thời gian</text:p></table:table-cell>'
        (row,) = read_catalogue(
            repacked(data, {"content.xml": content.replace(plain, day.format(shown))}), "a.ods"
        ).rows()
        assert row[2 + FIELD_ORDER.index("start_date")] == start
    (problem,) = read_ods("cell", '<table:table-cell table:formula="of:=ROW()-1"/>', styles="").errors
    assert "chưa được tính" in problem.text


def test_a_cell_of_an_xls_is_read_as_it_is_shown():
    formats = {0: "General", 1: "000", 2: "m/yyyy", 3: "yyyy", 4: '"HS-"00', 5: "dd/mm/yyyy"}
    rows = [
        (HEAD, [0] * 7),
        (("1", 7, "Hồ sơ một", serial(2008, 3, 1), "20 năm", 120, "Có"), [0, 1, 0, 2, 0, 0, 0]),
        (("1", 8, "Hồ sơ hai", serial(2009, 1, 1), "20 năm", 7, "Có"), [0, 4, 0, 3, 0, 1, 0]),
        (("1", 9, "Hồ sơ ba", serial(2009, 2, 1), "20 năm", 7, "Có"), [0, 0, 0, 5, 0, 0, 0]),
    ]
    read = [row[2:] for row in read_catalogue(styled_xls(formats, rows), "a.xls").rows()]
    at = [FIELD_ORDER.index(name) for name in ("file_number", "start_date", "page_count")]
    assert [tuple(row[place] for place in at) for row in read] == [
        ("007", "2008-03", 120),
        ("HS-08", "2009", 7),
        ("9", "2009-02-01", 7),
    ]


def test_formats_of_an_xls_redefined_under_the_numbers_of_excel():
    rows = [(HEAD, [0] * 7), (("1", 7, "Hồ sơ một", "2008", "20 năm", 120, "Có"), [0, 1, 0, 0, 0, 0, 0])]
    ((_, _, *values),) = read_catalogue(styled_xls({0: "General", 1: "0000"}, rows, first=0), "a.xls").rows()
    assert values[FIELD_ORDER.index("file_number")] == "0007"
