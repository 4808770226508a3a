"""Values as offices write them: times, numbers, retention, text in odd forms."""

import unicodedata
from datetime import date, datetime

import pytest

from tests.helpers.shapes import CLINIC, HEAD, SPAN, A, Shapes, changed
from tests.helpers.workbooks import xlsx

shape = Shapes()


def spans(*written):
    return xlsx(
        SPAN, *[(*changed(CLINIC, c1=str(number))[:3], each, *CLINIC[5:]) for number, each in enumerate(written, 1)]
    )


def in_time(*pairs):
    return [
        A | {"file_number": str(n), "start_date": start, "end_date": end} for n, (start, end) in enumerate(pairs, 1)
    ]


shape(
    "ranges of every kind",
    spans(
        "2005 - 2010",
        "15/3/2008-20/12/2008",
        "2005–2010",
        "từ 2005 đến 2010",
        "1/2005-12/2006",
        "15/3/2008\n20/12/2008",
        "Từ ngày 15/3/2008 đến ngày 20/12/2008",
        "15-3-2008 - 20-12-2008",
        "1998-99",
        "15/3-20/12/2008",
    ),
    *in_time(
        ("2005", "2010"),
        ("2008-03-15", "2008-12-20"),
        ("2005", "2010"),
        ("2005", "2010"),
        ("2005-01", "2006-12"),
        ("2008-03-15", "2008-12-20"),
        ("2008-03-15", "2008-12-20"),
        ("2008-03-15", "2008-12-20"),
        ("1998", "1999"),
        ("2008-03-15", "2008-12-20"),
    ),
)
shape(
    "dates known in part",
    spans(
        "2008", 2008, 2008.0, "3/2008", "00/01/2008", "00/00/2008", "tháng 3 năm 2008", "Năm 2008", "03-2008", "2008-03"
    ),
    *in_time(
        ("2008", None),
        ("2008", None),
        ("2008", None),
        ("2008-03", None),
        ("2008-01", None),
        ("2008", None),
        ("2008-03", None),
        ("2008", None),
        ("2008-03", None),
        ("2008-03", None),
    ),
)
shape(
    "days as cells and texts",
    spans(
        date(2008, 3, 15),
        datetime(2008, 3, 15, 8, 30),
        "15/3/2008",
        "15.03.2008",
        "15-3-2008",
        "ngày 15 tháng 3 năm 2008",
        "2008-03-15",
        "2008/3/15",
    ),
    *in_time(*[("2008-03-15", None)] * 8),
)
shape("serial numbers of lost dates", spans(39522, "39522"), *in_time(*[("2008-03-15", None)] * 2), warns="39522")
shape("year typed into a date cell", spans(date(1905, 6, 30)), *in_time(("2008", None)), warns="năm 2008")


def pages(*written):
    return xlsx(HEAD, *[changed(CLINIC, c1=str(number), c6=None, c7=each) for number, each in enumerate(written, 1)])


def paged(*counts):
    return [
        A | {"file_number": str(number), "sheet_count": None, "page_count": count}
        for number, count in enumerate(counts, 1)
    ]


shape(
    "numbers with dots, spaces and units",
    pages(
        "1.234",
        " 1 234 ",
        "12 trang",
        "12 tr.",
        12.0,
        "12,0",
        "12.0",
        "1.234 trang",
        "1\u00a0234",
        "0088",
        "12tr",
        1234,
    ),
    *paged(1234, 1234, 12, 12, 12, 12, 12, 1234, 1234, 88, 12, 1234),
)
shape(
    "boxes and files as texts and numbers",
    xlsx(HEAD, changed(CLINIC, c0="007", c1="05"), changed(CLINIC, c0=7.0, c1=5), changed(CLINIC, c0="12A", c1="5.1")),
    A | {"box_number": "007", "file_number": "05"},
    A | {"box_number": "7", "file_number": "5"},
    A | {"box_number": "12A", "file_number": "5.1"},
)


def kept(*written):
    return xlsx(HEAD, *[changed(CLINIC, c1=str(number), c5=each) for number, each in enumerate(written, 1)])


shape(
    "retention of every kind",
    kept("Vĩnh viễn", "VV", "vv", "V.viễn", "VĨNH VIỄN", "20 năm", "20", 20, "20 Năm", "70 năm", "05 năm", " 15  năm "),
    *[
        A | {"file_number": str(n), "retention_years": years}
        for n, years in enumerate((0, 0, 0, 0, 0, 20, 20, 20, 20, 70, 5, 15), 1)
    ],
)
shape(
    "text in NFD with odd spaces",
    xlsx(HEAD, changed(CLINIC, c2=unicodedata.normalize("NFD", "  " + CLINIC[2].replace(" y", "\u00a0 y") + "\u200b"))),
    A,
)
shape("a title that begins with =", xlsx(HEAD, changed(CLINIC, c2="=SUM(A1) là tên")), A | {"title": "=SUM(A1) là tên"})


@pytest.mark.parametrize("name", shape)
def test_a_value_is_read_however_it_is_written(name):
    shape.check(name)
