from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.paging import numbered_page
from agencies.requests import SignedInRequest
from agencies.seen import status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.contracts.page import papers_of, size_rows
from budgets.contracts.permissions import records_money
from budgets.contracts.taking_back import take_back_page
from budgets.contracts.views import closed_door, find
from budgets.models import Acceptance, AcceptedFile, Contract
from plans.evidence.services import evidenced
from plans.models import ArchivalFile

from . import services
from .forms import AcceptanceForm
from .queries import lines_of

PAGE_SIZE = 100
READ = "Đã đọc tệp: {} hồ sơ trong danh sách bên dưới. Xem lại rồi ghi nghiệm thu."


def acceptance_new(request: SignedInRequest, pk: int) -> HttpResponse:
    contract = find(request, pk)
    if refusal := closed_door(request, contract):
        return refusal
    typed = Typed(request, seen=contract.version)
    form = AcceptanceForm(contract, typed.data, request.FILES if request.method == "POST" else None)
    if request.method == "POST" and request.FILES:
        form = with_list_read(request, contract, form)
    elif request.method == "POST":
        typed.refuse_overtaken(form)
        if form.is_valid() and (made := accepted(request, contract, form)):
            typed.drop()
            messages.success(request, f"Đã ghi {made}: {services.said(made)}.")
            if warning := services.beyond_evidence(contract.agency, contract.plan):
                messages.warning(request, warning)
            return redirect("acceptance_detail", made.pk)
    context = {"form": form, "contract": contract, "sizes": size_rows(contract)} | typed.context(form)
    context["report"] = services.latest_report(contract.agency, contract.plan)
    context["accepted_volume"] = services.accepted_volume(contract.agency)
    context["evidenced"] = evidenced(contract.agency, contract.plan)
    context["beyond_evidence"] = services.beyond_evidence(contract.agency, contract.plan)
    return render(request, "budgets/acceptance_new.html", context, status=status_of(form))


def accepted(request: SignedInRequest, contract: Contract, form: AcceptanceForm) -> Acceptance | None:
    """The minutes; None where the reason stands above the form."""
    data = form.cleaned_data
    try:
        return services.accept(
            contract,
            actor=request.user,
            number=data["number"],
            dated_on=data["dated_on"],
            catalogues=data["catalogues"],
            files=form.chosen or None,
            expected_version=contract.version,
        )
    except WorkflowError as error:
        form.refuse(error)
        return None


def with_list_read(request: SignedInRequest, contract: Contract, form: AcceptanceForm) -> AcceptanceForm:
    """The form with the workbook's files in its list, to look at before anything is written; nothing of the workbook is
    kept."""
    form.is_valid()
    listed = form.read_workbook() if form.cleaned_data.get("workbook") else None
    if listed is None:
        return form
    data = request.POST.copy()
    data["files_listed"] = listed
    request.POST = cast(Any, data)  # what is kept as a draft holds the list
    request.FILES.clear()
    messages.info(request, READ.format(format_int(len(listed.splitlines()))))
    return AcceptanceForm(contract, data)


def acceptance_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = Acceptance.objects.visible_to(request.user)
    kept = ("contract__agency", "contract__contractor", "recorded_by", "reverses", "reversed_by")
    acceptance = get_object_or_404(seen.select_related(*kept), pk=pk)
    lines = list(lines_of(acceptance))
    page = numbered_page(request, files_of(acceptance), PAGE_SIZE)
    return render(
        request,
        "budgets/acceptance_detail.html",
        {
            "acceptance": acceptance,
            "contract": acceptance.contract,
            "lines": lines,
            "pages": sum(line.page_count for line in lines),
            "page": page,
            "files": named_files(request, page.object_list),
            "may_take_back": records_money(request.user, acceptance.contract)[0] and is_open(acceptance),
        },
    )


def is_open(acceptance: Acceptance) -> bool:
    """It may be taken back now."""
    return any(one.is_open for one in papers_of(acceptance.contract).acceptances if one.pk == acceptance.pk)


def files_of(acceptance: Acceptance) -> Any:
    """The files in it; of an entry that takes back those that it set free."""
    if acceptance.is_reversal:
        return AcceptedFile.objects.filter(withdrawn_by=acceptance).order_by("file_id")
    return acceptance.files.order_by("file_id")


def named_files(request: SignedInRequest, rows: Any) -> list[dict[str, Any]]:
    """Each file as the person may see it today; None where it was deleted or is being rewritten."""
    seen = ArchivalFile.objects.visible_to(request.user).select_related("catalogue__fonds")
    files = seen.in_bulk([row.file_id for row in rows])
    return [{"file": files.get(row.file_id), "free_again": row.withdrawn_by_id is not None} for row in rows]


def acceptance_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = Acceptance.objects.visible_to(request.user).select_related("contract__agency", "contract__plan")
    acceptance = get_object_or_404(seen, pk=pk)
    back = reverse("contract_detail", args=[acceptance.contract_id])
    service = services.take_back_acceptance
    return take_back_page(request, acceptance, owner=acceptance.contract, service=service, back=back)
