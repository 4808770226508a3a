"""Pages: who decides in whose place, a new delegation, and the one at which it is confirmed or ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from .. import history
from ..list_choice import list_context, send_list
from ..models import Delegation
from ..policies import admits
from ..refusal import Overtaken, WorkflowError
from ..requests import SignedInRequest
from ..second_factor import proof
from ..seen import refuse, seen_mark, shown_again, status_of
from ..typed import Typed
from . import services
from .forms import DelegationForm, EndForm
from .list_columns import LIST

DOCUMENTS = 50
DONE = {
    "confirm": "Đã xác nhận: {} quyết định được trong những ngày đã ghi.",
    "drop": "Đã bỏ đề nghị giao ký cho {}.",
    "end": "Đã kết thúc việc giao ký cho {}; văn bản đã ký trước đó giữ nguyên.",
}


def delegation_list(request: SignedInRequest) -> HttpResponse:
    """Ủy quyền quyết định: those that the person gave, was given or answers for."""
    seen = Delegation.objects.visible_to(request.user).with_people()
    rows = LIST.sort(request, seen)
    context = {"count": len(rows), "may_add": admits("gives", request.user)}
    return render(request, "delegation/list.html", list_context(request, LIST, rows) | context)


def delegation_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is sorted, whole, as a workbook."""
    rows = LIST.sort(request, Delegation.objects.visible_to(request.user).with_people())
    return send_list(request, LIST, rows)


def delegation_new(request: SignedInRequest) -> HttpResponse:
    """Asks for everything that the document says; another person confirms it."""
    typed = Typed(request)
    if request.method == "POST" and (answer := proof.ask(request)):
        return answer
    form = DelegationForm(typed.data, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.ask(actor=request.user, **form.asked())
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, "Đã ghi đề nghị. Có hiệu lực khi người thứ hai xác nhận.")
            return redirect("delegation_detail", asked.pk)
    return render(request, "delegation/new.html", {"form": form} | typed.context(form), status=status_of(form))


def delegation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it says, its history, and what the person may do about it."""
    delegation = find(request, pk)
    if request.method != "POST":
        return render(request, "delegation/detail.html", context_of(request, delegation, EndForm()))
    if answer := proof.ask(request):
        return answer
    name = next((each for each in DONE if each in request.POST), "")
    form = EndForm(request.POST)
    if name == "end" and not form.is_valid():
        return render(request, "delegation/detail.html", context_of(request, delegation, form), status=status_of(form))
    try:
        if seen_mark(request) != delegation.mark:
            raise Overtaken(services.ANSWERED)
        take(request, delegation, name, form)
    except WorkflowError as error:
        context = context_of(request, find(request, pk), EndForm(request.POST if name == "end" else None))
        return shown_again(request, "delegation/detail.html", context, error)
    if name:
        messages.success(request, DONE[name].format(delegation.name))
    return redirect("delegation_detail", pk)


def take(request: SignedInRequest, delegation: Delegation, name: str, form: EndForm) -> None:
    """Confirm, drop or end it, as the button says. Raises WorkflowError."""
    if name == "end":
        services.end(delegation, actor=request.user, reason=form.cleaned_data["reason"])
    elif name:
        {"confirm": services.confirm, "drop": services.drop}[name](delegation, actor=request.user)


def find(request: SignedInRequest, pk: int) -> Delegation:
    return get_object_or_404(Delegation.objects.visible_to(request.user).with_people(), pk=pk)


def context_of(request: SignedInRequest, delegation: Delegation, form: EndForm) -> dict[str, object]:
    user = request.user
    return {
        "delegation": delegation,
        "form": form,
        "may_confirm": delegation.is_waiting and services.may_confirm(user, delegation),
        "may_drop": delegation.is_waiting and services.may_drop(user, delegation),
        "may_end": delegation.may_end and services.may_end(user, delegation),
        "documents": delegation.documents.select_related("issuer").order_by("-issued_on", "-pk")[:DOCUMENTS],
        "events": history.shown(delegation, user),
    }
