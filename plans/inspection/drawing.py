"""The few operators of a content stream that the inspector wants: what moves the paper, what draws, what writes.

pikepdf's own parser makes objects of every number and word; here they stay bytes, which is five times as fast. Strings
and the data of inline images are skipped whole, so that words inside them are no operators.
"""

import re
from collections.abc import Iterator

TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)"  # (a string (with one in it))
    rb"|<[0-9A-Fa-f\s]*+>"
    rb"|(?<![^\s>\])])ID\s.*?\sEI(?=\s|$)"  # the data of an inline image
    rb"|%[^\r\n]*+"
    rb"|/[^\s()<>\[\]{}/%]*+"
    rb"|[^\s()<>\[\]{}/%]++",
    re.DOTALL,
)
SHOWS_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
WANTED = SHOWS_TEXT | {b"q", b"Q", b"cm", b"Do"}
BLANK = re.compile(rb"[(<](?:\s|\\[nrtbf]|0|2(?=0))*[)>]")  # of spaces alone, also as hexadecimal digits
Step = tuple[bytes, list[bytes]]  # an operator and what is before it


def steps(content: bytes) -> Iterator[Step]:
    """Yields the operators that are wanted, each with all its operands since the one before."""
    tokens, begin = TOKEN.findall(content), 0
    for place, token in enumerate(tokens):
        if token in WANTED:
            yield token, tokens[begin:place]
            begin = place + 1


def writes_letters(said: list[bytes]) -> bool:
    """Whether a string among these words holds more than spaces."""
    return any(word[:1] in b"(<" and not BLANK.fullmatch(word) for word in said)
