"""Every route declares who may open it; a route without a declaration is refused (and fails a test).

A policy says whose duty opens a page; in it, `visible_to(user)` decides which rows exist for the person (404 for
strangers).
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.cache import patch_cache_control

from .models import Decision, Duty, User
from .once import sent_once

Asked = ParamSpec("Asked")
Answered = TypeVar("Answered", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]
CLERKS = {Duty.PREPARES, Duty.SIGNS}
EVERYONE = set(Duty)
LARGEST_KEY = 2**63 - 1
PAGE = ("GET", "POST")  # the methods of the admin's pages
POLICIES: dict[str, set[Duty] | None] = {
    "public": None,
    "signed_in": EVERYONE,
    "prepares": CLERKS,
    "own_agency": CLERKS | {Duty.READS},
    "appraises_catalogues": {Duty.APPRAISES_CATALOGUES},
    "appraises_estimates": {Duty.APPRAISES_ESTIMATES},
    "oversees": EVERYONE - CLERKS - {Duty.READS},
    "decides_catalogues": {Duty.APPRAISES_CATALOGUES},
    "urges": {Duty.APPRAISES_CATALOGUES},
    "builds_reports": {Duty.APPRAISES_CATALOGUES},
    "hands_in_progress": CLERKS | {Duty.APPRAISES_CATALOGUES},
    "sets_targets": {Duty.APPRAISES_CATALOGUES, Duty.ADMINISTRATOR},
    "purges": {Duty.APPRAISES_CATALOGUES, Duty.ADMINISTRATOR},
    "administers": {Duty.ADMINISTRATOR},
    "watches_portal": {Duty.ADMINISTRATOR, Duty.OPERATES_ARCHIVE},
    "operates_archive": {Duty.OPERATES_ARCHIVE},
    "keeps_archive": CLERKS | {Duty.READS, Duty.OPERATES_ARCHIVE},
    "confirms_accounts": {Duty.ADMINISTRATOR, Duty.SIGNS},
    "gives": {Duty.ADMINISTRATOR, Duty.SIGNS, Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES},
    "admin_site": {Duty.ADMINISTRATOR, Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES},
}

# Pages that a person opens who decides in the place of another, by the decisions that need them.
ON_CATALOGUES = (Decision.APPRAISE_CATALOGUES, Decision.ANSWER_REOPENINGS)
ON_MONEY = (Decision.APPRAISE_ESTIMATES, Decision.RECORD_ALLOCATIONS)
DELEGATED: dict[str, tuple[Decision, ...]] = {
    "admin_site": ON_CATALOGUES,
    "decides_catalogues": ON_CATALOGUES,
    "urges": (Decision.URGE,),
    "oversees": (*ON_CATALOGUES, Decision.SIGN_REPORTS, Decision.URGE, *ON_MONEY),
    "appraises_estimates": (Decision.APPRAISE_ESTIMATES,),
    "confirms_accounts": (Decision.CONFIRM_ACCOUNTS,),
}


def route(
    pattern: str, view: View, name: str, policy: str, methods: Iterable[str] = ("GET",), *, once: bool = False
) -> URLPattern:
    """A URL with its declared policy and methods (GET implies HEAD); `once`: its form makes something, and
    sent twice makes it once."""
    if policy not in POLICIES:
        raise ValueError(f"route {name}: unknown policy {policy}")
    if once:
        view = sent_once(view, draws="GET" in methods)
    return path(pattern, declared(view, policy, methods), name=name)


def declared(
    view: Callable[Asked, Answered], policy: str, methods: Iterable[str] = ("GET", "POST")
) -> Callable[Asked, Answered]:
    """The view, carrying its policy for PolicyMiddleware."""

    @wraps(view)
    def carrying(*args: Asked.args, **kwargs: Asked.kwargs) -> Answered:
        return view(*args, **kwargs)

    carrying.__dict__ |= {"policy": policy, "methods": tuple(methods), "login_required": policy != "public"}
    return carrying


def admits(policy: str, user: User | AnonymousUser) -> bool:
    """True where the policy lets the user open the page."""
    duties = POLICIES[policy]
    if duties is None:
        return True
    if not user.is_authenticated:
        return False
    own = user.is_superuser or user.duty_in_force in duties
    return own or (policy in DELEGATED and user.delegation_for(*DELEGATED[policy]) is not None)


class PolicyMiddleware:
    """Deny by default: a view without a declared policy is refused."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            # A shared computer: the Back button after log-out must show nothing.
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if any(type(value) is int and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404  # no database takes it
        policy = getattr(view, "policy", None) or getattr(view, "admin_policy", None) or policy_of_namespace(request)
        if policy is None or not admits(policy, request.user):
            raise PermissionDenied("Bạn không có quyền mở trang này.")
        methods = {*getattr(view, "methods", PAGE)}
        if request.method == "HEAD" and "GET" in methods or request.method in methods:
            return None
        if request.method == "OPTIONS":  # no view is asked: one that only takes POST would do its work
            return HttpResponse(headers={"Allow": ", ".join(sorted(methods))})
        return HttpResponseNotAllowed(sorted(methods))


def policy_of_namespace(request: HttpRequest) -> str | None:
    """The admin site declares one policy for all of its pages; its login and log-out are open."""
    match = request.resolver_match
    return "admin_site" if match and match.app_name == "admin" else None
