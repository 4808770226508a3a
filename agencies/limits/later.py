"""Refusal for now: why something cannot be done yet, and when to try again."""

from datetime import timedelta
from http import HTTPStatus
from math import ceil


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
