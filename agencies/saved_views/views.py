"""Saved filters above a list: one address takes what is done with them, and leads back to the list."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from ..models import SavedView
from ..refusal import Overtaken, WorkflowError
from ..requests import SignedInRequest, posted_int
from ..secrecy.refusals import refuse_marked_request
from .lists import LISTS, WHOLE, SavableList, address_of
from .services import GONE, change_view, delete_view, save_view

MOST_LETTERS = 4000  # of a query that a page of ours hands on


def saved_views(request: SignedInRequest) -> HttpResponse:
    """Save, change or delete a filter of the list that the form names."""
    refuse_marked_request(request)
    known = LISTS.get(request.POST.get("danh-sach", ""))
    done = DONE.get(request.POST.get("viec", ""))
    if known is None or done is None:
        raise Http404
    query = QueryDict(request.POST.get("dieu-kien", "")[:MOST_LETTERS])
    try:
        return redirect(done(request, known, query))
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse(known.route)}?{query.urlencode()}" if query else f"{reverse(known.route)}{WHOLE}")


def save(request: SignedInRequest, known: SavableList, query: QueryDict) -> str:
    view = save_view(
        request.user,
        known.route,
        request.POST.get("ten", ""),
        known.fields_of(query),
        is_default="mac-dinh" in request.POST,
    )
    messages.success(request, f"Đã lưu bộ lọc “{view.name}”.")
    return address_of(view)


def change(request: SignedInRequest, known: SavableList, query: QueryDict) -> str:
    view = change_view(own(request, known), request.POST.get("ten", ""), is_default="mac-dinh" in request.POST)
    messages.success(request, f"Đã sửa bộ lọc “{view.name}”.")
    return address_of(view)


def delete(request: SignedInRequest, known: SavableList, query: QueryDict) -> str:
    view = own(request, known)
    delete_view(view)
    messages.success(request, f"Đã xóa bộ lọc “{view.name}”.")
    return f"{reverse(known.route)}{WHOLE}"


def own(request: SignedInRequest, known: SavableList) -> SavedView:
    """The view that the form names, of those the person saved. Raises Overtaken where it is gone."""
    key = posted_int(request.POST.get("bo-loc", "")) or 0
    found = SavedView.objects.select_related("owner").filter(owner=request.user, route=known.route, pk=key).first()
    if found is None:
        raise Overtaken(GONE)
    return found


DONE = {"luu": save, "sua": change, "xoa": delete}
