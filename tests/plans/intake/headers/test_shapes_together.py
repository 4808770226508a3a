"""Columns that have to be read together: two of one meaning, pages by size, a time in parts, tables side by side."""

from datetime import date

import pytest

from plans.intake.reading import read_catalogue
from tests.helpers.shapes import CLINIC, HEAD, STATION, A, B, Shapes, assert_accounted, changed, values
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
shape = Shapes()
NOT_READ = "cột này không được đọc"


def with_columns(heads, *cells, after=2):
    """The list with further columns after the first ones."""
    rows = zip((HEAD, CLINIC, STATION), (heads, *cells), strict=True)
    return xlsx(*[(*row[:after], *more, *row[after:]) for row, more in rows])


def hiding(*letters):
    def hide(book, sheet):
        for each in letters:
            sheet.column_dimensions[each].hidden = True

    return hide


# -- two columns of one meaning
OLD = ("900", "901")
shape(
    "old numbers left of new ones",
    xlsx(
        ("STT", "Hộp số cũ", "Hồ sơ số cũ", "Hộp số mới", "Hồ sơ số mới", *HEAD[2:]),
        (1, 50, 900, *CLINIC),
        (2, 50, 901, *STATION),
    ),
    warns=NOT_READ,
)
shape(
    "old numbers right of those that hold",
    with_columns(("Hồ sơ số cũ", "Hộp số cũ"), *[(number, 50) for number in OLD]),
    warns=NOT_READ,
)
shape(
    "numbers before and after the arrangement",
    xlsx(("Số hồ sơ trước chỉnh lý", HEAD[0], "Số hồ sơ sau khi chỉnh lý", *HEAD[2:]), (900, *CLINIC), (901, *STATION)),
    warns=NOT_READ,
)
shape(
    "pages reckoned and pages counted",
    xlsx(
        (*HEAD[:7], "Số trang dự kiến", "Số trang thực tế", "Ghi chú"),
        *[(*row[:7], 100, *row[7:]) for row in (CLINIC, STATION)],
    ),
    warns=NOT_READ,
)
shape(
    "hidden numbers left of those that are shown",
    xlsx(
        *[(*more, *row) for more, row in zip((HEAD[:2], (50, 900), (51, 901)), (HEAD, CLINIC, STATION), strict=True)],
        change=hiding("A", "B"),
    ),
    warns=NOT_READ,
)
shape(
    "the same number in two columns",
    with_columns(("Số hồ sơ",), *[(row[1],) for row in (CLINIC, STATION)]),
    warns=NOT_READ,
)
shape(
    "số, ký hiệu stands for the number of the file",
    xlsx(("Hộp số", "Số, ký hiệu hồ sơ", *HEAD[2:]), CLINIC, STATION),
    A | {"reference_code": "01"},
    B | {"reference_code": "02"},
    notes="Số, ký hiệu được lấy làm hồ sơ số",
)
# -- pages by size
SIZED = (*HEAD[:7], "Trang A4", "Trang A3", "Ghi chú")


def paged(heads, *cells):
    rows = zip((HEAD, CLINIC, STATION), (heads, *cells), strict=True)
    return xlsx(*[(*row[:7], *more, row[8]) for row, more in rows])


A3 = ({"page_count": 88, "page_count_a3": 2}, {"page_count": 12, "page_count_a3": None})
BY_SIZE = [known | sizes for known, sizes in zip((A, B), A3, strict=True)]
shape(
    "all pages, of which A4 and A3",
    paged(("Tổng số trang", "Trong đó A4", "Trong đó A3"), (90, 88, 2), (12, 12, None)),
    *BY_SIZE,
    warns=NOT_READ,
)
shape("all pages, of which A3", paged(("Tổng số trang", "Trong đó A3"), (90, 2), (12, None)), *BY_SIZE)
shape("pages, of which A3", paged(("Số trang", "Trong đó: A3"), (90, 2), (12, 0)), BY_SIZE[0], B)
shape(
    "A4, A3, and what they come to in A4",
    paged(("Số trang A4", "Số trang A3", "Quy ra A4"), (88, 2, 92), (12, None, 12)),
    *BY_SIZE,
    warns=NOT_READ,
)
shape(
    "A3 and what they come to in A4",
    paged(("Số trang A3", "Quy ra A4"), (10, 20), (3, 6)),
    A | {"page_count": None, "page_count_a3": 10},
    B | {"page_count": None, "page_count_a3": 3},
    warns=NOT_READ,
)
shape(
    "pages of all sizes, told by what they come to in A4",
    paged(("Số trang", "Trang A3", "Quy đổi A4"), (90, 2, 92), (12, None, 12)),
    *BY_SIZE,
    warns=NOT_READ,
)
shape(
    "a size for each file",
    paged(("Số trang", "Khổ giấy"), (88, "A3"), (12, "A4")),
    A | {"page_count": None, "page_count_a3": 88},
    B,
)
shape(
    "a size where it is not A4, without accents",
    paged(("So trang", "Kho giay"), (88, None), (12, "Khổ A0")),
    A,
    B | {"page_count": None, "page_count_a0": 12},
)
shape("a store beside the list is no size", paged(("Số trang", "Kho"), (88, "A"), (12, "B")))
# -- a time in parts
DAYS = (A | {"start_date": "2005-03-01", "end_date": None}, B | {"start_date": "2008-03-15", "end_date": "2008-12-20"})


def timed(heads, *cells):
    rows = zip((HEAD, CLINIC, STATION), (heads, *cells), strict=True)
    return xlsx(*[(*row[:3], *more, *row[5:]) for row, more in rows])


shape(
    "day, month and year with no head over them",
    timed(("Ngày", "Tháng", "Năm"), (1, 3, 2005), ("15", "03", "2008")),
    DAYS[0],
    DAYS[1] | {"end_date": None},
)
shape("days and months beside a year", timed(("Ngày tháng", "Năm"), ("01/3", 2005), ("15/3 - 20/12", "2008")), *DAYS)
shape(
    "whole days beside their year",
    timed(("Ngày tháng", "Năm"), (date(2005, 3, 1), 2005), ("15/3/2008-20/12/2008", 2008)),
    *DAYS,
)
shape(
    "a year where day and month are not known",
    timed(("Ngày tháng", "Năm"), (None, 2005), ("15/3 - 20/12", 2008)),
    A | {"start_date": "2005", "end_date": None},
    DAYS[1],
)
shape(
    "Ngày BĐ, Tháng BĐ, Năm BĐ, Ngày KT …",
    timed(
        [f"{part} {end}" for end in ("BĐ", "KT") for part in ("Ngày", "Tháng", "Năm")],
        (None, 4, 2005, None, None, 2010),
        (15, 3, 2008, 20, 12, 2008),
    ),
    A | {"start_date": "2005-04"},
    B,
)
shape(
    "both ends in one cell, one under the other",
    timed(("Ngày bắt đầu / Ngày kết thúc",), ("2005\n2010",), ("15/3/2008\n20/12/2008",)),
)
# -- what is beside the list
LEGEND = [("Ký hiệu", "Ý nghĩa", None), ("VV", "Vĩnh viễn", None), ("CL", "Đã chỉnh lý", None), ("HH", "Hư hỏng", None)]
shape(
    "a legend left of the list, longer than it",
    xlsx(*[(*sign, *row) for sign, row in zip(LEGEND, (HEAD, CLINIC, STATION, [None] * 9), strict=True)]),
    A | {"reference_code": None},
    B,
    left_out=[4],
)
shape(
    "a legend right of the list with no column between",
    xlsx(*[(*row, *sign[:2]) for sign, row in zip(LEGEND, (HEAD, CLINIC, STATION), strict=False)]),
    A | {"reference_code": None},
    B,
)
# -- tables one below the other
SWAPPED = (6, 7)


def swapped(row):
    return tuple(row[{6: 7, 7: 6}.get(at, at)] for at in range(len(row)))


shape("a second table with tờ and trang turned round", xlsx(HEAD, CLINIC, (), swapped(HEAD), swapped(STATION)))
shape(
    "a second table of two rows of heads, turned round",
    xlsx(
        (*HEAD[:6], "Số lượng", None, "Ghi chú"),
        (*[None] * 6, "Tờ", "Trang", None),
        CLINIC,
        (*HEAD[:6], "Số lượng", None, "Ghi chú"),
        (*[None] * 6, "Trang", "Tờ", None),
        swapped(STATION),
    ),
)
shape(
    "a second table with a column more",
    xlsx(HEAD, CLINIC, (*HEAD, "Tình trạng"), (*STATION, "Tốt")),
    A,
    B | {"condition": "good"},
)
shape(
    "a second table under one whose columns are joined",
    xlsx(
        (*HEAD[:3], "Ngày", "Tháng", "Năm", *HEAD[5:]), (*CLINIC[:3], None, None, 2005, *CLINIC[5:]), (), HEAD, STATION
    ),
    A | {"start_date": "2005", "end_date": None},
    B,
)
# -- one head merged over columns that have none of their own
shape(
    "a title in two columns under one head",
    xlsx(
        (*HEAD[:3], None, *HEAD[3:]),
        (*CLINIC[:2], "Hồ sơ về quy hoạch", "mạng lưới y tế cơ sở", *CLINIC[3:]),
        (*STATION[:3], None, *STATION[3:]),
        merge=["C1:D1"],
    ),
)
shape(
    "both ends, and sheets and pages, under one head each",
    xlsx(
        (*HEAD[:3], "Thời gian tài liệu", None, HEAD[5], "Số tờ/Số trang", None, HEAD[8]),
        CLINIC,
        STATION,
        merge=["D1:E1", "G1:H1"],
    ),
)


@pytest.mark.parametrize("name", shape)
def test_columns_are_read_together(name):
    shape.check(name)


ASKED = {
    "two columns of numbers that differ": (
        with_columns(("Số hồ sơ",), ("900",), ("901",)),
        "Hai cột cùng nghĩa “Hồ sơ số” (B và C) ghi khác nhau",
    ),
    "two retentions": (
        xlsx(*[(*row, more) for row, more in zip((HEAD, CLINIC, STATION), ("THBQ", "70 năm", None), strict=True)]),
        "Hai cột cùng nghĩa “Thời hạn bảo quản” (F và J)",
    ),
    "old numbers only, beside STT": (
        xlsx(("STT", "Hồ sơ số cũ", *HEAD[2:]), (1, *CLINIC[1:]), (2, *STATION[1:])),
        "Chỉ có cột số cũ (“Hồ sơ số cũ” (B))",
    ),
    "pages beside larger ones": (
        paged(("Số trang", "Số trang A3"), (88, 5), (12, None)),
        "Chưa rõ cột này là số trang A4",
    ),
    "a total that its sizes do not come to": (
        paged(("Tổng số trang", "Trong đó A4", "Trong đó A3"), (99, 88, 5), (12, 12, 0)),
        "Tổng số trang ghi 99, các khổ giấy cộng lại là 93",
    ),
    "a total less than the larger sizes": (
        paged(("Tổng số trang", "Trong đó A3"), (4, 5), (12, 0)),
        "Tổng số trang ghi 4 mà riêng các khổ lớn đã có 5 trang",
    ),
    "pages in A4 that the larger ones do not come to": (
        paged(("Số trang A3", "Quy ra A4"), (10, 120), (3, 6)),
        "Quy ra A4 ghi 120, các khổ giấy quy đổi lại là 20",
    ),
    "two sizes in one cell": (paged(("Số trang", "Khổ giấy"), (88, "A4, A3"), (12, "A4")), "Khổ giấy ghi “A4, A3”"),
    "a size beside a column of sizes": (
        xlsx((*SIZED, "Khổ giấy"), (*CLINIC[:7], 88, 5, None, "A3"), (*STATION[:7], 12, None, None, None)),
        "Khổ giấy ghi “A3” mà cột khổ khác cũng có số trang",
    ),
    "a year beside another one": (
        timed(("Ngày tháng", "Năm"), ("01/3/2006", 2005), ("15/3", 2008)),
        "Nhập ngày/tháng/năm",
    ),
    "a day without its month": (timed(("Ngày", "Tháng", "Năm"), (5, None, 2005), (15, 3, 2008)), "Nhập"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_unclear_is_asked(name):
    data, text = ASKED[name]
    reading = read_catalogue(data, "muc-luc.xlsx")
    assert text in " ".join(problem.text for problem in reading.errors)
    assert len(values(reading)) == 2
    assert_accounted(reading)


def test_a_person_chooses_between_two_columns():
    data = with_columns(("Số hồ sơ",), ("900",), ("901",))
    chosen = {"Hồ sơ số": "", "Số hồ sơ": "file_number"}
    reading = read_catalogue(data, "muc-luc.xlsx", mapping=chosen)
    assert reading.error_count == 0 and [row["file_number"] for row in values(reading)] == ["900", "901"]


def test_a_row_of_values_is_no_part_of_the_head():
    """Its size is a word that heads have too; with a number, a date or a count it is a file."""
    heads = (*HEAD, "Khổ giấy")
    for first in ((*CLINIC, "A3"), (*changed(CLINIC, c2=None), "A3"), ("1", "01", None, "2005", *[None] * 5, "A3")):
        reading = read_catalogue(xlsx(heads, first, (*STATION, None)), "muc-luc.xlsx")
        assert (reading.row_count, reading.sheets[0].header_rows) == (2, (1,))


def test_a_column_that_names_a_large_size_is_asked_until_a_person_chooses():
    data = xlsx(changed(HEAD, c7="Trang A4", c8="Bản vẽ A0"), changed(CLINIC, c8=3), changed(STATION, c8=None))
    (error,) = read_catalogue(data, "muc-luc.xlsx").errors
    assert "“Bản vẽ A0” (I) nêu khổ giấy" in error.text
    for chosen, pages in (("page_count_a0", 3), ("", None)):
        reading = read_catalogue(data, "muc-luc.xlsx", mapping={"Bản vẽ A0": chosen})
        assert reading.error_count == 0 and values(reading)[0]["page_count_a0"] == pages
