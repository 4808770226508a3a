"""Sửa hàng loạt: chosen rows, or all that a filter leaves, get the same values after a look at what will change."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError

from . import bulk
from .appraised_before import warning_of_several
from .choice import ask_to_tick, chosen
from .filter_forms import BulkForm
from .lookup import find_changeable
from .undo_views import tell_changed


def files_bulk(request, pk):
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        Typed(request).keep_for_later()
        return redirect("catalogue_detail", pk)
    choice = chosen(request, catalogue)
    if choice is None:
        return ask_to_tick(request, catalogue)
    files = choice.files
    typed = Typed(request, key=f"{request.path.strip('/')}/{choice.kept_as}")
    if "xem" in request.GET and not typed.is_posted:
        typed.show(request.GET)
    asked = typed.data is not None and not typed.is_restored
    form = BulkForm(typed.data)
    context = {"catalogue": catalogue, "count": files.count(), "choice": choice}
    if asked and form.is_valid():
        if typed.is_posted and changed(request, catalogue, files, form):
            typed.drop()
            return redirect(reverse("catalogue_detail", args=[pk]) + "#ho-so")
        context |= values_before_and_after(files, form.values()) | {"version": catalogue.version, "given": given(form)}
    context |= {"form": form} | typed.context(form, judged=asked)
    return render(request, "plans/file_bulk.html", context, status=status_of(form))


def values_before_and_after(files, values):
    """What the files have now and will have, field by field."""
    lines = [
        {"label": bulk.LABELS[field], "now": now, "then": bulk.value_text(field, values[field])}
        for field, now in bulk.counts(files, values).items()
    ]
    changing = bulk.differing(files, values)
    return {"lines": lines, "changing": changing.count(), "appraised_before": warning_of_several(changing)}


def given(form):
    """The values asked for as (name, value), for the form that confirms them."""
    return [(form.add_prefix(name), form.cleaned_data[name]) for name in form.fields if form.cleaned_data[name]]


def changed(request, catalogue, files, form):
    """True where it was written or nothing had to be; otherwise the reason stands above the form."""
    try:
        seen = seen_version(request)
        count = bulk.change_files(catalogue, files, form.values(), actor=request.user, expected_version=seen)
    except WorkflowError as error:
        refuse(form, error)
        return False
    if count:
        tell_changed(request, catalogue, f"Đã sửa {format_int(count)} hồ sơ.")
    else:
        messages.success(request, "Các hồ sơ này đã có giá trị đó, không có gì thay đổi.")
    return True
