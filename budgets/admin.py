"""Dated limits that warn and the usual rate of work, for administrators; what was done before keeps its day's."""

from collections.abc import Iterator

from django.contrib import admin

from agencies.admin.base import day_column, number_column
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from budgets.models import AdvanceLimit, ProcurementLimit, WorkRate
from plans.admin.reference import DatedAdmin


def of_procurement_limit(before: ProcurementLimit | None, after: ProcurementLimit) -> Iterator[str]:
    """From which day contracts of the form are warned of; what was signed before is not judged again."""
    yield (
        f"Hợp đồng {after.get_form_display().lower()} ký từ ngày {format_date(after.valid_from)} có giá trị trên "
        f"{format_dong(after.limit_dong)} phải ghi lý do; hợp đồng đã ghi không xét lại."
    )


def of_advance_limit(before: AdvanceLimit | None, after: AdvanceLimit) -> Iterator[str]:
    """From which day advances are warned of."""
    yield (
        f"Tạm ứng từ ngày {format_date(after.valid_from)} vượt {after.percent}% giá trị hợp đồng phải ghi lý do; tạm "
        "ứng đã ghi không xét lại."
    )


def of_work_rate(before: WorkRate | None, after: WorkRate) -> Iterator[str]:
    """From which day new simulations propose it; those that were worked out keep theirs."""
    yield (
        f"Phương án phân bổ lập từ ngày {format_date(after.valid_from)} lấy sẵn {format_int(after.pages_per_day)} "
        "trang A4 mỗi người mỗi ngày; phương án đã tính giữ nguyên."
    )


@admin.register(ProcurementLimit)
class ProcurementLimitAdmin(DatedAdmin):
    list_display = ["form", "limit", "valid", "source"]
    list_filter = ["form"]
    limit = number_column("limit_dong", "hạn mức (đồng)")
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_procurement_limit)


@admin.register(AdvanceLimit)
class AdvanceLimitAdmin(DatedAdmin):
    list_display = ["percent", "valid", "source"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_advance_limit)


@admin.register(WorkRate)
class WorkRateAdmin(DatedAdmin):
    list_display = ["pages", "valid", "source"]
    pages = number_column("pages_per_day", "trang A4 mỗi người mỗi ngày")
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_work_rate)
