"""Photographs, films, sound and video: the list, one entry, and a workbook of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies.acting import agency_to_write_for
from agencies.formats.text import has_words
from agencies.list_choice import list_context, send_list
from agencies.models import Agency
from agencies.permissions import works_in_the_plan, writes_for
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.seen import refuse, seen_mark, shown_again, status_of
from agencies.typed import Typed
from agencies.workflow import Overtaken, WorkflowError
from plans.models import MediaRecord
from plans.shortcuts import plan_or_404

from . import media
from .list_columns import MEDIA_LIST
from .media_columns import values_of
from .media_forms import MediaFilterForm, MediaForm


@savable("media_list", "Phim/ảnh, ghi âm, ghi hình")
def media_list(request: SignedInRequest) -> HttpResponse:
    form, rows = narrowed(request)
    kinds = {kind: sum(row.kind == kind for row in rows) for kind in MediaRecord.Kind.values}
    context = list_context(request, MEDIA_LIST, rows) | {
        "filters": form.cleaned_data if form.is_valid() else {},
        "kinds": MediaRecord.Kind.choices,
        "agencies": agencies_with_media(request),
        "count": len(rows),
        "by_kind": kinds,
        "may_write": works_in_the_plan(request.user)[0],
    }
    return render(request, "plans/media_list.html", context)


def agencies_with_media(request: SignedInRequest) -> list[tuple[str, str]]:
    """The agencies to choose from."""
    found = Agency.objects.filter(media_records__in=MediaRecord.objects.visible_to(request.user)).distinct()
    return [(one.code, str(one)) for one in found]


def media_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, MEDIA_LIST, narrowed(request)[1])


def narrowed(request: SignedInRequest) -> tuple[MediaFilterForm, list[MediaRecord]]:
    form = MediaFilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = MediaRecord.objects.visible_to(request.user).select_related("agency")
    if filters.get("kind"):
        rows = rows.filter(kind=filters["kind"])
    if filters.get("agency"):
        rows = rows.filter(agency__code=filters["agency"])
    wanted = filters.get("q") or ""
    found = rows.order_by("agency__official_order", "agency__code", "kind", "archive_number")
    texts = ("archive_number", "event_name", "title", "author", "place")
    kept = [row for row in found if has_words(wanted, row.agency, *(getattr(row, name) for name in texts))]
    return form, MEDIA_LIST.sort(request, kept)


def media_new(request: SignedInRequest, kind: str) -> HttpResponse:
    """Enter one of the kind."""
    allowed, why = works_in_the_plan(request.user)
    if kind not in MediaRecord.Kind.values:
        raise Http404
    if not allowed:
        messages.error(request, why)
        return redirect("media_list")
    agency = agency_to_write_for(request)
    typed = Typed(request, key=f"{request.path.strip('/')}/{agency.code}")
    form = MediaForm(kind, typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            given: dict[str, Any] = {"kind": kind, "values": form.cleaned_data, "actor": request.user}
            made = media.add_media(agency, plan_or_404(), **given)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã thêm {media.named(made)}.")
            return redirect("media_list")
    title = f"Thêm {MediaRecord.Kind(kind).label.lower()}"
    context = {"form": form, "agency": agency, "title": title} | typed.context(form)
    return render(request, "plans/media_form.html", context, status=status_of(form))


def media_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct one."""
    record = find_media(request, pk)
    if refusal := closed_door(request, record):
        return refusal
    typed = Typed(request, seen=media.mark_of(record))
    form = MediaForm(record.kind, typed.data, values=values_of(record))
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            media.edit_media(record, values=form.cleaned_data, actor=request.user, seen=typed.seen)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã lưu {media.named(record)}.")
            return redirect("media_list")
    context: dict[str, Any] = {"form": form, "agency": record.agency, "title": f"Sửa {media.named(record)}"}
    context |= {"record": record} | typed.context(form)
    return render(request, "plans/media_form.html", context, status=status_of(form))


def media_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then take one off the list."""
    record = find_media(request, pk)
    if refusal := closed_door(request, record):
        return refusal
    context: dict[str, object] = {"record": record, "mark": media.mark_of(record)}
    if request.method != "POST":
        return render(request, "plans/media_delete.html", context)
    try:
        media.delete_media(record, actor=request.user, seen=seen_mark(request))
    except Overtaken as error:
        return shown_again(request, "plans/media_delete.html", context, error)
    messages.success(request, f"Đã xóa {media.named(record)}.")
    return redirect("media_list")


def find_media(request: SignedInRequest, pk: int) -> MediaRecord:
    """The record where the person may see it. Http404 otherwise."""
    return get_object_or_404(MediaRecord.objects.visible_to(request.user).select_related("agency"), pk=pk)


def closed_door(request: SignedInRequest, record: MediaRecord) -> HttpResponse | None:
    """Back to the list with the reason where the person does not write for the agency."""
    allowed, why = writes_for(request.user, record.agency)
    if allowed:
        return None
    messages.error(request, why)
    return redirect("media_list")
