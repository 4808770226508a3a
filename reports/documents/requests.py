"""Addressee of an agency's proposal: the body it names first."""

import re
import unicodedata
from collections.abc import Iterator

from agencies.formats.text import clean_text

PART = re.compile(r"(?<=\.)\s+|\n+")
BODY = re.compile(r"\b(?:sở|bộ|ubnd|hđnd|[uủ][yỷ] ban nhân dân|hội đồng nhân dân|văn phòng|trung tâm)\s+\w+(?:\s+\w+)?")


def parts(text: str) -> Iterator[str]:
    """The requests of one proposal, each without what ends it."""
    for part in PART.split(text):
        if cleaned := clean_text(part).rstrip(".;").strip():
            yield cleaned


def is_for(body: str, request: str) -> bool:
    """True where the first body that the request names is this one."""
    named = BODY.search(unicodedata.normalize("NFC", request).lower())
    return named is not None and named[0].startswith(body.lower())
