"""A text that a column refused, as a state secret or for its signs: the refusal carries a sentence, never the text."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from agencies.open_text import NO_SECRETS

from .marks import is_marked

CONTROL_CHARACTERS = "Có ký tự điều khiển không nhìn thấy được: xóa chữ này rồi gõ lại bằng bàn phím."
NOT_KEPT = {"password", "ma", "csrfmiddlewaretoken"}


class RefusedText(ValidationError):
    """A text that may not be stored; carries the sentence of the refusal and what to leave out, never the text."""

    part = ""


class ControlCharacter(RefusedText):
    """A text held a sign that cannot be seen, and with which no paper can be written."""

    part = "ký tự điều khiển"

    def __init__(self) -> None:
        super().__init__(CONTROL_CHARACTERS, code="control")

    def __str__(self) -> str:
        return str(self.message)


class StateSecret(RefusedText):
    """A text with a mark of secrecy was about to be stored; carries the sentence of the refusal, never the text."""

    part = "phần có dấu hiệu mật"

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
