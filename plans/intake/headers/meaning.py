"""Meaning of the texts over a column, however an office spells or shortens them."""

import re
from functools import lru_cache

from agencies.formats.text import clean_text, fold
from plans.intake.cells.scales import without_scale
from plans.intake.columns import COLUMNS, PAGE_FIELDS

from .spellings import EXTRA, SHORT, spelt

_INITIALS = re.compile(r"\b[a-z](?: [a-z0-9])+\b")  # T.H.B.Q, A 4
_SHORT = re.compile(rf"\b(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})\b")


def in_full(folded: str) -> str:
    """The words of a head without their abbreviations."""
    folded = _INITIALS.sub(lambda match: match[0].replace(" ", ""), folded)
    return _SHORT.sub(lambda match: SHORT[match[0]], folded)


KNOWN = {in_full(fold(name)): column.field for column in COLUMNS for name in (column.header, *column.aliases)}
KNOWN |= {in_full(fold(name)): name_of for name_of in EXTRA for name in spelt(name_of)}
# Words that may be around a spelling without changing what it means.
FILLERS = set(
    "cua trong theo neu co ghi ro bang chu ten cac nam va so luong tong cong dvt don vi tinh quy doi ra thanh "
    "bat buoc".split()
)
LONGEST_HEAD = 600  # letters, of all the heads over a column: what is longer says something else
SHORTEST_INSIDE, LONGEST_KNOWN = 2, max(len(spelling.split()) for spelling in KNOWN)
# Of two columns of one meaning the one with one of these words holds, or else the other.
_NEWER = re.compile(r"\b(?:moi|thuc te|hien tai|hien nay|chinh thuc|sau(?: khi)?(?: chinh ly)?)\b")
_OLDER = re.compile(r"\b(?:cu|ban dau|uoc tinh|uoc|du kien|tam tinh|truoc(?: khi)?(?: chinh ly)?)\b")
# "Từ | Đến" is a time only under a head that speaks of time: under "Tờ số" it numbers sheets.
BARE_ENDS = {"tu", "den", "tu so", "den so", "dau", "cuoi", "bat dau", "ket thuc"}
_OF_TIME = re.compile(r"\b(?:thoi gian|ngay|thang|nam|nien)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
COUNTS = {"sheet_count", "sheets_pages", *PAGE_FIELDS}
OF_SIZE = re.compile(r"\ba([0-4])\b")


@lru_cache(4096)
def field_of(folded: str) -> str:
    """The column a folded header means: the spelling itself, or the longest one with nothing but fillers around."""
    folded = in_full(folded)
    if folded in KNOWN or not folded:
        return KNOWN.get(folded, "")
    return inside(folded.split()) or without_standing(folded)


def inside(words: list[str]) -> str:
    """The longest spelling among the words that leaves nothing but fillers around it."""
    own = [at for at, word in enumerate(words) if word not in FILLERS]
    first, last = (own[0], own[-1]) if own else (len(words), -1)
    if last - first >= LONGEST_KNOWN:
        return ""
    for size in range(min(len(words) - 1, LONGEST_KNOWN), max(SHORTEST_INSIDE, last - first + 1) - 1, -1):
        earliest, latest = max(0, last - size + 1), min(first, len(words) - size)
        for start in range(earliest, min(latest, earliest + LONGEST_KNOWN) + 1):
            if (spelling := " ".join(words[start : start + size])) in KNOWN:
                return KNOWN[spelling]
    return ""


def without_standing(folded: str) -> str:
    """The meaning of "Hộp số mới", "Số trang thực tế" without the word that says which of two it is."""
    plain = " ".join(_OLDER.sub(" ", _NEWER.sub(" ", folded)).split())
    return KNOWN.get(plain) or inside(plain.split()) if plain != folded else ""


def standing(text: str) -> int:
    """1 for a head that says mới, sau or thực tế, -1 for cũ, trước or ước tính, else 0."""
    folded = in_full(fold(text))
    return 0 if folded in KNOWN else bool(_NEWER.search(folded)) - bool(_OLDER.search(folded))


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
    """Of a header as written; what is in brackets may be left away, but for a size of paper."""
    if len(text) > LONGEST_HEAD:
        return ""
    plain = re.sub(r"[(\[].*?[)\]]|^\s*\d{1,2}\s*[.)]", " ", text)
    name = field_of(fold(text)) or field_of(fold(plain)) or field_of(fold(_CAMEL.sub(" ", plain)))
    if not name and (unscaled := field_of(fold(without_scale(text)))) in COUNTS:
        name = unscaled
    if not name and clean_text(plain).lower() == "khổ":  # without its accents it is a store, kho
        return "paper_size"
    if name == "page_count" and "quy" in fold(text).split():
        return "converted_pages"
    size = OF_SIZE.search(fold(text)) if name == "page_count" else None
    if not size or size[1] == "4":
        return name
    return f"page_count_a{size[1]}"


def is_size(text: str) -> bool:
    return re.fullmatch(r"a\d", fold(text)) is not None
