"""From a cell of a workbook or a form to the value that is stored; CellError says in Vietnamese what to enter.

Pure: nothing of Django at import, because the limited child process reads with it.
"""

import re
import unicodedata
from datetime import date

from agencies.formats.dates import DateError, format_partial_date, parse_partial_date, partial_span
from agencies.formats.numbers import NumberError, format_int, parse_int
from agencies.formats.text import clean_text, fold

PERMANENT = 0
MOST_PAGES = 1_000_000
MOST_YEARS = 70
YES = {"co", "x", "da", "1", "true", "roi", "da chinh ly", "da so hoa", "v", "y", "yes", "hoan chinh", "da hoan chinh",
       "da chinh ly hoan chinh", "chinh ly hoan chinh", "co roi", "dung", "dat"}  # fmt: skip
NO = {"khong", "chua", "0", "false", "chua chinh ly", "chua so hoa", "k", "n", "no", "chua hoan chinh", "chua co",
      "chinh ly so bo", "moi chinh ly so bo"}  # fmt: skip
TICKS = {"☑": True, "✓": True, "✔": True, "☒": True, "■": True, "√": True, "×": True, "+": True, "☐": False, "□": False,
         "-": False, "–": False}  # fmt: skip
PERMANENT_WORDS = {
    "vinh vien",
    "vv",
    "v vien",
    "vvien",
    "vinh v",
    "v v",
    "vinhvien",
    "bao quan vinh vien",
    "vinh vienn",
}
UNDECIDED = {"lau dai", "tam thoi", "ld", "l dai", "tt", "ldai", "den khi het hieu luc"}
CONDITION_WORDS = {"con tot": "good", "bt": "fair", "hu hong": "damaged", "bi hong": "damaged"}
RETENTION = "ghi “Vĩnh viễn” hoặc số năm từ 1 đến 70, ví dụ 20 năm"
SERIAL_DAYS, EXCEL_DAY_0 = range(10_000, 60_001), date(1899, 12, 30).toordinal()
YEARS_AS_DAYS = range(1800, 2200)
_UNSEEN = "\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\U0010ffff"
NOT_PLAIN = re.compile(f"[{_UNSEEN}]|^ | $|  ")


class CellError(ValueError):
    """What is wrong with one cell and what to enter instead."""


def is_empty(value):
    return value is None or (isinstance(value, str) and not value.strip())


def tidy(value):
    """`clean_text`, at the price of two looks where the text is tidy already."""
    if unicodedata.is_normalized("NFC", value) and not NOT_PLAIN.search(value):
        return value
    return clean_text(value)


def text(longest):
    """A parser of text of at most so many characters; a date typed into a text column is written as a date."""

    def parse(value):
        cleaned = tidy(as_text(value))
        if len(cleaned) > longest:
            raise CellError(f"dài {format_int(len(cleaned))} ký tự; rút gọn còn tối đa {format_int(longest)} ký tự")
        return cleaned

    return parse


def quantity(value):
    """Pages or sheets: '1.234' is one thousand two hundred thirty-four."""
    if isinstance(value, str):
        value = re.sub(r"^(\d+)\.0{1,2}$", r"\1", value.strip())  # 12.0 can be nothing but twelve
    try:
        return parse_int(value, units=("trang A4", "trang", "tờ", "tr.", "tr"), largest=MOST_PAGES)
    except NumberError as error:
        raise CellError(str(error)) from None


def partial_day(value, today=None):
    """'2008', '2008-03' or '2008-03-15', not after the portal's day."""
    today = today or the_day()
    try:
        known = parse_partial_date(as_day(value), latest_year=today.year)
    except DateError as error:
        raise CellError(str(error)) from None
    if partial_span(known)[0] > today:
        raise CellError("ngày này sau hôm nay; kiểm tra lại năm")
    return known


def the_day():
    from agencies.calendar import portal_today

    return portal_today()


def as_day(value):
    """What Excel made of a date: a day's serial number, or a year that it took for one; 2008/3/15 as ISO."""
    if is_serial(value):
        return date.fromordinal(EXCEL_DAY_0 + int(value))
    if is_year_as_day(value):
        return str(value.toordinal() - EXCEL_DAY_0)
    if isinstance(value, str):
        return re.sub(r"^\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})\s*$", _iso, value)
    return value


def _iso(match):
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"


def is_serial(value):
    """39522 stands for 15/3/2008 where the cell lost its date format."""
    if isinstance(value, str):
        return value.strip().isdecimal() and int(value) in SERIAL_DAYS
    return not isinstance(value, bool | date) and isinstance(value, int | float) and value in SERIAL_DAYS


def is_year_as_day(value):
    """2008 typed into a cell that shows dates is a day in June 1905 to Excel."""
    return isinstance(value, date) and value.toordinal() - EXCEL_DAY_0 in YEARS_AS_DAYS


def retention(value):
    """Years, 0 for vĩnh viễn. 'Lâu dài' and 'Tạm thời' of the old rules need a decision by the agency."""
    words = fold(as_text(value))
    if words in PERMANENT_WORDS:
        return PERMANENT
    if words in UNDECIDED:
        raise CellError("thời hạn kiểu cũ, cơ quan phải xác định lại: " + RETENTION)
    try:
        years = parse_int(value, units=("năm", "nam", "n"))
    except NumberError:
        raise CellError(RETENTION) from None
    if not 1 <= years <= MOST_YEARS:
        raise CellError(RETENTION)
    return years


def yes_no(value):
    said = as_text(value).strip()
    if said in TICKS:
        return TICKS[said]
    word = fold(said)
    if word in YES or word in NO:
        return word in YES
    raise CellError("ghi “Có” hoặc “Không”")


def one_of(choices, also=()):
    """A parser of a choice by its Vietnamese name, its code or another word for it: ((code, label), …)."""
    known = {fold(label): code for code, label in choices} | {code: code for code, _ in choices} | dict(also)
    names = ", ".join(f"“{label}”" for _, label in choices)

    def parse(value):
        found = known.get(fold(as_text(value))) or known.get(value)
        if found is None:
            raise CellError(f"chọn một trong: {names}")
        return found

    return parse


def show_retention(years):
    return "Vĩnh viễn" if years == PERMANENT else f"{years} năm"


def show_yes_no(value):
    return "Có" if value else "Không"


def show_number(value):
    return format_int(value) if value else ""


def show_label(choices):
    labels = dict(choices)
    return lambda code: labels[code] if code else ""


def show_day(value):
    return format_partial_date(value)


def as_text(value):
    if isinstance(value, bool):
        return show_yes_no(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return str(value)
