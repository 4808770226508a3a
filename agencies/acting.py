"""For which agency a person works now: the own one, or one whose open work passed to it (domain §2).

The choice lives in the session and is checked against `User.answers_for` each time it is read. A form carries the
agency it was drawn for, so that a choice made in another window never moves figures to a neighbour.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .calendar import portal_today
from .models import Agency, User
from .permissions import writes_for
from .requests import SignedInRequest

FIELD = "co_quan"
KEPT = "acting_for"


def acting_agency(request: SignedInRequest) -> Agency:
    """The agency the page is about. 404 for accounts without one, and for a code the person does not answer for."""
    asked = request.POST.get(FIELD) or request.GET.get(FIELD)
    if asked:
        choose(request, asked)
    agency = chosen(request)
    if agency is None:
        raise Http404
    return agency


def agency_to_write_for(request: SignedInRequest) -> Agency:
    """The agency that the form is about. PermissionDenied with the reason where the person may not write for it."""
    agency = acting_agency(request)
    allowed, reason = writes_for(request.user, agency)
    if not allowed:
        raise PermissionDenied(reason)
    return agency


def choose(request: SignedInRequest, code: str) -> None:
    """Work for this agency from now on. Raises Http404 for a code the person does not answer for."""
    if code not in choices(request.user):
        raise Http404
    if choices(request.user)[code] != chosen(request):
        request.session[KEPT] = code


def chosen(request: SignedInRequest) -> Agency | None:
    """The choice of the session while it still holds; else the own agency, else the first it took over from."""
    known = choices(request.user)
    own = getattr(request.user.agency, "code", "")
    return known.get(request.session.get(KEPT, "")) or known.get(own) or next(iter(known.values()), None)


def choices(user: User) -> dict[str, Agency]:
    """{code: agency}. Somebody with no agency in the plan is left with the own one, to look."""
    found = user.answers_for or ([user.agency] if user.agency else [])
    return {one.code: one for one in found}


def keep_for_later(request: HttpRequest) -> None:
    """Remember the agency of a form whose login had expired; checked when its writer is back."""
    if FIELD in request.POST:
        request.session[KEPT] = request.POST[FIELD][:20]


def written_for(user: User) -> list[Agency]:
    """The agencies that the person writes for today, in the official order: the own one, and those it goes on for."""
    return [one for one in user.answers_for if user.acts_for(one)]


def address(user: User, agency: Agency, route: str, *args: object) -> str:
    """The address of a declaration page, with the agency where the person answers for several."""
    query = f"?{FIELD}={agency.code}" if len(user.answers_for) > 1 else ""
    return reverse(route, args=args) + query


def notice(request: SignedInRequest) -> Mapping[str, object] | None:
    """Context of components/acting.html; None for a person who can only work for the own agency."""
    agency = chosen(request)
    if agency is None:
        return None
    others = [one for one in choices(request.user).values() if one != agency]
    ended = agency.has_ended_by(portal_today())
    took_over = agency.pk != request.user.agency_id
    if not (others or ended or took_over):
        return None
    return {"agency": agency, "others": others, "ended": ended, "took_over": took_over, "next": here(request)}


def here(request: HttpRequest) -> str:
    """The address of this page without a choice of agency."""
    query = request.GET.copy()
    query.pop(FIELD, None)
    return request.path + (f"?{query.urlencode()}" if query else "")


def way_back(request: HttpRequest) -> str:
    """The page on which the agency was chosen, if it is one of ours; else home."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else reverse("home")
