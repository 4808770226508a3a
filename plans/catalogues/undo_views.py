"""Hoàn tác: the way to it after a change, the changes that can be taken back, and the page that confirms it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from agencies.workflow import WorkflowError
from plans.models import Catalogue, CatalogueChange

from .lookup import find_changeable
from .undoing import undo_change

SHOWN = 5


def change_undo(request, pk):
    """Take one change of a catalogue's files back, after a look at what that means."""
    seen = CatalogueChange.objects.filter(catalogue__in=Catalogue.objects.visible_to(request.user))
    change = get_object_or_404(seen.select_related("catalogue__agency", "actor"), pk=pk)
    catalogue = find_changeable(request, change.catalogue_id)
    if catalogue is None:
        return redirect("catalogue_detail", change.catalogue_id)
    if request.method == "POST":
        try:
            changes = undo_change(change, actor=request.user)
            messages.success(request, f"Đã hoàn tác lần {change.sentence}: {changes}.")
        except WorkflowError as error:
            messages.error(request, str(error))
        return redirect("catalogue_detail", catalogue.pk)
    return render(request, "plans/change_undo.html", {"catalogue": catalogue, "change": change})


def undoable_changes(catalogue):
    """The latest changes that can be taken back."""
    return list(CatalogueChange.objects.undoable(catalogue).select_related("actor")[:SHOWN])


def tell_changed(request, catalogue, text):
    """Say that it is done, with the way to take it back."""
    change = CatalogueChange.objects.undoable(catalogue).filter(actor=request.user).first()
    if change is None:
        return messages.success(request, text)
    url = reverse("catalogue_change_undo", args=[change.pk])
    return messages.success(request, format_html('{} <a href="{}">Hoàn tác</a>', text, url))
