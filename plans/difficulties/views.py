"""Pages of the register: list, one difficulty, raising it, known answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.acting import agency_to_write_for
from agencies.actions import buttons
from agencies.calendar import portal_today
from agencies.files import send_private
from agencies.list_choice import list_context, send_list
from agencies.models import Duty
from agencies.permissions import works_in_the_plan
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.seen import status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import Difficulty, DifficultyFile, DifficultyReply
from plans.shortcuts import plan_or_404

from . import listing, services
from .forms import DifficultyFilterForm, DifficultyForm, SortForm
from .known import known_answers
from .permissions import answers, answers_something, is_for
from .sorting import last_sorting

FIND = "find"  # the button that looks for known answers without a script


@savable("difficulty_list", "Khó khăn, vướng mắc")
def difficulty_list(request: SignedInRequest) -> HttpResponse:
    form, rows, filters = narrowed(request)
    shown = list_context(request, listing.LIST, rows)
    for row in shown["page"]:
        row.__dict__["may_sort"] = is_for(request.user, row)[0]
    context = shown | {
        "form": form,
        "sort_form": SortForm(),
        "may_join": request.user.holds(Duty.APPRAISES_CATALOGUES),
        "filters": filters,
        "counts": listing.counts(rows, portal_today()),
        "is_narrowed": any(filters.values()),
        "may_write": works_in_the_plan(request.user)[0],
        "may_answer": answers_something(request.user),
    }
    return render(request, "plans/difficulty_list.html", context)


def difficulty_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    _, rows, _ = narrowed(request)
    return send_list(request, listing.LIST, rows)


def narrowed(request: SignedInRequest) -> tuple[DifficultyFilterForm, list[Difficulty], dict[str, Any]]:
    form = DifficultyFilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    return form, listing.LIST.sort(request, listing.rows_for(request.user, filters)), filters


def difficulty_new(request: SignedInRequest) -> HttpResponse:
    allowed, why = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("difficulty_list")
    agency = agency_to_write_for(request)
    typed = Typed(request, key=f"{request.path.strip('/')}/{agency.code}")
    form = DifficultyForm(typed.data, typed.files)
    looks = FIND in request.POST
    if looks:
        form = DifficultyForm(initial=request.POST.dict())
    elif request.method == "POST" and form.is_valid():
        try:
            made = services.raise_difficulty(agency, plan=plan_or_404(), actor=request.user, **form.cleaned_data)
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã gửi {made} tới {made.get_answerer_display()}.")
            return redirect("difficulty_detail", made.pk)
    context = {"form": form, "agency": agency, "looks": looks, "back": reverse("difficulty_list")}
    context["known"] = known_answers(request.POST.get("text", "")) if looks else []
    return render(request, "plans/difficulty_new.html", context | typed.context(form), status=status_of(form))


def difficulty_known(request: SignedInRequest) -> HttpResponse:
    """Answers that everybody may read; ?chi=ket-qua: only what was found, for static/js/known-answers.js."""
    wanted = request.GET.get("q", "")[:4000]
    if request.GET.get("chi"):
        return render(request, "plans/_known_answers.html", {"known": known_answers(wanted), "looks": bool(wanted)})
    rows = DifficultyReply.objects.shared().select_related("difficulty__kind").order_by("-pk")
    known = known_answers(wanted) if wanted.strip() else list(rows[:100])
    return render(request, "plans/difficulty_known.html", {"known": known, "q": wanted, "looks": True})


def difficulty_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    difficulty, user = find(request, pk), request.user
    replies = difficulty.replies.select_related("written_by", "original").prefetch_related(
        "attachments", "original__attachments"
    )
    context = {
        "difficulty": difficulty,
        "replies": list(replies),
        "files": list(difficulty.files.filter(reply=None)),
        "joined": list(difficulty.joined.select_related("agency")) if user.oversees else [],
        "lead": difficulty.joined_into if user.oversees else None,
        "overdue": difficulty.is_overdue,
        "may_answer": answers(user, difficulty)[0],
        "sort_form": SortForm(initial={"kind": difficulty.kind_id}),
        "last_sorting": last_sorting(difficulty),
        "actions": buttons(difficulty, user, lambda name: reverse("difficulty_action", args=[pk, name])),
        "events": history.shown(difficulty, user),
    }
    return render(request, "plans/difficulty_detail.html", context)


def difficulty_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A file, for whoever sees what it came with; `pk` is the file's."""
    found = DifficultyFile.objects.visible_to(request.user).filter(pk=pk).first()
    if found is None or not found.file:
        raise Http404("Tệp này không còn trên cổng.")
    return send_private(found.file, found.file_name)


def find(request: SignedInRequest, pk: int) -> Difficulty:
    """The difficulty where the person may see it. Http404 otherwise."""
    seen = Difficulty.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("agency", "plan", "kind", "report", "joined_into__agency"), pk=pk)
