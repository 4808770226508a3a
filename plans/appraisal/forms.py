"""Forms of the appraisal: deciding on rows, appraising the whole or a tranche, answering a question."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.actions import ASKED, ActionForm, not_after_today
from agencies.delegation import signing
from agencies.formats.numbers import format_int, format_percent
from agencies.formfields import DayField
from agencies.models import Decision
from agencies.workflow import WorkflowError
from plans.declarations.fields import OpenText, long_text
from plans.excess.measure import that_lie_above
from plans.excess.words import CONFIRM_NEEDED
from plans.intake.columns import COLUMNS
from plans.models import ArchivalFile, ProposedValue

from . import gate
from .desk import tranche_of
from .proposals import proposed

WRONG_COLUMNS = [("", "Không sửa cột nào"), *((column.field, column.header) for column in COLUMNS)]
LABELS = {"ask": "Câu hỏi gửi cơ quan", "note": "Ghi chú nội bộ", "name": "Cần sửa gì"}
ALL = "all"
CONFIRM_LABEL = "Đã xem lý do vượt chỉ tiêu, rà soát và đồng ý đưa khối lượng vượt vào diện số hóa."


def printed_reason(label: str) -> OpenText:
    """A sentence or two that a document prints."""
    return OpenText(label=label, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


def same_document_field() -> forms.BooleanField:
    """Asked only where the number is taken by what may be the same document (see ActionForm.refuse)."""
    label, words = "Cùng một văn bản", "Số này đã ghi cho nội dung khác"
    return forms.BooleanField(label=label, required=False, widget=forms.HiddenInput, help_text=words)


class AppraisalForm(ActionForm):
    """Number, date, the capacity in which the document was signed, and what is said to the gate (gate.GateAnswers)."""

    capacity = forms.ChoiceField(label="Tư cách ký văn bản")
    same_as_last = forms.BooleanField(required=False)
    unarranged = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": "Chọn loại ra, hoặc chấp nhận kèm lý do."}
    )
    unarranged_reason = printed_reason("Lý do chấp nhận số hóa hồ sơ chưa chỉnh lý")
    unseen_reason = printed_reason("Lý do chấp nhận mà không xem từng hồ sơ")
    excess_confirmed = forms.BooleanField(error_messages={"required": CONFIRM_NEEDED})
    field_order = [
        *("document_number", "document_date", "capacity", "same_as_last"),
        *(*gate.ANSWERS, "excess_confirmed", "reason"),
    ]

    def __init__(self, action, *args, catalogues, actor=None, sitting=None, **kwargs):
        super().__init__(action, *args, initial=sitting.initial if sitting else None, **kwargs)
        issuer = actor.agency if actor else None
        signing.offer(self.fields["capacity"], actor, issuer, Decision.APPRAISE_CATALOGUES)
        self.found = self.count(catalogues)
        self.fields["reason"].label = "Ghi chú kèm theo kết quả"
        for name in gate.ANSWERS:
            self.fields[name].one_of_several = True  # needed by what is chosen
        self.ask_about_unarranged()
        self.ask_about_unseen()
        self.ask_about_excess(catalogues)
        self.ask_whether_the_same(sitting)

    def ask_whether_the_same(self, sitting):
        """Where a document was entered in this sitting: whether this is decided by it too."""
        self.sitting = sitting
        if sitting is None:
            del self.fields["same_as_last"]
            return
        self.fields["same_as_last"].label = f"Cùng văn bản {sitting} vừa ghi"
        self.fields["same_as_last"].help_text = "Văn bản khác: ghi số, ngày khác ở trên."

    def joined(self, data):
        """A number that stands as it was proposed is the same document; any other is judged by itself."""
        document = (data.get("document_number"), data.get("document_date"))
        if data.pop("same_as_last", False) and self.sitting and document == self.sitting.document:
            data["same_document"] = True
        return data

    def count(self, catalogues):
        """How many files would pass, and how many of these unarranged and unseen."""
        self.files = (tranche_of if self.action.name == "tranche" else gate.of_whole)(*catalogues)
        unseen_arranged = gate.unseen(self.files).filter(arranged=True).count()
        return gate.counts(self.files) | {"files": self.files.count(), "unseen_arranged": unseen_arranged}

    def ask_about_unarranged(self):
        """The choice between leaving out and accepting, where there is something to choose about."""
        count = format_int(self.found["unarranged_files"])
        self.fields["unarranged"].label = f"{count} hồ sơ chưa chỉnh lý (Kế hoạch: chỉnh lý trước khi số hóa)"
        self.fields["unarranged"].choices = [
            (gate.LEAVE_OUT, f"Loại {count} hồ sơ này, số hóa sau khi chỉnh lý"),
            (gate.ACCEPT, "Chấp nhận số hóa, văn bản thẩm định in lý do"),
        ]
        if not self.found["unarranged_files"]:
            del self.fields["unarranged"], self.fields["unarranged_reason"]

    def ask_about_unseen(self):
        """The reason for accepting what nobody has looked at, and how much of the whole that is."""
        unseen, every = self.found["unseen_files"], self.found["files"]
        self.fields[
            "unseen_reason"
        ].help_text = f"{share_of(unseen, every)}{self.once_left_out()}; văn bản in lý do này."
        if not unseen:
            del self.fields["unseen_reason"]

    def ask_about_excess(self, catalogues):
        """Whether the reason was seen, where a catalogue lifts its agency above target or review."""
        self.above = that_lie_above(catalogues)
        self.fields["excess_confirmed"].label = CONFIRM_LABEL
        if not self.above:
            del self.fields["excess_confirmed"]

    def once_left_out(self):
        """How many would be left to look at without the unarranged ones; nothing where that is the same."""
        rest = self.found["unseen_arranged"]
        if rest == self.found["unseen_files"]:
            return ""
        every = self.found["files"] - self.found["unarranged_files"]
        return f"; nếu loại hồ sơ chưa chỉnh lý thì còn {share_of(rest, every) if rest else 'không hồ sơ nào'}"

    def clean(self):
        data = super().clean()
        self.check_gate(self.files, data)
        return self.joined(data)

    def check_gate(self, files, data):
        """Say what the gate still wants to know of these files."""
        answer = data.get("unarranged")
        if answer == gate.ACCEPT and not data.get("unarranged_reason"):
            self.add_error("unarranged_reason", "Ghi lý do chấp nhận hồ sơ chưa chỉnh lý.")
        unseen = gate.unseen(files)
        left = unseen.filter(arranged=True) if answer == gate.LEAVE_OUT else unseen
        if left.exists() and not data.get("unseen_reason"):
            self.add_error("unseen_reason", "Ghi lý do chấp nhận các hồ sơ chưa xem.")


def share_of(files, every):
    """ "71 hồ sơ, 98,61% số hồ sơ"."""
    share = f", {format_percent(files, every)} số hồ sơ" if every else ""
    return f"{format_int(files)} hồ sơ{share}"


class SlipForm(forms.Form):
    """The right number and day of a document, and why they were wrong."""

    number = OpenText(label="Số văn bản", max_length=60, error_messages={"required": ASKED["document_number"]})
    day = DayField(label="Ngày văn bản")
    reason = printed_reason("Lý do đính chính")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.required, reason.error_messages["required"] = True, "Ghi lý do đính chính."

    def clean_day(self):
        return not_after_today(self.cleaned_data["day"])


class CorrectionForm(SlipForm):
    """Of a document on catalogues: the capacity in which it was signed, too."""

    capacity = forms.ChoiceField(label="Tư cách ký văn bản")
    same_document = same_document_field()
    field_order = ("number", "day", "capacity", "reason")
    refuse = ActionForm.refuse

    def __init__(self, *args, document, actor, **kwargs):
        super().__init__(*args, **kwargs)
        word = signing.word_of(document.capacity, document.delegation_id)
        signing.offer(self.fields["capacity"], actor, document.issuer, Decision.APPRAISE_CATALOGUES, word)


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
        if name in ("accept", "undo", "name_no_more"):
            del self.fields["text"]
        else:
            self.fields["text"].label = LABELS.get(name, "Nói rõ thêm")
            self.fields["text"].required = name in LABELS
            self.fields["text"].error_messages["required"] = "Ghi nội dung."

    def clean(self):
        data = super().clean()
        if data.get("reason") == ArchivalFile.LeftOut.OTHER and not data.get("text"):
            self.add_error("text", "Lý do khác: ghi rõ lý do.")
        return data


class AnswersForm(forms.Form):
    """One answer for each question that is still open; what stays empty is answered later.

    An answer may say which cell of the file is wrong and what is right; it is judged as in the grid.
    """

    PREFIX = "answer-"

    def __init__(self, files: Iterable[ArchivalFile], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.proposals = list(files), dict[int, ProposedValue]()
        for file in self.asked:
            widget = forms.Textarea(attrs={"rows": 3})
            label = f"Trả lời về {self.named(file)}"
            self.fields[self.name_of(file)] = OpenText(label=label, max_length=2000, required=False, widget=widget)
            self.fields[f"column-{file.pk}"] = forms.ChoiceField(
                label=f"Cột ghi sai của {self.named(file)}", required=False, choices=WRONG_COLUMNS
            )
            self.fields[f"value-{file.pk}"] = OpenText(
                label=f"Giá trị đúng của {self.named(file)}", max_length=1000, required=False
            )

    @staticmethod
    def name_of(file: ArchivalFile) -> str:
        return f"{AnswersForm.PREFIX}{file.pk}"

    @staticmethod
    def named(file: ArchivalFile) -> str:
        """The file inside a sentence: numbers of files come again in every Mục lục số and box."""
        return f"hồ sơ {file.file_number}{file.in_box}"

    def rows(self) -> list[tuple[ArchivalFile, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """[(file, the bound fields of its answer, of the wrong column and of the right value)]"""
        return [
            (file, self[self.name_of(file)], self[f"column-{file.pk}"], self[f"value-{file.pk}"]) for file in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for file in self.asked:
            field, text = data.get(f"column-{file.pk}"), data.get(f"value-{file.pk}")
            if text and not field:
                self.add_error(f"column-{file.pk}", "Chọn cột ghi sai.")
            if field and f"value-{file.pk}" not in self.errors:
                self.propose(file, field, text or "")
        return data

    def propose(self, file: ArchivalFile, field: str, text: str) -> None:
        """Take the value where the row could have it; otherwise say why not."""
        try:
            self.proposals[file.pk] = proposed(file, field, text)
        except WorkflowError as error:
            self.add_error(f"value-{file.pk}", str(error))

    def answers(self) -> dict[int, str]:
        """{file pk: text} as `conversation.answer` takes it."""
        return {file.pk: self.cleaned_data.get(self.name_of(file), "") for file in self.asked}
