"""'Thời gian tài liệu' in one cell: a day, a month, a year, or a range of them in any of the ways it is written."""

import re
from datetime import date

from agencies.formats.dates import partial_span
from agencies.formats.text import clean_text

from .answers import NOTHING
from .days import partial_day
from .values import Cell, CellError

_BETWEEN = re.compile(r"\s*(?:-->|->|–|—|−|-|~|÷|→|;|\bđến hết\b|\bđến\b|\btới\b)\s*", re.I)
_FROM = re.compile(r"^(?:từ|bắt đầu)\s*(?::|ngày|tháng|năm)?\s*", re.I)
_TO = re.compile(r"^(?:ngày|tháng|năm)\s+", re.I)
_PLAIN_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
EARLIEST_PLAIN = 1900
_SHORT_START = re.compile(r"(\d{1,2})(?:[/.](\d{1,2}))?")
_QUARTER = re.compile(r"(?:quý|quí)\s*(I|II|III|IV|[1-4])\s*(?:[/.,-]|năm)?\s*(\d{4})", re.I)
LONGEST = 200
# (start, end) as partial dates; end is None where one time is given.
Span = tuple[str, str | None]
SPAN = "nhập một thời gian hoặc khoảng thời gian, ví dụ 2005, 3/2008, 15/3/2008-20/12/2008"
UNSURE = "có thể là tháng {month}/{year} hoặc khoảng {year}-{century}{month}; ghi rõ, ví dụ 3/2008 hoặc 2005-2010"


def parse_span(value: Cell, today: date | None = None, iso: bool = False) -> Span:
    """(start, end) as partial dates; end is None where one time is given. Raises CellError.

    With `iso` 2005-10 is October 2005; else it may be 2005-2010 as well, and is not guessed.
    """
    if not isinstance(value, str):
        return partial_day(value, today), None
    if len(value) > LONGEST:
        raise CellError(SPAN)
    if today and (plain := plain_day(value, today)):
        return plain, None
    text = " - ".join(line for line in map(clean_text, value.splitlines()) if line and line not in NOTHING)
    if not text:
        raise CellError(SPAN)
    if quarter := _QUARTER.fullmatch(text):
        return months_of(quarter, today)
    if match := re.fullmatch(r"(\d\d)(\d\d)\s?[-–]\s?(\d\d)", text):
        text = short_range(match[1], match[2], match[3], iso) or text
    whole = tried(text, today)
    if whole:
        return whole, None
    found = {pair for pair in (ends(*halves, today) for halves in splits(text)) if pair}
    if len(found) == 1:
        return found.pop()
    if not found and not _BETWEEN.search(_FROM.sub("", text)):
        return partial_day(value, today), None  # says what is wrong with it
    raise CellError(SPAN)


def plain_day(text: str, today: date) -> str | None:
    """15/3/2008 before this year, as nearly every day is written; or None, and it is looked at more closely."""
    match = _PLAIN_DAY.fullmatch(text)
    if not match or not EARLIEST_PLAIN <= (year := int(match[3])) < today.year:
        return None
    try:
        return date(year, int(match[2]), int(match[1])).isoformat()
    except ValueError:
        return None


def months_of(quarter: re.Match[str], today: date | None) -> tuple[str, str]:
    """The first and the last month of a quarter."""
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(quarter[1].upper()) or int(quarter[1])
    first, last = (f"{month}/{quarter[2]}" for month in (3 * number - 2, 3 * number))
    return partial_day(first, today), partial_day(last, today)


def short_range(century: str, year: str, last: str, iso: bool) -> str:
    """1998-99 as 1998-1999; an empty string where it is a month. Raises CellError for what may be both."""
    if last <= year or (iso and int(last) <= 12):
        return ""
    if int(last) <= 12:
        raise CellError(UNSURE.format(year=century + year, century=century, month=last))
    return f"{century}{year}-{century}{last}"


def splits(text: str) -> list[tuple[str, str]]:
    """Every way to cut the text into a beginning and an end."""
    text = _FROM.sub("", text)
    cuts = [(match.start(), match.end()) for match in _BETWEEN.finditer(text)]
    if not cuts and text.count(" ") == 1:
        cuts = [(text.index(" "), text.index(" ") + 1)]
    return [(text[:left], _TO.sub("", text[right:])) for left, right in cuts if left and right < len(text)]


def ends(left: str, right: str, today: date | None) -> tuple[str, str] | None:
    """Both ends, or None where one of them is no time; 15/3-20/12/2008 lends its year to the beginning."""
    end = tried(right, today)
    start = tried(left, today) if end else None
    if end and not start:
        short = _SHORT_START.fullmatch(left.strip())
        if short and short[2] and len(end) == 10:
            start = tried(f"{left.strip()}/{end[:4]}", today)
    if not start or not end or partial_span(start)[0] > partial_span(end)[1]:
        return None
    return start, end


def tried(text: str, today: date | None) -> str | None:
    """The day, month or year of a text, or None where it is none."""
    try:
        return partial_day(text.strip(), today)
    except CellError:
        return None
