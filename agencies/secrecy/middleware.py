"""Page for a person whose text a column refused, and the rest of the form."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.drafts import OWNER_FIELD, SEEN, save_what_may_be

from .refusals import RefusedText


def keeps_the_rest(request: HttpRequest) -> bool:
    """Keep what else was typed as the draft of the form at this address; True where something was kept."""
    if not request.user.is_authenticated or OWNER_FIELD not in request.POST:
        return False
    try:
        save_what_may_be(request.user, request.path.strip("/"), request.POST, seen=request.POST.get(SEEN, "")[:64])
    except BadRequest:
        return False
    return True


class RefusedSecretMiddleware:
    """The last gate's answer: where a form let a secret pass, the change is rolled back and a page says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RefusedText):
            return None
        context = {"sentence": str(exception), "part": exception.part, "is_kept": keeps_the_rest(request)}
        return render(request, "refused_secret.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
