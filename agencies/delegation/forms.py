"""Form of a delegation: who, whom, which decisions, by which document, from when to when."""

from typing import Any, cast

from django import forms

from ..actions import not_after_today
from ..formfields import DayField
from ..models import Decision, Duty, User
from ..open_text import OpenText

CAPACITIES = [
    ("deputy", "Ký thay (KT.): cấp phó ký thay người đứng đầu"),
    ("by_order", "Ký thừa lệnh (TL.): người đứng đầu đơn vị thuộc cơ quan ký theo quy chế"),
    ("authorized", "Ký thừa ủy quyền (TUQ.): theo văn bản ủy quyền có thời hạn"),
]


class PersonField(forms.ModelChoiceField):
    """A person with position and office."""

    def label_from_instance(self, obj: User) -> str:
        return ", ".join(filter(None, (obj.full_name, obj.position or obj.get_duty_display(), str(obj.agency or ""))))


class DelegationForm(forms.Form):
    giver = PersonField(User.objects.none(), label="Người giao", empty_label=None)
    delegate = PersonField(User.objects.none(), label="Người được giao", empty_label="Chọn người")
    capacity = forms.ChoiceField(label="Tư cách ký", choices=CAPACITIES, widget=forms.RadioSelect)
    decisions = forms.MultipleChoiceField(
        label="Việc được giao",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một việc được giao."},
    )
    head_title = OpenText(
        label="Chức vụ người đứng đầu", max_length=100, help_text="Như in trên văn bản: GIÁM ĐỐC, CHỦ TỊCH"
    )
    title = OpenText(
        label="Chức vụ người ký", max_length=100, help_text="Như in trên văn bản: PHÓ GIÁM ĐỐC, TRƯỞNG PHÒNG …"
    )
    document_number = OpenText(
        label="Số văn bản giao", max_length=60, help_text="Quyết định, giấy ủy quyền hoặc quy chế, ví dụ 15/QĐ-SNV"
    )
    document_date = DayField(label="Ngày văn bản giao")
    valid_from = DayField(label="Từ ngày")
    valid_to = DayField(label="Đến hết ngày", help_text="Không quá một năm; có thể cho kết thúc sớm")

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, agency__isnull=False).select_related("agency")
        if not actor.administers:
            people = people.filter(agency=actor.agency_id)
        givers = people.filter(duty__in=[decision.duty for decision in Decision])
        if not (actor.administers or actor.holds(Duty.SIGNS)):
            givers = givers.filter(pk=actor.pk)
        order = ("agency__official_order", "agency__code", "full_name")
        giver, delegate = (cast(PersonField, self.fields[name]) for name in ("giver", "delegate"))
        giver.queryset = givers.order_by(*order)
        delegate.queryset = people.exclude(duty=Duty.ADMINISTRATOR).exclude(pk=actor.pk).order_by(*order)
        if givers.filter(pk=actor.pk).exists():
            giver.initial = actor.pk
        given = [each for each in Decision if actor.administers or actor.may_give(each)]
        cast(forms.ChoiceField, self.fields["decisions"]).choices = [(each.value, each.label) for each in given]

    def clean_document_date(self) -> Any:
        return not_after_today(self.cleaned_data["document_date"])

    def asked(self) -> dict[str, Any]:
        """Keyword arguments of `services.ask`."""
        data = self.cleaned_data
        names = ("giver", "delegate", "decisions", "capacity", "head_title", "title")
        document, days = (data["document_number"], data["document_date"]), (data["valid_from"], data["valid_to"])
        return {name: data[name] for name in names} | {"document": document, "days": days}


class EndForm(forms.Form):
    """Why it ends early."""

    reason = OpenText(
        label="Lý do kết thúc sớm",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do kết thúc sớm."},
    )
