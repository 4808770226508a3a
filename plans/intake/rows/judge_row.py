"""Rules over several cells of one row, as the grid form asks them; `judging` asks the same of whole columns."""

from agencies.formats.dates import partial_span
from agencies.formats.numbers import format_int
from plans.intake.cells import values
from plans.intake.columns import PAGE_FIELDS
from plans.intake.secrets.marks import is_marked

from .judge_columns import NO_PAGES

MARKED = "có dấu hiệu bí mật nhà nước, không được đưa lên cổng; xóa dòng này và chỉ kê số lượng theo độ mật"


def row_errors(row, unread=()):
    """{field: what is wrong} over several cells; rules that need a cell of `unread` wait until it can be read."""
    errors = {}
    if row.get("start_date") and row.get("end_date"):
        if partial_span(row["start_date"])[0] > partial_span(row["end_date"])[1]:
            errors["end_date"] = f"kết thúc trước khi bắt đầu ({values.show_day(row['start_date'])}); kiểm tra hai ngày"
    if not any(name in unread for name in PAGE_FIELDS) and not pages_of(row):
        errors["page_count"] = NO_PAGES
    if any(is_marked(value) for value in row.values()):
        errors["title"] = MARKED
    return errors


def row_warnings(row):
    """What is unlikely but may be so."""
    if row["sheet_count"] and pages_of(row) > 2 * row["sheet_count"]:
        text = f"{format_int(pages_of(row))} trang mà chỉ {format_int(row['sheet_count'])} tờ (mỗi tờ tối đa 2 trang)"
        return {"sheet_count": text + "; kiểm tra lại"}
    return {}


def pages_of(row):
    """Pages of every size, each counted once (trang)."""
    return sum(row[name] for name in PAGE_FIELDS)


def key_of(row):
    """What a file is recognised by within its catalogue: hộp/cặp số and hồ sơ số."""
    return row["box_number"], row["file_number"]
