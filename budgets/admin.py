"""Dated limits that warn, the Treasury's form and the usual rate of work, for administrators; what was done before
keeps its day's. Who compared a limit or the form with the law it rests on, and when, is recorded here."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin

from agencies.admin.base import day_column, number_column
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from budgets.models import AdvanceLimit, ProcurementLimit, TreasuryForm, WorkRate
from budgets.models.legal_basis import LegalBasis
from plans.admin.reference import DatedAdmin


def of_procurement_limit(before: ProcurementLimit | None, after: ProcurementLimit) -> Iterator[str]:
    """From which day contracts of the form are warned of; what was signed before is not judged again."""
    if is_only_checked(before, after, "form", "limit_dong"):
        return
    yield (
        f"Hợp đồng {after.get_form_display().lower()} ký từ ngày {format_date(after.valid_from)} có giá trị trên "
        f"{format_dong(after.limit_dong)} phải ghi lý do; hợp đồng đã ghi không xét lại."
    )


def of_advance_limit(before: AdvanceLimit | None, after: AdvanceLimit) -> Iterator[str]:
    """From which day advances are warned of."""
    if is_only_checked(before, after, "percent"):
        return
    yield (
        f"Tạm ứng từ ngày {format_date(after.valid_from)} vượt {after.percent}% giá trị hợp đồng phải ghi lý do; tạm "
        "ứng đã ghi không xét lại."
    )


def of_treasury_form(before: TreasuryForm | None, after: TreasuryForm) -> Iterator[str]:
    """On which papers the name of the form stands."""
    if is_only_checked(before, after, "name"):
        return
    yield (
        f"Bảng xác định giá trị khối lượng lập cho chứng từ từ ngày {format_date(after.valid_from)} ghi {after.name}; "
        "bảng của chứng từ trước ngày đó giữ nguyên tên mẫu."
    )


def is_only_checked(before: LegalBasis | None, after: LegalBasis, *names: str) -> bool:
    """True where nothing that counts is changed: neither these fields nor the day, only what is said of the basis."""
    return before is not None and all(getattr(before, each) == getattr(after, each) for each in (*names, "valid_from"))


def of_work_rate(before: WorkRate | None, after: WorkRate) -> Iterator[str]:
    """From which day new simulations propose it; those that were worked out keep theirs."""
    yield (
        f"Phương án phân bổ lập từ ngày {format_date(after.valid_from)} lấy sẵn {format_int(after.pages_per_day)} "
        "trang A4 mỗi người mỗi ngày; phương án đã tính giữ nguyên."
    )


class LegalBasisAdmin(DatedAdmin):
    """What rests on a text of law: whoever compares it with the text ticks that, whenever that is."""

    kept_open = ("basis_checked",)
    list_select_related = ["checked_by"]
    checked = day_column("checked_on", "ngày kiểm tra")

    def save_model(self, request: Any, obj: LegalBasis, form: Any, change: bool) -> None:
        obj.note_check(request.user, is_changed=bool(set(form.changed_data) - {"basis_checked"}))
        super().save_model(request, obj, form, change)


CHECK = ("source", "basis_checked", "checked_by", "checked")


@admin.register(ProcurementLimit)
class ProcurementLimitAdmin(LegalBasisAdmin):
    list_display = ["form", "limit", "valid", *CHECK]
    list_filter = ["form", "basis_checked"]
    limit = number_column("limit_dong", "hạn mức (đồng)")
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_procurement_limit)


@admin.register(AdvanceLimit)
class AdvanceLimitAdmin(LegalBasisAdmin):
    list_display = ["percent", "valid", *CHECK]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_advance_limit)


@admin.register(TreasuryForm)
class TreasuryFormAdmin(LegalBasisAdmin):
    list_display = ["name", "valid", *CHECK]
    fields = ["name", "valid_from", "source", "basis_checked"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_treasury_form)


@admin.register(WorkRate)
class WorkRateAdmin(DatedAdmin):
    list_display = ["pages", "valid", "source"]
    pages = number_column("pages_per_day", "trang A4 mỗi người mỗi ngày")
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_work_rate)
