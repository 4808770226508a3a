"""What a decision on an allocation says: its facts, and a row per agency."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms

from agencies.actions import not_after_today
from agencies.calendar import portal_today
from agencies.file_fields import TABLES, UploadField
from agencies.formats.numbers import format_dong
from agencies.formats.text import capitalized
from agencies.formfields import DayField, MoneyField
from agencies.models import Agency
from agencies.open_text import OpenText
from budgets.models import Allocation

from .permissions import Charge
from .rules import LARGEST_DONG, REASON_NEEDED, Standing, by_family, excess, refusal
from .services import NO_LINES, Facts, Line
from .workbook_rows import LONGEST_NOTE, LONGEST_REASON

NOT_WHOLE = "Trang vừa gửi không đủ dòng của các cơ quan: tải lại trang rồi nhập lại."
ABOVE = "Tổng các dòng {} vượt {} của phương án. Giảm bớt, hoặc lập phương án khác với số tiền mới."
TOO_LARGE = {"max_value": "Số quá lớn: kiểm tra lại."}


class FactsForm(forms.Form):
    """Number, day, signer, kind, budget year and source of the document."""

    kind = forms.ChoiceField(label="Loại quyết định", choices=Allocation.Kind.choices)
    number = OpenText(label="Số quyết định", max_length=60, help_text="Ví dụ 1234/QĐ-UBND")
    day = DayField(label="Ngày quyết định")
    signer = OpenText(label="Người ký", max_length=120, help_text="Chức vụ, họ và tên")
    budget_year = forms.TypedChoiceField(label="Năm ngân sách", coerce=int)
    source = forms.ChoiceField(label="Nguồn kinh phí", choices=Allocation.Source.choices)
    source_note = OpenText(label="Ghi rõ nguồn", max_length=200, required=False, help_text="Bắt buộc với nguồn khác")

    def __init__(self, *args: Any, charge: Charge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = portal_today().year
        years = cast(forms.TypedChoiceField, self.fields["budget_year"])
        years.choices, years.initial = [(each, str(each)) for each in (year - 1, year, year + 1)], year
        self.fields["source"].initial = charge.source

    def clean_day(self) -> date:
        return not_after_today(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("source") == Allocation.Source.OTHER and not data.get("source_note"):
            self.add_error("source_note", "Ghi rõ nguồn kinh phí.")
        return data

    def facts(self) -> Facts:
        return Facts(**self.cleaned_data)

    @property
    def sign(self) -> int:
        """−1 where the chosen kind takes money back."""
        return -1 if self["kind"].value() in Allocation.LOWERING else 1


class LineForm(forms.Form):
    """One agency's amount; empty means that the document does not name it."""

    amount = MoneyField(label="Số giao", required=False, max_value=LARGEST_DONG, error_messages=TOO_LARGE)
    excess_reason = OpenText(label="Lý do vượt số thẩm định", max_length=LONGEST_REASON, required=False)
    note = OpenText(label="Ghi chú", max_length=LONGEST_NOTE, required=False)


class AllocationLines(forms.BaseFormSet):
    """The rows of the agencies in their order, each beside where the agency stands."""

    def __init__(
        self, *args: Any, agencies: Sequence[Agency], standings: Mapping[int, Standing], **kwargs: Any
    ) -> None:
        self.agencies, self.standings = agencies, standings
        super().__init__(*args, **kwargs)

    @property
    def rows(self) -> list[tuple[Agency, Standing, forms.Form]]:
        """(agency, its standing, its form); the form knows the row's name for the list of errors."""
        found = []
        for agency, form in zip(self.agencies, self.forms, strict=False):
            form.__dict__["row_name"] = str(agency)
            found.append((agency, self.standings[agency.pk], form))
        return found

    @property
    def is_whole(self) -> bool:
        """The page had a row for each agency."""
        return self.total_form_count() == len(self.agencies)

    def judge(self, sign: int, most_dong: int | None = None) -> bool:
        """True where nothing is wrong with the sums; else each fault stands at its cell. −1: the document lowers.

        `most_dong`: the sum of the simulation that it comes from, which it does not exceed.
        """
        if not self.is_whole:
            self.non_form_errors().append(NOT_WHOLE)
            return False
        changes = [(standing, sign * (form.cleaned_data.get("amount") or 0)) for _, standing, form in self.rows]
        families = by_family(changes)
        for form, (standing, change) in zip(self.forms, changes, strict=True):
            if why := refusal(standing, change):
                form.add_error("amount", capitalized(why))
            elif (above := excess(standing, change, families[standing.family])) and not form.cleaned_data.get(
                "excess_reason"
            ):
                form.add_error("excess_reason", f"{capitalized(above)} {REASON_NEEDED}")
        if not self.lines():
            self.non_form_errors().append(NO_LINES)
        if most_dong is not None and self.sum_dong > most_dong:
            self.non_form_errors().append(ABOVE.format(format_dong(self.sum_dong), format_dong(most_dong)))
        return not any(form.errors for form in self.forms) and not self.non_form_errors()

    def lines(self) -> list[Line]:
        """The rows with an amount."""
        known = [(agency, form.cleaned_data) for agency, _, form in self.rows]
        return [
            Line(agency, data["amount"], data.get("excess_reason", ""), data.get("note", ""))
            for agency, data in known
            if data.get("amount")
        ]

    @property
    def sum_dong(self) -> int:
        """What stands in the grid now (đồng); what cannot be read counts 0."""
        if not self.is_bound:
            return sum(row.get("amount") or 0 for row in self.initial or ())
        self.is_valid()
        return sum(form.cleaned_data.get("amount") or 0 for form in self.forms if hasattr(form, "cleaned_data"))


AllocationFormSet = cast(
    type[AllocationLines], forms.formset_factory(LineForm, formset=AllocationLines, extra=0, max_num=400)
)


class TakeBackForm(forms.Form):
    """Why a decision is taken back."""

    reason = OpenText(
        label="Lý do ghi đảo",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do ghi đảo."},
    )


class WorkbookForm(forms.Form):
    workbook = UploadField(
        label="Tệp Excel",
        help_text="Theo biểu mẫu tải từ Cổng, hoặc bảng bất kỳ có tên (hoặc mã) cơ quan và số tiền",
        max_length=150,
        accept=TABLES,
        missing="Chọn tệp cần nạp.",
        advice="Chỉ giữ trang tính có bảng giao rồi nạp lại.",
    )


class AllocationFilterForm(forms.Form):
    """What the list of decisions is narrowed by."""

    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(required=False, choices=[("", "Mọi loại"), *Allocation.Kind.choices])
    source = forms.ChoiceField(required=False, choices=[("", "Mọi nguồn"), *Allocation.Source.choices])
    year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = cast(forms.TypedChoiceField, self.fields["year"])
        box.choices = [("", "Mọi năm"), *((each, str(each)) for each in years)]
