"""Which column of ours the texts over a column mean, however an office spells or shortens them."""

import re
from functools import lru_cache

from agencies.formats.text import fold
from plans.intake.columns import COLUMNS

from .spellings import EXTRA, SHORT, spelt

_INITIALS = re.compile(r"\b[a-z](?: [a-z0-9])+\b")  # T.H.B.Q, A 4
_SHORT = re.compile(rf"\b(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})\b")


def in_full(folded: str) -> str:
    """The words of a head without their abbreviations."""
    folded = _INITIALS.sub(lambda match: match[0].replace(" ", ""), folded)
    return _SHORT.sub(lambda match: SHORT[match[0]], folded)


KNOWN = {in_full(fold(name)): column.field for column in COLUMNS for name in (column.header, *column.aliases)}
KNOWN |= {in_full(fold(name)): name_of for name_of in EXTRA for name in spelt(name_of)}
# Words that may stand around a spelling without changing what it means.
FILLERS = set(
    "cua trong theo neu co ghi ro bang chu ten cac nam va so luong tong cong dvt don vi tinh quy doi ra thanh "
    "bat buoc".split()
)
SHORTEST_INSIDE = 2
LONGEST_HEAD = 400  # letters, of all the heads over a column: what is longer says something else
# "Từ | Đến" is a time only under a head that speaks of time: under "Tờ số" it numbers sheets.
BARE_ENDS = {"tu", "den", "tu so", "den so", "dau", "cuoi", "bat dau", "ket thuc"}
_OF_TIME = re.compile(r"\b(?:thoi gian|ngay|thang|nam|nien)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
OF_SIZE = re.compile(r"\ba([0-4])\b")


@lru_cache(4096)
def field_of(folded: str) -> str:
    """The column a folded header means: the spelling itself, or the longest one with nothing but fillers around."""
    folded = in_full(folded)
    if folded in KNOWN or not folded:
        return KNOWN.get(folded, "")
    words = folded.split()
    for size in range(len(words) - 1, SHORTEST_INSIDE - 1, -1):
        for start in range(len(words) - size + 1):
            inside, around = " ".join(words[start : start + size]), words[:start] + words[start + size :]
            if inside in KNOWN and FILLERS.issuperset(around):
                return KNOWN[inside]
    return ""


def meaning(texts: list[str]) -> str:
    """What the texts over one column say: together, the lowest alone, the highest alone."""
    together = field_of_text(" ".join(texts))
    if together or len(texts) == 1:
        return together
    if fold(texts[-1]) in BARE_ENDS and not _OF_TIME.search(in_full(fold(" ".join(texts[:-1])))):
        return ""
    if lowest := field_of_text(texts[-1]):
        return lowest
    return "" if is_size(texts[-1]) else field_of_text(" ".join(texts[:-1])) or field_of_text(texts[0])


def field_of_text(text: str) -> str:
    """Of a header as written; what stands in brackets may be left away, but for a size of paper."""
    if len(text) > LONGEST_HEAD:
        return ""
    plain = re.sub(r"[(\[].*?[)\]]|^\s*\d{1,2}\s*[.)]", " ", text)
    name = field_of(fold(text)) or field_of(fold(plain)) or field_of(fold(_CAMEL.sub(" ", plain)))
    size = OF_SIZE.search(fold(text)) if name == "page_count" else None
    if not size or size[1] == "4":
        return name
    return f"page_count_a{size[1]}"


def is_size(text: str) -> bool:
    return re.fullmatch(r"a\d", fold(text)) is not None
