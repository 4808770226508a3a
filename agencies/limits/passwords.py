"""Passwords are hashed by few at once: a hash takes half a second of a processor, and pages need processors too."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from .places import place_or_later

WAITING = 6  # requests; the others of a web process go on with pages meanwhile
PATIENCE_SECONDS = 8
BUSY = "Nhiều người đang đăng nhập cùng lúc."


class PlacedHasher(PBKDF2PasswordHasher):
    """Django's own hash, under the same name. Raises TooBusy where too many wait already."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with (
            turn("password-wait", WAITING, patience_seconds=0),
            turn("password", settings.PASSWORD_PLACES, patience_seconds=PATIENCE_SECONDS),
        ):
            return str(super().encode(password, salt, iterations))


def turn(name: str, count: int, patience_seconds: float) -> AbstractContextManager[None]:
    return place_or_later(name, count, patience_seconds, sentence=BUSY, again_after=PATIENCE_SECONDS)
