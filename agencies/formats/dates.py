"""Dates as Vietnam writes them: 20/4/2025, 01/4/2025, ngày 05 tháng 01 năm 2025; and dates known in part."""

import calendar
import re
import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

YearMonthDay = tuple[int, int, int]  # what is not known is 0

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIEST_YEAR, LATEST_YEAR = 1800, 2199

DAY_FIRST = "nhập ngày/tháng/năm, ví dụ 20/4/2025"
NO_SUCH_DAY = "ngày này không có trong lịch; nhập ngày/tháng/năm, ví dụ 20/4/2025"
FOUR_DIGITS = "viết năm đủ bốn chữ số, ví dụ 20/4/2025"
PARTIAL = "nhập ngày/tháng/năm, tháng/năm hoặc năm, ví dụ 15/3/2008, 3/2008, 2008"

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s?([/.-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})\s?[/.-]\s?([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SHORT_YEAR = re.compile(r"(?:[0-9]{1,2}[/.-]){1,2}[0-9]{1,3}")


class DateError(ValueError):
    """Not a date as Vietnam writes it; the message says in Vietnamese what to enter."""


def parse_date(value: object) -> date:
    """Read a whole date, day first ('01/4/2025' is 1 April), or ISO. Raises DateError."""
    if isinstance(value, date):
        return _local_date(value)
    year, month, day = _parts(value, DAY_FIRST)
    if not (month and day):
        raise DateError(DAY_FIRST)
    return _day(year, month, day)


def parse_partial_date(value: object, latest_year: int | None = None) -> str:
    """Read a date as exactly as it is known: '2008', '2008-03' or '2008-03-15'.

    '00/01/2008' and '00/00/2008' leave open what is zero. Years run from 1800 to next year.
    """
    year, month, day = _partial_parts(value)
    if day and not month:
        raise DateError(PARTIAL)
    latest = latest_year or date.today().year + 1
    if not EARLIEST_YEAR <= year <= latest:
        raise DateError(f"năm phải từ {EARLIEST_YEAR} đến {latest}")
    _day(year, month or 1, day or 1)
    return f"{year}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def partial_span(text: str) -> tuple[date, date]:
    """First and last day that '2008-03' may mean: 1/3/2008 and 31/3/2008."""
    year, month, day = _iso_parts(text)
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


def format_date(day: date) -> str:
    """'20/4/2025', '01/4/2025', '05/01/2025': the day padded under 10, the month only for 1 and 2."""
    day = _local_date(day)
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def format_date_long(day: date) -> str:
    """'ngày 05 tháng 01 năm 2025', 'ngày 20 tháng 4 năm 2025'."""
    day = _local_date(day)
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def format_datetime(moment: datetime) -> str:
    """'09:41 ngày 20/6/2025', by Vietnam's clock."""
    if moment.tzinfo:
        moment = moment.astimezone(VIETNAM)
    return f"{moment:%H:%M} ngày {format_date(moment)}"


def format_partial_date(text: str | None) -> str:
    """'2008-03' -> '3/2008', '2008-01-05' -> '05/01/2008', '2008' -> '2008', nothing -> ''."""
    if not text:
        return ""
    year, month, day = _iso_parts(text)
    parts = [f"{day:02d}" if day else "", _month(month) if month else "", str(year)]
    return "/".join(part for part in parts if part)


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def _local_date(value: date) -> date:
    if isinstance(value, datetime):
        return (value.astimezone(VIETNAM) if value.tzinfo else value).date()
    return value


def _parts(value: object, message: str) -> YearMonthDay:
    """Year, month, day from a text; what the text leaves open is 0."""
    if not isinstance(value, str):
        raise DateError(message)
    text = _numeric(value)
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[4]), int(match[3]), int(match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return int(match[2]), int(match[1]), 0
    if match := _ISO.fullmatch(text):
        return _numbers(match)
    raise DateError(FOUR_DIGITS if _SHORT_YEAR.fullmatch(text) else message)


def _partial_parts(value: object) -> YearMonthDay:
    if isinstance(value, date):
        day = _local_date(value)
        return day.year, day.month, day.day
    if isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0:
        value = str(int(value))
    return _parts(value, PARTIAL)


def _iso_parts(text: str) -> YearMonthDay:
    match = _ISO.fullmatch(text)
    if not match:
        raise DateError(PARTIAL)
    return _numbers(match)


def _numbers(match: re.Match[str]) -> YearMonthDay:
    return int(match[1]), int(match[2] or 0), int(match[3] or 0)


def _numeric(text: str) -> str:
    """'ngày 05 tháng 01 năm 2025' -> '05/01/2025'."""
    text = " ".join(unicodedata.normalize("NFC", text).lower().split())
    text = re.sub(r"^(?:ngày|tháng|năm)\s+", "", text)
    return re.sub(r"\s*(?:tháng|năm)\s*", "/", text)


def _day(year: int, month: int, day: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateError(f"năm phải từ {EARLIEST_YEAR} đến {LATEST_YEAR}")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(NO_SUCH_DAY) from None
