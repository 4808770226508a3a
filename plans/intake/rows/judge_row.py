"""Rules over several cells of one row, as the grid form asks them; `judge_columns` asks the same of whole columns."""

from collections.abc import Collection, Mapping
from typing import Any

from agencies.secrecy.marks import is_marked
from plans.intake.cells import values
from plans.intake.columns import BY_FIELD, NEEDED, PAGE_FIELDS

from .judge_columns import ENDS_EARLY, ends_early
from .judge_counts import NO_PAGES, too_many_pages
from .read_columns import NOT_ENTERED

MARKED = "có dấu hiệu bí mật nhà nước, không được đưa lên cổng; xóa dòng này và chỉ kê số lượng theo độ mật"
# What a file is recognised by within its catalogue: hộp/cặp số, hồ sơ số and Mục lục số.
KEY = ("box_number", "file_number", "catalogue_number")
# The stored values of a file by field.
FileValues = Mapping[str, Any]


def row_errors(row: FileValues, unread: Collection[str] = (), typed: Collection[str] = ()) -> dict[str, str]:
    """{field: what is wrong} over several cells; rules that need a cell of `unread` wait until it can be read.

    No pages at all are pages that nobody has counted yet, unless a 0 was `typed` as one of them.
    """
    errors = {}
    start, end = row.get("start_date"), row.get("end_date")
    if start and end and ends_early(start, end):
        errors["end_date"] = ENDS_EARLY.format(values.show_day(start))
    says_pages = any(name in typed for name in PAGE_FIELDS) and not any(name in unread for name in PAGE_FIELDS)
    if says_pages and not pages_of(row):
        errors["page_count"] = NO_PAGES
    return errors | {name: MARKED for name, value in row.items() if is_marked(value)}


def unknown_errors(row: FileValues) -> dict[str, str]:
    """{field: what to enter} of what may be left open in a draft only, and this row does not know."""
    known = dict(row) | {"page_count": pages_of(row)}
    return {
        name: NOT_ENTERED.format(BY_FIELD[name].help[0].lower() + BY_FIELD[name].help[1:])
        for name in NEEDED
        if known[name] is None or (known[name] in ("", 0) and name != "retention_years")
    }


def row_warnings(row: FileValues) -> dict[str, str]:
    """{field: what is unlikely but may be so}."""
    if row["sheet_count"] and pages_of(row) > 2 * row["sheet_count"]:
        return {"sheet_count": too_many_pages(pages_of(row), row["sheet_count"])}
    return {}


def pages_of(row: FileValues) -> int:
    """Pages of every size, each counted once (trang)."""
    return sum(row[name] for name in PAGE_FIELDS)


def key_of(row: FileValues) -> tuple[str, ...]:
    """What a file is recognised by within its catalogue, in the order of KEY."""
    return tuple(row[name] for name in KEY)
