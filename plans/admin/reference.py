"""Reference data of the plan, for administrators; both departments may look. Every change stands in the history."""

from django import forms
from django.contrib import admin

from agencies.admin.base import RecordedAdmin, day_column, number_column
from agencies.calendar import portal_today
from agencies.models import Duty
from plans.models import ControlFigure, Milestone, Plan, Signer, SizeFactor, UnitPrice

NOBODY: frozenset[Duty] = frozenset()


class ReferenceAdmin(RecordedAdmin):
    """Nothing that figures stand on is deleted here."""

    view_duties = frozenset({Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES})
    add_duties = delete_duties = NOBODY
    actions = None
    exclude = ["plan"]  # there is one


@admin.register(Plan)
class PlanAdmin(ReferenceAdmin):
    list_display = ["name", "number", "starts", "period_days", "figures_are_illustrative"]
    starts = day_column("starts_on", "bắt đầu")


@admin.register(Milestone)
class MilestoneAdmin(ReferenceAdmin):
    list_display = ["key", "group_name", "printed", "last_day", "source"]
    list_filter = ["group"]
    printed = day_column("printed_date", "trước ngày (ghi trong Kế hoạch)")
    last_day = day_column("last_day_on_time", "ngày cuối còn đúng hạn")

    @admin.display(description="nhóm cơ quan")
    def group_name(self, obj):
        return obj.get_group_display() or "Mọi cơ quan"


@admin.register(Signer)
class SignerAdmin(ReferenceAdmin):
    """Whose name stands under a văn bản thẩm định that the head does not sign."""

    list_display = ["capacity", "title", "name"]
    add_duties = delete_duties = frozenset({Duty.ADMINISTRATOR})

    def save_model(self, request, obj, form, change):
        obj.plan = Plan.current()
        super().save_model(request, obj, form, change)


@admin.register(ControlFigure)
class ControlFigureAdmin(ReferenceAdmin):
    list_display = ["group", "files", "pages", "amount"]
    files = number_column("file_count", "số hồ sơ")
    pages = number_column("page_count", "số trang A4")
    amount = number_column("amount_dong", "kinh phí (đồng)")


@admin.register(UnitPrice)
class UnitPriceAdmin(ReferenceAdmin):
    """A new price is added with its first day; the old ones stay, estimates keep the price they were made with."""

    list_display = ["amount", "valid", "source"]
    add_duties = frozenset({Duty.ADMINISTRATOR})
    amount = number_column("amount_dong", "đơn giá (đồng/trang A4)")
    valid = day_column("valid_from", "áp dụng từ ngày")

    def has_delete_permission(self, request, obj=None):
        """Only a price that is not in force yet."""
        return bool(obj and obj.valid_from > portal_today()) and self.has_change_permission(request, obj)


class SizeFactorForm(forms.ModelForm):
    class Meta:
        model = SizeFactor
        fields = ["size", "factor", "confirmed"]

    def clean_factor(self):
        if not self.cleaned_data["factor"]:
            raise forms.ValidationError("Hệ số K từ 1 trở lên.")
        return self.cleaned_data["factor"]


@admin.register(SizeFactor)
class SizeFactorAdmin(ReferenceAdmin):
    """K is Sở Tài chính's to confirm (domain §5)."""

    change_duties = frozenset({Duty.ADMINISTRATOR, Duty.APPRAISES_ESTIMATES})
    form = SizeFactorForm
    list_display = ["size", "factor", "confirmed"]
    readonly_fields = ["size"]
