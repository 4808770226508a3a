"""Forms of the appraisal: deciding on rows, appraising the whole or a tranche, answering a question."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.actions import ActionForm
from plans.declarations.fields import OpenText, long_text
from plans.models import Appraisal, ArchivalFile

LABELS = {"ask": "Câu hỏi gửi cơ quan", "note": "Ghi chú nội bộ"}
ALL = "all"


class AppraisalForm(ActionForm):
    """Number, date, and the capacity in which the document was signed."""

    capacity = forms.ChoiceField(label="Tư cách ký văn bản", choices=Appraisal.Capacity.choices)
    field_order = ["document_number", "document_date", "capacity", "reason"]

    def __init__(self, action, *args, **kwargs):
        super().__init__(action, *args, **kwargs)
        self.fields["reason"].label = "Ghi chú kèm theo kết quả"


class DecisionForm(forms.Form):
    """Why files are left out, or what is asked about them; `name` is the verdict's."""

    reason = forms.ChoiceField(
        label="Lý do loại",
        choices=[("", "Chọn lý do"), *ArchivalFile.LeftOut.choices],
        error_messages={"required": "Chọn lý do loại hồ sơ khỏi diện số hóa."},
    )
    text = long_text("Nội dung", max_length=2000, rows=3)

    def __init__(self, name, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name
        if name != "leave_out":
            del self.fields["reason"]
        if name in ("accept", "undo"):
            del self.fields["text"]
        else:
            self.fields["text"].label = LABELS.get(name, "Nói rõ thêm")
            self.fields["text"].required = name in ("ask", "note")
            self.fields["text"].error_messages["required"] = "Ghi nội dung."

    def clean(self):
        data = super().clean()
        if data.get("reason") == ArchivalFile.LeftOut.OTHER and not data.get("text"):
            self.add_error("text", "Lý do khác: ghi rõ lý do.")
        return data


class AnswersForm(forms.Form):
    """One answer for each question that is still open; what stays empty is answered later."""

    PREFIX = "answer-"

    def __init__(self, files: Iterable[ArchivalFile], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(files)
        for file in self.asked:
            widget = forms.Textarea(attrs={"rows": 3})
            label = f"Trả lời về hồ sơ {file.file_number}"
            self.fields[self.name_of(file)] = OpenText(label=label, max_length=2000, required=False, widget=widget)

    @staticmethod
    def name_of(file: ArchivalFile) -> str:
        return f"{AnswersForm.PREFIX}{file.pk}"

    def rows(self) -> list[tuple[ArchivalFile, forms.BoundField]]:
        """[(file, its bound field)]"""
        return [(file, self[self.name_of(file)]) for file in self.asked]

    def answers(self) -> dict[int, str]:
        """{file pk: text} as `conversation.answer` takes it."""
        return {file.pk: self.cleaned_data.get(self.name_of(file), "") for file in self.asked}
