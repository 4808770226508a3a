"""Columns of the list of letters that urge: to sort by, and as a workbook."""

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn

from ..models import UrgingLetter


def number(row: UrgingLetter) -> str:
    return row.document.number if row.document else ""


def day(row: UrgingLetter) -> str:
    return format_date(row.document.issued_on) if row.document else ""


def named(row: UrgingLetter) -> str:
    """Everybody who is urged."""
    return "; ".join(dict.fromkeys(str(one.agency) for one in row.urged.all()))


COLUMNS = (
    ListColumn("subject", "Trích yếu", lambda row: row.subject, 50),
    ListColumn("number", "Số công văn", number, 22),
    ListColumn("day", "Ngày", day, order=lambda row: row.document.issued_on if row.document else None, within="number"),
    ListColumn("as_of", "Số liệu đến ngày", lambda row: format_date(row.as_of), order=lambda row: row.as_of),
    ListColumn("agencies", "Cơ quan được đôn đốc", named, 60),
    ListColumn("received", "Đã nhận", lambda row: row.received_count, 12, adds_up=True),
    ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 16),
)
LIST = PortalList("urging_list", "Công văn đôn đốc", "Cong-van-don-doc", COLUMNS)
