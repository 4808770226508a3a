"""The list of values beyond a bound as a workbook."""

from collections.abc import Sequence

from agencies.calendar import portal_today
from agencies.formats.dates import format_date, format_datetime
from agencies.list_columns import ListColumn, list_workbook
from plans.models import UnusualValue

from .queue import sums_of

MONEY = UnusualValue.Kind.ESTIMATE
COLUMNS = (
    ListColumn("agency", "Cơ quan, đơn vị", lambda row: str(row.agency), 36),
    ListColumn("kind", "Loại", lambda row: row.get_kind_display(), 20),
    ListColumn("name", "Số liệu", lambda row: row.name, 40),
    ListColumn("pages", "Trang A4 quy đổi", lambda row: None if row.kind == MONEY else row.pages, 18),
    ListColumn("dong", "Đồng", lambda row: row.dong if row.kind == MONEY else None, 22),
    ListColumn("sentences", "Điểm bất thường", lambda row: "\n".join(row.sentences), 70),
    ListColumn("reason", "Lý do", lambda row: row.reason, 50),
    ListColumn("entered_by", "Người nhập", lambda row: str(row.entered_by), 26),
    ListColumn("entered_at", "Nhập lúc", lambda row: format_datetime(row.entered_at), 22),
    ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 18),
    ListColumn("decided_by", "Người xác nhận, trả lại", lambda row: str(row.decided_by or ""), 26),
    ListColumn("decided_at", "Lúc", lambda row: format_datetime(row.decided_at) if row.decided_at else "", 22),
    ListColumn("answer", "Ý kiến", lambda row: row.answer, 40),
)


def unusual_workbook(rows: Sequence[UnusualValue]) -> bytes:
    """Bytes of the .xlsx: one line a value, the sums below."""
    sums = sums_of(rows)
    title = f"Số liệu cần xác nhận (đến ngày {format_date(portal_today())})"
    return list_workbook(title, COLUMNS, rows, {"pages": sums["pages"], "dong": sums["dong"]})
