"""Columns of the table of a period: who has reported, and how far everybody is, as a workbook."""

from collections.abc import Callable
from datetime import date

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_percent
from agencies.list_choice import PortalList
from agencies.list_columns import Cell, ListColumn

from .table import ENDED, EXCUSED, MISSING, SENT, ProgressRow


def last(name: str) -> Callable[[ProgressRow], Cell]:
    """A cumulative figure of the row's last report; None before the first."""
    return lambda row: row.last[name] if row.last else None


def state(row: ProgressRow) -> str:
    """Đã gửi, chưa gửi, or who sends in its place."""
    return {SENT: "đã gửi", MISSING: "chưa gửi"}.get(row.state) or row.who_sends


def day(row: ProgressRow, of: str, name: str) -> str:
    report = getattr(row, of)
    return format_date(report[name]) if report else ""


def share(row: ProgressRow) -> float | None:
    """Of the target, to sort by; None where either is not known."""
    return row.scanned_pages / row.planned_pages if row.planned_pages and row.scanned_pages is not None else None


def until(row: ProgressRow) -> date | None:
    return row.last["period_end"] if row.last else None


IN_ORDER = (MISSING, SENT, EXCUSED, ENDED)
COLUMNS = (
    ListColumn("agency", "Cơ quan, đơn vị", lambda row: row.agency.name, 40),
    ListColumn(
        "parent", "Thuộc", lambda row: str(row.agency.parent or "") if row.is_commune else "", 30, within="agency"
    ),
    ListColumn("state", "Tình trạng gửi", state, 20, order=lambda row: IN_ORDER.index(row.state)),
    ListColumn("district", "Cấp huyện", lambda row: row.district[1] if row.district else "", 22, within="state"),
    ListColumn("sent", "Ngày gửi", lambda row: day(row, "sent", "submitted_on"), 14, within="state"),
    ListColumn("planned", "Trang theo chỉ tiêu", lambda row: row.planned_pages, adds_up=True, within="share"),
    ListColumn("in_period", "Trang trong kỳ", lambda row: row.in_period_pages, adds_up=True),
    ListColumn("files", "Hồ sơ đã số hóa, lũy kế", last("scanned_files"), adds_up=True),
    ListColumn("pages", "Trang đã số hóa, lũy kế", last("scanned_pages"), adds_up=True),
    ListColumn(
        "share", "So với chỉ tiêu", lambda row: format_percent(row.scanned_pages, row.planned_pages), 12, order=share
    ),
    ListColumn("checked", "Trang kiểm tra đạt", last("checked_pages"), adds_up=True),
    ListColumn("integrated", "Trang đã lên Kho dùng chung", last("integrated_pages"), adds_up=True),
    ListColumn("until", "Số liệu đến", lambda row: day(row, "last", "period_end"), 14, order=until),
)
LIST = PortalList("progress", "Tiến độ số hóa", "Tien-do", COLUMNS)
