"""Columns of the register of letters: to sort by, and as a workbook."""

from agencies.formats.dates import format_date, format_datetime
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn

from .listing import Entry, by_number, day_of


def scan(row: Entry) -> str:
    return "có" if row.letter.scan else ""


COLUMNS = (
    ListColumn("number", "Số công văn", lambda row: row.letter.number, 20, order=by_number),
    ListColumn("day", "Ngày công văn", lambda row: format_date(row.letter.issued_on), 14, order=day_of),
    ListColumn("agency", "Cơ quan", lambda row: str(row.letter.agency), 36),
    ListColumn("kind", "Kèm theo", lambda row: row.letter.get_kind_display(), 22),
    ListColumn("subject", "Nội dung trình", lambda row: row.said, 54),
    ListColumn("turn", "Lần trình", lambda row: row.letter.turn, 10),
    ListColumn("scan", "Bản quét", scan, 10),
    ListColumn(
        "sent",
        "Gửi lúc",
        lambda row: format_datetime(row.letter.entered_at),
        20,
        order=lambda row: row.letter.entered_at,
    ),
    ListColumn("by", "Người gửi", lambda row: str(row.letter.entered_by), 26, within="sent"),
)
LIST = PortalList("letter_list", "Sổ công văn trình", "So-cong-van-trinh", COLUMNS)
