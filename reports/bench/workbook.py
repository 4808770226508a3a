"""A catalogue's workbook as large as wanted: invented files, the same on every run, some of them wrong."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from plans.models.pages import PageBasis
from plans.uploads.staging import searched

from .invented import Invented

HEADERS = (
    "Hộp/cặp số|Hồ sơ số|Số, ký hiệu|Tiêu đề hồ sơ|Bắt đầu|Kết thúc|Thời hạn bảo quản|Số tờ|Trang A4|Trang A3|"
    "Đã chỉnh lý|Đã số hóa trước đây|Tình trạng vật lý|Ghi chú"
).split("|")
WORDS = (
    "hồ sơ về việc phê duyệt quy hoạch mạng lưới y tế cơ sở năm kiểm tra giám định tài liệu lưu trữ tỉnh Quảng Nam đầu "
    "tư xây dựng công trình bồi thường giải phóng mặt bằng dự án huyện xã phường cán bộ công chức tổ chức bộ máy"
).split()
# Of every hundred rows one has an error and one a warning; with `changed` one more says something else.
WRONG, DOUBTFUL, CHANGED = 50, 70, 30


def rows(count: int, changed: bool = False, flawless: bool = False) -> Iterator[list[Any]]:
    """Rows in the order of HEADERS, the same on every run."""
    random = Invented(11)
    for number in range(count):
        sheets, year = random.randint(20, 400), random.randint(1990, 2020)
        odd = None if flawless else number % 100
        page_count = sheets * 2 - 5 + (number % 100 == CHANGED and changed) + 100 * (odd == DOUBTFUL)
        month, day = random.randint(1, 12), random.randint(1, 28)
        pages = f"{page_count:,}".replace(",", ".") if number % 5 == 0 else page_count
        yield [
            str(number // 40 + 1),
            f"{number % 40 + 1:02}",
            f"{number % 40 + 1:02}/{year}-KHTH",
            f"Hồ sơ {' '.join(random.choices(WORDS, k=14))} năm {year}",
            f"{day}/{month}/{year}",
            str(year + 1) if number % 3 else f"{day}/{month}/{year + 1}",
            random.choice(("Vĩnh viễn", "20 năm", "70 năm", 50)),
            sheets,
            "không rõ" if odd == WRONG else pages,
            random.choice((None, 2, None)),
            random.choice(("Có", "Không")),
            random.choice((None, "Không")),
            random.choice(("Tốt", "Bình thường", "Hỏng")),
            random.choice((None, "Thiếu trang đầu")),
        ]


def workbook(count: int, changed: bool = False, flawless: bool = False) -> bytes:
    """As .xlsx; a flawless one has its header in the first row and nothing wrong: any importer can read it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Mục lục")
    if not flawless:
        sheet.append(["MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA"])
    sheet.append(HEADERS)
    for row in rows(count, changed, flawless):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ready(count: int) -> Iterator[tuple[Any, ...]]:
    """The same files as tuples of stored values, in the order of plans.catalogues.statements.VALUES."""
    for row in rows(count):
        pages = str(row[8]).replace(".", "")
        dates = (f"{row[4][-4:]}-03-15", row[5][-4:])
        counts = (row[7], int(pages) if pages.isdigit() else 1, row[9] or 0, 0, 0, 0)
        read = (*row[:4], *dates, 20, *counts, row[10] == "Có", "", False, "fair", row[13] or "", "", "")
        yield (*read, PageBasis.COUNTED.value, *searched(read))
