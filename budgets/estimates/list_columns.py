"""Columns of the list of estimates: to sort by, and as a workbook (đồng)."""

from collections.abc import Callable

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from budgets.models import Estimate
from plans.letters.in_lists import letter_columns


def decided_by(row: Estimate) -> str:
    return "Sở Tài chính" if row.is_appraised_by_finance else str(row.agency)


def decided_on(row: Estimate) -> str:
    return format_date(row.result_on) if row.result_on else ""


def counted(value: Callable[[Estimate], int | None]) -> Callable[[Estimate], int | None]:
    """The value where sums hold the row, else None."""
    return lambda row: value(row) if row.counts else None


COLUMNS = (
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("name", "Dự toán", lambda row: row.name, 36),
    ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 18),
    ListColumn("decided_by", "Nơi quyết định", decided_by, 24),
    ListColumn("pages", "Trang A4 quy đổi", counted(lambda row: row.a4_page_count), adds_up=True),
    ListColumn("asked", "Đề nghị (đồng)", lambda row: row.counted_asked_dong, 20, adds_up=True),
    ListColumn("uncounted", "Đề nghị của bản không cộng (đồng)", lambda row: row.uncounted_dong, 20, within="asked"),
    ListColumn("result", "Thẩm định, phê duyệt (đồng)", counted(lambda row: row.result_dong), 20, adds_up=True),
    ListColumn("on", "Ngày có kết quả", decided_on, within="result"),
    ListColumn("difference", "Chênh lệch (đồng)", counted(lambda row: row.result_difference_dong), 20, adds_up=True),
    *letter_columns(within="name"),
)
LIST = PortalList("estimate_list", "Dự toán kinh phí số hóa", "Danh-sach-Du-toan", COLUMNS, size=100)
