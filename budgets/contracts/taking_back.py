"""The page on which a document of money is taken back by one of its own; each room names its service."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.permissions import OfAnAgency
from agencies.requests import SignedInRequest
from agencies.seen import status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.models import Entry

from .entries import ALREADY, NO_COUNTER
from .forms import EndForm
from .permissions import records_money

TakeBack = Callable[..., object]


def take_back_page(
    request: SignedInRequest, entry: Entry, *, owner: OfAnAgency, service: TakeBack, back: str, **context: Any
) -> HttpResponse:
    """Asks for number, day and reason of the counter-entry, then has the service write it."""
    allowed, why = records_money(request.user, owner)
    if allowed and not entry.stands:
        allowed, why = False, NO_COUNTER if entry.is_reversal else ALREADY
    if not allowed:
        messages.error(request, why)
        return redirect(back)
    typed = Typed(request)
    form = EndForm(typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            service(entry, actor=request.user, **form.values())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã ghi đảo: {entry}.")
            return redirect(back)
    context |= {"entry": entry, "owner": owner, "form": form, "back": back} | typed.context(form)
    return render(request, "budgets/entry_take_back.html", context, status=status_of(form))
