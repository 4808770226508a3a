"""The form of one document that decides on many catalogues: its number, and a result for each catalogue."""

from django import forms
from django.urls import reverse

from agencies.actions import ActionForm
from agencies.formats.numbers import format_int, format_percent
from plans.declarations.fields import OpenText
from plans.excess.words import CONFIRM_NEEDED
from plans.models.archival_file import key_of_folded

from . import gate
from .effects import what_whole_lacks
from .forms import AppraisalForm, printed_reason
from .together import APPRAISE, LATER, RETURN, Choice
from .workflow import CATALOGUE

RESULTS = [(APPRAISE, "Thẩm định đạt"), (RETURN, "Trả lại"), (LATER, "Chưa quyết định")]
OWN_REASONS = {  # kinds of files that pass with a reason, and what a catalogue's own reason is called
    "unarranged": "Lý do riêng: số hóa hồ sơ chưa chỉnh lý",
    "unseen": "Lý do riêng: không xem từng hồ sơ",
}
REASON_LACKS = {
    "unarranged": "Ghi lý do chấp nhận hồ sơ chưa chỉnh lý.",
    "unseen": "Ghi lý do chấp nhận các hồ sơ chưa xem.",
}
COUNTED = ("files", "unarranged_files", "unseen_files", "unseen_arranged")
SUMS = "Các Mục lục thẩm định đạt có {} hồ sơ chưa chỉnh lý và {} hồ sơ chưa xem từng hồ sơ ({} số hồ sơ được số hóa)."
NONE_APPRAISED = "Chưa chọn thẩm định đạt Mục lục nào."


def typed_key(pks):
    """Where what a person types about the catalogues with these keys is kept, be some of them decided meanwhile."""
    page = reverse("admin:plans_catalogue_together").strip("/")
    return f"{page}/{key_of_folded(str(sorted(pks)))}"


class TogetherForm(AppraisalForm):
    """What AppraisalForm asks, and for each catalogue its result, the reason of a return, reasons of its own for what
    passes the gate, and the version seen. Counted is only what is to be appraised."""

    def __init__(self, *args, catalogues, preset=APPRAISE, **kwargs):
        self.catalogues, self.preset = list(catalogues), preset
        known = gate.counts_by_catalogue(self.catalogues)
        for one in self.catalogues:
            one.obstacles = what_whole_lacks(one)
            one.let_through = known.get(one.pk, dict.fromkeys(COUNTED, 0))
        super().__init__(CATALOGUE.action("appraise"), *args, catalogues=catalogues, **kwargs)
        del self.fields["reason"]  # of each return, below
        self.fields["return_reason"] = OpenText(
            label="Lý do trả lại chung",
            max_length=2000,
            required=False,
            help_text="Gửi kèm mọi Mục lục trả lại không ghi lý do riêng.",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields["return_reason"].one_of_several = True
        if preset == RETURN:
            self.order_fields(["document_number", "document_date", "capacity", "same_as_last", "return_reason"])
        self.asked = [bound.name for bound in self.visible_fields()]
        if "unarranged" in self.fields:
            self.fields["unarranged"].required = False  # only where one of these is appraised
        if self.above:
            self.fields["excess_confirmed"].required = False
            self.fields["excess_confirmed"].help_text = "; ".join(map(str, self.above))
        for catalogue in self.catalogues:
            self.ask_about(catalogue)

    def count(self, catalogues):
        """What any of them would let through: it is asked about wherever somebody may yet choose to appraise."""
        return sums_of(self.catalogues)

    def ask_about_unarranged(self):
        super().ask_about_unarranged()
        if "unarranged" in self.fields:
            self.fields["unarranged"].label = "Hồ sơ chưa chỉnh lý (Kế hoạch: chỉnh lý trước khi số hóa)"
            leave_out, accept = self.fields["unarranged"].choices
            self.fields["unarranged"].choices = [(leave_out[0], "Loại ra, số hóa sau khi chỉnh lý"), accept]

    def ask_about_unseen(self):
        super().ask_about_unseen()
        if "unseen_reason" in self.fields:
            self.fields["unseen_reason"].help_text = "Văn bản in lý do này cho mọi Mục lục không ghi lý do riêng."

    def ask_about(self, catalogue):
        """The fields of one catalogue; what is not ready is left for later unless somebody returns it."""
        blocked = " ".join(catalogue.obstacles)
        self.fields[f"result-{catalogue.pk}"] = forms.ChoiceField(
            label=f"Kết quả: {catalogue}",
            choices=[each for each in RESULTS if each[0] != APPRAISE or not blocked],
            required=False,
            initial=preset(catalogue, self.preset),
            error_messages={"invalid_choice": blocked} if blocked else {},
        )
        self.fields[f"reason-{catalogue.pk}"] = OpenText(
            label=f"Lý do trả lại: {catalogue}",
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        for kind, label in OWN_REASONS.items():
            if catalogue.let_through[f"{kind}_files"]:
                self.fields[f"{kind}_reason-{catalogue.pk}"] = printed_reason(label)
        version = forms.IntegerField(widget=forms.HiddenInput, initial=catalogue.version)
        self.fields[f"version-{catalogue.pk}"] = version

    def common(self):
        """Bound fields that stand for the document as a whole."""
        return [self[name] for name in self.asked] + [self["same_document"]]

    def rows(self):
        """[(catalogue, result, version, own reasons)], the bound fields of each catalogue."""
        names = ("result", "version")
        return [(one, *(self[f"{name}-{one.pk}"] for name in names), self.own_reasons(one)) for one in self.catalogues]

    def own_reasons(self, catalogue):
        names = [f"reason-{catalogue.pk}", *(f"{kind}_reason-{catalogue.pk}" for kind in OWN_REASONS)]
        return [self[name] for name in names if name in self.fields]

    def sums_sentence(self):
        """How many files pass the gate with a reason, of the catalogues that are to be appraised as the form stands."""
        sums = sums_of(one for one in self.catalogues if self.is_to_be_appraised(one))
        if not sums["files"]:
            return NONE_APPRAISED
        unarranged, unseen, files = sums["unarranged_files"], sums["unseen_files"], sums["files"]
        if "unarranged" in self.fields and self["unarranged"].value() == gate.LEAVE_OUT:
            unarranged, unseen, files = 0, sums["unseen_arranged"], files - unarranged
        return SUMS.format(format_int(unarranged), format_int(unseen), format_percent(unseen, files))

    def is_to_be_appraised(self, catalogue):
        """True where the form as it stands proposes so, and nothing keeps the catalogue from it."""
        return self[f"result-{catalogue.pk}"].value() == APPRAISE and not catalogue.obstacles

    def clean(self):
        data = ActionForm.clean(self)
        chosen = {one: data.get(f"result-{one.pk}") for one in self.catalogues}
        for one, result in chosen.items():
            if result == RETURN and not (data.get(f"reason-{one.pk}") or data.get("return_reason")):
                self.add_error(f"reason-{one.pk}", "Ghi lý do trả lại: cơ quan cần biết phải sửa gì.")
        appraised = [one for one, result in chosen.items() if result == APPRAISE]
        self.check_reasons(appraised, data)
        if not data.get("excess_confirmed") and any(one in appraised for one in self.above):
            self.add_error("excess_confirmed", CONFIRM_NEEDED)
        return self.joined(data)

    def check_reasons(self, appraised, data):
        """Say what the gate still wants to know of the catalogues that are to be appraised."""
        answer = data.get("unarranged")
        if not answer and any(one.let_through["unarranged_files"] for one in appraised):
            self.add_error("unarranged", self.fields["unarranged"].error_messages["required"])
        leaves_out = answer == gate.LEAVE_OUT
        counted = {"unseen": "unseen_arranged" if leaves_out else "unseen_files"}
        if answer == gate.ACCEPT:
            counted["unarranged"] = "unarranged_files"
        for kind, name in counted.items():
            passing = [one for one in appraised if one.let_through[name]]
            if not data.get(f"{kind}_reason") and not all(data.get(f"{kind}_reason-{one.pk}") for one in passing):
                self.add_error(f"{kind}_reason", REASON_LACKS[kind])

    def choices(self):
        """What is to be decided, as `decide_together` takes it."""
        data, common = self.cleaned_data, self.cleaned_data.get("return_reason", "")
        found = ((one, data[f"result-{one.pk}"]) for one in self.catalogues)
        return [
            Choice(
                one,
                result,
                data[f"version-{one.pk}"],
                data[f"reason-{one.pk}"] or common,
                self.own_answers(one, result),
            )
            for one, result in found
            if result != LATER
        ]

    def own_answers(self, catalogue, result):
        """The reasons that this catalogue has of its own, by the gate's name of each."""
        given = {f"{kind}_reason": self.cleaned_data.get(f"{kind}_reason-{catalogue.pk}") for kind in OWN_REASONS}
        return {name: text for name, text in given.items() if text} if result == APPRAISE else {}

    def details(self):
        """Keyword arguments of `decide_together` beside the choices and the actor."""
        data = super().details()
        names = ("document", "capacity", "same_document", "excess_confirmed", *gate.ANSWERS)
        return {name: data[name] for name in names if name in data}


class TogetherDraftForm(TogetherForm):
    """The same for a draft that is signed first: number and day are not asked, and reasons may still be open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("document_number", "document_date", "same_document"):
            del self.fields[name]

    def clean(self):
        data = ActionForm.clean(self)
        for one in self.catalogues:
            own = data.get(f"reason-{one.pk}") or data.get("return_reason")
            data[f"reason-{one.pk}"] = own or gate.OPEN_REASON
        return data

    def details(self):
        """Keyword arguments of `rehearsed` beside the choices and the actor."""
        reasons = {
            f"{kind}_reason": self.cleaned_data.get(f"{kind}_reason") or gate.OPEN_REASON for kind in OWN_REASONS
        }
        unarranged = self.cleaned_data.get("unarranged") or gate.ACCEPT
        capacity = self.cleaned_data["capacity"]
        return {"capacity": capacity, "unarranged": unarranged, "excess_confirmed": True, **reasons}


def preset(catalogue, wanted):
    """What the form proposes for the catalogue: what is wanted, as far as nothing keeps it from that."""
    return LATER if catalogue.obstacles and wanted == APPRAISE else wanted


def sums_of(catalogues):
    """{name: sum} of what the catalogues would let through."""
    catalogues = list(catalogues)
    return {name: sum(one.let_through[name] for one in catalogues) for name in COUNTED}
