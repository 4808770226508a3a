"""Chosen files moved to another catalogue of the agency, after a look at what that means."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.formats.numbers import format_int
from agencies.requests import SignedInRequest
from agencies.seen import seen_version, shown_again
from agencies.workflow import Overtaken, WorkflowError
from plans.appraisal.kept_sentences import DELETED, kept_among
from plans.models import ArchivalFile, Catalogue

from .appraised_before import warning_of_several
from .choice import Choice, ask_to_tick, chosen
from .files import why_not_removed
from .lookup import find_changeable
from .many_views import back, named
from .moving import doubles, move_files, targets_of
from .undo_views import tell_changed


class TargetField(forms.ModelChoiceField):
    """A catalogue by its name, fonds and number of files."""

    def label_from_instance(self, catalogue: Catalogue) -> str:
        return f"{catalogue.name} ({catalogue.fonds.in_words}, {format_int(catalogue.file_count)} hồ sơ)"


class TargetForm(forms.Form):
    """Mục lục nhận: another one of the agency that may be changed."""

    target = TargetField(
        label="Mục lục nhận",
        queryset=Catalogue.objects.none(),
        empty_label="Chọn Mục lục",
        error_messages={"required": "Chọn Mục lục nhận.", "invalid_choice": "Mục lục này không nhận hồ sơ được nữa."},
    )

    def __init__(self, catalogue: Catalogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(TargetField, self.fields["target"]).queryset = targets_of(catalogue)


def files_move(request: SignedInRequest, pk: int) -> HttpResponse:
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    choice = chosen(request, catalogue)
    if choice is None:
        return ask_to_tick(request, catalogue)
    if refusal := why_not_removed(catalogue, choice.files):
        messages.error(request, refusal)
        return redirect(back(pk))
    sent = request.POST if request.method == "POST" else request.GET
    form = TargetForm(catalogue, sent if "target" in sent else None)
    context: dict[str, Any] = {"catalogue": catalogue, "choice": choice, "form": form, "back": back(pk)}
    context |= named(choice.files) | {"has_target": targets_of(catalogue).exists()}
    if not form.is_valid():
        return render(request, "plans/files_move.html", context)
    target = form.cleaned_data["target"]
    context |= about(catalogue, choice.files, target)
    if request.method != "POST" or context["double_count"]:
        return render(request, "plans/files_move.html", context)
    return moved(request, catalogue, choice, target, context)


def about(catalogue: Catalogue, files: QuerySet[ArchivalFile], target: Catalogue) -> dict[str, Any]:
    """What the page says of the target: doubles of its keys, its fonds, and what was appraised or kept for others."""
    same = doubles(files, target)
    return {
        "target": target,
        "double_count": same.count(),
        "doubles": same.order_by("position", "pk")[:8],
        "other_fonds": target.fonds if target.fonds_id != catalogue.fonds_id else None,
        "appraised_before": warning_of_several(files),
        "kept_for": kept_among(files, DELETED),
    }


def moved(
    request: SignedInRequest, catalogue: Catalogue, choice: Choice, target: Catalogue, context: dict[str, Any]
) -> HttpResponse:
    try:
        seen = seen_version(request)
        count = move_files(catalogue, choice.files, target, actor=request.user, expected_version=seen)
    except Overtaken as error:
        return shown_again(request, "plans/files_move.html", context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        tell_changed(request, catalogue, f"Đã chuyển {format_int(count)} hồ sơ sang Mục lục “{target.name}”.")
    return redirect(back(catalogue.pk))
