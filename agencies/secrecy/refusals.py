"""What a person reads where a text was refused as a state secret: a sentence, never the text."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.open_text import NO_SECRETS

from .marks import is_marked

NOT_KEPT = {"password", "ma", "csrfmiddlewaretoken"}


class StateSecret(ValidationError):
    """A text with a mark of secrecy was about to be stored; carries the sentence of the refusal, never the text."""

    def __init__(self, sentence: str = NO_SECRETS) -> None:
        super().__init__(sentence, code="secret")

    def __str__(self) -> str:
        return str(self.message)


def refuse_marked_request(request: HttpRequest) -> None:
    """Raises StateSecret where what was sent carries a mark: a failed log-in is kept with all it brought.

    Passwords and codes are kept by nobody, and may be any word.
    """
    sent = [*request.GET.items(), *request.POST.items()]
    if any(is_marked(name) or is_marked(value) for name, value in sent if name not in NOT_KEPT):
        raise StateSecret


def keeps_the_rest(request: HttpRequest) -> bool:
    """Keep what else was typed as the draft of the form at this address; True where something was kept."""
    from agencies.drafts import OWNER_FIELD, SEEN, save_what_may_be  # its models need this module

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
        if not isinstance(exception, StateSecret):
            return None
        context = {"sentence": str(exception), "is_kept": keeps_the_rest(request)}
        return render(request, "refused_secret.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
