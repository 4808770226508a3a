"""The page that says why something cannot be done now, and when to try again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.secrecy.middleware import keeps_the_rest

from .later import Later
from .storage import NotWritten, not_written


class LaterMiddleware:
    """Where a limit is met, a page says why and when to try again; what was typed is kept as a draft."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        later = exception if isinstance(exception, Later) else not_written(exception)
        return answer(request, later) if later else None


def answer(request: HttpRequest, later: Later) -> HttpResponse:
    """The page, with the status of the limit and the seconds in `Retry-After`."""
    is_kept = not isinstance(later, NotWritten) and keeps_the_rest(request)
    context = {"sentence": str(later), "code": int(later.status), "is_kept": is_kept}
    response = render(request, "later.html", context, status=later.status)
    response["Retry-After"] = str(later.seconds)
    return response
