"""Columns of the list of who decides in whose place: to sort by, and as a workbook."""

from ..formats.dates import format_date, format_datetime
from ..list_choice import PortalList
from ..list_columns import ListColumn

COLUMNS = (
    ListColumn("name", "Người được giao", lambda row: row.name, 30),
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 36, within="name"),
    ListColumn("capacity", "Tư cách ký", lambda row: f"{row.short} {row.head_title}", 26),
    ListColumn("title", "Chức vụ", lambda row: row.title, 26, within="capacity"),
    ListColumn("giver", "Người giao", lambda row: str(row.giver), 28),
    ListColumn("decisions", "Việc được giao", lambda row: "; ".join(row.decision_names), 50),
    ListColumn("days", "Từ ngày", lambda row: format_date(row.valid_from), order=lambda row: row.valid_from),
    ListColumn("valid_to", "Đến hết ngày", lambda row: format_date(row.valid_to), within="days"),
    ListColumn(
        "ended", "Kết thúc lúc", lambda row: format_datetime(row.ended_at) if row.ended_at else "", 22, within="days"
    ),
    ListColumn("state", "Trạng thái", lambda row: row.standing, 22),
)
LIST = PortalList("delegation_list", "Ký thay, thừa lệnh, thừa ủy quyền", "Danh-sach-Giao-ky", COLUMNS)
