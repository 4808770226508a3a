"""From a cell of a workbook or a form to the value that is stored; CellError says in Vietnamese what to enter."""

from datetime import date

from agencies.calendar import portal_today
from agencies.formats.dates import DateError, format_partial_date, parse_partial_date, partial_span
from agencies.formats.numbers import NumberError, format_int, parse_int
from agencies.formats.text import clean_text, fold

from ..models.catalogue import PERMANENT

MOST_PAGES = 1_000_000
MOST_YEARS = 70
YES = {"co", "x", "da", "1", "true", "roi", "da chinh ly", "da so hoa", "v"}
NO = {"khong", "chua", "0", "false", "chua chinh ly", "chua so hoa", "k"}
UNDECIDED = {"lau dai", "tam thoi"}
RETENTION = "ghi “Vĩnh viễn” hoặc số năm từ 1 đến 70, ví dụ 20 năm"


class CellError(ValueError):
    """What is wrong with one cell and what to enter instead."""


def is_empty(value):
    return value is None or (isinstance(value, str) and not value.strip())


def text(longest):
    """A parser of text of at most so many characters; a date typed into a text column is written as a date."""

    def parse(value):
        cleaned = clean_text(as_text(value))
        if len(cleaned) > longest:
            raise CellError(f"dài {format_int(len(cleaned))} ký tự; rút gọn còn tối đa {format_int(longest)} ký tự")
        return cleaned

    return parse


def quantity(value):
    """Pages or sheets: '1.234' is one thousand two hundred thirty-four."""
    try:
        return parse_int(value, units=("trang", "tờ"), largest=MOST_PAGES)
    except NumberError as error:
        raise CellError(str(error)) from None


def partial_day(value):
    """'2008', '2008-03' or '2008-03-15', not after the portal's day."""
    today = portal_today()
    try:
        known = parse_partial_date(value, latest_year=today.year)
    except DateError as error:
        raise CellError(str(error)) from None
    if partial_span(known)[0] > today:
        raise CellError("ngày này sau hôm nay; kiểm tra lại năm")
    return known


def retention(value):
    """Years, 0 for vĩnh viễn. 'Lâu dài' and 'Tạm thời' of the old rules need a decision by the agency."""
    words = fold(as_text(value))
    if words in {"vinh vien", "vv"}:
        return PERMANENT
    if words in UNDECIDED:
        raise CellError("thời hạn kiểu cũ, cơ quan phải xác định lại: " + RETENTION)
    try:
        years = parse_int(value, units=("năm", "n"))
    except NumberError:
        raise CellError(RETENTION) from None
    if not 1 <= years <= MOST_YEARS:
        raise CellError(RETENTION)
    return years


def yes_no(value):
    word = fold(as_text(value))
    if word in YES or word in NO:
        return word in YES
    raise CellError("ghi “Có” hoặc “Không”")


def one_of(choices):
    """A parser of a choice by its Vietnamese name or its code: TextChoices."""
    known = {fold(label): str(code) for code, label in choices.choices} | {code: code for code in choices.values}
    names = ", ".join(f"“{label}”" for label in choices.labels)

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
    return lambda code: choices(code).label if code else ""


def show_day(value):
    return format_partial_date(value)


def as_text(value):
    if isinstance(value, bool):
        return show_yes_no(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
