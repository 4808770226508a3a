"""The comparison of two versions of an estimate as a workbook: a row for each cause (trang A4 quy đổi, đồng)."""

from typing import NamedTuple

from agencies.list_columns import ListColumn, list_workbook
from budgets.models import Estimate

from .comparison import Comparison


class Row(NamedTuple):
    name: str
    before: str | int
    after: str | int
    pages: int | None
    dong: int


COLUMNS = (
    ListColumn("name", "Nguyên nhân", lambda row: row.name, 44),
    ListColumn("before", "Bản trước", lambda row: row.before, 22),
    ListColumn("after", "Bản này", lambda row: row.after, 22),
    ListColumn("pages", "Trang A4 quy đổi tăng, giảm", lambda row: row.pages, 22, adds_up=True),
    ListColumn("dong", "Số tiền tăng, giảm (đồng)", lambda row: row.dong, 24, adds_up=True),
)


def comparison_workbook(estimate: Estimate, comparison: Comparison) -> bytes:
    """Bytes of the .xlsx: both sums, the causes, and below them the sums of what they add."""
    title = f"So sánh “{estimate.name}” với bản đã quyết định, {estimate.agency}"
    rows = [Row(cause.name, cause.before, cause.after, cause.pages, cause.dong) for cause in comparison.causes]
    sums = {
        "before": comparison.before.dong,
        "after": comparison.after.dong,
        "pages": comparison.pages,
        "dong": comparison.dong,
    }
    return list_workbook(title, COLUMNS, rows, sums)
