"""Columns of the list of simulations: to sort by, and as a workbook."""

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from budgets.models import Simulation

from .outcome import Part, filled, sum_of


def total_of(simulation: Simulation) -> Part | None:
    """The sums of the result; None before there is one."""
    if not simulation.is_ready:
        return None
    parts = [filled(Part(), row) for _, *row in simulation.result["agencies"]]
    return sum_of(parts, price_dong=simulation.price_dong)


def state_of(row: Simulation) -> str:
    return "Phương án trình" if row.is_proposal else str(row.get_state_display())


LIST = PortalList(
    "simulation_list",
    "Phương án phân bổ",
    "Phuong-an-phan-bo",
    (
        ListColumn("name", "Phương án", lambda row: row.name, 40),
        ListColumn("state", "Tình trạng", state_of, 18),
        ListColumn("scope", "Phạm vi", lambda row: row.get_scope_display(), 36),
        ListColumn("dong", "Số tiền (đồng)", lambda row: row.sum_dong, 22),
        ListColumn(
            "deadline", "Xong trong ngày", lambda row: format_date(row.deadline), 14, order=lambda r: r.deadline
        ),
        ListColumn("files", "Hồ sơ được chọn", lambda row: row.total and row.total.chosen_files, 14),
        ListColumn("pages", "Trang A4 được chọn", lambda row: row.total and row.total.chosen_pages, 16),
        ListColumn("used", "Dùng hết (đồng)", lambda row: row.total and row.total.chosen_dong, 22),
        ListColumn("by", "Người lập", lambda row: str(row.requester), 24),
    ),
)
