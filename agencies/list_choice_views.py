"""Chọn cột, số dòng: what a person wants of a list, sent from below it; the answer is the list again."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from .list_choice import LISTS, choose
from .paging import PLACE, query_with
from .requests import SignedInRequest, posted_int

LONGEST = 2000  # of the list's query, which the form hands on


def list_choice(request: SignedInRequest, route: str) -> HttpResponse:
    """Remember and go back to the first page of the list, with its filter and order."""
    portal_list = LISTS.get(route)
    of = [posted_int(request.POST.get("of", ""))] if portal_list and portal_list.of_one else []
    if portal_list is None or None in of:
        raise Http404
    if "every" in request.POST:
        shown = [column.key for column in portal_list.choices]
    else:
        shown = request.POST.getlist("column")
    choose(request.user, portal_list, size=posted_int(request.POST.get("size", "")), shown=shown)
    query = QueryDict(request.POST.get("query", "")[:LONGEST])
    return redirect(f"{reverse(route, args=of)}{query_with(query, **PLACE)}".removesuffix("?"))
