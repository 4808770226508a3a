from collections.abc import Mapping
from typing import Any, cast

from django import forms

from agencies.actions import ActionForm
from agencies.delegation import signing
from agencies.formats.numbers import format_int
from agencies.formats.text import as_sentence
from agencies.formfields import MoneyField, QuantityField
from agencies.models import Agency, Decision, User
from agencies.open_text import OpenText
from agencies.workflow import Action
from plans.excess.forms import excess_reason_field
from plans.letters.forms import LetterFields
from plans.models.pages import SIZES
from plans.unusual.forms import ask_for_unusual, unusual_reason_field
from plans.unusual.services import Unusual
from plans.unusual.words import reason_needed

from . import unusual
from .excess import known_reason, sentences_of
from .limits import over_limit
from .models import Estimate
from .services import DEFAULT_NAME, above_request

LARGEST_PAGES = 10**9
LARGEST_DONG = 10**14
TOO_LARGE = {"max_value": "Số quá lớn: kiểm tra lại."}


class EstimateFilterForm(forms.Form):
    """What the list of estimates is narrowed by."""

    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=[("", "Mọi trạng thái"), *Estimate.State.choices])
    group = forms.ChoiceField(required=False, choices=[("", "Mọi nhóm"), *Agency.Group.choices])


class DraftForm(forms.Form):
    """A new estimate: its name, and whose it is: one posted for another agency is refused."""

    name = OpenText(label="Tên dự toán", max_length=250, initial=DEFAULT_NAME)

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Agency.objects.filter(pk=agency.pk)
        self.fields["agency"] = forms.ModelChoiceField(own, to_field_name="code", widget=forms.HiddenInput)
        self.initial["agency"] = agency.code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if Estimate.objects.filter(agency=data.get("agency"), name=data.get("name")).exists():
            self.add_error("name", "Cơ quan đã có dự toán cùng tên: đặt tên khác, hoặc sửa dự toán đã có.")
        return data


class EstimateForm(forms.Form):
    """Pages of each paper size; a sở's may not exceed what was appraised (`limit`, None for huyện and xã)."""

    name = OpenText(label="Tên dự toán", max_length=250)
    note = OpenText(label="Thuyết minh", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False)
    unusual_reason = unusual_reason_field()

    def __init__(self, *args: Any, limit: Mapping[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit, self.unusual = limit, list[str]()
        for size in SIZES:
            hint = limit_hint(limit[size]) if limit else ""
            self.fields[f"pages_{size}"] = QuantityField(
                label=f"Trang {size.upper()}",
                required=False,
                units=("trang",),
                help_text=hint,
                max_value=LARGEST_PAGES,
                error_messages=TOO_LARGE,
            )

    def page_fields(self) -> list[forms.BoundField]:
        """The fields of pages, A4 first."""
        return [self[f"pages_{size}"] for size in SIZES]

    def pages_by_size(self) -> dict[str, int]:
        """{"a4": trang, …} as cleaned so far; what cannot be read counts 0."""
        return {size: self.cleaned_data.get(f"pages_{size}") or 0 for size in SIZES}

    def ask_why(self, error: Unusual) -> None:
        """Show what lies beyond a bound, and ask for the reason at its field."""
        ask_for_unusual(self.fields["unusual_reason"], error.kind, error.sentences)
        self.unusual = error.sentences
        self.add_error("unusual_reason", reason_needed(error.kind))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.limit:
            for size, sentence in over_limit(self.pages_by_size(), self.limit).items():
                self.add_error(f"pages_{size}", as_sentence(sentence))
        return data


def limit_hint(pages: int) -> str:
    """What stands below the field of a size: how many pages are left to ask for."""
    return f"Tối đa {format_int(pages)} trang đã thẩm định" if pages else "Mục lục đã thẩm định không còn khổ này"


class ExtraLineForm(forms.Form):
    """An extra line (vật tư, thiết bị, quản lý, thuế): a name and an amount of its own."""

    title = OpenText(label="Nội dung", max_length=250, required=False)
    extra = MoneyField(label="Thành tiền", required=False, max_value=LARGEST_DONG, error_messages=TOO_LARGE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("extra") and not data.get("title"):
            self.add_error("title", "Ghi nội dung của khoản này.")
        if data.get("title") and not data.get("extra") and "extra" not in self.errors:
            self.add_error("extra", "Ghi số tiền, ví dụ 12.500.000.")
        return data


class ExtraLines(forms.BaseFormSet):
    def lines(self) -> list[tuple[str, int]]:
        """[(name, đồng)] of the rows kept."""
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return [(row["title"], row["extra"]) for row in kept if row.get("title") and row.get("extra")]


ExtraLineFormSet = cast(
    type[ExtraLines], forms.formset_factory(ExtraLineForm, formset=ExtraLines, extra=2, can_delete=True, max_num=40)
)


class HandInForm(ActionForm):
    """Handing in or deciding on an estimate asks why it lies above target or review, where it does."""

    excess_reason = excess_reason_field()
    unusual_reason = unusual_reason_field()

    def __init__(self, action: Action, *args: Any, estimate: Estimate, **kwargs: Any) -> None:
        super().__init__(action, *args, **kwargs)
        odd = unusual.sentences_of(estimate) if action.name in ("submit", "decide") else []
        ask_for_unusual(self.fields["unusual_reason"], unusual.KIND, odd, estimate.unusual_reason)
        if not odd:
            del self.fields["unusual_reason"]
        above = sentences_of(estimate) if action.name in ("submit", "decide") else []
        self.fields["excess_reason"].help_text = " ".join(above)
        self.fields["excess_reason"].initial = known_reason(estimate) if above else ""
        if not above:
            del self.fields["excess_reason"]


class SubmitForm(LetterFields, HandInForm):
    """Handing in to Sở Tài chính, with the agency's letter where there is one."""

    def details(self) -> dict[str, Any]:
        return self.with_letter(super().details())


class AmountForm(HandInForm):
    """A decision on money: số thẩm định beside số đề nghị, with the reason where they differ."""

    appraised_dong = MoneyField(label="Số thẩm định", max_value=LARGEST_DONG, error_messages=TOO_LARGE)
    capacity = forms.ChoiceField(label="Tư cách ký văn bản", required=False)

    field_order = [
        "document_number",
        "document_date",
        "capacity",
        "appraised_dong",
        "excess_reason",
        "unusual_reason",
        "reason",
    ]

    def __init__(
        self, action: Action, *args: Any, estimate: Estimate, actor: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(action, *args, estimate=estimate, **kwargs)
        decision = action.decision or Decision.APPRAISE_ESTIMATES
        capacity = cast(forms.ChoiceField, self.fields["capacity"])
        capacity.__dict__["one_of_several"] = True  # the one that is proposed stands where none is sent
        signing.offer(capacity, actor, actor.agency if actor else None, decision)
        self.estimate = estimate
        asked = format_int(estimate.requested_dong)
        amount = self.fields["appraised_dong"]
        amount.initial, amount.help_text = estimate.requested_dong, f"Đồng; số đề nghị là {asked}"
        self.fields["document_number"].help_text = "Ví dụ 123/STC-TCHCSN"
        if action.name == "decide":
            amount.label, self.fields["document_number"].help_text = "Số phê duyệt", "Ví dụ 07/QĐ-UBND"
        self.fields["reason"].label = "Lý do chênh lệch"
        self.fields["reason"].help_text = "Bắt buộc khi khác số đề nghị"

    def clean_capacity(self) -> str:
        """The one that was proposed where none was sent."""
        return self.cleaned_data["capacity"] or self.fields["capacity"].initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount = data.get("appraised_dong")
        if amount is not None and amount > self.estimate.requested_dong:
            self.add_error("appraised_dong", above_request(self.estimate.requested_dong))
        elif amount is not None and amount != self.estimate.requested_dong and not data.get("reason", "").strip():
            self.add_error("reason", "Số này khác số đề nghị: ghi lý do chênh lệch.")
        return data
