"""Columns of the lists of the shared archive: to sort by, and as workbooks (pages: trang A4 quy đổi)."""

from collections.abc import Callable

from agencies.formats.dates import format_date, format_partial_date
from agencies.list_choice import PortalList
from agencies.list_columns import Cell, ListColumn

from .desk import CHECKS, STATES, DeskRow
from .media_columns import COLUMNS as MEDIA_COLUMNS
from .media_columns import shown


def counted(name: str) -> Callable[[DeskRow], Cell]:
    return lambda row: getattr(row.counted, name)


def number(key: str, title: str, within: str = "") -> ListColumn:
    return ListColumn(key, title, counted(key), adds_up=True, within=within)


DESK = PortalList(
    "archive_list",
    "Tích hợp vào Kho lưu trữ dùng chung",
    "Kho-luu-tru-dung-chung",
    (
        ListColumn("agency", "Cơ quan, đơn vị", lambda row: str(row.agency), 40),
        ListColumn("checks", "Nhóm trường", lambda row: f"{row.passed}/{CHECKS}", order=lambda row: row.passed),
        number("appraised_files", "Thẩm định (hồ sơ)"),
        number("appraised_pages", "Thẩm định (trang A4)", "appraised_files"),
        number("checked_pages", "Kiểm tra đạt (trang)"),
        number("ready_files", "Chưa gửi"),
        number("ready_pages", "Chưa gửi (trang A4)", "ready_files"),
        number("sent_files", "Chờ trả lời"),
        number("sent_pages", "Chờ trả lời (trang A4)", "sent_files"),
        number("taken_files", "Đã nhận"),
        number("taken_pages", "Đã nhận (trang A4)", "taken_files"),
        number("refused_files", "Từ chối"),
        number("refused_pages", "Từ chối (trang A4)", "refused_files"),
        number("media", "Nghe nhìn"),
        ListColumn("state", "Tình trạng", lambda row: row.word, 26, order=lambda row: [*STATES].index(row.state)),
    ),
    size=20,  # on a phone each row is a card of ten lines
)

ITEMS = PortalList(
    "archive_items",
    "Hồ sơ, tài liệu đã gửi Kho lưu trữ dùng chung",
    "Da-gui-Kho-dung-chung",
    (
        ListColumn("code", "Mã", lambda row: row.code, 40),
        ListColumn("title", "Tiêu đề", lambda row: row.title, 60),
        ListColumn("part", "Danh mục", lambda row: row.get_part_display(), 14),
        ListColumn("export", "Lần xuất", lambda row: row.export.number, 10),
        ListColumn("batch", "Đợt", lambda row: row.batch, 8, within="export"),
        ListColumn("pages", "Trang A4", lambda row: row.a4_pages, adds_up=True),
        ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 20),
        ListColumn("reason", "Lý do từ chối", lambda row: row.reason, 50),
        ListColumn(
            "answered",
            "Kho trả lời ngày",
            lambda row: format_date(row.receipt.confirmed_at) if row.receipt else "",
            14,
            order=lambda row: row.receipt and row.receipt.confirmed_at,
        ),
    ),
    size=100,
    of_one=True,
)


def media(name: str, title: str, width: int = 16, within: str = "") -> ListColumn:
    column = next(one for one in MEDIA_COLUMNS if one.name == name)
    return ListColumn(name, title, lambda row: shown(column, getattr(row, name)), width, within=within)


MEDIA_LIST = PortalList(
    "media_list",
    "Phim/ảnh, ghi âm, ghi hình",
    "Phim-anh-ghi-am-ghi-hinh",
    (
        ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
        ListColumn("kind", "Loại", lambda row: row.get_kind_display(), 12),
        media("archive_number", "Số lưu trữ"),
        media("event_name", "Tên sự kiện", 36),
        media("title", "Tiêu đề", 50),
        media("author", "Tác giả", 24),
        media("place", "Địa điểm", 24, within="author"),
        ListColumn(
            "recorded_on",
            "Thời gian",
            lambda row: format_partial_date(row.recorded_on),
            order=lambda row: row.recorded_on or None,
        ),
        media("colour", "Màu sắc", within="title"),
        media("size", "Cỡ", within="title"),
        media("duration_seconds", "Thời lượng"),
        media("quality", "Chất lượng", within="duration_seconds"),
        media("accompanying", "Tài liệu đi kèm", 30, within="title"),
        media("mode", "Chế độ sử dụng", 24),
        media("condition", "Tình trạng", within="mode"),
        media("note", "Ghi chú", 30, within="title"),
    ),
    size=100,
)
