"""Sở Nội vụ decides on all copies of issuers' documents at once: how many groups there are, then the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.formats.numbers import format_int
from agencies.requests import SignedInRequest, posted_int
from agencies.seen import seen_mark, shown_again
from agencies.workflow import Overtaken, WorkflowError

from . import issued_rule
from .search import Scope
from .standing_rule import is_for_later, last_rule
from .surplus import sums_of


def issued_rule_page(request: SignedInRequest) -> HttpResponse:
    """How many groups wait and what they hold; the decision on all of them, or its undoing."""
    if request.method == "POST":
        return decided(request)
    return render(request, "plans/duplicate_rule.html", what_stands(request))


def what_stands(request: SignedInRequest) -> dict[str, object]:
    """The groups that wait, and what is still in force of the last decision."""
    groups, rule = issued_rule.open_groups(), last_rule()
    return {
        "sums": sums_of(groups, request.user, Scope()),
        "mark": issued_rule.mark_of(groups.only("fingerprint")),
        "rule": rule,
        "standing": issued_rule.standing_count(rule),
        "for_later": is_for_later(rule),
    }


def decided(request: SignedInRequest) -> HttpResponse:
    """Carry out what was pressed."""
    try:
        if "undo" in request.POST:
            count = issued_rule.take_rule_back(actor=request.user, seen=posted_int(request.POST["undo"]) or 0)
            said = f"Đã hoàn tác kết luận chung về {format_int(count)} nhóm."
        else:
            count = issued_rule.keep_in_each_fonds(actor=request.user, seen=seen_mark(request))
            said = f"Đã kết luận mỗi phông giữ một bản: {format_int(count)} nhóm."
        messages.success(request, said)
    except Overtaken as error:
        return shown_again(request, "plans/duplicate_rule.html", what_stands(request), error)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("duplicate_issued_rule")
    return redirect("duplicate_list")
