"""Columns of the list of decisions and of the money by agency: to sort by, and as workbooks (đồng)."""

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from budgets.models import Allocation


def state_of(row: Allocation) -> str:
    """ "Ghi đảo" for a counter-entry, "Đã ghi đảo" for what one took back."""
    if row.is_reversal:
        return "Ghi đảo"
    return "Đã ghi đảo" if row.was_reversed else ""


def kind_of(row: Allocation) -> str:
    state = state_of(row)
    return f"{row.get_kind_display()} ({state.lower()})" if state else row.get_kind_display()


COLUMNS = (
    ListColumn("number", "Số quyết định", lambda row: row.number, 22),
    ListColumn("day", "Ngày", lambda row: format_date(row.dated_on), 12, order=lambda row: row.dated_on),
    ListColumn("kind", "Loại", kind_of, 26),
    ListColumn("issuer", "Cơ quan ban hành", lambda row: str(row.issuer), 30),
    ListColumn("source", "Nguồn", lambda row: row.get_source_display(), 22),
    ListColumn("year", "Năm ngân sách", lambda row: str(row.budget_year), 12),
    ListColumn("agencies", "Số cơ quan", lambda row: row.seen_lines, 12),
    ListColumn("dong", "Số tiền (đồng)", lambda row: row.seen_dong, 22, adds_up=True),
)
LIST = PortalList("allocation_list", "Quyết định giao dự toán", "Quyet-dinh-giao-du-toan", COLUMNS, size=100)
BY_AGENCY = (
    ListColumn("agency", "Cơ quan, đơn vị", lambda row: str(row.agency), 46),
    ListColumn("appraised", "Thẩm định, phê duyệt (đồng)", lambda row: row.appraised_dong, 22, adds_up=True),
    ListColumn("allocated", "Được giao (đồng)", lambda row: row.allocated_dong, 22, adds_up=True),
    ListColumn("left", "Còn lại chưa giao (đồng)", lambda row: row.left_dong, 22, adds_up=True),
)

TABLE = PortalList("allocation_table", "Dự toán được giao theo cơ quan", "Duoc-giao", BY_AGENCY, size=0)
