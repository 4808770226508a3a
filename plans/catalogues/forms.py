"""Forms of a catalogue: its name and fonds, its rows as a grid, the declaration when handing in."""

from django import forms

from agencies.actions import ActionForm
from agencies.formats.numbers import format_int
from plans.declarations.fields import OpenText
from plans.excess.forms import ask_for_excess, excess_reason_field
from plans.excess.measure import with_catalogue
from plans.excess.services import reason_of
from plans.letters.forms import LetterFields
from plans.letters.in_lists import CHOICES as LETTERS
from plans.models import Catalogue, Fonds
from plans.signoffs.actions import ASK
from plans.signoffs.forms import NOTE_TO_HEAD


class CatalogueForm(forms.Form):
    """Tên Mục lục and its fonds: an existing one of the agency, or a new one named on the way."""

    name = OpenText(label="Tên Mục lục", max_length=250, help_text="Ví dụ: Mục lục hồ sơ giai đoạn 2001–2010")
    fonds = forms.ModelChoiceField(
        label="Phông",
        queryset=Fonds.objects.none(),
        required=False,
        empty_label="Phông mới",
        help_text="Phông chưa có trong danh sách: chọn “Phông mới” và ghi tên ở ô dưới.",
    )
    new_fonds = OpenText(
        label="Tên phông mới", max_length=250, required=False, help_text="Chỉ ghi khi chọn “Phông mới”."
    )
    years = OpenText(
        label="Thời gian tài liệu của phông mới", max_length=60, required=False, help_text="Ví dụ 1997–2025"
    )

    def __init__(self, agency, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fonds"].queryset = Fonds.objects.filter(agency=agency)
        self.fields["name"].error_messages["required"] = "Nhập tên Mục lục."
        self.fields["fonds"].one_of_several = self.fields["new_fonds"].one_of_several = True

    def clean(self):
        data = super().clean()
        if data.get("fonds") and data.get("new_fonds"):
            self.add_error("new_fonds", "Chọn một phông có sẵn, hoặc nhập tên phông mới, không làm cả hai.")
        if not (data.get("fonds") or data.get("new_fonds") or {"fonds", "new_fonds"} & set(self.errors)):
            self.add_error("fonds", "Chọn phông trong danh sách hoặc nhập tên phông mới.")
        return data

    def details(self):
        """Keyword arguments of the services."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "fonds": data["fonds"],
            "fonds_name": data["new_fonds"],
            "fonds_years": data["years"],
        }


class ReadyForm(ActionForm):
    """Handing in asks for the declaration that the list holds no state secret (Luật Bảo vệ bí mật nhà nước), and to
    say so where questions of Sở Nội vụ stay open; for the reason where it lifts the agency above its target. A clerk
    says all this to the head who signs."""

    secrecy_declared = forms.BooleanField(
        label="Cơ quan cam kết: Mục lục đã phân loại theo cấp độ mật và không chứa tài liệu bí mật nhà nước.",
        error_messages={"required": "Đánh dấu cam kết trước khi trình."},
    )

    leaves_questions = forms.BooleanField(
        error_messages={"required": "Trả lời các câu hỏi trước, hoặc đánh dấu vẫn trình."}
    )

    excess_reason = excess_reason_field()

    def __init__(self, action, *args, catalogue, **kwargs):
        super().__init__(action, *args, **kwargs)
        self.fields["reason"].label = NOTE_TO_HEAD if action.name == ASK else "Lời nhắn cho Sở Nội vụ"
        self.order_fields(["secrecy_declared", "leaves_questions", "excess_reason"])
        ask_for_excess(self.fields, with_catalogue(catalogue), reason_of(catalogue))
        count = format_int(catalogue.asked_files)
        self.fields["leaves_questions"].label = f"Vẫn trình khi còn {count} câu hỏi của Sở Nội vụ chưa trả lời."
        if not catalogue.asked_files:
            del self.fields["leaves_questions"]


class HandInForm(LetterFields, ReadyForm):
    """The same with the agency's letter."""

    def details(self):
        return self.with_letter(super().details())


class FilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=[("", "Tất cả"), *Catalogue.State.choices])
    agency = forms.SlugField(required=False)
    letter = forms.ChoiceField(required=False, choices=[("", ""), *LETTERS])
