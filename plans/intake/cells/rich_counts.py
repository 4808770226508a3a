"""Counts that say more than one number: '50 trang (25 tờ)', 'A4: 120; A3: 5', '120 (thiếu tờ 5)'."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .numbers import both_quantities, quantity
from .values import CellError, tidy

_NUMBER = r"(\d[\d. ]*?)"
_UNIT_IN_BRACKETS = re.compile(rf"{_NUMBER}\s*\(\s*(tờ|trang)\s*\)", re.I)
_OTHER_IN_BRACKETS = re.compile(rf"{_NUMBER}\s*\(\s*{_NUMBER}\s*(tờ|trang)\s*\)", re.I)
_WITH_REMARK = re.compile(
    rf"{_NUMBER}\s*(tờ|trang)?\s*\(\s*((?:thiếu|mất|rách|hỏng|mờ|ố|nát|bản|trùng|chưa|không)\b[^()]*?)\s*\)", re.I
)
_SIZE_FIRST = re.compile(rf"(?:khổ\s*)?A([0-4])\s*[:=–-]?\s*{_NUMBER}\s*(?:trang)?", re.I)
_SIZE_LAST = re.compile(rf"{_NUMBER}\s*(?:trang\s*)?(?:khổ\s*)?A([0-4])", re.I)
_BETWEEN_SIZES = re.compile(r"\s*(?:[;+&]|,\s|\bvà\b)\s*", re.I)
_SIZE = re.compile(r"\bA[0-5]\b", re.I)
SHEETS, PAGES = "sheet_count", "page_count"
LONGEST = 100


@dataclass(frozen=True)
class RichCounts:
    """What one cell says: {field: number}, and a remark that belongs in the note."""

    counts: dict[str, int] = field(default_factory=dict)
    remark: str = ""


@lru_cache(4096)
def rich_counts(name: str, text: str) -> RichCounts | None:
    """What a cell of a column of sheets or pages says beyond one number; None for a plain number, or where unclear."""
    text = tidy(text)
    if len(text) > LONGEST or text.isdigit():
        return None
    try:
        return with_units(name, text) or by_size(name, text)
    except CellError:
        return None


def with_units(name: str, text: str) -> RichCounts | None:
    if match := _UNIT_IN_BRACKETS.fullmatch(text):
        return RichCounts({field_of_unit(match[2]): quantity(match[1])})
    if match := _OTHER_IN_BRACKETS.fullmatch(text):
        other = field_of_unit(match[3])
        return RichCounts({name: quantity(match[1]), other: quantity(match[2])}) if other != name else None
    if (match := _WITH_REMARK.fullmatch(text)) and not _SIZE.search(match[3]):
        own = field_of_unit(match[2]) if match[2] else name
        return RichCounts({own: quantity(match[1])}, match[3])
    both = both_quantities(text) if "/" not in text else None
    return RichCounts({SHEETS: both[0], PAGES: both[1]}) if both else None


def by_size(name: str, text: str) -> RichCounts | None:
    """Pages of sizes that are named, each once."""
    if name != PAGES:
        return None
    counts: dict[str, int] = {}
    for part in _BETWEEN_SIZES.split(text):
        first, last = _SIZE_FIRST.fullmatch(part), _SIZE_LAST.fullmatch(part)
        size, number = (first[1], first[2]) if first else (last[2], last[1]) if last else ("", "")
        if not size or field_of_size(size) in counts:
            return None
        counts[field_of_size(size)] = quantity(number)
    return RichCounts(counts)


def field_of_unit(unit: str) -> str:
    return SHEETS if unit.lower() == "tờ" else PAGES


def field_of_size(size: str) -> str:
    return PAGES if size == "4" else f"page_count_a{size}"
