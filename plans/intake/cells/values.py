"""Values of cells of a workbook or a form: empty ones, faults, values as people write them."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta

from agencies.formats.dates import format_partial_date
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text

# A cell as the readers of workbooks give it, and one row of them.
Cell = str | float | date | time | timedelta | None
SheetRow = list[Cell]
# ((first row, first column), (last row, last column)) of merged cells, each from 0.
CellRange = tuple[tuple[int, int], tuple[int, int]]

PERMANENT = 0
FAULT = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|#{3,}", re.I)
UNCALCULATED = "ƒ="  # how a formula is shown whose value nobody has worked out
NOT_CALCULATED = "công thức chưa được tính: mở tệp bằng Excel, bấm Lưu rồi tải lên lại, hoặc nhập giá trị"
BROKEN_LETTER = "\ufffd"
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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnownDay) and other.known == self.known

    def __hash__(self) -> int:
        return hash(self.known)


def partly_known(day: date, known: str) -> KnownDay:
    """The day of which only '2008-03' or '2008' is known."""
    partly = KnownDay(day.year, day.month, day.day)
    partly.known = known
    return partly


def is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def tidy(value: str) -> str:
    """The text as `clean_text` gives it, faster where it is tidy already."""
    if unicodedata.is_normalized("NFC", value) and not NOT_PLAIN.search(value):
        return value
    return clean_text(value)


def fault_of(value: object) -> str:
    """The message on a cell that shows an error of Excel or a formula nobody has worked out, or an empty string."""
    if isinstance(value, str) and value.startswith(UNCALCULATED):
        return NOT_CALCULATED
    if isinstance(value, str) and FAULT.fullmatch(value.strip()):
        return f"ô báo lỗi công thức {value.strip()}; sửa công thức hoặc nhập lại giá trị"
    return ""


def show_retention(years: int | None) -> str:
    if years is None:
        return ""
    return "Vĩnh viễn" if years == PERMANENT else f"{years} năm"


def show_yes_no(value: object) -> str:
    return "Có" if value else "Không"


def show_number(value: int | None) -> str:
    return format_int(value) if value else ""


def show_label(choices: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """A function that gives the Vietnamese name of a choice by its code."""
    labels = dict(choices)
    return lambda code: labels[code] if code else ""


def show_day(value: str) -> str:
    return format_partial_date(value)


def as_text(value: object) -> str:
    """The cell as a person would type it: Có, 3/2008, 15/03/2008, 1,5."""
    if isinstance(value, bool):
        return show_yes_no(value)
    if isinstance(value, KnownDay):
        return show_day(value.known)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}".replace(".", ",")
    return str(value)
