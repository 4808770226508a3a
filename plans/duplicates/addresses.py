"""What the address of a page of duplicates says: where to look, what the list is narrowed to, which page."""

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
CHOICES = {"kind": DuplicateGroup.Kind, "reach": Reach, "verdict": DuplicateGroup.Verdict}
PENDING = "pending"  # "" is "all" in the filter


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
    """{kind, reach, verdict} of the filter; what it does not know is empty."""
    given = {name: params.get(name, "") for name in CHOICES}
    allowed: dict[str, set[str]] = {name: {*choices.values, PENDING} for name, choices in CHOICES.items()}
    return {name: value if value in allowed[name] else "" for name, value in given.items()}


def stored(filters: Mapping[str, str]) -> Query:
    """The filter as {field of DuplicateGroup: value}, without what is empty."""
    return {name: "" if value == PENDING else value for name, value in filters.items() if value}


def stored_query(params: QueryDict) -> Query:
    """The filter and page the person came from."""
    filters = chosen({name: params.get("shown" if name == "verdict" else name, "") for name in CHOICES})
    page = page_number(params)
    return {name: value for name, value in filters.items() if value} | ({"page": page} if page else {})


def page_number(params: Mapping[str, str]) -> str:
    """The page as digits, or "" where it is anything else."""
    page = params.get("page", "")
    return page if page.isascii() and page.isdecimal() and len(page) < 9 else ""
