"""The draft of a decision from its form: printed to be signed before it has a number. No decision is kept of it; a
long one is drawn by a job, for the person alone."""

from collections.abc import Sequence

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from agencies import drafts
from agencies.calendar import portal_today
from agencies.delegation import signing
from agencies.files import send_private
from agencies.limits.work import EXPORTS, spend_work
from agencies.models import Agency, IssuedDocument, User
from agencies.requests import SignedInRequest, posted_int
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.allocations import queries, uploads
from budgets.allocations.entry_views import nobody_in_charge, waiting
from budgets.allocations.forms import AllocationFormSet, AllocationLines, FactsForm
from budgets.allocations.permissions import Charge, charge_of
from budgets.estimates.forms import DecisionForm
from budgets.estimates.line_decisions import appraised_lines, joined_reasons, total_dong
from budgets.estimates.views import find as find_estimate
from budgets.models import Allocation, AllocationLine, Estimate, EstimateAppraisal
from plans.models import Plan
from plans.shortcuts import plan_or_404

from ..documents.content import Document
from ..documents.pdf import PdfUnavailable
from .allocations import document_of
from .decisions import result_document
from .file_views import asked_for
from .files import FORMATS, Wanted
from .objects import ALLOCATION_DRAFT, ESTIMATE

# What the forms ask for once the paper was signed.
OF_ALLOCATIONS, OF_ESTIMATES = ("number", "day"), ("document_number", "document_date", "same_document")
NOT_READY = "Chưa lập được dự thảo: {}"


def allocation_draft(request: SignedInRequest, extension: str) -> HttpResponseBase:
    """The decision of the grid as it was typed; `?bang=12` names the workbook that filled it."""
    charge, plan = charge_of(request.user), plan_or_404()
    if extension not in FORMATS:
        raise Http404
    if charge is None:
        return nobody_in_charge(request)
    address, agencies = page_of(request, charge)
    form = FactsForm(request.POST, charge=charge)
    leave_out(form, OF_ALLOCATIONS)
    form.fields["signer"].required = False
    standings = queries.standings(plan, charge.agencies)
    grid = AllocationFormSet(request.POST, prefix="line", agencies=agencies, standings=standings)
    keep_typed(request, address)
    if not (all((form.is_valid(), grid.is_valid())) and grid.judge(form.sign)):
        return back(request, address, faults(form, grid))
    name, about = f"du-thao-quyet-dinh-giao-du-toan-{charge.issuer.code}", (ALLOCATION_DRAFT, charge.issuer.pk)
    return sent(request, address, drafted(plan, charge, form, grid), about, name, extension)


def estimate_draft(request: SignedInRequest, pk: int, name: str, extension: str) -> HttpResponseBase:
    """The paper of a decision on an estimate as its lines were typed."""
    estimate = find_estimate(request, pk)
    action = estimate.workflow.action(name)
    if action is None or action.form != "lines" or extension not in FORMATS:
        raise Http404
    refusal = estimate.workflow.refusal(estimate, name, request.user) or " ".join(action.ready(estimate))
    if refusal:
        return back(request, reverse("estimate_detail", args=[pk]), [refusal])
    address = reverse("estimate_action", args=[pk, name])
    form = DecisionForm(action, request.POST, estimate=estimate, actor=request.user)
    leave_out(form, OF_ESTIMATES)
    keep_typed(request, address)
    try:
        if not form.is_valid():
            return back(request, address, [str(text) for errors in form.errors.values() for text in errors])
        document = decided(estimate, form, request.user, own=name == "decide")
    except WorkflowError as error:
        return back(request, address, [str(error)])
    name = f"du-thao-ket-qua-du-toan-{estimate.agency.code}"
    return sent(request, address, document, (ESTIMATE, pk), name, extension)


def decided(estimate: Estimate, form: DecisionForm, actor: User, *, own: bool) -> Document:
    """The document of a decision that nobody has recorded. Raises WorkflowError where a line is wrong."""
    data = form.cleaned_data
    lines = appraised_lines(estimate, form.taken_lines(data), data.get("reason") or "")
    capacity, delegation = signing.read(data["capacity"])
    result = EstimateAppraisal(
        estimate=estimate,
        decided_by=actor,
        decided_on=portal_today(),
        document=IssuedDocument(issuer=actor.agency, capacity=capacity, delegation=delegation),
        requested_dong=estimate.requested_dong,
        appraised_dong=total_dong(lines),
        difference_reason=joined_reasons(lines),
        own_decision=own,
    )
    return result_document(estimate, result, lines, is_draft=True)


def leave_out(form: Form, names: Sequence[str]) -> None:
    """The form without what is not known before the signature."""
    for name in names:
        form.fields.pop(name, None)


def keep_typed(request: SignedInRequest, address: str) -> None:
    """What was typed stays as the draft of its page."""
    Typed(request, key=address.strip("/")).save(request.POST, request.POST.get(drafts.SEEN, ""))


def sent(
    request: SignedInRequest, address: str, document: Document, about: tuple[str, int], name: str, extension: str
) -> HttpResponseBase:
    """The file, or a long one by a job; or back to the page with a sentence where it cannot be made. `about`: the noun
    and key of what the draft is for."""
    file_name = f"{name}-{portal_today().isoformat()}.{extension}"
    wanted = Wanted(*about, "Dự thảo", file_name, extension, document, address)
    if wanted.is_long:
        return asked_for(request, wanted)
    spend_work(EXPORTS, request.user)
    try:
        return send_private(wanted.write(), wanted.file_name)
    except PdfUnavailable as error:
        return back(request, address, [str(error)])


def page_of(request: SignedInRequest, charge: Charge) -> tuple[str, Sequence[Agency]]:
    """(address of the page with the grid, agencies in its rows). Http404 for a workbook of somebody else."""
    named = request.GET.get("bang")
    if not named:
        return reverse("allocation_new"), charge.agencies
    upload = waiting(request.user, posted_int(named) or 0)
    return reverse("allocation_upload_check", args=[upload.pk]), [
        each.agency for each in uploads.lines_of(upload, charge)
    ]


def back(request: SignedInRequest, address: str, sentences: Sequence[str]) -> HttpResponseBase:
    """To the page, which shows what was typed; a sentence says what is missing."""
    messages.error(request, NOT_READY.format(" ".join(sentences)))
    return redirect(address)


def faults(form: FactsForm, grid: AllocationLines) -> list[str]:
    """Every sentence that the page would show."""
    found = [sentence for errors in form.errors.values() for sentence in errors]
    rows = [
        f"{agency}: {sentence}" for agency, _, row in grid.rows for errors in row.errors.values() for sentence in errors
    ]
    return list(map(str, [*found, *rows, *grid.non_form_errors()]))


def drafted(plan: Plan, charge: Charge, form: FactsForm, grid: AllocationLines) -> Document:
    """The document of a decision that nobody has recorded."""
    facts = form.cleaned_data
    allocation = Allocation(
        plan=plan,
        issuer=charge.issuer,
        kind=facts["kind"],
        dated_on=portal_today(),
        signer=facts["signer"],
        budget_year=facts["budget_year"],
        source=facts["source"],
        source_note=facts["source_note"],
    )
    lines = [
        AllocationLine(
            agency=line.agency,
            amount_dong=form.sign * line.amount_dong,
            excess_reason=line.excess_reason,
            note=line.note,
        )
        for line in grid.lines()
    ]
    return document_of(allocation, lines, is_draft=True)
