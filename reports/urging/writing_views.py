"""The forms of one letter: its text, how it went out, a correction."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.delegation.signing import word_of
from agencies.models import Decision
from agencies.requests import SignedInRequest
from agencies.seen import refuse, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError

from ..models import UrgingLetter
from . import services
from .forms import CorrectionForm, SentForm, TextForm
from .permissions import urges
from .views import find

Service = Callable[..., UrgingLetter]


def urging_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = find(request, pk)
    if closed := closed_door(request, letter, UrgingLetter.State.DRAFT):
        return closed
    typed = Typed(request, seen=letter.version)
    form = TextForm(typed.data, initial={"subject": letter.subject, "body": letter.body})
    page = ("reports/urging_edit.html", "Đã lưu nội dung dự thảo.")
    return written_form(request, letter, typed, form, services.edit_letter, *page)


def urging_send(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = find(request, pk)
    if closed := closed_door(request, letter, UrgingLetter.State.DRAFT):
        return closed
    typed = Typed(request, seen=letter.version)
    given = request.user.delegation_for(Decision.URGE)
    signer = given.name if given else letter.plan.report_signer_name
    form = SentForm(letter.plan.reporting_agency, typed.data, initial={"signer": signer}, actor=request.user)
    page = ("reports/urging_send.html", "Đã ghi công văn ban hành; các cơ quan thấy ở trang Việc của tôi.")
    return written_form(request, letter, typed, form, services.send_letter, *page)


def urging_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = find(request, pk)
    if closed := closed_door(request, letter, UrgingLetter.State.SENT):
        return closed
    typed, document = Typed(request, seen=letter.version), letter.document
    known = {"number": document.number, "day": document.issued_on, "signer": letter.signer} if document else {}
    word = word_of(document.capacity, document.delegation_id) if document else ""
    form = CorrectionForm(letter.plan.reporting_agency, typed.data, initial=known, actor=request.user, word=word)
    page = ("reports/urging_correct.html", "Đã ghi đính chính.")
    return written_form(request, letter, typed, form, services.correct_letter, *page)


def closed_door(request: SignedInRequest, letter: UrgingLetter, state: str) -> HttpResponse | None:
    """Back to the letter with the reason where the person does not write it, or it is past; what was typed stays."""
    allowed, why = urges(request.user)
    if allowed and letter.state != state:
        allowed, why = False, services.NOT_OUT if letter.is_draft else services.WENT_OUT
    if allowed:
        return None
    Typed(request).keep_for_later()
    messages.error(request, why)
    return redirect("urging_detail", letter.pk)


def written_form(
    request: SignedInRequest, letter: UrgingLetter, typed: Typed, form: Form, service: Service, *page: str
) -> HttpResponse:
    """The page with the form; sent, the service writes it. `page`: (template, what is said then)."""
    template, done = page
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            service(letter, actor=request.user, expected_version=letter.version, **given)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, done)
            return redirect("urging_detail", letter.pk)
    context = {"form": form, "letter": letter} | typed.context(form)
    return render(request, template, context, status=status_of(form))
