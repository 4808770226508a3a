"""The desk of the shared archive: all agencies, and one of them with its check list."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies.list_choice import list_context, send_list
from agencies.models import Agency, Event
from agencies.models.event import EventQuerySet
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.seen import refuse, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import ArchiveCheck, ArchiveExport, ArchiveReceipt, Plan
from plans.shortcuts import plan_or_404

from . import checks, desk
from .forms import CheckForm, DeskFilterForm
from .list_columns import DESK
from .permissions import operates_archive
from .tranches import parts_of

LATEST = 20
OF_MEDIA = ("media_add", "media_edit", "media_delete", "media_upload")
TOLD = ("check_archive", "export_archive", "archive_answers", *OF_MEDIA)


@savable("archive_list", "Kho dùng chung")
def archive_list(request: SignedInRequest) -> HttpResponse:
    form, rows = narrowed(request)
    context = list_context(request, DESK, rows) | {
        "form": form,
        "filters": form.cleaned_data if form.is_valid() else {},
        "states": [(key, word) for key, (_, word) in desk.STATES.items()],
        "groups_of_agencies": Agency.Group.choices,
        "count": len(rows),
        "sums": desk.totals(rows),
        "all_checks": desk.CHECKS,
    }
    return render(request, "plans/archive_list.html", context)


def archive_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, DESK, narrowed(request)[1])


def narrowed(request: SignedInRequest) -> tuple[DeskFilterForm, list[desk.DeskRow]]:
    form, plan = DeskFilterForm(request.GET), Plan.current()
    filters = form.cleaned_data if form.is_valid() else {}
    rows = desk.rows_for(request.user, plan) if plan else []
    return form, DESK.sort(request, desk.narrowed(rows, filters))


def archive_agency(request: SignedInRequest, code: str) -> HttpResponse:
    """One agency: its check list, what went out and came back; its own people read it."""
    agency, plan = find(request, code), plan_or_404()
    exports = ArchiveExport.objects.visible_to(request.user).filter(agency=agency, plan=plan)
    receipts = ArchiveReceipt.objects.visible_to(request.user).filter(agency=agency).exclude(confirmed_at=None)
    context = {
        "agency": agency,
        "row": desk.row_of(agency, request.user, plan),
        "checks": checks.checks_of(agency, plan),
        "parts": parts_of(agency, plan),
        "exports": exports.select_related("requester")[:LATEST],
        "receipts": receipts.select_related("uploaded_by")[:LATEST],
        "may_operate": operates_archive(request.user)[0],
        "events": events_of(agency, request),
    }
    return render(request, "plans/archive_agency.html", context)


def events_of(agency: Agency, request: SignedInRequest) -> EventQuerySet:
    """What happened on the desk for the agency, latest first."""
    told = Event.objects.visible_to(request.user).filter(agency=agency, action__in=TOLD)
    return told.latest_first()[:LATEST]


def archive_check(request: SignedInRequest, code: str, fields: str) -> HttpResponse:
    """Write what was found for one group of fields."""
    agency, plan = find(request, code), plan_or_404()
    allowed, why = operates_archive(request.user)
    if fields not in ArchiveCheck.Fields.values:
        raise Http404
    if not allowed:
        messages.error(request, why)
        return redirect("archive_agency", code)
    check = next(one for one in checks.checks_of(agency, plan) if one.fields == fields)
    typed = Typed(request, seen=checks.mark_of(check))
    form = CheckForm(typed.data, initial={"state": check.state, "note": check.note})
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.found() | {"actor": request.user, "seen": typed.seen}
            check = checks.record_check(agency, plan, fields=fields, **given)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã ghi {check.get_fields_display()}: {check.get_state_display()}.")
            return redirect("archive_agency", code)
    context = {"form": form, "agency": agency, "check": check} | typed.context(form)
    return render(request, "plans/archive_check.html", context, status=status_of(form))


def find(request: SignedInRequest, code: str) -> Agency:
    """The agency where the person may see it. Http404 otherwise."""
    return get_object_or_404(Agency.objects.visible_to(request.user), code=code)
