"""From a cell of a workbook or a form to the value that is stored; CellError says in Vietnamese what to enter.

Pure: nothing of Django at import, because the limited child process reads with it.
"""

import re
import unicodedata
from datetime import date, time, timedelta

from agencies.formats.dates import DateError, format_date, format_partial_date, parse_partial_date, partial_span
from agencies.formats.numbers import NumberError, format_int, parse_int
from agencies.formats.text import clean_text, fold

from . import words

PERMANENT = 0
MOST_PAGES = 1_000_000
MOST_YEARS = 70
RETENTION = "ghi “Vĩnh viễn” hoặc số năm từ 1 đến 70, ví dụ 20 năm"
TURNED_INTO_DAY = "Excel đã đổi số này thành ngày giờ; định dạng cột là Văn bản (Text) rồi ghi lại, ví dụ 1/2"
TOO_MANY_DIGITS = "Excel chỉ giữ đúng 15 chữ số; định dạng cột là Văn bản (Text) rồi ghi lại số này"
SHOWN_AS_DAY = "ô đang định dạng ngày giờ; đổi định dạng ô sang Số (Number) rồi nhập một số nguyên, ví dụ 120"
HALF = "là số lẻ {}; nhập một số nguyên, nếu là {} thì nhập không có dấu phân cách"
FAULT = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|#{3,}", re.I)
DAY_OF_EXCEL = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})(?:-\d{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})-\d{2}",
    re.I,
)
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E[+]\d{2}", re.I)
CLOCK = re.compile(r"(?:T|,? )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")
MOST_DIGITS = 10**15
LONGEST_DITTO, NO_DITTO = 20, "ghi đầy đủ tiêu đề của hồ sơ này, không ghi tắt “như trên”"
LIKE_A_YEAR = range(18_000, 21_000)
SERIAL_DAYS, EXCEL_DAY_0 = range(10_000, 60_001), date(1899, 12, 30).toordinal()
YEARS_AS_DAYS = range(1800, 2200)
_UNSEEN = (
    "\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff"
    "\ufff9-\U0010ffff"
)
NOT_PLAIN = re.compile(f"[{_UNSEEN}]|^ | $|  ")


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


def label(longest):
    """A parser of numbers that are names: of boxes and files, '007', '1/2'. What Excel turned them into is refused."""
    short = text(longest)

    def parse(value):
        if type(value) is not str:
            return short(stored_label(value))
        told = short(value)
        if "-" in told and DAY_OF_EXCEL.fullmatch(told):
            raise CellError(TURNED_INTO_DAY)
        if "+" in told and SHORTENED.fullmatch(told):
            raise CellError(TOO_MANY_DIGITS)
        return told[1:] if told[:1] == "'" and told[1:2].isdigit() else told

    return parse


def stored_label(value):
    """A number as its cell shows it, where Excel has not made something else of it."""
    if isinstance(value, date | time | timedelta):
        raise CellError(TURNED_INTO_DAY)
    if isinstance(value, int | float) and abs(value) >= MOST_DIGITS:
        raise CellError(TOO_MANY_DIGITS)
    return f"{value:.15g}" if isinstance(value, float) else value


def title(longest):
    """A parser of titles: words, and none that point at the row above."""
    sized = text(longest)

    def parse(value):
        told = sized(value)
        if not (told[:1].isalpha() or any(map(str.isalpha, told))):
            raise CellError("tiêu đề phải có chữ; ghi nội dung chính của hồ sơ")
        if len(told) < LONGEST_DITTO and told in words.DITTO:
            raise CellError(NO_DITTO)
        return told

    return parse


def fault_of(value):
    """What to say of a cell that shows an error of Excel, or an empty string."""
    if isinstance(value, str) and FAULT.fullmatch(value.strip()):
        return f"ô báo lỗi công thức {value.strip()}; sửa công thức hoặc nhập lại giá trị"
    return ""


def counted(units, others, ask):
    """A parser of a number of `units`; a number of `others` is not taken for it: `ask` says what to enter."""

    def parse(value):
        if isinstance(value, str) and re.search(rf"\d\s*(?:{'|'.join(others)})\s*\.?$", value.strip(), re.I):
            raise CellError(ask)
        return quantity(value, units)

    return parse


def quantity(value, units=("trang A4", "trang", "tờ", "tr.", "tr")):
    """Pages or sheets: '1.234' is one thousand two hundred thirty-four."""
    if isinstance(value, str):
        value = re.sub(r"^'?(\d+)\.0{1,2}$", r"\1", tidy(value))  # 12.0 can be nothing but twelve
        value = re.sub(r"^'(?=\d)|(?<=\w)\.$", "", value) if value[-1:] == "." or value[:1] == "'" else value
    elif isinstance(value, date | time | timedelta):
        raise CellError(SHOWN_AS_DAY)
    elif isinstance(value, float):
        value = as_excel(value)
        if value % 1 and value * 1000 % 1 == 0 and value > 1:
            raise CellError(HALF.format(f"{value:.15g}".replace(".", ","), format_int(round(value * 1000))))
    try:
        return parse_int(value, units=units, largest=MOST_PAGES)
    except NumberError as error:
        raise CellError(str(error)) from None


def as_excel(value):
    """A float by the fifteen digits that Excel shows: 119.99999999999999 is 120."""
    return float(f"{value:.15g}")


page_quantity = counted(("trang A4", "trang", "tr.", "tr"), ("tờ", "to"),
                        "đây là số tờ; ghi số trang (một tờ có một hoặc hai trang)")  # fmt: skip
sheet_quantity = counted(("tờ", "to"), ("trang A4", "trang", r"tr\.?"), "đây là số trang; ghi số tờ")


def partial_day(value, today=None):
    """'2008', '2008-03' or '2008-03-15', not after the portal's day."""
    today = today or the_day()
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


def the_day():
    from agencies.calendar import portal_today

    return portal_today()


def as_day(value):
    """What Excel made of a date: a day's serial number, or a year that it took for one; 2008/3/15 as ISO."""
    if isinstance(value, KnownDay):
        return value.known
    if is_serial(value):
        return date.fromordinal(EXCEL_DAY_0 + int(value))
    if is_year_as_day(value):
        return str(value.toordinal() - EXCEL_DAY_0)
    return plain_day(value) if isinstance(value, str) else value


def plain_day(value):
    """Without a clock's time, a full stop at the end, T3 for tháng 3; 2008/3/15 as ISO."""
    value = CLOCK.sub("", " ".join(clean_text(value).split())).rstrip(" .")
    value = re.sub(r"^(?:thg|th|t)[. ]*(\d{1,2})\s?[ /.-]\s?(\d{4})$", r"\1/\2", value, flags=re.I)
    return re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$", _iso, value)


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
    said = re.sub(r"\([^()\d]*\)", " ", as_text(value)).strip(" .")
    folded = fold(said)
    if folded in words.PERMANENT_WORDS:
        return PERMANENT
    if folded in words.UNDECIDED or folded.startswith(words.UNDECIDED_STARTS):
        raise CellError("chưa xác định theo quy định hiện hành, cơ quan phải xác định lại: " + RETENTION)
    try:
        years = parse_int(re.sub(r"^(\d+)\.0$", r"\1", tidy(said)), units=("năm", "nam", "n"))
    except NumberError:
        raise CellError(RETENTION) from None
    if not 1 <= years <= MOST_YEARS:
        raise CellError(RETENTION)
    return years


def yes_no(more_yes=frozenset(), more_no=frozenset()):
    """A parser of yes and no; what else may say so in a column of its own is added."""
    yes, no = words.YES | more_yes, words.NO | more_no

    def parse(value):
        said = as_text(value).strip()
        if said in words.TICKS:
            return words.TICKS[said]
        word = fold(said).replace("chinh li", "chinh ly")
        if word in yes or word in no:
            return word in yes
        raise CellError("ghi “Có” hoặc “Không”")

    return parse


arranged = yes_no(words.ARRANGED, words.UNARRANGED)
digitized = yes_no(words.DIGITIZED, words.UNDIGITIZED)


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
    if isinstance(value, KnownDay):
        return show_day(value.known)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}".replace(".", ",")
    return str(value)
