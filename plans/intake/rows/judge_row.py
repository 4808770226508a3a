"""Rules over several cells of one row, as the grid form asks them; `judge_columns` asks the same of whole columns."""

from collections.abc import Collection, Mapping
from typing import Any

from agencies.secrecy.marks import is_marked
from plans.intake.cells import values
from plans.intake.columns import PAGE_FIELDS

from .judge_columns import ENDS_EARLY, ends_early
from .judge_counts import NO_PAGES, too_many_pages

MARKED = "có dấu hiệu bí mật nhà nước, không được đưa lên cổng; xóa dòng này và chỉ kê số lượng theo độ mật"
# The stored values of a file by field.
FileValues = Mapping[str, Any]


def row_errors(row: FileValues, unread: Collection[str] = ()) -> dict[str, str]:
    """{field: what is wrong} over several cells; rules that need a cell of `unread` wait until it can be read."""
    errors = {}
    start, end = row.get("start_date"), row.get("end_date")
    if start and end and ends_early(start, end):
        errors["end_date"] = ENDS_EARLY.format(values.show_day(start))
    if not any(name in unread for name in PAGE_FIELDS) and not pages_of(row):
        errors["page_count"] = NO_PAGES
    return errors | {name: MARKED for name, value in row.items() if is_marked(value)}


def row_warnings(row: FileValues) -> dict[str, str]:
    """{field: what is unlikely but may be so}."""
    if row["sheet_count"] and pages_of(row) > 2 * row["sheet_count"]:
        return {"sheet_count": too_many_pages(pages_of(row), row["sheet_count"])}
    return {}


def pages_of(row: FileValues) -> int:
    """Pages of every size, each counted once (trang)."""
    return sum(row[name] for name in PAGE_FIELDS)


def key_of(row: FileValues) -> tuple[str, str]:
    """What a file is recognised by within its catalogue: hộp/cặp số and hồ sơ số."""
    return row["box_number"], row["file_number"]
