"""Cần xác nhận: the list, one value, and what a second person does about it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.formats.numbers import format_int
from agencies.list_choice import list_context, send_list
from agencies.requests import SignedInRequest, posted_keys
from agencies.saved_views.lists import savable
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import UnusualValue

from . import services
from .forms import AnswerForm, FilterForm, TogetherForm
from .kinds import page_of, target_of
from .permissions import confirms, may_tick, takes_back
from .queue import rows_for, sums_of, to_confirm
from .services import resting_on
from .words import OFFICES
from .workbook import LIST, sums_below

NOTHING_TICKED = "Chọn ít nhất một số liệu ở cột Chọn rồi xác nhận."
DONE = {"xac-nhan": "Đã xác nhận", "tra-lai": "Đã trả lại", "hoan-tac": "Đã hoàn tác"}


@savable("unusual_list", "Cần xác nhận")
def unusual_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person; by ?trang_thai= what was confirmed, returned, replaced."""
    return draw_list(request, TogetherForm())


def draw_list(request: SignedInRequest, together: TogetherForm) -> HttpResponse:
    """The list, with the form below it where the person may confirm something on this page."""
    form = FilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = LIST.sort(request, rows_for(request.user, filters))
    context = list_context(request, LIST, rows)
    for row in context["page"]:
        row.__dict__["may_tick"] = may_tick(request.user, row)
    context |= {"form": form, "filters": filters, "sums": sums_of(rows), "together": together}
    context |= {"may_tick": any(row.may_tick for row in context["page"]), "ticked": request.POST.getlist("chon")}
    return render(request, "plans/unusual_list.html", context)


def unusual_confirm_many(request: SignedInRequest) -> HttpResponse:
    """Confirm the ticked values; each that could not be is named, with the reason."""
    form, chosen = TogetherForm(request.POST), ticked_values(request)
    if not chosen:
        form.add_error(None, NOTHING_TICKED)
    if not form.is_valid():
        return draw_list(request, form)
    outcome = services.confirm_each(chosen, actor=request.user, answer=form.cleaned_data["answer"])
    for value, why in outcome.refused:
        messages.error(request, f"Chưa xác nhận {value}: {why}")
    if outcome.done:
        named = "; ".join(map(str, outcome.done))
        messages.success(request, f"Đã xác nhận {format_int(len(outcome.done))} số liệu: {named}.")
    return redirect(f"{reverse('unusual_list')}?{request.GET.urlencode()}")


def ticked_values(request: SignedInRequest) -> list[tuple[UnusualValue, int]]:
    """(value, version that the page showed) of the ticked rows that the person may see, in the order of the page."""
    shown = [posted_keys(each.split("-")) for each in request.POST.getlist("chon")]
    versions = {pair[0]: pair[1] for pair in shown if len(pair) == 2}
    seen = UnusualValue.objects.visible_to(request.user).select_related("agency", "plan", "entered_by", "decided_by")
    found = seen.in_bulk(list(versions))
    return [(found[pk], version) for pk, version in versions.items() if pk in found]


def unusual_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted."""
    form = FilterForm(request.GET)
    rows = LIST.sort(request, rows_for(request.user, form.cleaned_data if form.is_valid() else {}))
    return send_list(request, LIST, rows, sums=sums_below(rows))


def unusual_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One value: what is unusual, why, who entered it, and what may be done."""
    return draw(request, find(request, pk))


def unusual_decide(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Confirm, return or undo; a refusal is above the page with what was typed."""
    value = find(request, pk)
    step = {"xac-nhan": confirm, "tra-lai": give_back, "hoan-tac": take_back}.get(name)
    if step is None:
        raise Http404
    typed = Typed(request, seen=value.version)
    form = AnswerForm(typed.data, needs_answer=name == "tra-lai")
    if form.is_valid():
        try:
            step(value, actor=request.user, seen=seen_version(request), answer=form.cleaned_data["answer"])
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"{DONE[name]}: {value}.")
            return redirect("unusual_detail", pk)
    value.refresh_from_db()
    return draw(request, value, form)


confirm, give_back = services.confirm, services.give_back


def take_back(value: UnusualValue, *, actor: Any, seen: int, answer: str) -> UnusualValue:
    """Undoing asks for no words."""
    return services.take_back(value, actor=actor, seen=seen)


def find(request: SignedInRequest, pk: int) -> UnusualValue:
    """The value where the person may see it. Http404 otherwise."""
    seen = UnusualValue.objects.visible_to(request.user).select_related("agency", "plan", "entered_by", "decided_by")
    return get_object_or_404(seen, pk=pk)


def draw(request: SignedInRequest, value: UnusualValue, form: AnswerForm | None = None) -> HttpResponse:
    address = partial(reverse, "unusual_decide")
    may_decide, why_not = confirms(request.user, value)
    elsewhere = next((sentence for by in services.BY_WORKFLOW if (sentence := by(value))), "")
    context = {
        "value": value,
        "page_url": page_of(value),
        "office": OFFICES[value.kind],
        "form": form or AnswerForm(),
        "may_decide": may_decide and value.is_open,
        "why_not": why_not if value.is_open and request.user.oversees else "",
        "elsewhere": elsewhere,
        "next_one": None if value.is_open else to_confirm(request.user, value.plan).exclude(pk=value.pk).first(),
        "may_undo": takes_back(request.user, value)[0] and not resting_on(value),
        "events": history.shown(target_of(value), request.user),
        "confirm_url": address(args=[value.pk, "xac-nhan"]),
        "return_url": address(args=[value.pk, "tra-lai"]),
        "undo_url": address(args=[value.pk, "hoan-tac"]),
    }
    return render(request, "plans/unusual_detail.html", context, status=status_of(form))
