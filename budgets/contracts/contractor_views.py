from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies import history
from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.text import has_words
from agencies.list_choice import list_context, send_list
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.seen import status_of
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from budgets.models import Contract, Contractor
from plans.shortcuts import plan_or_404

from . import contractors
from .forms import ContractorForm, DayForm, ProofForm
from .list_columns import CONTRACTORS, LOAD_LIST
from .load import Load, loads_on
from .permissions import adds_contractors, keeps_contractors
from .sums import with_sums


@savable("contractor_list", "Nhà thầu")
def contractor_list(request: SignedInRequest) -> HttpResponse:
    found = contractors_asked_for(request)
    context = list_context(request, CONTRACTORS, found) | {
        "count": len(found),
        "wanted": request.GET.get("q", "")[:100],
        "may_add": adds_contractors(request.user)[0],
    }
    return render(request, "budgets/contractor_list.html", context)


def contractor_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, CONTRACTORS, contractors_asked_for(request))


def contractors_asked_for(request: SignedInRequest) -> list[Contractor]:
    """Those with the words of ?q=, each with `valid_proof` of today, in the order asked for."""
    wanted, today = request.GET.get("q", "")[:100], portal_today()
    rows = Contractor.objects.prefetch_related("proofs").order_by("name", "pk")
    found = [row for row in rows if has_words(wanted, row.name, row.tax_code)]
    for row in found:
        row.valid_proof = any(proof.is_valid_on(today) for proof in row.proofs.all())
    return CONTRACTORS.sort(request, found)


def contractor_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One contractor with its proofs, and those of its contracts that the person may see."""
    contractor = get_object_or_404(Contractor, pk=pk)
    seen = Contract.objects.visible_to(request.user).filter(contractor=contractor).select_related("agency")
    context = {
        "contractor": contractor,
        "proofs": list(contractor.proofs.order_by("-issued_on", "-pk")),
        "contracts": with_sums(seen.order_by("-signed_on", "-pk")),
        "today": portal_today(),
        "may_add": adds_contractors(request.user)[0],
        "may_edit": keeps_contractors(request.user)[0],
        "events": history.shown(contractor, request.user) if request.user.oversees else [],
    }
    return render(request, "budgets/contractor_detail.html", context)


def contractor_new(request: SignedInRequest) -> HttpResponse:
    allowed, why = adds_contractors(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("contractor_list")
    typed = Typed(request)
    form = ContractorForm(typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            contractor = contractors.add_contractor(actor=request.user, **form.cleaned_data)
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã thêm nhà thầu {contractor}. Ghi giấy tờ năng lực nếu có.")
            return redirect("contractor_detail", contractor.pk)
    context = {"form": form} | typed.context(form)
    return render(request, "budgets/contractor_form.html", context, status=status_of(form))


def contractor_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    contractor = get_object_or_404(Contractor, pk=pk)
    allowed, why = keeps_contractors(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("contractor_detail", pk)
    known = contractors.values_of(contractor)
    typed = Typed(request, seen=version_of(known))
    form = ContractorForm(typed.data, initial=known)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            contractors.edit_contractor(contractor, actor=request.user, seen=known, **form.cleaned_data)
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, "Đã lưu nhà thầu.")
            return redirect("contractor_detail", pk)
    context = {"form": form, "contractor": contractor} | typed.context(form)
    return render(request, "budgets/contractor_form.html", context, status=status_of(form))


def contractor_proof(request: SignedInRequest, pk: int) -> HttpResponse:
    contractor = get_object_or_404(Contractor, pk=pk)
    allowed, why = adds_contractors(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("contractor_detail", pk)
    typed = Typed(request)
    form = ProofForm(typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            contractors.add_proof(contractor, actor=request.user, **form.cleaned_data)
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã ghi giấy tờ năng lực của {contractor}.")
            return redirect("contractor_detail", pk)
    context = {"form": form, "contractor": contractor} | typed.context(form)
    return render(request, "budgets/contractor_proof.html", context, status=status_of(form))


def contractor_load(request: SignedInRequest) -> HttpResponse:
    """For those who oversee the plan: who has promised more than the days left allow, whose proof has run out."""
    form, rows = loads_asked_for(request)
    context = list_context(request, LOAD_LIST, rows) | {
        "form": form,
        "count": len(rows),
        "day": day_of(form),
        "behind": sum(row.standing[0] == "bad" for row in rows),
        "unproved": sum(row.proof_standing[0] == "bad" and row.contracts > 0 for row in rows),
        "left_pages": sum(row.left_pages for row in rows),
    }
    return render(request, "budgets/contractor_load.html", context)


def contractor_load_export(request: SignedInRequest) -> HttpResponseBase:
    """The same as a workbook."""
    form, rows = loads_asked_for(request)
    title = f"{LOAD_LIST.title}, tính đến ngày {format_date(day_of(form))}"
    return send_list(request, LOAD_LIST, rows, title=title)


def loads_asked_for(request: SignedInRequest) -> tuple[DayForm, list[Load]]:
    form = DayForm(request.GET)
    form.is_valid()
    return form, LOAD_LIST.sort(request, loads_on(day_of(form), plan_or_404()))


def day_of(form: DayForm) -> date:
    """The day asked about; today where none can be read."""
    return form.cleaned_data.get("day") or portal_today()
