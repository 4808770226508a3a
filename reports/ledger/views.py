"""Sổ đối chiếu: one page for the province, a group or an agency, as of any day; the same as a workbook."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.files import send_private
from agencies.requests import SignedInRequest
from plans.models import Plan
from plans.shortcuts import plan_or_404

from ..figures import ProvinceFigures, province_figures
from .book import Book, book_of
from .forms import LedgerForm
from .lines import lines_of
from .parts import Parts
from .scopes import Choices, choices, scope_of
from .walk import Walk, walk_of
from .workbook import ledger_workbook


def ledger(request: SignedInRequest) -> HttpResponse:
    plan = Plan.current()
    if plan is None:
        return render(request, "reports/ledger.html", {"plan": None})
    form = LedgerForm(request.GET)
    figures = province_figures(plan, form.as_of, progress=False)
    known = choices(figures, request.user)
    book, walk = asked_for(request, figures, form, known)
    context = {
        "plan": plan,
        "form": form,
        "as_of": form.as_of,
        "choices": known,
        "walk": walk,
        "lines": list(lines_of(walk, Parts(book, walk))),
    }
    return render(request, "reports/ledger.html", context)


def ledger_export(request: SignedInRequest) -> HttpResponseBase:
    """The ledger with everything below its causes, as a workbook."""
    form = LedgerForm(request.GET)
    figures = province_figures(plan_or_404(), form.as_of, progress=False)
    book, walk = asked_for(request, figures, form, choices(figures, request.user))
    name = f"So-doi-chieu-{walk.scope.key}-{form.as_of:%Y-%m-%d}.xlsx"
    return send_private(ledger_workbook(walk.scope.name, lines_of(walk, Parts(book, walk)), form.as_of), name)


def asked_for(
    request: SignedInRequest, figures: ProvinceFigures, form: LedgerForm, known: Choices
) -> tuple[Book, Walk]:
    """The ledger that the address asks for. Raises Http404 for one that the person may not see."""
    scope = scope_of(figures, request.user, form.unit, known)
    if scope is None:
        raise Http404
    book = book_of(figures, scope)
    return book, walk_of(book, scope)
