"""Query string of a page of duplicates: where to look, what the list is narrowed to, which page."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from agencies.requests import SignedInRequest
from plans.models import Catalogue, DuplicateGroup
from plans.models.duplicates import Reach

from .search import Scope

Query = dict[str, str]
PENDING = "pending"  # "" is "all" in the filter
OPEN = "open"  # Sở Nội vụ has not decided, and something can still be saved
EXACT_PART = "exact_part"  # files exactly alike within a group that is not
CHOICES: dict[str, set[str]] = {
    "kind": {*DuplicateGroup.Kind.values, EXACT_PART},
    "reach": {*Reach.values},
    "verdict": {*DuplicateGroup.Verdict.values, PENDING, OPEN},
    "state": {*Catalogue.State.values},
}
NAMES = (*CHOICES, "agency")


def scope_of(request: SignedInRequest, params: Mapping[str, str]) -> tuple[Scope, Query]:
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


def place_of(group: DuplicateGroup) -> Query:
    """Where the group was found, as the parameters of a list."""
    reach, _, key = group.scope.partition(":")
    return {"muc-luc": key} if reach == Reach.CATALOGUE else {"pham-vi": reach}


def address(name: str, query: Mapping[str, str]) -> str:
    """The address of the page of that name with the query."""
    return reverse(name) + (f"?{urlencode(query)}" if query else "")


def here(request: HttpRequest) -> str:
    """The list as it is narrowed, as a query."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def chosen(params: Mapping[str, str]) -> Query:
    """{kind, reach, verdict, state, agency (code)} of the filter; what it does not know is empty."""
    given = {name: params.get(name, "") for name in CHOICES}
    known = {name: value if value in CHOICES[name] else "" for name, value in given.items()}
    return known | {"agency": params.get("agency", "")[:30]}


def stored_query(params: QueryDict) -> Query:
    """The filter and page the person came from."""
    filters = chosen({name: params.get("shown" if name == "verdict" else name, "") for name in NAMES})
    page = page_number(params)
    return {name: value for name, value in filters.items() if value} | ({"page": page} if page else {})


def page_number(params: Mapping[str, str]) -> str:
    """The page as digits, or "" where it is anything else."""
    page = params.get("page", "")
    return page if page.isascii() and page.isdecimal() and len(page) < 9 else ""
