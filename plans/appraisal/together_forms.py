"""The form of one document that decides on many catalogues: its number, and a result for each catalogue."""

from django import forms

from plans.declarations.fields import OpenText

from . import gate
from .forms import AppraisalForm
from .together import APPRAISE, LATER, RETURN, Choice
from .workflow import CATALOGUE

RESULTS = [(APPRAISE, "Thẩm định đạt"), (RETURN, "Trả lại"), (LATER, "Chưa quyết định")]


class TogetherForm(AppraisalForm):
    """What AppraisalForm asks, and for each catalogue its result, the reason of a return and the version seen."""

    def __init__(self, *args, catalogues, **kwargs):
        super().__init__(CATALOGUE.action("appraise"), *args, catalogues=catalogues, **kwargs)
        del self.fields["reason"]  # of each return, below
        self.catalogues = list(catalogues)
        self.asked = [bound.name for bound in self.visible_fields()]
        if "unarranged" in self.fields:
            self.fields["unarranged"].required = False  # only where one of these is appraised
        for catalogue in self.catalogues:
            self.ask_about(catalogue)

    def ask_about(self, catalogue):
        """The three fields of one catalogue; what is not ready is left for later unless somebody returns it."""
        self.fields[f"result-{catalogue.pk}"] = forms.ChoiceField(
            label=f"Kết quả: {catalogue}",
            choices=RESULTS,
            required=False,
            initial=LATER if catalogue.obstacles else APPRAISE,
        )
        self.fields[f"reason-{catalogue.pk}"] = OpenText(
            label=f"Lý do trả lại: {catalogue}",
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        version = forms.IntegerField(widget=forms.HiddenInput, initial=catalogue.version)
        self.fields[f"version-{catalogue.pk}"] = version

    def common(self):
        """Bound fields that stand for the document as a whole."""
        return [self[name] for name in self.asked] + [self["same_document"]]

    def rows(self):
        """[(catalogue, result, reason, version)], the bound fields of each catalogue."""
        names = ("result", "reason", "version")
        return [(one, *(self[f"{name}-{one.pk}"] for name in names)) for one in self.catalogues]

    def clean(self):
        data = super(AppraisalForm, self).clean()
        chosen = {one: data.get(f"result-{one.pk}") for one in self.catalogues}
        for one, result in chosen.items():
            if result == RETURN and not data.get(f"reason-{one.pk}"):
                self.add_error(f"reason-{one.pk}", "Ghi lý do trả lại: cơ quan cần biết phải sửa gì.")
        self.check_gate(gate.of_whole(*(one for one, result in chosen.items() if result == APPRAISE)), data)
        return data

    def choices(self):
        """What is to be decided, as `decide_together` takes it."""
        found = ((one, self.cleaned_data[f"result-{one.pk}"]) for one in self.catalogues)
        return [
            Choice(one, result, self.cleaned_data[f"version-{one.pk}"], self.cleaned_data[f"reason-{one.pk}"])
            for one, result in found
            if result != LATER
        ]

    def details(self):
        """Keyword arguments of `decide_together` beside the choices and the actor."""
        data = super().details()
        names = ("document", "capacity", "same_document", *gate.ANSWERS)
        return {name: data[name] for name in names if name in data}
