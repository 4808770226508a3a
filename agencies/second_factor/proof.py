"""Proof of the second factor in a session: that it was shown, and how long ago."""

import time
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from .. import drafts
from ..csrf import kept_for_its_writer
from ..models import User
from ..requests import SignedInRequest

PROOF = "second_factor"


def is_forced(user: User) -> bool:
    """True where the account is of no use without a second factor."""
    return settings.SECOND_FACTOR and user.decides


def remember(request: SignedInRequest) -> None:
    """The person has just shown the second factor."""
    request.session[PROOF] = {"of": mark_of(request.user), "at": time.time()}


def mark_of(user: User) -> str:
    """Names the factor as it is: another phone, or none, and what a session had proved is void."""
    return f"{user.pk} {user.second_factor_since.timestamp() if user.second_factor_since else ''}"


def proved_at(request: SignedInRequest) -> float | None:
    """When this session proved the factor that the account has now (seconds of the machine's clock), or None."""
    proof = request.session.get(PROOF) or {}
    return proof["at"] if proof.get("of") == mark_of(request.user) else None


def is_fresh(request: SignedInRequest) -> bool:
    """True where the proof is some minutes old at most (PORTAL_PROOF_MINUTES)."""
    at = proved_at(request)
    return at is not None and 0 <= time.time() - at < settings.PROOF_SECONDS


def ask(request: SignedInRequest, back: str = "") -> HttpResponseRedirect | None:
    """The way to a fresh proof, or None where none is needed: for what weighs much, before it is done.

    What was sent is kept and shown again afterwards. Who has no second factor is not asked; whose identity server has
    shown one goes there again.
    """
    if is_fresh(request) or (request.user.second_factor_since is None and proved_at(request) is None):
        return None
    return to_code_page(request, back)


def to_code_page(request: HttpRequest, back: str = "") -> HttpResponseRedirect:
    """The page that asks for a code, and from there back to where one was."""
    keep_sent(request)
    query = {"next": back or request.get_full_path()}
    if request.user.is_authenticated and request.user.second_factor_since is None:
        return redirect(f"{reverse('oidc_start')}?{urlencode(query | {'lai': 1})}")
    return redirect(f"{reverse('second_factor_code')}?{urlencode(query)}")


def keep_sent(request: HttpRequest) -> None:
    """Keep a form that was sent until its page is shown again."""
    if request.method == "POST" and drafts.OWNER_FIELD in request.POST and kept_for_its_writer(request):
        request.session[drafts.STASH] |= {"asked": True}
        request.session.modified = True
