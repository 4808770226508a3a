"""Chosen files of a catalogue, deleted or numbered anew after a look at what that means."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Sum
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.seen import seen_version, shown_again
from agencies.workflow import Overtaken, WorkflowError
from plans.appraisal.kept_sentences import DELETED, kept_among
from plans.pricing import a4_pages

from . import numbering
from .appraised_before import warning_of_several
from .choice import ask_to_tick, chosen
from .files import why_not_removed
from .lookup import find_changeable
from .removing import delete_files
from .undo_views import tell_changed

NAMED = 8
DIGITS = [("1", "1, 2, 3"), ("2", "01, 02, 03"), ("3", "001, 002, 003"), ("4", "0001, 0002, 0003")]


class NumberingForm(forms.Form):
    """Đánh số lại: from which number on, how it is written, whether each box begins anew."""

    first = forms.IntegerField(label="Bắt đầu từ số", min_value=1, max_value=999_999, initial=1)
    digits = forms.ChoiceField(label="Cách ghi", choices=DIGITS, initial="1")
    by_box = forms.BooleanField(label="Mỗi hộp bắt đầu lại", required=False)

    @property
    def numbering(self):
        """What was asked for; the form must be valid."""
        data = self.cleaned_data
        return numbering.Numbering(data["first"], int(data["digits"]), data["by_box"])


def files_delete(request, pk):
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    choice = chosen(request, catalogue)
    if choice is None:
        return ask_to_tick(request, catalogue)
    if refusal := why_not_removed(catalogue, choice.files):
        messages.error(request, refusal)
        return redirect(back(pk))
    context = {"catalogue": catalogue, "choice": choice, **named(choice.files), "back": back(pk)}
    context["appraised_before"] = warning_of_several(choice.files)
    context["kept_for"] = kept_among(choice.files, DELETED)
    if request.method != "POST":
        return render(request, "plans/files_delete.html", context)
    try:
        count = delete_files(catalogue, choice.files, actor=request.user, expected_version=seen_version(request))
        tell_changed(request, catalogue, f"Đã xóa {format_int(count)} hồ sơ.")
    except Overtaken as error:
        return shown_again(request, "plans/files_delete.html", context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(back(pk))


def files_renumber(request, pk):
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    choice = chosen(request, catalogue)
    if choice is None:
        return ask_to_tick(request, catalogue)
    sent = request.POST if request.method == "POST" else request.GET
    form = NumberingForm(sent if "first" in sent else {"first": "1", "digits": "1"})
    context = {"catalogue": catalogue, "choice": choice, "count": choice.files.count(), "form": form, "back": back(pk)}
    try:
        if form.is_valid():
            context |= before_and_after(choice.files, form.numbering)
            if request.method == "POST":
                seen = seen_version(request)
                count = numbering.renumber(
                    catalogue, choice.files, form.numbering, actor=request.user, expected_version=seen
                )
                tell_changed(request, catalogue, f"Đã đánh số lại {format_int(count)} hồ sơ.")
                return redirect(back(pk))
    except Overtaken as error:
        return shown_again(request, "plans/files_renumber.html", context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
    return render(request, "plans/files_renumber.html", context)


def back(pk):
    return reverse("catalogue_detail", args=[pk]) + "#ho-so"


def named(files):
    """How many files, their pages (trang A4 quy đổi), and the first of them."""
    sums = files.order_by().aggregate(count=Count("pk"), pages=Sum(a4_pages()))
    return {"count": sums["count"], "pages": sums["pages"] or 0, "first": files.order_by("position", "pk")[:NAMED]}


def before_and_after(files, wanted):
    """The first numbers before and after, and how many change. Raises WorkflowError where they are too many."""
    changing = numbering.differing(files, wanted)
    return {
        "lines": [(file, number) for file, number in changing[:NAMED]],
        "changing": len(changing),
        "more": len(changing[NAMED:]),
        "appraised_before": warning_of_several(files.filter(pk__in=[file.pk for file, _ in changing])),
        "given": [(name, value) for name, value in given(wanted) if value],
    }


def given(wanted):
    """The numbering as the fields of its form."""
    yield "first", str(wanted.first)
    yield "digits", str(wanted.digits)
    yield "by_box", "on" if wanted.by_box else ""
