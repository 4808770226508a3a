"""Facts of the present request: its id, the client's address and the person. History and logs carry them."""

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .client_address import client_address

log = logging.getLogger("portal.requests")


@dataclass
class Facts:
    """Empty where nobody asked: a command, a task of the clock."""

    request_id: str = ""
    address: str = ""
    user: str = ""


NOBODY = Facts()
NOW: ContextVar[Facts] = ContextVar("request_facts", default=NOBODY)


@contextmanager
def asked_by(facts: Facts) -> Iterator[None]:
    """What happens inside is done for this request."""
    before = NOW.set(facts)
    try:
        yield
    finally:
        NOW.reset(before)


def request_id() -> str:
    """Of the request that is answered now; of the one that asked for the job that runs now; else empty."""
    return NOW.get().request_id


def address() -> str:
    """The client's address; empty in jobs and commands."""
    return NOW.get().address


class RequestFactsMiddleware:
    """Gives each request an id, returned as X-Request-ID, and writes the line of the access log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        facts, began = Facts(uuid.uuid4().hex, client_address(request) or ""), time.monotonic()
        with asked_by(facts):
            response = self.get_response(request)
            response["X-Request-ID"] = facts.request_id
            answered = {"method": request.method, "path": request.path, "status": response.status_code}
            milliseconds = round((time.monotonic() - began) * 1000)
            log.info("answered", extra=answered | {"milliseconds": milliseconds})
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        """Whoever is logged in; the policies ask for it on every page anyway."""
        NOW.get().user = request.user.get_username()
