"""Digests that a link of the chain is made of.

`sealed` is an HMAC of the values that may be purged, under the row's own salt: once values and salt are emptied it
reveals nothing, and the chain over it still verifies. The commitment binds it, the fixed values and the commitment
before.
"""

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

BEGINNING = "0" * 64  # the commitment before the first


def new_salt() -> str:
    return secrets.token_hex(16)


def canonical(value: Any) -> bytes:
    """One spelling of the value, as both databases give it back."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """The value in JSON's own kinds; PostgreSQL gives a float without fraction back as a whole number."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def sealed(salt: str, values: Sequence[object]) -> str:
    """The HMAC of values that may be purged."""
    return hmac.new(bytes.fromhex(salt), canonical(values), sha256).hexdigest()


def commitment(before: str, number: int, fixed: Sequence[object]) -> str:
    """Of the link of this number, after the commitment before it."""
    return sha256(canonical([before, number, *fixed])).hexdigest()


def code_of(heads: Mapping[str, Sequence[object]]) -> str:
    """One code for the heads of all chains, {chain: [number, commitment]}."""
    return sha256(canonical(heads)).hexdigest()


def in_print(code: str) -> str:
    """The first twenty digits as people compare them: 3F2A-91BC-…"""
    return "-".join(code[at : at + 4].upper() for at in range(0, 20, 4))
