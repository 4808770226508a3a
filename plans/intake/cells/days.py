"""From a cell to a day, a month or a year, as exact as known; CellError says in Vietnamese what to enter."""

import re
from datetime import date, datetime, time, timedelta
from typing import TypeGuard

from agencies.formats.dates import DateError, format_date, parse_partial_date, partial_span
from agencies.formats.text import clean_text

from .values import Cell, CellError, KnownDay

CLOCK = re.compile(r"(?:T|,? )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?(?:SA|CH))?$", re.I)
_ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SCRIPT = re.compile(
    rf"(?:mon|tue|wed|thu|fri|sat|sun),? ({'|'.join(MONTHS)}) (\d{{1,2}}),? (\d{{4}}) \d\d:\d\d:\d\d"
    r"(?: GMT[+-]\d{4}(?: \(.*\))?)?",
    re.I,
)
FROM_UTC = timedelta(hours=7)
LIKE_A_YEAR = range(18_000, 21_000)
SERIAL_DAYS, EXCEL_DAY_0 = range(10_000, 60_001), date(1899, 12, 30).toordinal()
YEARS_AS_DAYS = range(1800, 2200)


def partial_day(value: Cell, today: date | None = None) -> str:
    """'2008', '2008-03' or '2008-03-15', not after today. Raises CellError."""
    today = today or day_of_portal()
    if isinstance(value, date) and value.toordinal() == EXCEL_DAY_0:
        raise CellError("ô ngày chỉ chứa số 0; nhập ngày, ví dụ 15/3/2008, hoặc năm")
    if is_serial(value) and int(value) in LIKE_A_YEAR:
        day = date.fromordinal(EXCEL_DAY_0 + int(value))
        raise CellError(f"có thể là năm gõ thừa số, hoặc ngày {format_date(day)} mà Excel ghi thành số; ghi lại ngày")
    try:
        known = parse_partial_date(as_day(value), latest_year=today.year)
    except DateError as error:
        raise CellError(str(error)) from None
    if partial_span(known)[0] > today:
        raise CellError("ngày này sau hôm nay; kiểm tra lại năm")
    return known


def day_of_portal() -> date:
    from agencies.calendar import portal_today  # needs Django, which the child process has not

    return portal_today()


def as_day(value: Cell) -> Cell:
    """What Excel made of a date: a day's serial number, or a year that it took for one; 2008/3/15 as ISO."""
    if isinstance(value, KnownDay):
        return value.known
    if is_serial(value):
        return date.fromordinal(EXCEL_DAY_0 + int(value))
    if is_year_as_day(value):
        return str(value.toordinal() - EXCEL_DAY_0)
    return plain_day(value) if isinstance(value, str) else value


def plain_day(value: str) -> str:
    """Without a clock's time, a full stop at the end, T3 for tháng 3; 2008/3/15 as ISO."""
    if (moment := day_of_moment(value.strip())) is not None:
        return moment
    value = CLOCK.sub("", " ".join(clean_text(value).split())).rstrip(" .")
    value = re.sub(r"^(?:thg|th|t)[. ]*(\d{1,2})\s?[ /.-]\s?(\d{4})$", r"\1/\2", value, flags=re.I)
    return re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$", _iso, value)


def day_of_moment(value: str) -> str | None:
    """The day in Vietnam of a moment that a program wrote with its zone: 2008-03-14T17:00Z is 15/3/2008; or None."""
    if match := _SCRIPT.fullmatch(value):
        return f"{match[3]}-{MONTHS.index(match[1].lower()) + 1:02d}-{int(match[2]):02d}"
    if not _ZONED.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.utcoffset() == timedelta(0) and moment.time() != time.min:
        moment += FROM_UTC  # midnight in Vietnam is 17:00 of the day before in Greenwich
    return moment.date().isoformat()


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"


def is_serial(value: Cell) -> TypeGuard[str | float]:
    """39522 stands for 15/3/2008 where the cell lost its date format."""
    if isinstance(value, str):
        return value.strip().isdecimal() and int(value) in SERIAL_DAYS
    return not isinstance(value, bool | date) and isinstance(value, int | float) and value in SERIAL_DAYS


def is_year_as_day(value: Cell) -> TypeGuard[date]:
    """2008 typed into a cell that shows dates is a day in June 1905 to Excel."""
    return isinstance(value, date) and value.toordinal() - EXCEL_DAY_0 in YEARS_AS_DAYS
