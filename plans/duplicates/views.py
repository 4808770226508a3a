from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from agencies.formats.numbers import pad_quantity
from agencies.paging import numbered_page
from agencies.workflow import WorkflowError
from plans.models import Catalogue, DuplicateGroup
from plans.models.duplicates import Reach

from . import services as duplicates
from .groups import compared, groups_for, remaining, sees_all, sums_of, with_choice, with_members, with_waste
from .search import Scope

PAGE = 25
CHOICES = {"kind": DuplicateGroup.Kind, "reach": Reach, "verdict": DuplicateGroup.Verdict}
PENDING = "pending"  # "" is "all" in the filter


def duplicate_list(request):
    """Groups of duplicates in a catalogue, in one's agency or in the province, with what they would waste."""
    scope, query = scope_of(request, request.GET)
    filters = chosen(request.GET)
    found = groups_for(request.user, scope, stored(filters))
    page = numbered_page(request, with_waste(found, request.user, scope), PAGE)
    return render(
        request,
        "plans/duplicate_list.html",
        {
            "scope": scope,
            "query": query,
            "filters": filters,
            "filtered": any(filters.values()),
            "sums": sums_of(found, request.user, scope),
            "page": page,
            "here": here(request),
            "waste": sums_of(groups_for(request.user, scope).wasting(), request.user, scope),
            "groups": with_choice(with_members(page.object_list, request.user, scope), request.user),
            "kinds": DuplicateGroup.Kind.choices,
            "reaches": reaches(request.user, scope),
            "verdicts": [(value or PENDING, word) for value, word in DuplicateGroup.Verdict.choices],
            "may_search": duplicates.may_search(request.user, scope),
            "by_agency": not request.user.oversees,
            "others_hidden": not sees_all(request.user, scope),
        }
        | watching(scope, query),
    )


def duplicate_group(request, pk):
    """The files of one group side by side, so that somebody can say what it is."""
    scope, query = scope_of(request, place_of(get_object_or_404(DuplicateGroup, pk=pk)))
    found = with_waste(groups_for(request.user, scope), request.user, scope)
    [group] = with_choice(with_members([get_object_or_404(found, pk=pk)], request.user, scope), request.user)
    return render(
        request,
        "plans/duplicate_group.html",
        {
            "scope": scope,
            "query": query,
            "filters": chosen(request.GET),
            "page": {"number": page_number(request.GET)},
            "group": group,
            "lines": compared(group.shown),
            "back": reverse("duplicate_list") + here(request),
            "may_search": duplicates.may_search(request.user, scope),
            "others_hidden": not sees_all(request.user, scope),
        },
    )


def place_of(group):
    """Where the group was found, as the parameters of a list."""
    reach, _, key = group.scope.partition(":")
    return {"muc-luc": key} if reach == Reach.CATALOGUE else {"pham-vi": reach}


def here(request):
    """The list as it is narrowed, as a query."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def chosen(params):
    given = {name: params.get(name, "") for name in CHOICES}
    allowed = {name: {*choices.values, PENDING} for name, choices in CHOICES.items()}
    return {name: value if value in allowed[name] else "" for name, value in given.items()}


def stored(filters):
    return {name: "" if value == PENDING else value for name, value in filters.items() if value}


def reaches(user, scope):
    """What the filter can tell apart here: a search never finds wider than it looks."""
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
    """Dealt with, no duplicate, or (empty) the undoing of what was said."""
    scope, query = scope_of(request, request.POST)
    group = get_object_or_404(groups_for(request.user, scope), pk=pk)
    verdict, seen = request.POST.get("verdict", ""), request.POST.get("seen", "")
    if verdict not in DuplicateGroup.Verdict.values:
        raise Http404
    try:
        duplicates.give_verdict(group, actor=request.user, scope=scope, verdict=verdict, seen=seen)
        messages.success(request, f"Đã ghi kết luận: {group.get_verdict_display()}.")
        tell_what_is_left(request, group)
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(address("duplicate_list", query | stored_query(request.POST)) + f"#nhom-{pk}")


def stored_query(params):
    """The filter and page the person came from."""
    filters = chosen(params.dict() | {"verdict": params.get("shown", "")})
    page = page_number(params)
    return {name: value for name, value in filters.items() if value} | ({"page": page} if page else {})


def page_number(params):
    page = params.get("page", "")
    return page if page.isascii() and page.isdecimal() and len(page) < 9 else ""


def tell_what_is_left(request, group):
    """Saying that a group is dealt with takes no file away: whoever says it is told what is left to do."""
    left = remaining(group) if group.verdict == DuplicateGroup.Verdict.HANDLED else 0
    if left > 1:
        messages.warning(
            request,
            f"{pad_quantity(left)} hồ sơ của nhóm vẫn thuộc diện số hóa: xóa hồ sơ thừa khỏi Mục lục, hoặc Sở Nội vụ "
            "loại khỏi diện số hóa. Lần tìm sau sẽ báo lại nếu chưa làm.",
        )


def scope_of(request, params):
    """(Scope, its query): a catalogue one sees; else the province for Sở Nội vụ, one's agency for the agencies."""
    user, pk = request.user, params.get("muc-luc", "")
    if pk:
        seen = Catalogue.objects.visible_to(user).select_related("agency")
        catalogue = get_object_or_404(seen, pk=pk if pk.isdecimal() and len(pk) < 12 else 0)
        return Scope(catalogue=catalogue), {"muc-luc": str(catalogue.pk)}
    if user.oversees:
        return Scope(), {}
    if user.agency is None:
        raise Http404
    if params.get("pham-vi") == Reach.PROVINCE:
        return Scope(), {"pham-vi": Reach.PROVINCE.value}
    return Scope(agency=user.agency), {}


def address(name, query):
    return reverse(name) + (f"?{urlencode(query)}" if query else "")


def watching(scope, query):
    """Context of components/job.html."""
    return {"job": duplicates.latest_search(scope), "poll_url": address("duplicate_progress", query)}
