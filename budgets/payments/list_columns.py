"""Columns of the list of settlements: to sort by, and as a workbook (đồng)."""

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from budgets.models import Settlement


def state(row: Settlement) -> str:
    """What became of it."""
    if row.is_reversal:
        return "Ghi đảo"
    return "Đã ghi đảo" if row.was_reversed else "Đã quyết toán"


SETTLEMENTS = (
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("year", "Năm ngân sách", lambda row: str(row.budget_year)),
    ListColumn("number", "Số văn bản", lambda row: row.number, 22),
    ListColumn("day", "Ngày", lambda row: format_date(row.dated_on), within="number"),
    ListColumn("allocated", "Được giao (đồng)", lambda row: row.allocated_dong, 20, adds_up=True),
    ListColumn("accepted", "Nghiệm thu (đồng)", lambda row: row.accepted_dong, 20, adds_up=True),
    ListColumn("settled", "Quyết toán (đồng)", lambda row: row.amount_dong, 20, adds_up=True),
    ListColumn("returned", "Nộp trả nguồn (đồng)", lambda row: row.returned_dong, 20, adds_up=True),
    ListColumn("state", "Trạng thái", state, 18),
)
LIST = PortalList("settlement_list", "Quyết toán", "Quyet-toan", SETTLEMENTS)
