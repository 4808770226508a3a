"""Forms of an extension: the request, sending it, the decision, the filter of the list."""

from datetime import date
from typing import Any, cast

from django import forms

from agencies.actions import ActionForm
from agencies.formats.dates import format_date
from agencies.formfields import DayField
from agencies.models import Agency
from agencies.open_text import OpenText, PlainText
from agencies.seen import refuse
from agencies.workflow import Action, WorkflowError
from plans.letters.file_field import ScanField
from plans.letters.forms import LetterFields
from plans.models import Extension, Milestone, Plan

from .rules import extendable, fault

LAST = "ngày cuối cùng còn đúng hạn: {}"


class ExtensionForm(forms.Form):
    """What an agency asks for: the milestone (when it is new), the last day on time, why."""

    milestone = forms.ChoiceField(label="Mốc xin gia hạn", error_messages={"required": "Chọn mốc."})
    proposed_day = DayField(
        label="Đề nghị gia hạn đến hết ngày",
        help_text="Ngày cuối cùng còn đúng hạn, tính cả ngày ấy.",
        error_messages={"required": "Ghi ngày đề nghị, ví dụ 15/7/2025."},
    )
    reason = OpenText(
        label="Lý do",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text="Nêu khối lượng còn lại, việc gì đã làm chậm, bao giờ xong.",
        error_messages={"required": "Ghi lý do xin gia hạn."},
    )

    def __init__(self, agency: Agency, plan: Plan, *args: Any, known: Extension | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency, self.plan, self.known = agency, plan, known
        if known:
            del self.fields["milestone"]
            return
        choices = [(key, choice_name(each, agency)) for key, each in extendable(agency, plan).items()]
        cast(forms.ChoiceField, self.fields["milestone"]).choices = [("", "Chọn mốc"), *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        key = self.known.milestone if self.known else data.get("milestone")
        day = data.get("proposed_day")
        if key and day and (why := fault(self.agency, self.plan, key, day)):
            self.add_error("proposed_day", why)
        return data

    def refuse(self, error: WorkflowError) -> None:
        refuse(self, error)


def choice_name(milestone: Milestone, agency: Agency) -> str:
    name = Milestone.name_for(milestone.key, agency.group)
    return f"{name} ({LAST.format(format_date(milestone.due_on))})"


class SubmitForm(LetterFields, ActionForm):
    """Sending it to Sở Nội vụ, with the agency's letter where there is one."""

    def details(self) -> dict[str, Any]:
        return self.with_letter(super().details())


class DecisionForm(ActionForm):
    """Sở Nội vụ's document; the file is the last field: what stands behind one that was cut off is lost."""

    scan = ScanField(label="Bản quét văn bản (PDF)", required=False, readers="Cơ quan đề nghị tải được.")

    def __init__(self, action: Action, *args: Any, **kwargs: Any) -> None:
        super().__init__(action, *args, **kwargs)
        self.fields["scan"] = self.fields.pop("scan")


class GrantForm(DecisionForm):
    """The day that is granted, filled with the one asked for."""

    granted_day = DayField(
        label="Gia hạn đến hết ngày",
        help_text="Có thể khác ngày cơ quan đề nghị.",
        error_messages={"required": "Ghi ngày được gia hạn."},
    )
    field_order = ("granted_day", "reason", "document_number", "document_date", "scan")

    def __init__(self, action: Action, *args: Any, extension: Extension, **kwargs: Any) -> None:
        super().__init__(action, *args, **kwargs)
        self.extension = extension
        self.fields["granted_day"].initial = extension.proposed_day

    def clean_granted_day(self) -> date:
        day: date = self.cleaned_data["granted_day"]
        if why := fault(self.extension.agency, self.extension.plan, self.extension.milestone, day):
            raise forms.ValidationError(why)
        return day


class ExtensionFilterForm(forms.Form):
    q = PlainText(required=False, max_length=100)
    milestone = forms.ChoiceField(required=False, choices=[("", "Mọi mốc"), *Milestone.Key.choices])
    state = forms.ChoiceField(required=False, choices=[("", "Mọi trạng thái"), *Extension.State.choices])
