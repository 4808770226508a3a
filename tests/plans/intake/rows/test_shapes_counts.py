"""Counts of a list: two in one cell, sizes of paper, units by the thousand and by the hundred."""

import pytest

from tests.helpers.shapes import CLINIC, HEAD, STATION, A, B, Shapes, changed, errors_of
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
shape = Shapes()
# -- counts that say more
for written, pages, sheets, note in (
    ("50 trang (25 tờ)", 50, 25, None),
    ("25 tờ (50 trang)", 50, 25, None),
    ("50 (25 tờ)", 50, 25, None),
    ("373 (trang)", 373, None, None),
    ("120 (thiếu tờ 5)", 120, None, "thiếu tờ 5"),
    ("120 trang (bản sao)", 120, None, "bản sao"),
):
    shape(
        f"pages written {written}",
        xlsx(HEAD, changed(CLINIC, c6=None, c7=written)),
        A | {"page_count": pages, "sheet_count": sheets, "note": note},
    )
for written in ("A4: 120; A3: 5", "120 A4 + 5 A3", "120 trang A4, 5 trang A3"):
    shape(
        f"sizes written {written}",
        xlsx(HEAD, changed(CLINIC, c6=None, c7=written)),
        A | {"page_count": 120, "page_count_a3": 5, "sheet_count": None},
    )
# -- counts by the thousand
for head in ("Số trang (nghìn trang)", "Số trang (ĐVT: 1.000 trang)", "Số trang (ngàn)"):
    shape(
        head,
        xlsx(changed(HEAD, c7=head), changed(CLINIC, c6=None, c7="1,2"), changed(STATION, c6=None, c7=0.07)),
        A | {"page_count": 1200, "sheet_count": None},
        B | {"page_count": 70, "sheet_count": None},
        warns="ghi theo nghìn",
    )
for line in (("Đơn vị tính: nghìn trang",), (None, None, None, "ĐVT: 1000 trang")):
    shape(
        f"a line over the list {line}",
        xlsx(line, HEAD, changed(CLINIC, c6=None, c7=1), changed(STATION, c6=None, c7=2)),
        A | {"page_count": 1000, "sheet_count": None},
        B | {"page_count": 2000, "sheet_count": None},
        warns="ghi theo nghìn",
    )
shape(
    "the unit alone under the head, and a total in it",
    xlsx(
        HEAD,
        (*[None] * 7, "(nghìn trang)"),
        changed(CLINIC, c6=None, c7=1.2),
        changed(STATION, c6=None, c7="0,07"),
        (None, None, "Tổng cộng", *[None] * 4, 1.27),
    ),
    A | {"page_count": 1200, "sheet_count": None},
    B | {"page_count": 70, "sheet_count": None},
    left_out=[2, 5],
    warns="ghi theo nghìn",
)
shape(
    "a cell with its own unit",
    xlsx(HEAD, changed(CLINIC, c6=None, c7="1,2 nghìn trang"), changed(STATION, c6="1 nghìn tờ", c7="2 ngàn trang")),
    A | {"page_count": 1200, "sheet_count": None},
    B | {"page_count": 2000, "sheet_count": 1000},
)
SCALED = {
    "Số trang (trăm trang)": 100,
    "Số trang (trăm)": 100,
    "Trăm trang": 100,
    "SỐ TRANG (CHỤC)": 10,
    "Số trang (ĐVT: 100 trang)": 100,
    "So trang (tram trang)": 100,
    "Số trang (x1000)": 1000,
    "Nghìn trang": 1000,
    "Số trang (vạn trang)": 10_000,
}
for head, scale in SCALED.items():
    shape(
        head,
        xlsx(changed(HEAD, c7=head), changed(CLINIC, c6=None, c7="1,2"), changed(STATION, c6=None, c7=3)),
        A | {"page_count": 12 * scale // 10, "sheet_count": None},
        B | {"page_count": 3 * scale, "sheet_count": None},
        warns="được đọc là",
    )
shape(
    "sheets and pages by the thousand",
    xlsx(
        changed(HEAD, c6="Số tờ (nghìn)", c7="Số trang (nghìn)"),
        changed(CLINIC, c6=0.6, c7=1.2),
        changed(STATION, c6="0,5", c7="1"),
    ),
    A | {"sheet_count": 600, "page_count": 1200},
    B | {"sheet_count": 500, "page_count": 1000},
    warns="ghi theo nghìn",
)
shape(
    "sheets over pages by the hundred",
    xlsx((*HEAD[:6], "Số tờ/Số trang (trăm)"), (*CLINIC[:6], "6/12"), (*STATION[:6], "5/9")),
    A | {"sheet_count": 600, "page_count": 1200, "note": None},
    B | {"sheet_count": 500, "page_count": 900, "note": None},
    warns="ghi theo trăm",
)
for under in ("(nghìn)", "Nghìn"):
    shape(
        f"the bare unit under the head: {under}",
        xlsx(HEAD, (*[None] * 7, under), changed(CLINIC, c6=None, c7=1.2), changed(STATION, c6=None, c7=1)),
        A | {"page_count": 1200, "sheet_count": None},
        B | {"page_count": 1000, "sheet_count": None},
        warns="ghi theo nghìn",
    )
for line in ("ĐVT: nghìn", "Đơn vị tính: nghìn trang, nghìn tờ"):
    shape(
        f"a line for both: {line}",
        xlsx((line,), HEAD, changed(CLINIC, c6=0.6, c7=1.2), changed(STATION, c6=0.5, c7=1)),
        A | {"sheet_count": 600, "page_count": 1200},
        B | {"sheet_count": 500, "page_count": 1000},
        warns="ghi theo nghìn",
    )
shape("an office called a station", xlsx(("Đơn vị: Trạm",), HEAD, CLINIC, STATION), A, B)
shape(
    "a cell by the hundred",
    xlsx(HEAD, changed(CLINIC, c6=None, c7="2 trăm trang"), changed(STATION, c6=None, c7="5 chục trang")),
    A | {"page_count": 200, "sheet_count": None},
    B | {"page_count": 50, "sheet_count": None},
)
shape("money by the thousand", xlsx(("ĐVT: nghìn đồng",), HEAD, CLINIC, STATION), A, B)


@pytest.mark.parametrize("name", shape)
def test_counts(name):
    shape.check(name)


def test_a_part_of_a_page_by_the_hundred_is_asked():
    assert "Nhập một số nguyên" in errors_of(changed(HEAD, c7="Trăm trang"), changed(CLINIC, c6=None, c7="1,234"))
