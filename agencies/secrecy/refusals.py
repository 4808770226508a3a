"""A text that was refused as a state secret: the refusal carries a sentence, never the text."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest

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
