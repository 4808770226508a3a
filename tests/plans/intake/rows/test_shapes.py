"""Rows between the files of a list: sections, boxes written once, totals, prepared lines."""

import pytest

from plans.intake.reading import read_catalogue
from tests.helpers.shapes import CLINIC, HEAD, RUNNING, STATION, A, B, Shapes, changed, cut
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
shape = Shapes()
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
    "box written once, then empty",
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
# -- boxes and years as rows of their own
UNBOXED = [row[1:] for row in (HEAD, CLINIC, STATION)]
SECOND_BOX = B | {"box_number": "02"}


def boxed(first, second):
    """The list without a column of boxes; a line over each file names its box."""
    return xlsx(UNBOXED[0], first, UNBOXED[1], second, UNBOXED[2])


shape(
    "box in capitals over the title", boxed((None, "HỘP SỐ: 1"), (None, "HỘP SỐ: 02")), A, SECOND_BOX, left_out=[2, 4]
)
shape(
    "box with the number of its files and their sums",
    boxed(("Hộp 1 (01 hồ sơ)", None, None, None, None, 45, 88), ("Hộp 02 (01 hồ sơ)", None, None, None, None, 10, 12)),
    A,
    SECOND_BOX,
    left_out=[2, 4],
)
shape("box with what is in it", boxed(("Hộp số 1 - Hồ sơ tổ chức",), ("CẶP SỐ 02: TÀI LIỆU XÂY DỰNG",)), A, SECOND_BOX)
shape("box with its first and last file", boxed(("Hộp 1 (từ HS 01 đến HS 12)",), ("Hộp 02 (HS 02)",)), A, SECOND_BOX)
shape(
    "numbers that begin anew in every box",
    xlsx(("STT", *HEAD[2:]), ("Hộp số 1",), (1, *CLINIC[2:]), ("Hộp số 02",), (1, *STATION[2:])),
    A | {"file_number": "1"},
    SECOND_BOX | {"file_number": "1"},
    notes="số thứ tự",
    mapping=RUNNING,
)
shape("years as headings", xlsx(HEAD, ("Năm 2005",), CLINIC, ("NĂM 2008",), STATION), left_out=[2, 4])
UNDATED = [(*row[:3], *row[5:]) for row in (HEAD, CLINIC, STATION)]
shape(
    "years as headings and no column of times",
    xlsx(UNDATED[0], ("Năm 2005",), UNDATED[1], ("Năm 2008",), UNDATED[2]),
    A | {"end_date": None},
    B | {"start_date": "2008", "end_date": None},
    warns="lấy năm ở dòng đề mục",
)
shape(
    "offices and years one under the other",
    xlsx(HEAD, ("PHÒNG KẾ HOẠCH - TÀI CHÍNH",), ("NĂM 2005",), CLINIC, ("PHÒNG NGHIỆP VỤ Y",), ("NĂM 2008",), STATION),
    left_out=[2, 3, 5, 6],
)
shape(
    "box and retention merged over their files",
    xlsx(HEAD, CLINIC, changed(STATION, c0=None, c5=None), merge=["A2:A3", "F2:F3"]),
    A,
    B | {"retention_years": 0},
)
# -- sections
NUMBERED = [("STT", *HEAD), (1, *CLINIC), (2, *STATION)]
shape(
    "sections A, I and 1.2 in the column of numbers",
    xlsx(NUMBERED[0], ("A", "HÀNH CHÍNH"), ("I", "Quy hoạch"), NUMBERED[1], ("1.2", "Xây dựng"), NUMBERED[2]),
    left_out=[2, 3, 5],
)
shape(
    "sections with their sums",
    xlsx(
        NUMBERED[0],
        ("I", "Quy hoạch", *[None] * 5, 45, 88),
        NUMBERED[1],
        ("II", "Xây dựng", *[None] * 5, 10, 12),
        NUMBERED[2],
    ),
    left_out=[2, 4],
)
shape(
    "chapters 1 and 1.1 over files 1.1.1",
    xlsx(("STT", *HEAD[2:]), ("1", "Công tác tổ chức"), ("1.1", "Đào tạo"), ("1.1.1", *CLINIC[2:])),
    A | {"box_number": None, "file_number": "1.1.1"},
    left_out=[2, 3],
    notes="số thứ tự",
    mapping=RUNNING,
)
# -- sums
SUM = (None, None, None, None, None, 45, 88)
shape(
    "carried to the next page and from the one before",
    xlsx(
        HEAD, CLINIC, (None, "Cộng mang sang trang sau", *SUM[1:]), (None, "Trang trước chuyển sang", *SUM[1:]), STATION
    ),
    left_out=[3, 4],
)
shape(
    "sum over the list and a sum over every box",
    xlsx(
        HEAD,
        ("Cộng hộp 1", None, *SUM[1:5], None, 45, 88),
        CLINIC,
        ("Cộng hộp 2", None, *SUM[1:5], None, 10, 12),
        STATION,
    ),
    left_out=[2, 4],
)
shape("sum of every box", xlsx(HEAD, CLINIC, STATION, ("Cộng hộp 1: 02 hồ sơ", None, *SUM[:4], 55, 100)), left_out=[4])
shape(
    "sum in words", xlsx(HEAD, CLINIC, STATION, ("TỔNG CỘNG: 02 HỒ SƠ", *SUM[:5], "55 tờ", "100 trang")), left_out=[4]
)
shape(
    "sum in the column of titles",
    xlsx(HEAD, CLINIC, STATION, (None, None, "TỔNG SỐ 02 HỒ SƠ", *SUM[:3], 55, 100)),
    left_out=[4],
)
# -- lines that are no files
shape("lines numbered beforehand", xlsx(*NUMBERED, *[(number,) for number in range(3, 30)]), left_out=[*range(4, 31)])
shape("numbers of printed pages", xlsx(HEAD, CLINIC, ("Trang 1/2",), STATION, (None, None, "- 2 -")), left_out=[3, 5])
shape(
    "a title that runs on in the next line",
    xlsx(HEAD, CLINIC, (None, None, "và Trạm Y tế xã"), STATION),
    A | {"title": CLINIC[2] + " và Trạm Y tế xã"},
    B,
    left_out=[3],
)
# -- files whose titles sound like something else
for sounds, titles in {
    "sums": (
        "Tổng hợp báo cáo năm 2008",
        "Cộng tác viên dân số các xã",
        "Tổng số cán bộ, viên chức ngành y tế",
        "Tổng cộng kinh phí chống dịch",
        "Mang sang năm 2010 kinh phí chống dịch",
        "Cộng",
        "Tổng",
    ),
    "heads": (
        "Mục lục hồ sơ, tài liệu năm 2008",
        "Tiêu đề hồ sơ",
        "Hộp số 5: tài liệu ảnh bàn giao",
        "Hộp số 3",
        "Thời hạn bảo quản tài liệu ngành y tế",
        "Số trang bị y tế cấp cho Trạm Y tế xã",
        "Trang 5",
    ),
    "signatures": (
        "Người lập biểu thống kê y tế xã",
        "Giám đốc Sở Y tế bổ nhiệm cán bộ",
        "Ghi chú cuộc họp giao ban",
        "Ngày 27 tháng 02 năm 2009",
        "Mục lục này gồm các văn bản về đấu thầu",
        "Nơi nhận thuốc viện trợ",
    ),
    "sections": (
        "I. Hồ sơ chung năm 2008",
        "Phần 1: Kế hoạch phát triển y tế",
        "A. Tài liệu hội nghị",
        "Năm 2008",
        "Phông Sở Y tế: hồ sơ bàn giao",
        "độc lập - tự do - hạnh phúc",
    ),
}.items():
    shape(
        f"titles that sound like {sounds}",
        xlsx(HEAD, *[changed(CLINIC, c1=str(number), c2=title) for number, title in enumerate(titles, 1)]),
        *[A | {"file_number": str(number), "title": title} for number, title in enumerate(titles, 1)],
    )
# -- numbers of boxes and files
MARKS = [("01-05", "12a"), ("11+12", "HS-007"), ("10a", "007"), ("Hộp 9", "7.1"), ("1", "12/TC")]
shape(
    "boxes and files with letters and signs",
    xlsx(HEAD, *[changed(CLINIC, c0=box, c1=number) for box, number in MARKS]),
    *[A | {"box_number": box, "file_number": number} for box, number in MARKS],
)
shape(
    "running numbers beside numbers of files",
    xlsx(("STT", "Hộp", "Hồ sơ", *HEAD[2:]), (1, *CLINIC), (2, "02", "01", *STATION[2:])),
    A,
    SECOND_BOX | {"file_number": "01"},
)


@pytest.mark.parametrize("name", shape)
def test_only_the_files_among_the_rows_are_read(name):
    shape.check(name)


def test_a_total_that_differs_says_that_cells_with_errors_are_not_in_the_sum():
    total = ("Tổng cộng", None, None, None, None, None, 55, 100)
    found = read_catalogue(xlsx(HEAD, CLINIC, changed(STATION, c7="chừng chục trang"), total), "muc-luc.xlsx")
    sentence = "trang A4 ghi 100, các dòng cộng lại là 88 (chưa kể những ô còn lỗi)"
    assert found.error_count == 1 and sentence in found.problems[-1].text
