"""Exports: what one would hold, the job, its file; the lines of an agency's batches."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from agencies.calendar import portal_today
from agencies.files import send_private
from agencies.formats.text import has_words
from agencies.jobs import repeat_for
from agencies.list_choice import list_context, send_list
from agencies.models import Agency
from agencies.requests import SignedInRequest, posted_int
from agencies.seen import refuse, seen_mark, status_of
from agencies.workflow import WorkflowError
from plans.models import ArchiveExport, ArchiveItem
from plans.shortcuts import plan_or_404

from . import exports
from .list_columns import ITEMS
from .mapping import mapping_on
from .permissions import operates_archive
from .records import prepare
from .tranches import parts_of
from .views import find
from .workbook_form import AcknowledgeForm

NAMED = 20  # records under one problem


def archive_export_new(request: SignedInRequest, code: str) -> HttpResponse:
    """What an export would hold and leave behind; asks for it."""
    agency, only = find(request, code), posted_int(request.GET.get("dot", ""))
    form = AcknowledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {"seen": seen_mark(request), "seen_doubts": form.cleaned_data["seen_doubts"], "only": only}
            made = exports.request_export(agency, plan_or_404(), actor=request.user, **given)
        except WorkflowError as error:
            refuse(form, error)
        else:
            return redirect("archive_export", made.pk)
    context = prepared(request, agency, only) | {"form": form, "agency": agency, "only": only}
    return render(request, "plans/archive_export_new.html", context, status=status_of(form))


def prepared(request: SignedInRequest, agency: Agency, only: int | None) -> dict[str, Any]:
    """What is due as it stands now, and of which tranches one may choose."""
    plan = plan_or_404()
    due = prepare(agency, plan, mapping_on(portal_today()), only=only)
    problems = [(one, what, rows[:NAMED], len(rows)) for one, what, rows in due.problems()]
    return {
        "due": due,
        "choices": [(part.appraisal.pk, part.sentence) for part in parts_of(agency, plan)],
        "files": len(due.of("file")),
        "media": len(due.records) - len(due.of("file")),
        "doubts": exports.doubts(agency, plan, due, request.user),
        "problems": problems,
        "mark": due.mark(),
        "batch_size": settings.ARCHIVE_BATCH_SIZE,
    }


def archive_export(request: SignedInRequest, pk: int) -> HttpResponse:
    export = find_export(request, pk)
    context = watching(request, export) | {"export": export, "parts": export.manifest.get("parts", [])}
    return render(request, "plans/archive_export.html", context)


def archive_export_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress alone, for htmx; the finished job loads the page anew."""
    export = find_export(request, pk)
    response = render(request, "components/job.html", watching(request, export))
    if export.is_over:
        response["HX-Refresh"] = "true"
    return response


def archive_export_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a failed export written again."""
    export = find_export(request, pk)
    if not repeat_for(request.user, export):
        messages.info(request, "Lần xuất này không ở trạng thái không thành công.")
    return redirect("archive_export", pk)


def archive_export_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The .zip of a finished export."""
    export = find_export(request, pk)
    if not export.bundle:
        raise Http404("Lần xuất này chưa có tệp.")
    return send_private(export.bundle, export.file_name)


def watching(request: SignedInRequest, export: ArchiveExport) -> dict[str, Any]:
    """Context of components/job.html."""
    stored = bool(export.bundle) and export.bundle.storage.exists(str(export.bundle.name))
    size = filesizeformat(export.bundle.size) if stored else ""
    files = [{"url": reverse("archive_export_file", args=[export.pk]), "name": export.file_name, "size": size}]
    may_retry = operates_archive(request.user)[0]
    return {
        "job": export,
        "poll_url": reverse("archive_export_progress", args=[export.pk]),
        "retry_url": reverse("archive_export_retry", args=[export.pk]) if may_retry else "",
        "files": files if stored else [],
    }


def find_export(request: SignedInRequest, pk: int) -> ArchiveExport:
    """The export where the person may see it. Http404 otherwise."""
    seen = ArchiveExport.objects.visible_to(request.user).select_related("agency", "requester")
    return get_object_or_404(seen, pk=pk)


def archive_items(request: SignedInRequest, code: str) -> HttpResponse:
    """Every file, photograph and recording of the agency that went out, and what the archive said of it."""
    agency = find(request, code)
    rows = items_asked_for(request, agency)
    states = {state: sum(row.state == state for row in rows) for state in ArchiveItem.State.values}
    context = list_context(request, ITEMS, rows) | {
        "agency": agency,
        "states": ArchiveItem.State.choices,
        "state": request.GET.get("state", ""),
        "wanted": request.GET.get("q", "")[:100],
        "count": len(rows),
        "by_state": states,
        "pages": sum(row.a4_pages for row in rows),
    }
    return render(request, "plans/archive_items.html", context)


def archive_items_export(request: SignedInRequest, code: str) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    agency = find(request, code)
    title = f"{ITEMS.title}: {agency}"
    return send_list(request, ITEMS, items_asked_for(request, agency), title=title)


def items_asked_for(request: SignedInRequest, agency: Agency) -> list[ArchiveItem]:
    """The lines of the last batches, narrowed by ?state= and ?q=, in the order asked for."""
    rows = ArchiveItem.objects.filter(agency=agency, is_latest=True).select_related("export", "receipt")
    state, wanted = request.GET.get("state", ""), request.GET.get("q", "")[:100]
    if state in ArchiveItem.State.values:
        rows = rows.filter(state=state)
    found = rows.order_by("-export__number", "part", "batch", "pk")
    return ITEMS.sort(request, [row for row in found if has_words(wanted, row.code, row.title, row.reason)])
