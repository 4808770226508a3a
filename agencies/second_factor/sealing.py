"""The keys of people's phones as the database holds them: sealed with a key that is in no copy of the database.

AES-256-GCM, bound to the person: a sealed key that is written into another's row opens nothing there.
"""

import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION, NONCE_BYTES = "1.", 12  # "1." and 64 letters for a key of 20 bytes: the column takes 80
SEED_BYTES = 20  # as long as the hash (RFC 4226, section 4)


class CannotOpen(Exception):
    """Sealed with a secret that the portal no longer has, for somebody else, or not sealed at all."""


def secrets_known() -> list[str]:
    """The secret that seals, then those that still open: older ones, and the portal's own where another took over."""
    known = [settings.TOTP_KEY, *settings.TOTP_KEY_FALLBACKS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return list(dict.fromkeys(filter(None, known)))


@cache
def cipher_of(secret: str) -> AESGCM:
    """HKDF (RFC 5869): a secret of any length gives a key for this purpose alone."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal second factor").derive(secret.encode())
    return AESGCM(key)


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def seal(seed: bytes, user_id: int) -> str:
    """What the database holds of a phone's key."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = cipher_of(secrets_known()[0]).encrypt(nonce, seed, owner(user_id))
    return VERSION + b64encode(nonce + sealed).decode()


def unseal(kept: str, user_id: int) -> bytes:
    """The phone's key. Raises CannotOpen."""
    return opened(kept, user_id)[0]


def is_current(kept: str, user_id: int) -> bool:
    """True where it is sealed with the secret that seals now. Raises CannotOpen."""
    return opened(kept, user_id)[1] == secrets_known()[0]


def opened(kept: str, user_id: int) -> tuple[bytes, str]:
    """(phone's key, secret that opened it). Raises CannotOpen."""
    for secret in secrets_known():
        try:
            raw = b64decode(kept.removeprefix(VERSION), validate=True)
            return cipher_of(secret).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], owner(user_id)), secret
        except (InvalidTag, NotBase64, ValueError):
            continue
    raise CannotOpen


def owner(user_id: int) -> bytes:
    return f"user {user_id}".encode()
