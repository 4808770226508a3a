from datetime import date
from typing import Any

from django import forms

from agencies.formats.numbers import format_dong
from agencies.formfields import MoneyField
from agencies.models import Agency
from agencies.open_text import OpenText
from agencies.workflow import WorkflowError
from budgets.contracts.forms import DocumentForm, WarnedForm
from budgets.contracts.sums import ContractSums
from budgets.contracts.warnings import Warned
from budgets.estimates.forms import LARGEST_DONG, TOO_LARGE
from budgets.models import Payment


class PaymentForm(WarnedForm, DocumentForm):
    """An advance, a payment, the recovery of an advance or what of it is paid back: kind, document, amount."""

    kind = forms.ChoiceField(label="Loại", choices=Payment.Kind.choices, widget=forms.RadioSelect)
    amount_dong = MoneyField(
        label="Số tiền",
        min_value=1,
        max_value=LARGEST_DONG,
        error_messages={**TOO_LARGE, "min_value": "Ghi số tiền lớn hơn 0.", "required": "Ghi số tiền."},
    )
    field_order = ("kind", "number", "dated_on", "amount_dong", "warned_reason")

    def __init__(self, sums: ContractSums, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label, self.fields["dated_on"].label = "Số chứng từ", "Ngày chứng từ"
        self.fields["number"].help_text = "Ví dụ UNC 015"
        to_pay, advance = format_dong(sums.to_pay_dong), format_dong(sums.open_advance_dong)
        self.fields[
            "amount_dong"
        ].help_text = f"Đồng; còn {to_pay} đã nghiệm thu chưa thanh toán, {advance} tạm ứng chưa thu hồi"

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `pay`."""
        names = ("kind", "number", "dated_on", "amount_dong")
        return {name: self.cleaned_data[name] for name in names} | {"reason": self.cleaned_data["warned_reason"]}


class SettlementForm(DocumentForm):
    """A settlement: its document, and a word about it."""

    reason = OpenText(label="Ghi chú, lý do", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)

    def __init__(self, agency: Agency, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Agency.objects.filter(pk=agency.pk)
        self.fields["agency"] = forms.ModelChoiceField(own, to_field_name="code", widget=forms.HiddenInput)
        self.fields["year"] = forms.IntegerField(widget=forms.HiddenInput)
        self.initial["agency"], self.initial["year"] = agency.code, year
        self.year = year

    def refuse(self, error: WorkflowError) -> None:
        """Say why nothing was written; what wants a reason at the field for it."""
        if isinstance(error, Warned):
            self.add_error("reason", str(error))
        else:
            super().refuse(error)

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `settle`."""
        return {name: self.cleaned_data[name] for name in ("number", "dated_on", "reason")} | {"year": self.year}


def years_of(first: date, last: date) -> list[int]:
    """Budget years from the plan's first day to the day, the latest first."""
    return list(range(last.year, first.year - 1, -1))
