"""Between password and portal: who still owes a code, an own password or a second factor goes there first."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from ..requests import SignedInRequest
from . import proof

CODE, SETUP, PASSWORD = "second_factor_code", "second_factor_setup", "password_change"


class SecondFactorMiddleware:
    """Opens nothing but public pages and the page of the step that is due; what was sent waits until it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponseBase | None:
        step = step_due(request)
        if step is None:
            return None
        request.__dict__["step_due"] = step
        match = request.resolver_match
        if getattr(view, "policy", None) == "public" or (match is not None and match.url_name == step):
            return None
        back = request.get_full_path() if "GET" in getattr(view, "methods", ("GET",)) else reverse("home")
        if step == CODE:
            return proof.to_code_page(request, back)
        return redirect(f"{reverse(step)}?{urlencode({'next': back})}")


def step_due(request: HttpRequest) -> str | None:
    """Name of the route that the person must pass before any other, or None."""
    user = request.user
    if not user.is_authenticated:
        return None
    if user.second_factor_since and proof.proved_at(cast(SignedInRequest, request)) is None:
        return CODE
    if user.must_change_password:
        return PASSWORD
    if user.second_factor_since or not proof.is_forced(user):
        return None
    return None if proof.proved_at(cast(SignedInRequest, request)) else SETUP  # the identity server's may count
