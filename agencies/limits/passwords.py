"""Passwords are hashed by few at once: a hash takes half a second of a processor, and pages need processors too."""

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from .later import TooBusy
from .places import NoPlace, place

WAITING = 6  # requests; the others of a web process go on with pages meanwhile
PATIENCE_SECONDS = 8
BUSY = "Nhiều người đang đăng nhập cùng lúc."


class PlacedHasher(PBKDF2PasswordHasher):
    """Django's own hash, under the same name. Raises TooBusy where too many wait already."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        try:
            with place("password-wait", WAITING), place("password", settings.PASSWORD_PLACES, PATIENCE_SECONDS):
                return str(super().encode(password, salt, iterations))
        except NoPlace:
            raise TooBusy(BUSY, PATIENCE_SECONDS) from None
