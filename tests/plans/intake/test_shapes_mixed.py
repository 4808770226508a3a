"""Oddities of lists that meet each other: letterheads, heads, boxes, sums and retention put together at random."""

import pytest

from tests.helpers.shapes import CLINIC, HEAD, LETTERHEAD, STATION, A, B, Shapes, changed
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
ROAD = changed(STATION, c0="2", c1="03", c8=None)
C = B | {"box_number": "2", "file_number": "03", "note": None}
BRIDGE = changed(ROAD, c0=None, c1="04")
D = C | {"file_number": "04"}
PAIR = (*HEAD[:6], "Số tờ/Số trang")

shape = Shapes()
# -- totals
for label in (
    "Tổng cộng toàn phông",
    "TỔNG CỘNG TOÀN BỘ MỤC LỤC:",
    "Tổng cộng 02 hồ sơ, 100 trang A4",
    "T\u1ed4NG C\u1ed8NG CẢ HAI HỘP",
):
    shape(
        f"a total named {label}",
        xlsx(HEAD, CLINIC, STATION, (label, None, None, None, None, None, 55, 100)),
        left_out=[4],
    )
shape(
    "files of a general company, which is no total",
    xlsx(
        HEAD,
        changed(CLINIC, c2="Tổng công ty Điện lực miền Trung: hồ sơ hợp đồng"),
        changed(STATION, c2="Tổng Công đoàn"),
    ),
    A | {"title": "Tổng công ty Điện lực miền Trung: hồ sơ hợp đồng"},
    B | {"title": "Tổng Công đoàn"},
)
shape(
    "sheets and pages in one column, added up in one cell",
    xlsx(PAIR, (*CLINIC[:6], "45/88"), (*STATION[:6], "10/12"), (None, None, "Cộng", None, None, None, "55/100")),
    A | {"note": None},
    B | {"note": None},
    left_out=[4],
)
shape(
    "sheets and pages in one column that do not add up",
    xlsx(PAIR, (*CLINIC[:6], "45/88"), (*STATION[:6], "10/12"), (None, None, "Cộng", None, None, None, "55/1.100")),
    A | {"note": None},
    B | {"note": None},
    warns="ghi 1.100",
)
for written in ("45 tờ, 88 trang", "45 tờ - 88 trang", "45 tờ (88 trang)", "88 trang/45 tờ", "45 tờ và 88 trang"):
    shape(f"sheets and pages written as {written}", xlsx(PAIR, (*CLINIC[:6], written)), A | {"note": None})
# -- boxes written once
shape(
    "boxes written once, each added up",
    xlsx(HEAD, CLINIC, ("Cộng hộp 1", *[None] * 5, 45, 88), ROAD, BRIDGE, ("Cộng hộp 2", *[None] * 5, 20, 24)),
    A,
    C,
    D,
    left_out=[3, 6],
)
shape(
    "boxes written once, below a title that sounds like a sum",
    xlsx(HEAD, changed(CLINIC, c2="Cộng đồng tham gia phòng, chống sốt rét"), changed(STATION, c0=None)),
    A | {"title": "Cộng đồng tham gia phòng, chống sốt rét"},
    B,
)
shape(
    "boxes written once, hardly any with a second file",
    xlsx(HEAD, *[changed(CLINIC, c0=str(n), c1=f"{n}") for n in range(1, 9)], changed(CLINIC, c0=None, c1="9")),
    *[A | {"box_number": str(n), "file_number": str(n)} for n in range(1, 9)],
    A | {"box_number": "8", "file_number": "9"},
)
shape(
    "a box that was forgotten, and is not guessed",
    xlsx(HEAD, *[changed(CLINIC, c0=None if n == 3 else str(n), c1=f"{n}") for n in range(1, 9)]),
    *[A | {"box_number": None if n == 3 else str(n), "file_number": str(n)} for n in range(1, 9)],
)
# -- heads
shape(
    "heads merged over two rows, none of them divided",
    xlsx(
        *LETTERHEAD,
        changed(HEAD, c2="Tiêu đề hồ sơ (đơn vị bảo quản)"),
        (None,),
        CLINIC,
        STATION,
        merge=[f"{letter}7:{letter}8" for letter in "ABCDEFGHI"],
    ),
)
shape("a head of initials", xlsx(changed(HEAD, c5="T.H.B.Q"), CLINIC, STATION))
# -- retention
for written in ("Có thời hạn: 20 năm", "Có thời hạn 20 năm", "Bảo quản 20 năm", "THBQ: 20 năm", "Hai mươi năm"):
    shape(f"a retention of {written}", xlsx(HEAD, CLINIC, changed(STATION, c5=written)))
# -- sheets
PHOTOS = [
    ("STT", "Số lưu trữ", "Tên sự kiện", "Tác giả", "Thời gian", "Cỡ ảnh", "Ghi chú"),
    (1, "A01", "Lễ khánh thành Bệnh viện Đa khoa tỉnh", "Lê An", "2008", "9x12", None),
    (2, "A02", "Hội nghị tổng kết công tác y tế", "Lê An", "2009", "9x12", None),
]
shape(
    "photographs on the first sheet",
    xlsx(*PHOTOS, name="Danh mục ảnh", more={"Mục lục": [HEAD, CLINIC, STATION]}),
    left_out=[1, 2, 3],
    notes="danh sách phim/ảnh",
)
shape(
    "recordings after the list",
    xlsx(HEAD, CLINIC, STATION, more={"Ghi âm": [changed(PHOTOS[0], c3="Địa điểm", c5="Thời lượng"), PHOTOS[1]]}),
    left_out=[1, 2],
    notes="danh sách phim/ảnh",
)


@pytest.mark.parametrize("name", shape)
def test_a_list_of_several_oddities_is_read(name):
    shape.check(name)
