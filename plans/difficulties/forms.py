"""Forms of a difficulty: raising it, answering, asking further, handing over, joining, the filter of the list."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms

from agencies.actions import ActionForm, not_after_today
from agencies.formfields import DayField
from agencies.open_text import OpenText, PlainText
from agencies.seen import refuse
from agencies.workflow import Action, WorkflowError
from plans.letters.file_field import PaperField
from plans.models import Difficulty, DifficultyKind
from plans.models.difficulty import Answerer

from .sorting import NO_KIND

WITHOUT_KIND = "chua"  # in the address of the list: of no kind yet
CHOOSE_KIND = "Chọn loại khó khăn, vướng mắc."
GENERAL = (
    "Ghi câu hỏi bằng lời chung, không nêu tên cơ quan nào, thì mọi cơ quan tìm thấy câu trả lời này. Để trống: chỉ cơ "
    "quan hỏi đọc được."
)


class FileFields(forms.Form):
    """A file that may come with a text, the last field: what stands behind one that was cut off is lost."""

    file = PaperField(
        label="Tệp kèm theo", required=False, readers="Cơ quan hỏi, nơi trả lời và nơi theo dõi tải được."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = self.fields.pop("file")


class DifficultyForm(FileFields):
    """What keeps the agency, and what it proposes."""

    kind = forms.ModelChoiceField(
        label="Loại",
        queryset=DifficultyKind.objects.filter(in_use=True),
        empty_label="Chọn loại",
        error_messages={"required": "Chọn loại khó khăn, vướng mắc."},
    )
    text = OpenText(
        label="Khó khăn, vướng mắc",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": "Ghi khó khăn, vướng mắc."},
    )
    proposal = OpenText(
        label="Kiến nghị, đề xuất", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    answerer = forms.ChoiceField(
        label="Nơi trả lời",
        required=False,
        choices=[("", "Theo loại đã chọn"), *Answerer.choices],
        help_text="Sở Nội vụ chuyển nơi khác khi cần.",
    )
    field_order = ("kind", "text", "proposal", "answerer", "file")

    def refuse(self, error: WorkflowError) -> None:
        refuse(self, error)


class SaidForm(FileFields, ActionForm):
    """An action with a text of its own in the place of a reason."""

    text = OpenText(
        label="Nội dung",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=6000,
        error_messages={"required": "Ghi nội dung."},
    )

    def __init__(self, action: Action, *args: Any, **kwargs: Any) -> None:
        super().__init__(action, *args, **kwargs)
        del self.fields["reason"]


class QuestionForm(SaidForm):
    """What is asked further."""

    field_order = ("text", "file")


class AnswerForm(SaidForm):
    """The answer; UBND tỉnh's has the number and day of its document."""

    answer_number = OpenText(label="Số văn bản trả lời", max_length=60, required=False)
    answer_date = DayField(label="Ngày văn bản", required=False)
    general = OpenText(label="Dùng chung: vấn đề nêu chung", max_length=300, required=False, help_text=GENERAL)
    field_order = ("text", "answer_number", "answer_date", "general", "file")

    def __init__(self, action: Action, *args: Any, difficulty: Difficulty, **kwargs: Any) -> None:
        super().__init__(action, *args, **kwargs)
        self.fields["text"].label = "Nội dung trả lời"
        if difficulty.answerer == Answerer.PROVINCE:
            for name, sentence in (("answer_number", "Ghi số văn bản của UBND tỉnh."), ("answer_date", "Ghi ngày.")):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = sentence

    def clean_answer_date(self) -> date | None:
        day: date | None = self.cleaned_data["answer_date"]
        return not_after_today(day) if day else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number, day = data.get("answer_number"), data.get("answer_date")
        if number and not day and "answer_date" not in self.errors:
            self.add_error("answer_date", "Ghi ngày văn bản, ví dụ 20/4/2025.")
        if day and not number and "answer_number" not in self.errors:
            self.add_error("answer_number", "Ghi số văn bản.")
        return data

    def details(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        number, day = data.pop("answer_number"), data.pop("answer_date")
        return data | {"document": (number, day) if number else None}


class HandOverForm(ActionForm):
    """To which office, and why; of what kind it is, where that was not said."""

    answerer = forms.ChoiceField(label="Chuyển cho", error_messages={"required": "Chọn nơi trả lời."})
    kind = forms.ModelChoiceField(
        label="Loại", queryset=DifficultyKind.objects.filter(in_use=True), empty_label="Không đổi loại", required=False
    )
    field_order = ("answerer", "kind", "reason")

    def __init__(self, action: Action, *args: Any, difficulty: Difficulty, **kwargs: Any) -> None:
        super().__init__(action, *args, **kwargs)
        others = [choice for choice in Answerer.choices if choice[0] != difficulty.answerer]
        cast(forms.ChoiceField, self.fields["answerer"]).choices = [("", "Chọn nơi trả lời"), *others]


class JoinForm(forms.Form):
    """With which one it is answered."""

    lead = forms.ModelChoiceField(
        label="Trả lời chung với",
        queryset=Difficulty.objects.none(),
        empty_label="Chọn vướng mắc",
        error_messages={"required": "Chọn vướng mắc.", "invalid_choice": "Vướng mắc ấy không còn chờ trả lời."},
    )

    def __init__(self, rows: Iterable[Difficulty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["lead"])
        field.queryset = Difficulty.objects.waiting().filter(pk__in=[row.pk for row in rows])
        field.choices = [("", "Chọn vướng mắc"), *((row.pk, f"{row.agency}: {row.short}") for row in rows)]


class ShareForm(forms.Form):
    """The question in general words under which everybody finds the answer."""

    general = OpenText(label="Vấn đề nêu chung", max_length=300, required=False, help_text=GENERAL)


class DifficultyFilterForm(forms.Form):
    q = PlainText(required=False, max_length=100)
    kind = forms.ChoiceField(required=False)
    answerer = forms.ChoiceField(required=False, choices=[("", "Mọi nơi trả lời"), *Answerer.choices])
    state = forms.ChoiceField(
        required=False, choices=[("", "Mọi trạng thái"), *Difficulty.State.choices, ("overdue", "Quá hạn trả lời")]
    )
    cho = forms.ChoiceField(required=False, choices=[("", "Tất cả"), ("toi", "Chờ tôi trả lời")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(str(kind.pk), str(kind)) for kind in DifficultyKind.objects.all()]
        every = [("", "Mọi loại"), (WITHOUT_KIND, NO_KIND), *kinds]
        cast(forms.ChoiceField, self.fields["kind"]).choices = every


class SortForm(forms.Form):
    """Of what kind the ticked ones are."""

    kind = forms.ModelChoiceField(
        label="Loại",
        queryset=DifficultyKind.objects.filter(in_use=True),
        empty_label="Chọn loại",
        error_messages={"required": CHOOSE_KIND, "invalid_choice": CHOOSE_KIND},
    )
