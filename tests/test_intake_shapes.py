"""Shapes of catalogues seen in offices: each is read as it is, and no number, date or number of a box is misread."""

import unicodedata
from datetime import date, datetime

import pytest

from plans.intake.columns import FIELD_ORDER
from plans.intake.reading import read_catalogue
from tests.workbooks import MOTTO, csv, in_tcvn3, in_vni, ods, xls, xlsx

HEAD = (
    "Hộp số",
    "Hồ sơ số",
    "Tiêu đề hồ sơ",
    "Bắt đầu",
    "Kết thúc",
    "Thời hạn bảo quản",
    "Số tờ",
    "Số trang",
    "Ghi chú",
)
CLINIC = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế cơ sở", "2005", "2010", "Vĩnh viễn", 45, 88, None)
STATION = (
    "1",
    "02",
    "Hồ sơ xây dựng Trạm Y tế xã Tam Thăng",
    "15/3/2008",
    "20/12/2008",
    "20 năm",
    10,
    12,
    "Thiếu tờ 3",
)
A = {
    "box_number": "1",
    "file_number": "01",
    "title": CLINIC[2],
    "start_date": "2005",
    "end_date": "2010",
    "retention_years": 0,
    "sheet_count": 45,
    "page_count": 88,
    "note": None,
}
B = {
    "box_number": "1",
    "file_number": "02",
    "title": STATION[2],
    "start_date": "2008-03-15",
    "end_date": "2008-12-20",
    "retention_years": 20,
    "sheet_count": 10,
    "page_count": 12,
    "note": "Thiếu tờ 3",
}
LETTERHEAD = [
    ("UBND TỈNH QUẢNG NAM", None, None, None, None, MOTTO[0]),
    ("SỞ Y TẾ", None, None, None, None, MOTTO[1]),
    (None,),
    ("MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA",),
    ("Phông: Sở Y tế",),
    (None,),
]
FOOTER = [
    ("Mục lục này gồm: 02 hồ sơ (đơn vị bảo quản).",),
    ("Viết bằng chữ: hai hồ sơ.",),
    (None, None, None, None, None, "Tam Kỳ, ngày 05 tháng 4 năm 2025"),
    (None, "Người lập", None, None, None, "GIÁM ĐỐC"),
    (None, "(Ký, ghi rõ họ tên)"),
    (None, "Trần Thị Lan", None, None, None, "Phạm Văn Nam"),
]
SHAPES = {}


def in_parts(text):
    """As Windows-1258 writes it: the tone stands after its letter, the hat on it."""
    parts = (
        unicodedata.normalize("NFD", text or "")
        .replace("\u0323\u0302", "\u0302\u0323")
        .replace("\u0323\u0306", "\u0306\u0323")
    )
    for hat in ("\u0302", "\u0306", "\u031b"):
        for letter in "aeouAEOU":
            parts = parts.replace(letter + hat, unicodedata.normalize("NFC", letter + hat))
    return parts


def shape(name, data, *rows, file="muc-luc.xlsx", warns="", left_out=None, notes=""):
    assert name not in SHAPES
    SHAPES[name] = (file, data, rows or (A, B), warns, left_out, notes)


def cut(row, *places):
    return tuple(value for at, value in enumerate(row) if at not in places)


def changed(row, **places):
    """The row with other cells: c3="…" is the fourth cell."""
    return tuple(places.get(f"c{at}", value) for at, value in enumerate(row))


def heads(**places):
    return changed(HEAD, **places)


# -- where the table stands
shape("plain", xlsx(HEAD, CLINIC, STATION))
shape(
    "letterhead above",
    xlsx(*LETTERHEAD, HEAD, CLINIC, STATION),
    A | {"fonds": "Sở Y tế"},
    B | {"fonds": "Sở Y tế"},
    left_out=[1, 2, 4, 5],
)
shape("a long letterhead", xlsx(*LETTERHEAD, *[("Ghi thêm",)] * 30, HEAD, CLINIC, STATION))
shape("title merged over the table", xlsx(("MỤC LỤC HỒ SƠ",), HEAD, CLINIC, STATION, merge=["A1:I1"]))
shape("table begins at column C and row 3", xlsx((), (), *[(None, None, *row) for row in (HEAD, CLINIC, STATION)]))
shape("blank rows between", xlsx(HEAD, (), CLINIC, (), (), STATION, ()))
shape("blank rows of spaces", xlsx(HEAD, CLINIC, (" ", "  ", None), STATION))
shape("footer with count, place, names", xlsx(HEAD, CLINIC, STATION, (), *FOOTER), left_out=[5, 6, 7, 8, 9, 10])
shape(
    "footer whose count is wrong",
    xlsx(HEAD, CLINIC, STATION, ("Mục lục này gồm: 25 hồ sơ (đơn vị bảo quản).",)),
    warns="không khớp",
)
shape("letterhead and footer", xlsx(*LETTERHEAD, HEAD, CLINIC, STATION, *FOOTER))
shape(
    "numbering (1) (2) (3) under the header",
    xlsx(HEAD, [f"({n})" for n in range(1, 10)], CLINIC, STATION),
    left_out=[2],
)
shape("numbering 1 2 3 as numbers", xlsx(HEAD, list(range(1, 10)), CLINIC, STATION), left_out=[2])
shape("numbering A B 1 2", xlsx(HEAD, ["A", "B", *range(1, 8)], CLINIC, STATION), left_out=[2])
shape("header repeated on every page", xlsx(HEAD, CLINIC, HEAD, STATION), left_out=[3])
shape(
    "letterhead and header repeated", xlsx(HEAD, CLINIC, ("MỤC LỤC HỒ SƠ (tiếp theo)",), HEAD, STATION), left_out=[3, 4]
)
shape(
    "formats far below and to the right",
    xlsx(
        HEAD,
        CLINIC,
        STATION,
        change=lambda book, sheet: (
            setattr(sheet["A5000"], "number_format", "@"),
            setattr(sheet["ZZ3"], "number_format", "@"),
        ),
    ),
)
# -- headers of several rows
TWO = [
    ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", None, "THBQ", "Số lượng", None, "Ghi chú"),
    (None, None, None, "Bắt đầu", "Kết thúc", None, "Tờ", "Trang", None),
]
MERGED = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:H1", "I1:I2"]
shape("two header rows, merged", xlsx(*TWO, CLINIC, STATION, merge=MERGED))
shape("two header rows, not merged", xlsx(*TWO, CLINIC, STATION))
shape("two header rows and numbering", xlsx(*TWO, [f"({n})" for n in range(1, 10)], CLINIC, STATION, merge=MERGED))
shape("two header rows in .ods", ods(*TWO, CLINIC, STATION), file="muc-luc.ods")
shape("two header rows repeated", xlsx(*TWO, CLINIC, *TWO, STATION, merge=MERGED), left_out=[4, 5])
shape(
    "three header rows",
    xlsx(
        ("Số", None, "Tiêu đề hồ sơ", "Thời gian", None, "THBQ", "Khối lượng", None, "Ghi chú"),
        ("Hộp", "Hồ sơ", None, "tài liệu", None, None, "Số", None, None),
        (None, None, None, "Từ ngày", "Đến ngày", None, "tờ", "trang", None),
        CLINIC,
        STATION,
        merge=["A1:B1", "D1:E1", "G1:H1"],
    ),
)
shape(
    "pages by size under one head",
    xlsx(
        ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số tờ", "Số trang", None, None),
        (None, None, None, None, None, None, "A4", "A3", "A0"),
        ("1", "01", CLINIC[2], "2005-2010", "VV", 45, 80, 6, 2),
        merge=["G1:I1"],
    ),
    A | {"page_count": 80, "page_count_a3": 6, "page_count_a0": 2},
)
# -- sheets
shape("two sheets with headers of their own", xlsx(HEAD, CLINIC, name="Hộp 1", more={"Hộp 2": [HEAD, STATION]}))
shape("second sheet goes on without a header", xlsx(HEAD, CLINIC, name="Trang 1", more={"Trang 2": [STATION]}))
shape(
    "a map has no A4 pages",
    xlsx((*HEAD, "Khổ A0"), (*changed(CLINIC, c6=None, c7=None), 2), (*STATION, None)),
    A | {"sheet_count": None, "page_count": None, "page_count_a0": 2},
    B,
)
shape(
    "second sheet goes on, narrower",
    xlsx(HEAD, STATION, name="Trang 1", more={"Trang 2": [CLINIC[:8]]}),
    B,
    A,
)
shape(
    "letterhead and footer on every sheet",
    xlsx(*LETTERHEAD, HEAD, CLINIC, *FOOTER, more={"2": [*LETTERHEAD, HEAD, STATION, *FOOTER]}),
    warns="không khớp",
)
shape("sheets of different columns", xlsx(HEAD, CLINIC, more={"Khác": [HEAD[::-1], STATION[::-1]]}))
shape(
    "guide sheet beside the list",
    xlsx(HEAD, CLINIC, STATION, more={"Hướng dẫn": [("Cách ghi", "Ví dụ")]}),
    notes="Hướng dẫn",
)
shape("empty sheets beside the list", xlsx(HEAD, CLINIC, STATION, more={"Sheet2": [], "Sheet3": []}))
shape("list on the second sheet", xlsx(("Bìa mục lục",), name="Bìa", more={"Mục lục": [HEAD, CLINIC, STATION]}))
shape("another table further down", xlsx(HEAD, CLINIC, (), HEAD[::-1], STATION[::-1]), left_out=[4])
# -- sections, totals
shape("roman sections", xlsx(HEAD, ("I. Hồ sơ quy hoạch",), CLINIC, ("II. Hồ sơ xây dựng",), STATION), left_out=[2, 4])
shape(
    "sections in the title column",
    xlsx(HEAD, (None, None, "QUY HOẠCH"), CLINIC, (None, "II", "Hồ sơ xây dựng"), STATION),
    left_out=[2, 4],
)
shape(
    "box in a section row",
    xlsx(cut(HEAD, 0), ("Hộp số 1",), cut(CLINIC, 0), ("HỘP SỐ: 07",), cut(STATION, 0)),
    A,
    B | {"box_number": "07"},
    left_out=[2, 4],
)
shape(
    "box in a merged section row above an empty column",
    xlsx(HEAD, ("Hộp 3",), changed(CLINIC, c0=None), changed(STATION, c0=None), merge=["A2:I2"]),
    A | {"box_number": "3"},
    B | {"box_number": "3"},
)
shape(
    "box told once, then empty",
    xlsx(HEAD, CLINIC, *[changed(STATION, c0=None, c1=f"{n:02d}") for n in (2, 3)]),
    A,
    B,
    B | {"file_number": "03"},
)
shape("box merged over its files", xlsx(HEAD, CLINIC, changed(STATION, c0=None), merge=["A2:A3"]))
shape(
    "ditto marks",
    xlsx(HEAD, CLINIC, changed(STATION, c0='"', c3="nt", c4="-nt-", c5="nt")),
    A,
    B | {"start_date": "2005", "end_date": "2010", "retention_years": 0},
)
shape("total row", xlsx(HEAD, CLINIC, STATION, ("Tổng cộng", None, None, None, None, None, 55, 100)), left_out=[4])
shape(
    "total that does not add up",
    xlsx(HEAD, CLINIC, STATION, (None, None, "Cộng", None, None, None, 55, 190)),
    warns="không khớp",
)
shape(
    "totals per page and in all",
    xlsx(
        HEAD,
        CLINIC,
        ("Cộng trang", None, None, None, None, None, 45, 88),
        STATION,
        ("Cộng trang", None, None, None, None, None, 10, 12),
        ("TỔNG CỘNG:", None, None, None, None, None, 55, 100),
    ),
    left_out=[3, 5, 6],
)
shape(
    "totals per section",
    xlsx(
        HEAD,
        ("I. Quy hoạch",),
        CLINIC,
        (None, None, "Cộng", None, None, None, 45, 88),
        ("II. Xây dựng",),
        STATION,
        (None, None, "Cộng:", None, None, None, 10, 12),
        ("Tổng cộng: 02 hồ sơ", None, None, None, None, None, "55 tờ", "100 trang"),
    ),
    left_out=[2, 4, 5, 7, 8],
)
shape("sum without a word", xlsx(HEAD, CLINIC, STATION, (None, None, None, None, None, None, 55, 100)), left_out=[4])
shape(
    "titles that begin like totals",
    xlsx(HEAD, changed(CLINIC, c2="Tổng kết công tác y tế"), changed(STATION, c2="Cộng đồng dân cư: hồ sơ nước sạch")),
    A | {"title": "Tổng kết công tác y tế"},
    B | {"title": "Cộng đồng dân cư: hồ sơ nước sạch"},
)
# -- spellings of columns
shape(
    "ĐVBQ, THBQ, S TT",
    xlsx(
        (
            "STT",
            "Hộp, cặp số",
            "ĐVBQ",
            "TRÍCH YẾU NỘI DUNG",
            "Từ ngày",
            "Đến ngày",
            "THBQ",
            "Số lượng tờ",
            "Số lượng trang",
            "Ghi chú",
        ),
        (1, *CLINIC),
        (2, *STATION),
    ),
)
shape(
    "line breaks and stars in headers",
    xlsx(heads(c1="Hồ sơ\nsố *", c5="THỜI HẠN\nBẢO QUẢN (năm)", c7="Tổng số\ntrang (A4)"), CLINIC, STATION),
)
shape(
    "no accents in headers",
    xlsx(
        ("HOP SO", "HO SO SO", "TIEU DE HO SO", "BAT DAU", "KET THUC", "THBQ", "SO TO", "SO TRANG", "GHI CHU"),
        CLINIC,
        STATION,
    ),
)
shape("headers in NFD", xlsx([unicodedata.normalize("NFD", head) for head in HEAD], CLINIC, STATION))
shape(
    "unknown columns beside ours",
    xlsx((*HEAD, "Người lập", "Kho"), (*CLINIC, "Lan", "A"), (*STATION, "Lan", "B")),
    notes="Người lập",
)
shape("columns in another order", xlsx(HEAD[::-1], CLINIC[::-1], STATION[::-1]))
shape(
    "official form of NĐ 30",
    xlsx(
        (
            "Số TT",
            "Số, ký hiệu hồ sơ",
            "Tiêu đề hồ sơ",
            "Thời gian tài liệu",
            "Thời hạn bảo quản",
            "Số tờ/Số trang",
            "Ghi chú",
        ),
        (1, "05/QH", CLINIC[2], "2005-2010", "Vĩnh viễn", "45/88", None),
        (2, "06/XD", STATION[2], "15/3/2008-20/12/2008", "20 năm", "10/12", "Thiếu tờ 3"),
    ),
    A | {"box_number": None, "file_number": "1", "reference_code": "05/QH"},
    B | {"box_number": None, "file_number": "2"},
    notes="số thứ tự",
)
shape(
    "NĐ 30 with one number",
    xlsx(
        (
            "Số TT",
            "Số, ký hiệu HS",
            "Tiêu đề hồ sơ",
            "Thời gian tài liệu",
            "Thời hạn bảo quản",
            "Số tờ/ Số trang",
            "Ghi chú",
        ),
        (1, "05/QH", CLINIC[2], "2005-2010", "Vĩnh viễn", 88, None),
    ),
    A | {"box_number": None, "file_number": "1", "sheet_count": None},
    warns="số trang",
)
shape(
    "fonds, arrangement and condition",
    xlsx(
        (*HEAD, "Tên phông", "Đã chỉnh lý", "Đã số hóa", "Tình trạng tài liệu"),
        (*CLINIC, "Sở Y tế", "x", None, "Tốt"),
        (*STATION, "Ban Bảo vệ sức khỏe", None, "x", "hỏng"),
    ),
    A | {"fonds": "Sở Y tế", "arranged": True, "digitized_before": False, "condition": "good"},
    B | {"fonds": "Ban Bảo vệ sức khỏe", "arranged": False, "digitized_before": True, "condition": "damaged"},
)
shape(
    "year in one column",
    xlsx((*HEAD[:3], "Năm", *HEAD[5:]), (*CLINIC[:3], 2005, *CLINIC[5:]), (*STATION[:3], "2008", *STATION[5:])),
    A | {"end_date": None},
    B | {"start_date": "2008", "end_date": None},
)
# -- values
SPAN = (*HEAD[:3], "Thời gian tài liệu", *HEAD[5:])


def spans(*told):
    return xlsx(
        SPAN, *[(*changed(CLINIC, c1=str(number))[:3], each, *CLINIC[5:]) for number, each in enumerate(told, 1)]
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


def pages(*told):
    return xlsx(HEAD, *[changed(CLINIC, c1=str(number), c6=None, c7=each) for number, each in enumerate(told, 1)])


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


def kept(*told):
    return xlsx(HEAD, *[changed(CLINIC, c1=str(number), c5=each) for number, each in enumerate(told, 1)])


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
    shape(f"{code} in an old .csv", csv(*encoded[6:9], encoding="latin-1"), file="muc-luc.csv")
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


def values(reading):
    return [dict(zip(("sheet", "row", *FIELD_ORDER), row, strict=True)) for row in reading.rows()]


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_seen_in_offices_is_read_as_it_is(name):
    file, data, rows, warns, left_out, notes = SHAPES[name]
    reading = read_catalogue(data, file)
    read = values(reading)
    assert [{key: row[key] for key in told} for row, told in zip(read, rows, strict=False)] == list(rows)
    assert len(read) == len(rows) == reading.row_count
    assert [problem.text for problem in reading.errors] == []
    warnings = " ".join(f"{each.text} {each.value}" for each in reading.problems if each.field != "arranged")
    assert warns in warnings and (warns or not warnings), warnings
    if left_out is not None:
        assert [each.row for each in reading.left_out] == left_out
    assert all(each.why for each in reading.left_out) and notes in " ".join(reading.notes)


def test_there_are_sixty_shapes_at_least():
    assert len(SHAPES) >= 60
