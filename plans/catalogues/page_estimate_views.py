"""Ước tính số trang từ số tờ: what the head states, a look at what comes of it, and then it is written."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.actions import not_after_today
from agencies.formats.numbers import format_int
from agencies.formfields import DayField
from agencies.open_text import OpenText
from agencies.seen import seen_version, shown_again
from agencies.workflow import Overtaken, WorkflowError
from plans.models.page_estimate import FEWEST, MOST, factor_text

from . import page_estimates
from .lookup import find_changeable
from .undo_views import tell_changed

WRONG = "Nhập số trang của một tờ từ 1 đến 2, nhiều nhất hai chữ số thập phân, ví dụ 1,8."
TEMPLATE = "plans/page_estimate.html"


class FactorField(forms.CharField):
    """Pages of a sheet, 1 to 2 with two decimals, as pages of 100 sheets."""

    def to_python(self, value):
        text = (super().to_python(value) or "").replace(".", ",")
        whole, _, part = text.partition(",")
        if not whole:
            return None
        if not (whole.isascii() and whole.isdecimal() and len(part) <= 2 and (part or "0").isdecimal()):
            raise forms.ValidationError(WRONG)
        found = int(whole[:3]) * 100 + int(part.ljust(2, "0"))
        if not FEWEST <= found <= MOST:
            raise forms.ValidationError(WRONG)
        return found

    def prepare_value(self, value):
        return factor_text(value) if isinstance(value, int) else value


class EstimateForm(forms.Form):
    """Số trang bình quân của một tờ, and the paper in which it was stated, where there is one."""

    factor = FactorField(
        label="Số trang bình quân của một tờ",
        help_text="Từ 1 đến 2, ví dụ 1,8. Số trang của mỗi hồ sơ được làm tròn lên.",
        error_messages={"required": WRONG},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "class": "num", "autocomplete": "off"}),
    )
    document_number = OpenText(label="Số văn bản nêu số trang mỗi tờ", required=False, max_length=60)
    document_date = DayField(label="Ngày văn bản", required=False)

    def clean_document_date(self):
        day = self.cleaned_data["document_date"]
        return day and not_after_today(day)

    def given(self):
        """What was understood as (name, value), for the form that confirms it."""
        return [(name, self[name].value()) for name in self.fields if self[name].value()]


def page_estimate(request, pk):
    """The form, with what it would bring once it is filled in; written where the head of the agency sends it."""
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    may, why_not = page_estimates.states_pages(request.user, catalogue)
    sent = request.POST if request.method == "POST" else request.GET
    form = EstimateForm(sent if "factor" in sent else None)
    context = {"catalogue": catalogue, "form": form, "may": may, "why_not": why_not}
    context |= {"back": reverse("catalogue_detail", args=[pk]), "outlook": page_estimates.outlook(catalogue, MOST)}
    if not form.is_valid():
        return render(request, TEMPLATE, context)
    data = form.cleaned_data
    context |= {"outlook": page_estimates.outlook(catalogue, data["factor"]), "given": form.given(), "asked": True}
    if request.method == "POST":
        return written(request, catalogue, data, context)
    return render(request, TEMPLATE, context)


def written(request, catalogue, data, context):
    """Back to the catalogue once it is written; what keeps it from being written stands above the same page."""
    try:
        made = page_estimates.estimate_pages(
            catalogue,
            data["factor"],
            actor=request.user,
            document_number=data["document_number"],
            document_date=data["document_date"],
            expected_version=seen_version(request),
        )
    except Overtaken as error:
        return shown_again(request, TEMPLATE, context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect(context["back"])
    tell_changed(request, catalogue, f"Đã ước tính số trang của {format_int(made.file_count)} hồ sơ từ số tờ.")
    return redirect(context["back"])
