"""Every route declares who may come in; a route without a declaration is refused (and fails a test).

A policy is the door; inside, `visible_to(user)` decides which rows exist for the visitor (404 for strangers).
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.urls import path
from django.utils.cache import patch_cache_control

from .models import Duty

CLERKS = {Duty.PREPARES, Duty.SIGNS}
EVERYONE = set(Duty)
LARGEST_KEY = 2**63 - 1
POLICIES = {
    "public": None,
    "signed_in": EVERYONE,
    "prepares": CLERKS,
    "own_agency": CLERKS | {Duty.READS},
    "appraises_catalogues": {Duty.APPRAISES_CATALOGUES},
    "appraises_estimates": {Duty.APPRAISES_ESTIMATES},
    "oversees": EVERYONE - CLERKS - {Duty.READS},
    "builds_reports": {Duty.APPRAISES_CATALOGUES, Duty.READS_EVERYTHING, Duty.APPRAISES_ESTIMATES, Duty.ADMINISTRATOR},
    "sets_targets": {Duty.APPRAISES_CATALOGUES, Duty.ADMINISTRATOR},
    "administers": {Duty.ADMINISTRATOR},
    "admin_site": {Duty.ADMINISTRATOR, Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES},
}


def route(pattern, view, name, policy, methods=("GET",)):
    """A URL with its declared policy and methods (HEAD and OPTIONS are implied)."""
    if policy not in POLICIES:
        raise ValueError(f"route {name}: unknown policy {policy}")
    url = path(pattern, view, name=name)
    url.policy, url.methods = policy, tuple(methods)
    url.callback = declared(url.callback, policy, methods)
    return url


def declared(view, policy, methods=("GET", "POST")):
    """The view, carrying its policy for PolicyMiddleware."""

    @wraps(view)
    def carrying(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    carrying.policy, carrying.methods = policy, tuple(methods)
    carrying.login_required = policy != "public"
    return carrying


def admits(policy, user):
    """True where the policy opens its door to the user."""
    duties = POLICIES[policy]
    return duties is None or (user.is_authenticated and (user.is_superuser or user.duty in duties))


class PolicyMiddleware:
    """Deny by default: a view without a declared policy is refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            # A shared computer: the Back button after log-out must show nothing.
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request, view, args, kwargs):
        if any(type(value) is int and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404  # no database takes it
        policy = getattr(view, "policy", None) or getattr(view, "admin_policy", None) or policy_of_namespace(request)
        if policy is None or not admits(policy, request.user):
            raise PermissionDenied("Bạn không có quyền mở trang này.")
        methods = getattr(view, "methods", None)
        if methods and request.method not in {*methods, "HEAD", "OPTIONS"}:
            return HttpResponseNotAllowed(methods)
        return None


def policy_of_namespace(request):
    """The admin site declares one policy for all of its pages; its login and log-out are open."""
    match = request.resolver_match
    return "admin_site" if match and match.app_name == "admin" else None
