"""Setting the kind of the difficulties that were ticked, and taking that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from agencies.formats.numbers import format_int
from agencies.list_place import list_url
from agencies.requests import SignedInRequest
from agencies.seen import seen_version
from agencies.workflow import WorkflowError
from plans.models import Difficulty

from .action_views import ticked
from .forms import CHOOSE_KIND, SortForm
from .permissions import answers
from .sorting import NOTHING_TO_UNDO, last_sorting, sort_many, still_together, undo_sorting
from .views import find

CHOOSE_ONE = "Đánh dấu ít nhất một vướng mắc."
FROM_DETAIL = "chi-tiet"


def difficulty_sort_many(request: SignedInRequest) -> HttpResponse:
    """One kind for those that are ticked in the list, or for the one whose page it was sent from."""
    versions, form = ticked(request), SortForm(request.POST)
    chosen = list(Difficulty.objects.visible_to(request.user).filter(pk__in=versions).order_by("pk"))
    back = list_url(request, "difficulty_list")
    if chosen and request.POST.get("tu") == FROM_DETAIL:
        back = reverse("difficulty_detail", args=[chosen[0].pk])
    if not chosen or not form.is_valid():
        messages.error(request, CHOOSE_KIND if chosen else CHOOSE_ONE)
        return redirect(back)
    kind = form.cleaned_data["kind"]
    try:
        changed = sort_many(chosen, kind=kind, actor=request.user, versions=versions)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect(back)
    url = reverse("difficulty_sort_undo", args=[changed[0].pk])
    text = f"Đã phân loại {format_int(len(changed))} vướng mắc: {kind}."
    messages.success(request, format_html('{} <a href="{}">Hoàn tác</a>', text, url))
    return redirect(back)


def difficulty_sort_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the last sorting of this one back, with all that were sorted at once, after a look at what that means."""
    difficulty = find(request, pk)
    event, (allowed, why) = last_sorting(difficulty), answers(request.user, difficulty)
    if event is None or not allowed:
        messages.error(request, why if event else NOTHING_TO_UNDO)
        return redirect("difficulty_detail", pk)
    if request.method != "POST":
        context = {"difficulty": difficulty, "event": event, "count": still_together(event)}
        return render(request, "plans/difficulty_sort_undo.html", context)
    try:
        count = undo_sorting(difficulty, actor=request.user, expected_version=seen_version(request))
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã hoàn tác phân loại {format_int(count)} vướng mắc.")
    return redirect("difficulty_detail", pk)
