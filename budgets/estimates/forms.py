from collections.abc import Iterable, Mapping
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
from budgets.models import Estimate, EstimateLine
from plans.excess.forms import excess_reason_field
from plans.letters.forms import LetterFields
from plans.letters.in_lists import CHOICES as LETTERS
from plans.models.pages import SIZES
from plans.signoffs.actions import ASK
from plans.signoffs.forms import NOTE_TO_HEAD
from plans.unusual.forms import ask_for_unusual, unusual_reason_field
from plans.unusual.services import Unusual
from plans.unusual.words import reason_needed

from . import unusual
from .excess import known_reason, sentences_of
from .limits import over_limit
from .line_decisions import LineDecision, asked_amount, asked_in_words, cost_dong, fault
from .listing import REPLACED
from .services import DEFAULT_NAME

GOING_OUT = ("submit", "decide", ASK)  # what says why the estimate is unusual or above
LARGEST_PAGES = 10**9
LARGEST_DONG = 10**14
STATES = [*Estimate.State.choices, (REPLACED, "Đã được thay bằng bản sau")]
TOO_LARGE = {"max_value": "Số quá lớn: kiểm tra lại."}


class EstimateFilterForm(forms.Form):
    """What the list of estimates is narrowed by."""

    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=[("", "Mọi trạng thái"), *STATES])
    group = forms.ChoiceField(required=False, choices=[("", "Mọi nhóm"), *Agency.Group.choices])
    letter = forms.ChoiceField(required=False, choices=[("", "Tất cả"), *LETTERS])


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
        goes_out = action.name in GOING_OUT
        odd = unusual.sentences_of(estimate) if goes_out else []
        ask_for_unusual(self.fields["unusual_reason"], unusual.KIND, odd, estimate.unusual_reason)
        if not odd:
            del self.fields["unusual_reason"]
        above = sentences_of(estimate) if goes_out else []
        self.fields["excess_reason"].help_text = " ".join(above)
        self.fields["excess_reason"].initial = known_reason(estimate) if above else ""
        if not above:
            del self.fields["excess_reason"]
        if action.name == ASK:
            self.fields["reason"].label = NOTE_TO_HEAD


class SubmitForm(LetterFields, HandInForm):
    """Handing in to Sở Tài chính, with the agency's letter where there is one."""

    def details(self) -> dict[str, Any]:
        return self.with_letter(super().details())


class LineDecisionFields(forms.Form):
    """Number of pages or amount granted of each line of an estimate, with the reason where it is less."""

    def add_lines(self, lines: Iterable[EstimateLine], known: Mapping[int, LineDecision], verb: str) -> None:
        """Fields of each line, filled with what is known or else with what it asks for."""
        self.decided_lines = list(lines)
        for line in self.decided_lines:
            decision = known.get(line.position) or LineDecision(asked_amount(line))
            self.fields[f"amount_{line.position}"] = amount_field(line, decision.amount, verb)
            self.fields[f"why_{line.position}"] = OpenText(
                label=f"{line.name}: lý do chênh lệch", max_length=500, required=False, initial=decision.reason
            )

    def line_rows(self) -> list[tuple[EstimateLine, int, forms.BoundField, forms.BoundField]]:
        """[(line, đồng of one page of it or of one đồng, field of the amount, field of the reason)] for the table."""
        lines = self.decided_lines
        price_dong = lines[0].estimate.unit_price_dong if lines else 0
        return [
            (line, cost_dong(line, 1, price_dong), self[f"amount_{line.position}"], self[f"why_{line.position}"])
            for line in lines
        ]

    def fields_besides_lines(self) -> list[forms.BoundField]:
        """The fields that stand under each other."""
        return [bound for bound in self if not bound.name.startswith(("amount_", "why_"))]

    def judge_lines(self, data: dict[str, Any], overall: str) -> None:
        """Say at its field what is wrong with a line; the reason for the whole stands for lines without their own."""
        for line in self.decided_lines:
            amount, why = data.get(f"amount_{line.position}"), data.get(f"why_{line.position}") or overall
            if amount is None:
                continue
            if sentence := fault(line, LineDecision(amount, why)):
                field = "why" if amount < asked_amount(line) else "amount"
                self.add_error(f"{field}_{line.position}", sentence)

    def taken_lines(self, data: dict[str, Any]) -> dict[int, LineDecision]:
        """What was decided on the lines; their fields leave `data`."""
        places = [line.position for line in self.decided_lines]
        return {place: LineDecision(data.pop(f"amount_{place}"), data.pop(f"why_{place}")) for place in places}


def amount_field(line: EstimateLine, initial: int, verb: str) -> forms.Field:
    """The field of what is granted of a line: pages (trang) or đồng."""
    asked = f"Đề nghị {asked_in_words(line)}"
    if line.size:
        return QuantityField(
            label=f"{line.name}: số trang {verb}",
            units=("trang",),
            initial=initial,
            help_text=asked,
            max_value=LARGEST_PAGES,
            error_messages=TOO_LARGE,
        )
    label = f"{line.name}: số tiền {verb}"
    return MoneyField(label=label, initial=initial, help_text=asked, max_value=LARGEST_DONG, error_messages=TOO_LARGE)


class DecisionForm(HandInForm, LineDecisionFields):
    """A decision on money, line by line: what is granted beside what was asked, with the reason where they differ."""

    capacity = forms.ChoiceField(label="Tư cách ký văn bản", required=False)

    field_order = ["document_number", "document_date", "capacity", "excess_reason", "unusual_reason", "reason"]

    def __init__(
        self, action: Action, *args: Any, estimate: Estimate, actor: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(action, *args, estimate=estimate, **kwargs)
        decision = action.decision or Decision.APPRAISE_ESTIMATES
        capacity = cast(forms.ChoiceField, self.fields["capacity"])
        capacity.__dict__["one_of_several"] = True  # the one that is proposed stands where none is sent
        signing.offer(capacity, actor, actor.agency if actor else None, decision)
        self.fields["document_number"].help_text = "Ví dụ 123/STC-TCHCSN"
        if action.name == "decide":
            self.fields["document_number"].help_text = "Ví dụ 07/QĐ-UBND"
        self.fields["reason"].label = "Lý do chênh lệch chung"
        self.fields["reason"].help_text = "Dùng cho các dòng có số khác số đề nghị mà chưa ghi lý do riêng"
        self.add_lines(estimate.lines.all(), {}, "phê duyệt" if action.name == "decide" else "thẩm định")

    def clean_capacity(self) -> str:
        """The one that was proposed where none was sent."""
        return self.cleaned_data["capacity"] or self.fields["capacity"].initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.judge_lines(data, data.get("reason") or "")
        return data

    def details(self) -> dict[str, Any]:
        data = super().details()
        return data | {"lines": self.taken_lines(data)}
