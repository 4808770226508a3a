"""Columns of the list of catalogues: to sort by, and as a workbook."""

from agencies.formats.dates import format_datetime
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from plans.letters.in_lists import letter_columns
from plans.models import Catalogue

from . import queue


def since(row: Catalogue) -> str:
    return format_datetime(row.state_since) if row.state_since else ""


COLUMNS = (
    ListColumn("name", "Mục lục", lambda row: row.name, 40),
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("fonds", "Phông", lambda row: str(row.fonds), 34),
    ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 18),
    ListColumn("since", "Từ lúc", since, 20, within="state"),
    ListColumn("waiting", "Chờ Sở Nội vụ (ngày)", queue.days_waiting, 14),
    ListColumn("files", "Số hồ sơ", lambda row: row.file_count, adds_up=True),
    ListColumn("pages", "Trang A4 quy đổi", queue.known_pages, adds_up=True),
    ListColumn("unknown", "Hồ sơ chưa rõ số trang", lambda row: row.unknown_pages, adds_up=True, within="pages"),
    ListColumn(
        "estimated", "Trang A4 ước tính từ số tờ", lambda row: row.estimated_pages, adds_up=True, within="pages"
    ),
    *letter_columns(),
)
LIST = PortalList("catalogue_list", "Mục lục hồ sơ, tài liệu số hóa", "Danh-sach-Muc-luc", COLUMNS)
