"""What cells of a workbook or a form have in common: empty ones, faults, values as people write them.

Pure: nothing of Django at import, because the limited child process reads with it. So are `days`, `numbers`, `texts`.
"""

import re
import unicodedata
from datetime import date

from agencies.formats.dates import format_partial_date
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text

PERMANENT = 0
FAULT = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|#{3,}", re.I)
_UNSEEN = (
    "\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff"
    "\ufff9-\U0010ffff"
)
NOT_PLAIN = re.compile(f"[{_UNSEEN}]|^ | $|  ")


class CellError(ValueError):
    """What is wrong with one cell and what to enter instead."""


class KnownDay(date):
    """A day of which its cell shows only the month or the year: `known` is '2008-03' or '2008'."""

    known = ""

    def __eq__(self, other):
        return isinstance(other, KnownDay) and other.known == self.known

    def __hash__(self):
        return hash(self.known)


def partly_known(day, known):
    told = KnownDay(day.year, day.month, day.day)
    told.known = known
    return told


def is_empty(value):
    return value is None or (isinstance(value, str) and not value.strip())


def tidy(value):
    """`clean_text`, at the price of two looks where the text is tidy already."""
    if unicodedata.is_normalized("NFC", value) and not NOT_PLAIN.search(value):
        return value
    return clean_text(value)


def fault_of(value):
    """What to say of a cell that shows an error of Excel, or an empty string."""
    if isinstance(value, str) and FAULT.fullmatch(value.strip()):
        return f"ô báo lỗi công thức {value.strip()}; sửa công thức hoặc nhập lại giá trị"
    return ""


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
    if isinstance(value, KnownDay):
        return show_day(value.known)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}".replace(".", ",")
    return str(value)
