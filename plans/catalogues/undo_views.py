"""Hoàn tác: the way to it after a change, the changes that can be taken back, and the page that confirms it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from agencies.seen import seen_version, shown_again
from agencies.workflow import Overtaken, WorkflowError
from plans.models import Catalogue, CatalogueChange

from .deleting import deletions
from .lookup import find_changeable
from .undoing import undo_change

SHOWN = 5


def change_undo(request, pk):
    """Take one change of a catalogue's files back, after a look at what that means."""
    change, deleted = find_change(request, pk)
    catalogue = change.catalogue
    back = reverse("catalogue_list") if deleted else reverse("catalogue_detail", args=[catalogue.pk])
    if not deleted and find_changeable(request, catalogue.pk) is None:
        return redirect(back)
    context = {"catalogue": catalogue, "change": change, "deleted": deleted, "back": back}
    if request.method != "POST":
        return render(request, "plans/change_undo.html", context)
    try:
        changes = undo_change(change, actor=request.user, expected_version=seen_version(request))
    except WorkflowError as error:
        if isinstance(error, Overtaken) and CatalogueChange.objects.standing().filter(pk=change.pk).exists():
            return asked_again(request, context, error)
        messages.error(request, str(error))
        return redirect(back)
    messages.success(request, f"Đã hoàn tác lần {change.sentence}{changes.as_result}.")
    return redirect("catalogue_detail", catalogue.pk)


def asked_again(request, context, error):
    """The page with the catalogue as it stands now, which counts only when it is sent again."""
    manager = Catalogue.deleted if context["deleted"] else Catalogue.objects
    current = manager.select_related("agency").get(pk=context["catalogue"].pk)
    return shown_again(request, "plans/change_undo.html", context | {"catalogue": current}, error)


def find_change(request, pk):
    """(change, True where it deleted its catalogue) of a catalogue that the person sees or saw; Http404 for others."""
    deleted = deletions(request.user).filter(pk=pk).first()
    if deleted:
        return deleted, True
    seen = CatalogueChange.objects.filter(catalogue__in=Catalogue.objects.visible_to(request.user))
    return get_object_or_404(seen.select_related("catalogue__agency", "actor"), pk=pk), False


def restorable_catalogues(user):
    """The deletions of catalogues that the person can take back."""
    if not (user.writes and Catalogue.deleted.visible_to(user).exists()):
        return []
    return [change for change in deletions(user) if user.acts_for(change.catalogue.agency)]


def undoable_changes(catalogue):
    """{latest: changes that can be taken back, the last ones; count: of all}; None where there are none."""
    found = CatalogueChange.objects.undoable(catalogue)
    latest = list(found.select_related("actor")[:SHOWN])
    return {"latest": latest, "count": found.count()} if latest else None


def tell_changed(request, catalogue, text):
    """Say that it is done, with the way to take it back."""
    change = CatalogueChange.objects.undoable(catalogue).filter(actor=request.user).first()
    if change is None:
        return messages.success(request, text)
    return tell_undoable(request, change, text)


def tell_undoable(request, change, text):
    """Say that it is done, with the way to take this change back."""
    url = reverse("catalogue_change_undo", args=[change.pk])
    messages.success(request, format_html('{} <a href="{}">Hoàn tác</a>', text, url))
