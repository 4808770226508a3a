"""No time that grows with the square: four times the text takes about four times the processor's time."""

from time import thread_time

import pytest

from plans.intake import book
from plans.intake.workbook.archives import Refusal
from tests.helpers.workbooks import csv, repacked, xlsx

pytestmark = pytest.mark.once
HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số trang", "Ghi chú", "Độ mật", "Lạ")
ROW = ("1", "01", "Hồ sơ về quy hoạch", "2005-2010", "Vĩnh viễn", "88", "x", "Thường", "y")
TEXTS = [
    "a",
    "m",
    "mat",
    "t",
    "mậ",
    "m.",
    "m a t ",
    "Thị MẬT ",
    "Mật ",
    "độ mật (",
    "bí mật ",
    "tối ",
    "á»",
    "Ã¡",
    "μ",
    "Ë",
] + [
    "1",
    "1/",
    "1-",
    "12/3/2008-",
    "(",
    "[",
    "50 (",
    "- ",
    "a ",
    "a.",
    "đến ",
    "năm ",
    "trang ",
    "Hộp ",
    "=",
    "%",
    "1e",
]
SHORT, TIMES, LIMIT, NOTHING = 4_000, 4, 8, 0.15  # seconds that nobody minds


def options(suffix):
    limits = {"text": 40_000_000, "rows": 200_000, "columns": 100, "today": "2025-06-20", "mapping": None}
    return limits | {"mode": "catalogue", "file_name": f"a{suffix}", "stem": "a", "suffix": suffix, "at_once": None}


def seconds(data, suffix=".csv"):
    began = thread_time()
    try:
        book.answer(data, options(suffix), lambda line: None)
    except Refusal:
        pass
    return thread_time() - began


def grows(make, size=SHORT, suffix=".csv"):
    """How many times longer TIMES as much takes; 1 where that is quick enough for anybody."""
    long = seconds(make(size * TIMES), suffix)
    return 1 if long < NOTHING else long / max(seconds(make(size), suffix), 0.001)


def listed(at, text):
    """A list of three files with this text in one of its columns."""
    rows = [(ROW[0], f"{n}", *ROW[2:]) for n in range(3)]
    return csv(HEAD, *[(*row[:at], text, *row[at + 1 :]) for row in rows])


@pytest.mark.parametrize("text", TEXTS)
def test_a_long_text_in_any_column(text):
    for at in range(len(HEAD)):
        assert grows(lambda size, at=at: listed(at, (text * size)[:size])) < LIMIT, HEAD[at]


@pytest.mark.parametrize("text", ["hồ sơ ", "mục (", "T.H.B.Q. ", "Độ mật ", "trong theo của "])
def test_long_texts_above_the_list(text):
    assert grows(lambda size: csv(*[((text * size)[:size],)] * 20, HEAD, ROW)) < LIMIT


@pytest.mark.parametrize(
    "marks", ['"', '""', '\\"', '="1",', '="', ";", "\r", "\n", '"a";', "<", "sep="], ids=lambda marks: repr(marks)
)
def test_marks_of_a_csv(marks):
    assert grows(lambda size: csv(HEAD, ROW) + b"\r\n" + (marks * size)[:size].encode() * 4) < LIMIT


@pytest.mark.parametrize("tag", ["<td>", "<table>", "<!--", "<style>", "<tr><td colspan=9>", "<b>"])
def test_tags_of_a_page(tag):
    page = "<html><table>" + "".join(f"<td>{each}</td>" for each in HEAD)
    assert grows(lambda size: (page + tag * (size // 4)).encode(), suffix=".xls") < LIMIT


@pytest.mark.parametrize(
    ("part", "piece"),
    [
        ("xl/externalLinks/externalLink1.xml", "<v>Hồ sơ mật độ</v>"),
        ("xl/pivotCache/pivotCacheRecords1.xml", '<s v="mật độ"/>'),
        ("xl/charts/chart1.xml", "<v>mật độ</v>"),
        ("xl/comments1.xml", "<comment><t>mật độ</t></comment>"),
        ("xl/drawings/drawing1.xml", "<t>mật</t>"),
        ("docProps/custom.xml", "<a>mật độ</a>"),
        ("xl/styles.xml", '<xf numFmtId="1"/>'),
    ],
)
def test_values_beside_the_cells(part, piece):
    data = xlsx(HEAD, ROW)
    assert grows(lambda size: repacked(data, {part: f"<x>{piece * size}</x>"}), 1_500, ".xlsx") < LIMIT
