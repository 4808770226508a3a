"""Events of access for administrators: log-ins, exports and refusals. No timeline shows them.

What an outsider can bring about is bounded: MOST_TRIES an account and hour, MOST_REFUSALS a person and day; whatever
goes beyond is a line in the log.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .calendar import portal_now
from .client_address import username_tried
from .history import record
from .models import Event, User

log = logging.getLogger("portal.access")
MOST_TRIES, MOST_REFUSALS = 10, 20
HOLD_NO_DATA = {"catalogue_template", "agencies_user_import_template", "agencies_agency_import_template"}


class AccessEventMiddleware:
    """An Event for each file that leaves the portal, and for each object that a person asked for and may not see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match, person = request.resolver_match, request.user
        if match is None or not isinstance(person, User):
            return response
        if is_export(response) and match.url_name not in HOLD_NO_DATA:
            note(person, request.path, "export", "tải về tệp từ trang", file=response.get("Content-Disposition", ""))
        elif response.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND) and match.kwargs:
            if happened(person, "denied", timedelta(days=1)) < MOST_REFUSALS:
                note(person, request.path, "denied", "không được mở trang", status=response.status_code)
        return response


def is_export(response: HttpResponseBase) -> bool:
    """True for a file to save."""
    return response.status_code == HTTPStatus.OK and response.get("Content-Disposition", "").startswith("attachment")


def note(person: User, path: str, action: str, said: str, **after: Any) -> None:
    """The Event of what the person did at this address; about the person, whatever they asked for."""
    path = path[:200]
    record(person, actor=person, action=action, sentence=f"{said} {path}", after={"path": path, **after})


def happened(user: User, action: str, since: timedelta) -> int:
    """How often it is in the history of the account lately."""
    return Event.objects.about(user).filter(action=action, happened_at__gte=portal_now() - since).count()


def remember_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: object) -> None:
    """Receiver of user_login_failed. A name that no account has is a line in the log: it may be a password."""
    account_event(credentials.get("username", ""), "login_failed", "đăng nhập không thành công vào tài khoản")


def remember_lock(request: HttpRequest, username: str = "", **kwargs: object) -> None:
    """Receiver of axes' user_locked_out."""
    account_event(username or username_tried(request), "locked", "khóa tạm do nhiều lần đăng nhập không thành công")


def account_event(username: str, action: str, said: str) -> None:
    account = User.objects.filter(username__iexact=username).select_related("agency").first()
    log.warning(action, extra={"account": account.pk if account else None})
    if account and happened(account, action, timedelta(hours=1)) < MOST_TRIES:
        record(account, actor=None, action=action, sentence=f"{said} {account.username}")


def remember_logout(user: User | None, **kwargs: object) -> None:
    """Receiver of user_logged_out."""
    if user:
        record(user, actor=user, action="logout", sentence="đăng xuất")
