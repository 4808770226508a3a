"""Heads of columns as offices write them: in several rows, shortened, without accents, beside unknown ones."""

import unicodedata

import pytest

from tests.helpers.shapes import CLINIC, HEAD, RUNNING, STATION, TWO, A, B, Shapes, heads
from tests.helpers.workbooks import in_tcvn3, ods, xlsx

pytestmark = pytest.mark.once
shape = Shapes()
# -- headers of several rows
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
OF_A3 = A | {"page_count": None, "page_count_a3": 88}
shape("a word of heads in the first file", xlsx((*HEAD, "Khổ giấy (nếu khác A4)"), (*CLINIC, "A3"), STATION), OF_A3, B)
shape(
    "a word of heads in the first file under two header rows",
    xlsx(*((*row, head) for row, head in zip(TWO, ("Khổ", "giấy"), strict=True)), (*CLINIC, "A3"), STATION),
    OF_A3,
    B,
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
    mapping=RUNNING,
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
    mapping=RUNNING,
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
# -- shortened, in other words, in English


def named(*names, rows=(CLINIC, STATION)):
    """The same list under other heads."""
    return xlsx(names, *rows)


shape(
    "TG bắt đầu, T.hạn BQ, S.tờ, G.chú",
    named("Hộp", "ĐVBQ số", "Trích yếu ND", "TG bắt đầu", "TG kết thúc", "T.hạn BQ", "S.tờ", "SL trang A4", "G.chú"),
)
shape(
    "initials with points: T.H.B.Q, Đ.V.B.Q",
    named("Hộp", "Đ.V.B.Q", "Tiêu đề H.S", "B.Đ", "K.T", "T.H.B.Q", "S.L tờ", "Số trang A 4", "Ghi chú"),
)
shape(
    "Ngày tháng BĐ, SL tờ",
    named(
        "Số hộp", "Hồ sơ", "Tên nhóm, hồ sơ", "Ngày tháng BĐ", "Ngày tháng KT", "THBQ", "SL tờ", "SL trang", "Ghi chú"
    ),
)
shape(
    "Ngày đầu, Ngày cuối",
    named(
        "Cặp số",
        "Mã số hồ sơ",
        "Tên hồ sơ / Đơn vị bảo quản",
        "Ngày đầu",
        "Ngày cuối",
        "Thời hạn",
        "Tờ",
        "Trang",
        "Chú thích",
    ),
)
shape(
    "English",
    named("Box No.", "File No.", "Title", "Start date", "End date", "Retention", "Sheets", "Pages", "Remarks"),
)
shape(
    "names of the shared archive's metadata",
    named(
        "boxNumber",
        "fileNotation",
        "title",
        "startDate",
        "endDate",
        "maintenance",
        "numberOfPaper",
        "numberOfPage",
        "note",
    ),
)
shape(
    "HOP_SO, TIEU_DE",
    named("HOP_SO", "HO_SO_SO", "TIEU_DE", "TU_NGAY", "DEN_NGAY", "THBQ", "SO_TO", "SO_TRANG", "GHI_CHU"),
)
shape(
    "HopSo, TieuDe",
    named("HopSo", "HoSoSo", "TieuDe", "TuNgay", "DenNgay", "ThoiHanBaoQuan", "SoTo", "SoTrang", "GhiChu"),
)
shape("1. Hộp số, 2. Hồ sơ số", named(*[f"{number}. {head}" for number, head in enumerate(HEAD, 1)]))
shape("Hộp số (1), Hồ sơ số (2)", named(*[f"{head} ({number})" for number, head in enumerate(HEAD, 1)]))
shape("Hộp số (bắt buộc)", named(*[f"{head} (bắt buộc)" for head in HEAD]))
shape("odd spaces in heads", named(*["\u200b " + head.replace(" ", "\u00a0") + " \u00a0" for head in HEAD]))
shape("heads alone in a capital font of TCVN3", named(*[in_tcvn3(head.lower()) for head in HEAD]))
shape("numbering -1- -2-", xlsx(HEAD, [f"-{n}-" for n in range(1, 10)], CLINIC, STATION), left_out=[2])
shape("numbering [1] [2]", xlsx(HEAD, [f"[{n}]" for n in range(1, 10)], CLINIC, STATION), left_out=[2])
shape(
    "numbering with a formula",
    xlsx((*HEAD, "Tổng trang"), ("A", "B", "C", 1, 2, 3, 4, 5, 6, "7=4+5"), (*CLINIC, 88), (*STATION, 12)),
    left_out=[2],
    warns="cột này không được đọc",
)
UNITS = (None, None, None, "(ngày/tháng)", "(ngày/tháng)", "(năm)", "(tờ)", "(trang)")
shape("units under the heads", xlsx(HEAD, UNITS, CLINIC, STATION))
shape(
    "words cut over two rows",
    xlsx(
        ("Hộp", "Hồ sơ", "Tiêu đề", "Thời gian tài liệu", None, "Thời hạn", "Số", "Số", "Ghi"),
        ("số", "số", "hồ sơ", "Bắt đầu", "Kết thúc", "bảo quản", "tờ", "trang", "chú"),
        CLINIC,
        STATION,
    ),
)
# -- one value over several columns
shape(
    "crosses under Vĩnh viễn and Có thời hạn",
    xlsx(
        (*HEAD[:5], "Thời hạn bảo quản", None, *HEAD[6:]),
        (*[None] * 5, "Vĩnh viễn", "Có thời hạn"),
        (*CLINIC[:5], "x", None, *CLINIC[6:]),
        (*STATION[:5], None, "20 năm", *STATION[6:]),
        merge=["F1:G1"],
    ),
)
shape(
    "crosses under Tốt, Bình thường and Hỏng",
    xlsx(
        (*HEAD, "Tình trạng vật lý"),
        (*[None] * 9, "Tốt", "Bình thường", "Hỏng"),
        (*CLINIC, "x"),
        (*STATION, None, None, "x"),
        merge=["J1:L1"],
    ),
    A | {"condition": "good"},
    B | {"condition": "damaged"},
)
shape(
    "day, month and year apart",
    xlsx(
        (*HEAD[:3], "Thời gian bắt đầu", None, None, "Thời gian kết thúc", None, None, *HEAD[5:]),
        (*[None] * 3, "Ngày", "Tháng", "Năm", "Ngày", "Tháng", "Năm"),
        (*CLINIC[:3], None, None, 2005, None, None, "2010", *CLINIC[5:]),
        (*STATION[:3], 15, 3, 2008, 20.0, "12", 2008, *STATION[5:]),
        merge=["D1:F1", "G1:I1"],
    ),
)
shape(
    "numbers of sheets from and to are no dates",
    xlsx(
        (*HEAD[:6], "Tờ số", None, "Tổng số tờ", *HEAD[7:]),
        (*[None] * 6, "Từ", "Đến"),
        (*CLINIC[:6], 1, 45, *CLINIC[6:]),
        (*STATION[:6], 46, 55, *STATION[6:]),
        merge=["G1:H1"],
    ),
    notes="Tờ số",
)
# -- pages by size
SIZES = A | {"page_count": 80, "page_count_a3": 6}
shape(
    "all pages before A4 and A3",
    xlsx((*HEAD[:7], "Tổng số trang", "Trang A4", "Trang A3"), (*CLINIC[:7], 86, 80, 6)),
    SIZES,
    warns="cột này không được đọc",
)
shape(
    "all pages, A4 and A3 under one head",
    xlsx(
        (*HEAD[:7], "Số trang", None, None),
        (*[None] * 7, "Tổng số", "A4", "A3"),
        (*CLINIC[:7], 86, 80, 6),
        merge=["H1:J1"],
    ),
    SIZES,
    warns="cột này không được đọc",
)
shape("A3 in brackets before A4", xlsx((*HEAD[:7], "Số trang (A3)", "Số trang (A4)"), (*CLINIC[:7], 6, 80)), SIZES)
shape(
    "turned into A4 before the pages themselves",
    xlsx((*HEAD[:7], "Quy đổi A4", "A4", "A3"), (*CLINIC[:7], 92, 80, 6)),
    SIZES,
    warns="cột này không được đọc",
)
shape("turned into A4 and nothing else", xlsx((*HEAD[:7], "Quy A4", "Ghi chú"), CLINIC, STATION))
shape(
    "A4, of which A3 and A0",
    xlsx(
        (*HEAD[:7], "Số trang A4", "Trong đó", None),
        (*[None] * 8, "A3", "A0"),
        (*CLINIC[:7], 80, 6, 2),
        merge=["I1:J1"],
    ),
    SIZES | {"page_count_a0": 2},
)
shape(
    "Tờ and Trang under Số tờ/Số trang",
    xlsx(
        (*HEAD[:6], "Số tờ/Số trang", None, "Ghi chú"),
        (*[None] * 6, "Số tờ", "Số trang"),
        CLINIC,
        STATION,
        merge=["G1:H1"],
    ),
)
shape(
    "shelf, prices, shares and authors beside ours",
    xlsx(
        ("Kho", "Giá số", *HEAD, "Tỷ lệ", "Đơn giá", "Thành tiền", "Tác giả", "Ngôn ngữ", "Chế độ sử dụng"),
        ("A", 2, *CLINIC, 0.5, 4896, 430848, "Sở Y tế", "Tiếng Việt", "Công khai"),
        ("A", 2, *STATION, 0.5, 4896, 58752, "Sở Y tế", "Tiếng Việt", "Công khai"),
    ),
    notes="Đơn giá",
)


@pytest.mark.parametrize("name", shape)
def test_a_head_is_understood_however_it_is_written(name):
    shape.check(name)
