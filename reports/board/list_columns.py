"""Columns of the list of agencies as a workbook; the table of the page has the same keys (table.py, filters.SORTS)."""

from django.utils.html import strip_tags

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_percent
from agencies.list_choice import PortalList
from agencies.list_columns import Cell, ListColumn

from ..figures import AgencyFigures
from . import table

TITLES = {"departments": "Phụ lục I", "districts": "Phụ lục II"}


def reported(row: AgencyFigures, number: int) -> Cell:
    """A number of the last report; nothing before the first."""
    return number if row.last_period_end else None


def share(row: AgencyFigures) -> str:
    return format_percent(row.scanned_pages, row.planned_pages) if row.last_period_end else ""


def needed(row: AgencyFigures) -> Cell:
    """Pages a day that still reach the deadline, as the page says it."""
    return row.needed_per_day if row.remaining_pages and row.needed_per_day is not None else table.needed(row)


COLUMNS = (
    ListColumn("name", "Cơ quan, đơn vị", lambda row: row.name, 40),
    ListColumn("group", "Phụ lục", lambda row: TITLES.get(row.group, ""), 12, within="name"),
    ListColumn("files", "Hồ sơ", lambda row: row.planned_files, adds_up=True),
    ListColumn("pages", "Trang kế hoạch", lambda row: row.planned_pages, adds_up=True),
    ListColumn("scanned", "Đã số hóa", lambda row: reported(row, row.scanned_pages), adds_up=True),
    ListColumn("evidenced", "Có chứng cứ", lambda row: row.evidenced_pages, adds_up=True, within="scanned"),
    ListColumn("share", "Tỷ lệ", share, 10),
    ListColumn("needed", "Cần mỗi ngày", needed),
    ListColumn("pace", "Đang đạt", lambda row: row.pace_per_day if row.paces else None),
    ListColumn(
        "pace_until",
        "Đang đạt, tính đến ngày",
        lambda row: format_date(row.last_period_end) if row.last_period_end else "",
        within="pace",
    ),
    ListColumn("forecast", "Xong với tốc độ gần đây", lambda row: strip_tags(table.forecast(row)), 24),
    ListColumn("state", "Tình trạng", lambda row: row.schedule_name, 30),
)
LIST = PortalList("agency_list", "Cơ quan, đơn vị", "Danh-sach-Co-quan", COLUMNS, size=0)
