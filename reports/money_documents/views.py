"""Papers of money as files, for whoever sees what they are about."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from agencies.files import send_private
from agencies.limits.work import EXPORTS, spend_work
from agencies.requests import SignedInRequest
from budgets.allocations.views import find as find_allocation
from budgets.allocations.views import sees_whole
from budgets.estimates.views import find as find_estimate
from budgets.models import Acceptance, Payment, Settlement

from ..documents.pdf import PdfUnavailable
from .papers import FORMATS, file_name, paper_of, written
from .settlements import PaperDisagrees


def estimate_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    return served(request, find_estimate(request, pk), paper, extension, ("estimate_detail", pk))


def allocation_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    """The whole decision: an agency that sees its own line alone has the page."""
    allocation = find_allocation(request.user, pk)
    if not sees_whole(request.user, allocation):
        raise Http404
    return served(request, allocation, paper, extension, ("allocation_detail", pk))


def acceptance_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    acceptance = of_contract(Acceptance.objects.visible_to(request.user), pk)
    return served(request, acceptance, paper, extension, ("acceptance_detail", pk))


def payment_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    payment = of_contract(Payment.objects.visible_to(request.user), pk)
    return served(request, payment, paper, extension, ("contract_detail", payment.contract_id))


def settlement_paper(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponseBase:
    seen = Settlement.objects.visible_to(request.user)
    settlement = get_object_or_404(seen.select_related("agency__parent", "plan", "reversed_by"), pk=pk)
    return served(request, settlement, paper, extension, ("settlement_list",))


def of_contract(seen: QuerySet[Any], pk: int) -> Any:
    """The entry with its contract. Http404 where it is not to be seen."""
    known = ("contract__agency__parent", "contract__plan", "contract__contractor", "reversed_by")
    return get_object_or_404(seen.select_related(*known), pk=pk)


def served(
    request: SignedInRequest, obj: Any, slug: str, extension: str, back: tuple[str, *tuple[int, ...]]
) -> HttpResponseBase:
    """The file; or back to the page with a sentence where it cannot be made."""
    paper = paper_of(obj, slug)
    if paper is None or extension not in FORMATS:
        raise Http404
    spend_work(EXPORTS, request.user)
    try:
        document = paper.build(obj)
        content = written(document, extension, paper.name)
    except (PdfUnavailable, PaperDisagrees) as error:
        messages.error(request, str(error))
        return redirect(*back)
    return send_private(content, file_name(paper, obj, document, extension))
