"""Columns of the list of who will be late: to sort by, and as a workbook."""

from datetime import date

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import Cell, ListColumn

from . import sentences
from .outlook import Outlook


def day_of(one: Outlook, name: str) -> date | None:
    return getattr(one.forecast, name) if one.forecast else None


def written(one: Outlook, name: str) -> str:
    day = day_of(one, name)
    return format_date(day) if day else ""


def chance(one: Outlook) -> Cell:
    return one.late_percent


def pace(one: Outlook) -> Cell:
    """Pages a day of late; nothing where no report shows it."""
    return one.row.pace_per_day if one.row.paces else None


def urged(one: Outlook) -> str:
    """How often by letter, where the view has looked."""
    said: str = one.__dict__.get("urged_said", "")
    return said


COLUMNS = (
    ListColumn("name", "Cơ quan, đơn vị", lambda one: one.row.name, 40),
    ListColumn("sentence", "Dự báo", sentences.sentence, 60, within="chance"),
    ListColumn("chance", "Khả năng trễ hạn (%)", chance, 12),
    ListColumn("level", "Mức", lambda one: one.level_name, 26, within="chance"),
    ListColumn("state", "Tình trạng đến nay", lambda one: one.row.schedule_name, 24, within="chance"),
    ListColumn(
        "done", "Dự báo xong khoảng", lambda one: written(one, "done_on"), 14, order=lambda one: day_of(one, "done_on")
    ),
    ListColumn("earliest", "Sớm (80%)", lambda one: written(one, "earliest"), 14, within="done"),
    ListColumn("latest", "Muộn (80%)", lambda one: written(one, "latest"), 14, within="done"),
    ListColumn("left", "Còn lại (trang)", lambda one: one.row.remaining_pages, adds_up=True),
    ListColumn("needed", "Cần mỗi ngày (trang)", lambda one: one.row.needed_per_day, within="chance"),
    ListColumn("pace", "Đang đạt (trang mỗi ngày)", pace, within="chance"),
    ListColumn("catalogues", "Mục lục chờ Sở Nội vụ (ngày)", lambda one: one.days_at_home_affairs, 14),
    ListColumn(
        "estimates", "Dự toán chờ Sở Tài chính (ngày)", lambda one: one.days_at_finance, 14, within="catalogues"
    ),
    ListColumn("own", "Không chờ ở nơi khác (ngày)", lambda one: one.own_days, 14, within="catalogues"),
    ListColumn("held", "Đang vướng", lambda one: one.obstacles_said, 44),
    ListColumn("urged", "Đã đôn đốc", urged, 36, within="name"),
)
LIST = PortalList("forecast_list", "Ai sẽ trễ hạn", "Du-bao-tre-han", COLUMNS)
