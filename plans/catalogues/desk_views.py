"""Sở Nội vụ's queue of catalogues, and who works on which of them."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.list_choice import list_context, send_list
from agencies.list_place import list_url
from agencies.requests import posted_int, posted_keys
from agencies.saved_views.lists import savable
from agencies.workflow import WorkflowError
from plans.appraisal.assigning import OPEN, assign, officials
from plans.appraisal.together import MOST
from plans.letters.in_lists import CHOICES as LETTERS
from plans.models import Catalogue

from . import desk_list, queue
from .desk_columns import LIST

WHOLE = "ca-loc"  # in an address: all that this query of the queue leaves
NONE_CHOSEN = "Đánh dấu ít nhất một Mục lục rồi chọn việc cần làm."
GIVEN = "Đã giao {} Mục lục cho {}."
GIVEN_BACK = "Đã trả {} Mục lục về hàng chờ chung."


@savable("appraisal_queue", "Hàng chờ thẩm định")
def appraisal_queue(request):
    filters, every = desk_list.filters_of(request.GET), desk_list.waiting_rows(request.user)
    rows = desk_list.narrowed(every, request.user, filters, request.GET.get("sort", ""))
    desk_list.keep_order(request, rows)
    shown = list_context(request, LIST, rows)
    for row in shown["page"]:
        row.waiting, row.waiting_tone = queue.waiting_text(row), queue.waiting_tone(row)
        row.pages_left = queue.waiting_pages(row) if row.is_awaited else None
    context = shown | {
        "filters": filters,
        "filtered": any(filters.values()),
        "sums": desk_list.sums(rows, request.user),
        "whole": desk_list.sums(every, request.user),
        "people": desk_list.people(),
        "states": desk_list.STATES,
        "kinds": desk_list.KINDS,
        "letters": LETTERS,
        "query": request.GET.urlencode(),
        "most": MOST,
    }
    return render(request, "plans/appraisal_queue.html", context)


def appraisal_queue_export(request):
    """The queue as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, LIST, desk_list.rows_of(request.user, request.GET))


def appraisal_assign(request):
    """Give the chosen catalogues to an official, or back to all."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = chosen_rows(request, asked)
    if not chosen:
        messages.error(request, NONE_CHOSEN)
        return redirect(list_url(request, "appraisal_queue"))
    people = officials()
    if request.method == "POST":
        official = next((one for one in people if str(one.pk) == request.POST.get("nguoi")), None)
        if official or not request.POST.get("nguoi"):
            give(request, chosen, official)
            return redirect(way_back(request, chosen))
        messages.error(request, "Chọn người xử lý trong danh sách.")
    context = {
        "rows": chosen,
        "people": desk_list.named(people),
        "official": asked.get("nguoi") or str(request.user.pk),
        "back": list_url(request, "appraisal_queue"),
    }
    return render(request, "plans/appraisal_assign.html", context)


def chosen_rows(request, asked):
    """The catalogues that were ticked, or all of the filter; only those that lie with Sở Nội vụ."""
    keys = chosen_keys(request.user, asked)
    seen = Catalogue.objects.visible_to(request.user).filter(state__in=OPEN, pk__in=keys)
    return list(seen.select_related("agency", "fonds", "assigned_to").order_by("submitted_at", "pk"))


def chosen_keys(user, asked):
    """Keys that an address or a form names, one by one or by a query of the queue."""
    if WHOLE in asked:
        return [row.pk for row in desk_list.rows_of(user, QueryDict(asked.get(WHOLE, "")))]
    return posted_keys(asked.getlist("muc-luc"))[: desk_list.LONGEST]


def give(request, chosen, official):
    """Give each of them, and say which were taken meanwhile."""
    done = 0
    for catalogue in chosen:
        seen = posted_int(request.POST.get(f"dang-xu-ly-{catalogue.pk}", ""))
        if seen == (official.pk if official else None):
            continue
        try:
            assign(catalogue, official, actor=request.user, seen=seen)
        except WorkflowError as error:
            messages.error(request, str(error))
        else:
            done += 1
    if done:
        said = GIVEN.format(format_int(done), official) if official else GIVEN_BACK.format(format_int(done))
        messages.success(request, said)


def way_back(request, chosen):
    """The page of the one catalogue from which it was given, or the queue as it was left."""
    if request.POST.get("ve") == "muc-luc" and len(chosen) == 1:
        return reverse("admin:plans_catalogue_change", args=[chosen[0].pk])
    return list_url(request, "appraisal_queue")
