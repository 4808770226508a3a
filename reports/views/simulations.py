"""The tờ trình of a simulation with its annexes, as Word, Excel or PDF."""

from collections.abc import Callable

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
from budgets.simulations.views import find

from ..documents.content import Document
from ..documents.docx import to_docx
from ..documents.pdf import PdfUnavailable, to_pdf
from ..documents.simulation import simulation_document
from ..documents.xlsx import to_xlsx

WRITERS: dict[str, Callable[[Document], bytes]] = {"docx": to_docx, "xlsx": to_xlsx, "pdf": to_pdf}


def simulation_annex(request: SignedInRequest, pk: int, extension: str) -> HttpResponseBase:
    """The file; Http404 before there is a result."""
    simulation = find(request.user, pk)
    if extension not in WRITERS or not simulation.is_ready:
        raise Http404("Phương án này không có tệp đó.")
    try:
        spend_work(EXPORTS, request.user)
        content = WRITERS[extension](simulation_document(outcome_of(simulation)))
    except (PdfUnavailable, WorkflowError) as error:
        messages.error(request, str(error))
        return redirect("simulation_detail", pk)
    return send_private(content, f"phuong-an-{slugify(fold(simulation.name))}.{extension}")
