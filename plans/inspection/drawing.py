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
OPERANDS = 6  # of cm: no operator that is wanted has more
BLANK = re.compile(rb"[(<](?:\s|\\[nrtbf]|0|2(?=0))*[)>]")  # of spaces alone, also as hexadecimal digits
Step = tuple[bytes, list[bytes]]  # an operator and what stands before it


def steps(content: bytes) -> Iterator[Step]:
    """Yields the operators that are wanted, with what was said since the one before, at most the last six words.

    Of TJ all of its strings count, so of what shows text all that is no number is kept.
    """
    said: list[bytes] = []
    for token in TOKEN.findall(content):
        if token in WANTED:
            yield token, said
            said = []
        elif token[:1] in b"(<" or len(said) < OPERANDS:
            said.append(token)
        else:
            del said[0]
            said.append(token)


def writes_letters(said: list[bytes]) -> bool:
    """Whether a string among these words holds more than spaces."""
    return any(word[:1] in b"(<" and not BLANK.fullmatch(word) for word in said)
