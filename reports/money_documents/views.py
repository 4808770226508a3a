"""Papers of money as Word, PDF and Excel, for whoever sees what they are about; long ones by a job (file_views)."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import slugify

from agencies.files import send_private
from agencies.formats.text import fold
from agencies.limits.work import EXPORTS, spend_work
from agencies.requests import SignedInRequest
from agencies.workflow import WorkflowError
from budgets.simulations.outcome import outcome_of

from ..documents.pdf import PdfUnavailable
from ..documents.simulation import simulation_document
from . import objects
from .files import FORMATS, Wanted
from .papers import file_name, paper_of
from .settlements import PaperDisagrees

ANNEXES = "phu-luc"  # the paper of a simulation


def estimate_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    return served(request, objects.ESTIMATE, pk, paper, extension)


def allocation_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    return served(request, objects.ALLOCATION, pk, paper, extension)


def acceptance_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    return served(request, objects.ACCEPTANCE, pk, paper, extension)


def payment_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    return served(request, objects.PAYMENT, pk, paper, extension)


def settlement_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    return served(request, objects.SETTLEMENT, pk, paper, extension)


def simulation_annex(request: SignedInRequest, pk: int, extension: str) -> HttpResponseBase:
    """The tờ trình of a simulation with its annexes; Http404 before there is a result."""
    return served(request, objects.SIMULATION, pk, ANNEXES, extension)


def served(request: SignedInRequest, noun: str, pk: int, slug: str, extension: str) -> HttpResponseBase:
    """The file where it is short; the page on which a job is asked for it where it is long; or back to the page of
    the object with a sentence where it cannot be made."""
    obj = object_of(request, noun, pk)
    try:
        wanted = wanted_of(noun, obj, slug, extension)
        if wanted.is_long:
            return redirect("money_file_new", noun, pk, slug, extension)
        spend_work(EXPORTS, request.user)
        return send_private(wanted.write(), wanted.file_name)
    except (PdfUnavailable, PaperDisagrees, WorkflowError) as error:
        messages.error(request, str(error))
        return redirect(objects.NOUNS[noun].page_of(obj))


def object_of(request: SignedInRequest, noun: str, pk: int) -> Any:
    """What the paper is about. Http404 where there is no such thing, or the person may not have its papers."""
    if noun not in objects.NOUNS:
        raise Http404
    return objects.NOUNS[noun].find(request.user, pk)


def wanted_of(noun: str, obj: Any, slug: str, extension: str) -> Wanted:
    """The paper of the object. Raises Http404 where it has none of that name, PaperDisagrees, WorkflowError."""
    back = objects.NOUNS[noun].page_of(obj)
    if extension not in FORMATS:
        raise Http404("Không có định dạng này.")
    if noun == objects.SIMULATION:
        if slug != ANNEXES:
            raise Http404
        document = simulation_document(outcome_of(obj))
        name = f"phuong-an-{slugify(fold(obj.name))}.{extension}"
        return Wanted(noun, obj.pk, "Tờ trình phân bổ kinh phí", name, extension, document, back)
    paper = paper_of(obj, slug)
    if paper is None:
        raise Http404
    document = paper.build(obj)
    name = file_name(paper, obj, document, extension)
    return Wanted(noun, obj.pk, paper.name, name, extension, document, back)
