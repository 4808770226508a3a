"""Days that borrow their year: '22/02 - 14/3' under 'NĂM 2001', '15/3' beside a column of years."""

import re
from datetime import date

from .values import Cell, KnownDay, is_empty

_SHORT = r"\d{1,2}\s?[/.]\s?\d{1,2}"
_SHORT_DAYS = re.compile(rf"({_SHORT})(?:(\s*(?:-|–|—|đến)\s*)({_SHORT}))?", re.I)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d/.])(\d{1,2}([/.-])\d{1,2}\2)(\d\d)(?![\d/.])")
UNSURE = "{} (năm {})"


def with_year(text: str, year: str) -> str | None:
    """The day or the range of days with the year behind each, or None where the text is none that lacks a year."""
    match = _SHORT_DAYS.fullmatch(" ".join(text.split()))
    if not match:
        return None
    return f"{match[1]}/{year}" + (f"{match[2]}{match[3]}/{year}" if match[3] else "")


def joined_day(day: Cell, month: Cell, year: Cell) -> Cell:
    """A day, a month and a year as one time; what cannot be joined for sure comes out as nothing that is a time."""
    if is_empty(day) and is_empty(month):
        return year
    if is_empty(month) and (isinstance(day, date) or _YEAR.search(written(day))):
        return whole(day, year)
    if is_empty(year):
        return UNSURE.format("/".join(written(part) for part in (day, month) if not is_empty(part)), "?")
    if is_empty(month):
        short = with_year(written(day), written(year)) if isinstance(day, str) else None
        return short or UNSURE.format(written(day), written(year))
    return "/".join(written(part) for part in (day, month, year) if not is_empty(part))


def whole(day: Cell, year: Cell) -> Cell:
    """A day that has a year already; another year beside it is for a person to settle."""
    own = day.known[:4] if isinstance(day, KnownDay) else str(day.year) if isinstance(day, date) else written(day)
    if is_empty(year) or any(each in own for each in _YEAR.findall(written(year))):
        return day
    return UNSURE.format(f"{day:%d/%m/%Y}" if isinstance(day, date) else day, written(year))


def written(cell: Cell) -> str:
    if isinstance(cell, KnownDay):
        return cell.known
    return f"{cell:g}" if isinstance(cell, float) else "" if cell is None else str(cell).strip()


def has_short_year(text: str) -> bool:
    """True for days whose year has two digits: 15/3/08, 15/3/98-20/12/98."""
    return bool(_SHORT_YEAR.search(text)) and not _YEAR.search(text)


def in_century(text: str, century: str) -> str:
    """The days with their years written out: 15/3/2008."""
    return _SHORT_YEAR.sub(rf"\g<1>{century}\g<3>", text)
