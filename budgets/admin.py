"""Dated limits that warn, for administrators; what was signed before keeps the one of its day."""

from collections.abc import Iterator

from django.contrib import admin

from agencies.admin.base import day_column, number_column
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from budgets.models import AdvanceLimit, ProcurementLimit
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
