"""Columns of Sở Nội vụ's queue: to sort by, and as a workbook."""

from collections.abc import Callable

from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from plans.letters.in_lists import letter_columns
from plans.models import Catalogue

from . import queue


def risk(name: str) -> Callable[[Catalogue], int | None]:
    """A count of what stands out; None where the catalogue does not wait, or is not counted."""

    def value(row: Catalogue) -> int | None:
        found = getattr(row, "risk", None) if row.is_awaited else None
        return getattr(found, name) if found else None

    return value


def pages_left(row: Catalogue) -> int | None:
    return queue.waiting_pages(row) if row.is_awaited else None


def decided_files(row: Catalogue) -> int | None:
    return row.accepted_files + row.left_out_files if row.is_awaited else None


COLUMNS = (
    ListColumn("name", "Mục lục", lambda row: row.name, 40),
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("fonds", "Phông", lambda row: str(row.fonds), 34, within="name"),
    ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 18, within="waiting"),
    ListColumn("waiting", "Đã chờ (ngày)", queue.days_waiting, 12),
    ListColumn("files", "Số hồ sơ", lambda row: row.file_count, adds_up=True),
    ListColumn("pages", "Trang A4 còn chờ", pages_left, adds_up=True),
    ListColumn("doubled", "Trùng (hồ sơ)", risk("doubled_files"), 12, adds_up=True),
    ListColumn("unarranged", "Chưa chỉnh lý (hồ sơ)", risk("unarranged_files"), 12, adds_up=True),
    ListColumn("unusual", "Số trang bất thường (hồ sơ)", risk("unusual_files"), 12, adds_up=True),
    ListColumn("unseen", "Chưa xem từng hồ sơ", risk("unseen_files"), 12, adds_up=True),
    ListColumn("decided", "Đã có kết quả (hồ sơ)", decided_files, 12, adds_up=True, within="unseen"),
    ListColumn("weight", "Mức cần xem", risk("weight"), 12),
    ListColumn("who", "Người xử lý", lambda row: str(row.assigned_to or ""), 26),
    ListColumn("handed_in_by", "Người trình", lambda row: str(row.submitted_by or ""), 26, within="letter"),
    *letter_columns(),
)
LIST = PortalList("appraisal_queue", "Mục lục chờ Sở Nội vụ thẩm định", "Hang-cho-tham-dinh", COLUMNS)
