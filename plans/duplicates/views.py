from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.list_choice import list_context, send_list
from agencies.paging import query_with
from agencies.requests import posted_int, posted_keys
from agencies.saved_views.lists import savable
from agencies.seen import seen_mark
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import Catalogue, DuplicateGroup
from plans.models.duplicates import Reach

from . import issued_rule
from . import services as duplicates
from .addresses import EXACT_PART, OPEN, PENDING, address, chosen, here, page_number, place_of, scope_of, stored_query
from .groups import SHOWN, agencies_of, compared, groups_for, most_wasteful_first, remaining, with_choice, with_members
from .leaving_out import leave_out_duplicates
from .list_columns import LIST, MOST, sums_below
from .permissions import decides, may_search, sees_all
from .standing_rule import is_for_later, last_rule
from .surplus import sums_of
from .ticks import keep_ticks, typed_key, with_ticks


@savable("duplicate_list", "Hồ sơ trùng")
def duplicate_list(request):
    """Groups of duplicates in a catalogue, in one's agency or in the province, with what they would waste."""
    scope, query = scope_of(request, request.GET)
    filters = chosen(request.GET)
    found = groups_for(request.user, scope, filters)
    shown = list_context(request, LIST, most_wasteful_first(found, request.user, scope))
    page = shown["page"]
    context = shown | {
        "scope": scope,
        "query": query,
        "filters": filters,
        "filtered": any(filters.values()),
        "sums": sums_of(found, request.user, scope),
        "here": here(request),
        "waste": sums_of(
            groups_for(request.user, scope).wasting(with_opinions=not request.user.oversees), request.user, scope
        ),
        "groups": with_ticks(with_choice(with_members(page.object_list, request.user, scope), request.user), request),
        "kinds": [*DuplicateGroup.Kind.choices, (EXACT_PART, "Có hồ sơ giống hệt trong nhóm gần giống")],
        "states": Catalogue.State.choices,
        "agencies": agencies_of(request.user, scope),
        "reaches": reaches(request.user, scope),
        "verdicts": [
            (OPEN, "Còn phải quyết định"),
            *((value or PENDING, word) for value, word in DuplicateGroup.Verdict.choices),
        ],
        "may_search": may_search(request.user, scope),
        "by_agency": not request.user.oversees,
        "others_hidden": not sees_all(request.user, scope),
        "decides_on_class": decides_on_class(request.user, scope),
    }
    return render(request, "plans/duplicate_list.html", context | watching(scope, query))


def duplicate_list_export(request):
    """The groups as they are filtered, as a workbook; a file in several groups adds up once."""
    scope, _ = scope_of(request, request.GET)
    found = groups_for(request.user, scope, chosen(request.GET))
    groups = with_members(most_wasteful_first(found, request.user, scope)[:MOST], request.user, scope)
    sums = sums_of(found, request.user, scope)
    cut = f", {format_int(MOST)} nhóm lãng phí nhiều nhất" if (sums["count"] or 0) > MOST else ""
    return send_list(request, LIST, groups, sums=sums_below(sums), title=f"Hồ sơ trùng, {scope.name}{cut}")


def decides_on_class(user, scope):
    """True where there is something to decide on, or to take back, of all copies of issuers' documents at once."""
    if scope.reach != Reach.PROVINCE or not decides(user):
        return False
    rule = last_rule()
    return issued_rule.open_groups().exists() or is_for_later(rule) or issued_rule.standing_count(rule) > 0


def duplicate_group(request, pk):
    """The files of one group side by side, to judge whether they are duplicates."""
    scope, query = scope_of(request, place_of(get_object_or_404(DuplicateGroup, pk=pk)))
    found = groups_for(request.user, scope)
    group = get_object_or_404(found, pk=pk)
    last = -(-group.file_count // SHOWN)
    part = min(max(posted_int(request.GET.get("trang", "")) or 1, 1), last)
    [group] = with_choice(with_members([group], request.user, scope, part), request.user)
    with_ticks([group], request, part)
    context = {
        "scope": scope,
        "query": query,
        "filters": chosen(request.GET),
        "page": {"number": page_number(request.GET)},
        "group": group,
        "part": part,
        "pager": parts_of(request, part, last),
        "typed": group.typed,
        "lines": compared(group.shown),
        "back": reverse("duplicate_list") + here(request),
        "may_search": may_search(request.user, scope),
        "others_hidden": not sees_all(request.user, scope),
    }
    return render(request, "plans/duplicate_group.html", context)


def parts_of(request, part, last):
    """Context of components/pager.html for a group of more files than one page shows."""
    before = query_with(request.GET, trang=part - 1) if part > 1 else ""
    after = query_with(request.GET, trang=part + 1) if part < last else ""
    return {"previous_url": before, "next_url": after, "text": f"Trang {part} trong {last}"}


def reaches(user, scope):
    """The choices of the filter here: a search never finds wider than it looks."""
    if not sees_all(user, scope) or scope.reach == Reach.CATALOGUE:
        return []
    return [choice for choice in Reach.choices if scope.reach == Reach.PROVINCE or choice[0] != Reach.PROVINCE]


def duplicate_run(request):
    """Put a search of the scope in the queue."""
    scope, query = scope_of(request, request.POST)
    try:
        duplicates.request_search(scope, actor=request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(address("duplicate_list", query))


def duplicate_progress(request):
    """The progress alone, for htmx; the finished job loads the page anew."""
    scope, query = scope_of(request, request.GET)
    context = watching(scope, query)
    if context["job"] is None:
        return redirect(address("duplicate_list", query))
    response = render(request, "components/job.html", context)
    if context["job"].is_over:
        response["HX-Refresh"] = "true"
    return response


def duplicate_verdict(request, pk):
    """Record that a group is dealt with or no duplicate, or (empty) take the verdict back."""
    if request.method != "POST":
        return after_login(request, pk)
    scope, query = scope_of(request, request.POST)
    group = get_object_or_404(groups_for(request.user, scope), pk=pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in DuplicateGroup.Verdict.values:
        raise Http404
    typed = Typed(request, key=typed_key(pk))
    said = duplicates.summary_of(group, request.user)
    try:
        duplicates.give_verdict(group, actor=request.user, scope=scope, verdict=verdict, **said_as_seen(request))
        typed.drop()
        messages.success(request, f"{done_in_words(group, request.user, verdict)}{said}.")
        if verdict == DuplicateGroup.Verdict.HANDLED:
            warn_of_what_is_left(request, group)
    except WorkflowError as error:
        keep_ticks(typed, group, scope)
        messages.error(request, str(error))
    return redirect(address("duplicate_list", query | stored_query(request.POST)) + f"#nhom-{pk}")


def said_as_seen(request):
    """The verdict that the page showed, and whose it was. Raises Unseen where the form does not hold it."""
    return {"seen": seen_mark(request), "seen_by": seen_mark(request, "seen_by")}


def done_in_words(group, user, verdict):
    """What was just recorded, and what it does: an opinion takes nothing off Sở Nội vụ's list."""
    if not verdict:
        return "Đã hoàn tác kết luận"
    word = DuplicateGroup.Verdict(verdict).label
    if decides(user):
        return f"Đã ghi kết luận của Sở Nội vụ: {word}"
    if group.verdict:
        return f"Đã ghi ý kiến của cơ quan: {word}; kết luận của Sở Nội vụ vẫn là “{group.get_verdict_display()}”"
    return f"Đã ghi ý kiến của cơ quan: {word}; Sở Nội vụ kết luận sau khi Mục lục được trình"


def after_login(request, pk):
    """Sent when the login had expired: to the group, whose page shows what was ticked."""
    scope, _ = scope_of(request, place_of(get_object_or_404(DuplicateGroup, pk=pk)))
    return redirect("duplicate_group", get_object_or_404(groups_for(request.user, scope), pk=pk).pk)


def warn_of_what_is_left(request, group):
    """Warn that files of a group that counts as dealt with would still be scanned."""
    left = remaining(group)
    if left > 1:
        messages.warning(
            request,
            f"{format_int(left)} hồ sơ của nhóm vẫn thuộc diện số hóa: xóa hồ sơ thừa khỏi Mục lục, hoặc Sở Nội vụ "
            "loại khỏi diện số hóa. Lần tìm sau sẽ báo lại nếu chưa làm.",
        )


def duplicate_leave_out(request, pk):
    """Sở Nội vụ leaves the ticked files of a group out, from the page of duplicates."""
    typed = Typed(request, key=typed_key(pk))
    if not typed.is_posted:
        return after_login(request, pk)
    scope, query = scope_of(request, request.POST)
    group = get_object_or_404(groups_for(request.user, scope), pk=pk)
    ticked = posted_keys(request.POST.getlist("file"))
    try:
        seen = said_as_seen(request)
        messages.success(request, str(leave_out_duplicates(group, ticked, actor=request.user, scope=scope, **seen)))
        typed.drop()
    except WorkflowError as error:
        keep_ticks(typed, group, scope)
        messages.error(request, str(error))
    return redirect(address("duplicate_list", query | stored_query(request.POST)) + f"#nhom-{pk}")


def watching(scope, query):
    """Context of components/job.html."""
    return {"job": duplicates.latest_search(scope), "poll_url": address("duplicate_progress", query)}
