"""Cần xác nhận: the list, one value, and what a second person does about it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.files import send_private
from agencies.paging import numbered_page
from agencies.requests import SignedInRequest
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import UnusualValue

from . import services
from .forms import AnswerForm, FilterForm
from .kinds import page_of, target_of
from .permissions import confirms, takes_back
from .queue import rows_for, sums_of, to_confirm
from .services import resting_on
from .words import OFFICES
from .workbook import unusual_workbook

PAGE_SIZE = 50
DONE = {"xac-nhan": "Đã xác nhận", "tra-lai": "Đã trả lại", "hoan-tac": "Đã hoàn tác"}


def unusual_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person; by ?trang_thai= what was confirmed, returned, replaced."""
    form = FilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = rows_for(request.user, filters)
    page = numbered_page(request, rows, PAGE_SIZE)
    context = {"page": page, "form": form, "filters": filters, "sums": sums_of(rows)}
    return render(request, "plans/unusual_list.html", context)


def unusual_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered."""
    form = FilterForm(request.GET)
    rows = rows_for(request.user, form.cleaned_data if form.is_valid() else {})
    return send_private(unusual_workbook(rows), "So-lieu-can-xac-nhan.xlsx")


def unusual_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One value: what is unusual, why, who entered it, and what may be done."""
    return draw(request, find(request, pk))


def unusual_decide(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Confirm, return or undo; a refusal stands above the page with what was typed."""
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
