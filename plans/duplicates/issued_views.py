"""Sở Nội vụ decides on all copies of issuers' documents at once: how many groups there are, then the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.actions import posted_int
from agencies.formats.numbers import format_int
from agencies.requests import SignedInRequest
from agencies.workflow import WorkflowError

from . import issued_rule
from .search import Scope
from .surplus import sums_of


def issued_rule_page(request: SignedInRequest) -> HttpResponse:
    """How many groups wait and what they hold; the decision on all of them, or its undoing."""
    if request.method == "POST":
        return decided(request)
    groups = issued_rule.open_groups()
    context = {"sums": sums_of(groups, request.user, Scope()), "standing": issued_rule.standing_count()}
    return render(request, "plans/duplicate_rule.html", context)


def decided(request: SignedInRequest) -> HttpResponse:
    """Carry out what was pressed."""
    try:
        if "undo" in request.POST:
            count = issued_rule.take_rule_back(actor=request.user)
            said = f"Đã hoàn tác kết luận chung về {format_int(count)} nhóm."
        else:
            seen = posted_int(request.POST.get("seen", "")) or 0
            count = issued_rule.keep_in_each_fonds(actor=request.user, seen=seen)
            said = f"Đã kết luận mỗi phông giữ một bản: {format_int(count)} nhóm."
        messages.success(request, said)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("duplicate_issued_rule")
    return redirect("duplicate_list")
