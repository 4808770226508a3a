"""Columns of the list of requests for a purge: to sort by, and as a workbook. No content is in any of them."""

from ..formats.dates import format_date, format_datetime
from ..list_choice import PortalList
from ..list_columns import ListColumn

COLUMNS = (
    ListColumn(
        "document", "Theo văn bản", lambda row: row.document_number, 22, order=lambda row: (row.document_date, row.pk)
    ),
    ListColumn("dated", "Ngày văn bản", lambda row: format_date(row.document_date), within="document"),
    ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 20),
    ListColumn("asked", "Người đề nghị", lambda row: str(row.asked_by), 28, order=lambda row: row.asked_at),
    ListColumn("asked_at", "Đề nghị lúc", lambda row: format_datetime(row.asked_at), 22, within="asked"),
    ListColumn("decided", "Người thứ hai", lambda row: str(row.decided_by or ""), 28, order=lambda row: row.decided_at),
    ListColumn(
        "decided_at",
        "Thời điểm",
        lambda row: format_datetime(row.decided_at) if row.decided_at else "",
        22,
        within="decided",
    ),
)
LIST = PortalList("purge_list", "Đề nghị xóa nội dung không được lưu", "Danh-sach-De-nghi-xoa", COLUMNS)
