"""What cannot be done now, though it may later: why, when to try again, and the page that says so."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.secrecy.middleware import keeps_the_rest


class Later(Exception):
    """Not now: carries a Vietnamese sentence that says why, and the seconds after which to try again."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, sentence: str, seconds: float) -> None:
        self.sentence, self.seconds = sentence, max(1, ceil(seconds))
        super().__init__(f"{sentence} Thử lại sau {in_words(self.seconds)}.")


class TooMany(Later):
    """Somebody did it as often as they may in a period."""


class TooBusy(Later):
    """All places are taken by others."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


def in_words(seconds: int) -> str:
    """How long to wait, rounded up: "20 giây", "3 phút", "2 giờ"."""
    whole = timedelta(seconds=seconds)
    if whole > timedelta(hours=1):
        return f"{ceil(whole / timedelta(hours=1))} giờ"
    return f"{ceil(whole / timedelta(minutes=1))} phút" if seconds > 60 else f"{seconds} giây"


class LaterMiddleware:
    """Where a limit is met, a page says why and when to try again; what was typed is kept as a draft."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Later) else None


def answer(request: HttpRequest, later: Later) -> HttpResponse:
    """The page, with the status of the limit and the seconds in `Retry-After`."""
    context = {"sentence": str(later), "code": int(later.status), "is_kept": keeps_the_rest(request)}
    response = render(request, "later.html", context, status=later.status)
    response["Retry-After"] = str(later.seconds)
    return response
