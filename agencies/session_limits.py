"""Length of a log-in: until nothing was done for a while, and never longer than a working day."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase

BEGAN, SEEN = "login_began", "login_seen"  # in the session: moments in seconds
NOTED_EVERY = 60  # seconds: not every page writes into the session


def begin(request: HttpRequest, **kwargs: object) -> None:
    """Receiver of user_logged_in: the log-in begins now."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def is_over(session: SessionBase) -> bool:
    """True where the person did nothing for SESSION_IDLE_SECONDS, or logged in SESSION_COOKIE_AGE seconds ago."""
    now = time.time()
    return now - session[SEEN] > settings.SESSION_IDLE_SECONDS or now - session[BEGAN] > settings.SESSION_COOKIE_AGE


class SessionLimitsMiddleware:
    """Ends a log-in whose time is over; the browser forgets what it kept when a log-in ends, this way or another."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_signed_in = SESSION_KEY in request.session
        if was_signed_in:
            note_or_end(request)
        response = self.get_response(request)
        if was_signed_in and SESSION_KEY not in request.session:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def note_or_end(request: HttpRequest) -> None:
    session = request.session
    if BEGAN not in session:  # logged in before the portal knew these limits
        begin(request)
    elif is_over(session):
        logout(request)
    elif time.time() - session[SEEN] > NOTED_EVERY:
        session[SEEN] = int(time.time())
