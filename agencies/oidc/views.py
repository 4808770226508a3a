"""To the identity server and back."""

import logging
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from ..client_address import counted_address
from ..history import record
from ..limits.logins import quota
from ..models import User
from ..requests import SignedInRequest
from ..second_factor import proof
from . import client, matching

log = logging.getLogger("portal.access")
COOKIE, SALT, LASTS = f"{settings.COOKIE_PREFIX}oidc", "agencies.oidc", 600
CAME_BY = "oidc"  # in the session: the log-in came from the identity server
BACKEND = "django.contrib.auth.backends.ModelBackend"  # who the person is on later pages does not depend on the way in
UNREACHABLE = "Máy chủ tài khoản của tỉnh chưa trả lời. Thử lại sau ít phút, hoặc đăng nhập bằng tên và mật khẩu."
TOO_LATE = "Lần đăng nhập này đã quá mười phút, hoặc đã dùng rồi. Bắt đầu đăng nhập lại."
NOT_PROVED = "Máy chủ tài khoản của tỉnh không xác nhận được bạn lần này. Bắt đầu đăng nhập lại."
NOT_THE_SAME = (
    "Bạn vừa xác nhận bằng tài khoản khác, hoặc máy chủ chưa hỏi lại bạn. Làm lại với đúng tài khoản đang dùng."
)


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Off to the identity server; `?lai=1`: to prove oneself anew before what weighs much."""
    if not client.is_on():
        raise Http404
    again = "lai" in request.GET and request.user.is_authenticated
    if request.user.is_authenticated and not again:
        return redirect("home")
    quota().refuse_when_full(counted_address(request))
    try:
        address, flow = client.begin(request.build_absolute_uri(reverse("oidc_back")), again=again)
    except (client.Refused, client.Unreachable) as error:
        return refused(request, UNREACHABLE, error, HTTPStatus.SERVICE_UNAVAILABLE)
    kept = vars(flow) | {"next": way_on(request, request.GET.get("next", "")), "again": request.user.pk if again else 0}
    response = redirect(address)
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """Back with a code: who it is comes in, once."""
    if not client.is_on():
        raise Http404
    quota().refuse_when_full(counted_address(request))
    response = answer(request)
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def answer(request: HttpRequest) -> HttpResponse:
    """Log the person in, or say why not."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        return refused(request, TOO_LATE, error)
    flow = client.Flow(**{name: kept[name] for name in client.Flow.__dataclass_fields__})
    try:
        claims = client.finish(flow, request.GET.dict())
        user = matching.account_for(claims)
    except client.Unreachable as error:
        return refused(request, UNREACHABLE, error, HTTPStatus.SERVICE_UNAVAILABLE)
    except client.Refused as error:
        return refused(request, NOT_PROVED, error)
    except matching.NotMatched as error:
        matching.remember_refusal(error, claims)
        return refused(request, str(error), error)
    if kept["again"]:
        return proved_anew(request, user, claims, kept)
    come_in(request, user, claims)
    return redirect(way_on(request, kept["next"]))


def come_in(request: HttpRequest, user: User, claims: client.Claims) -> None:
    """What a log-in by password does; the second factor is still to come unless the server's own counts."""
    login(request, user, backend=BACKEND)
    request.session[CAME_BY] = True
    if client.counts_as_second_factor(claims):
        proof.remember(cast(SignedInRequest, request))
    record(user, actor=user, action="login", sentence="đăng nhập bằng tài khoản của tỉnh")


def proved_anew(request: HttpRequest, user: User, claims: client.Claims, kept: dict[str, Any]) -> HttpResponse:
    """The person who is logged in has shown the server's second factor in the last minutes."""
    same = request.user.is_authenticated and request.user.pk == kept["again"] == user.pk
    if not (same and client.is_of_now(claims) and client.counts_as_second_factor(claims)):
        return refused(request, NOT_THE_SAME, client.Refused("not proved anew"))
    proof.remember(cast(SignedInRequest, request))
    return redirect(way_on(request, kept["next"]))


def refused(
    request: HttpRequest, sentence: str, error: Exception, status: HTTPStatus = HTTPStatus.FORBIDDEN
) -> HttpResponse:
    """The page that says why nobody came in; it counts for the address, as a wrong password does."""
    log.warning("oidc_refused", extra={"why": f"{type(error).__name__}: {error}"[:200]})
    if status == HTTPStatus.FORBIDDEN:
        quota().count(counted_address(request))
    return render(request, "registration/oidc_refused.html", {"sentence": sentence}, status=status)


def way_on(request: HttpRequest, target: str) -> str:
    """The page that was asked for, if it is one of ours; else home."""
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and ours else reverse("home")


def sign_out_address(request: HttpRequest) -> str:
    """Where the person leaves the identity server as well, if they came from there; else ""."""
    if not (client.is_on() and request.session.get(CAME_BY)):
        return ""
    return client.sign_out_address(request.build_absolute_uri(reverse("login")))
