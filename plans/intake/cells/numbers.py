"""From a cell to a number of pages or sheets; CellError says in Vietnamese what to enter."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta

from agencies.formats.numbers import NumberError, format_int, parse_int

from .scales import written_out
from .values import Cell, CellError, as_text, tidy

MOST_PAGES = 1_000_000
SHOWN_AS_DAY = "ô đang định dạng ngày giờ; đổi định dạng ô sang Số (Number) rồi nhập một số nguyên, ví dụ 120"
BOTH_COUNTS = "ghi số tờ/số trang, ví dụ 45/88"
_NAMED = re.compile(r"\s*([\d. ]+?)\s*(tờ|trang)\s*(?:[/,;(–-]|\bvà\b)?\s*([\d. ]+?)\s*(tờ|trang)\s*\)?\s*", re.I)
ANY_UNIT = ("trang A4", "trang", "tờ", "tr.", "tr")
OF_SEVERAL = re.compile(r".*\(ô gộp \d+ dòng\)")
ASK_EACH = "ô gộp chung nhiều hồ sơ: ghi số riêng của từng hồ sơ"
HALF = "là số lẻ {}; nhập một số nguyên, nếu là {} thì nhập không có dấu phân cách"


def counted(units: tuple[str, ...], others: Iterable[str], ask: str) -> Callable[[Cell], int]:
    """A parser of a number of `units`; a number of `others` is not taken for it: `ask` says what to enter."""

    def parse(value: Cell) -> int:
        if isinstance(value, str) and re.search(rf"\d\s*(?:{'|'.join(others)})\s*\.?$", value.strip(), re.I):
            raise CellError(ask)
        return quantity(value, units)

    return parse


def of_several(value: Cell, rows: int) -> str:
    """A count in a cell merged over so many rows of several files: no file's own, and read as none."""
    return f"{as_text(value)} (ô gộp {rows} dòng)"


def quantity(value: Cell, units: tuple[str, ...] = ANY_UNIT) -> int:
    """A number of pages or sheets: '1.234' is 1234. Raises CellError."""
    if isinstance(value, str):
        if OF_SEVERAL.fullmatch(value):
            raise CellError(ASK_EACH)
        value = written_out(value.strip(), units)
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


def as_excel(value: float) -> float:
    """A float by the fifteen digits that Excel shows: 119.99999999999999 is 120."""
    return float(f"{value:.15g}")


page_quantity = counted(
    ("trang A4", "trang", "tr.", "tr"), ("tờ", "to"), "đây là số tờ; ghi số trang (một tờ có một hoặc hai trang)"
)
sheet_quantity = counted(("tờ", "to"), ("trang A4", "trang", r"tr\.?"), "đây là số trang; ghi số tờ")


def both_quantities(text: str) -> tuple[int, int] | None:
    """(sheets, pages) of '45/88', '45 tờ, 88 trang', '88 trang (45 tờ)'; None where it is one number."""
    named = _NAMED.fullmatch(text)
    if named and named[2].lower() != named[4].lower():
        sheets, pages = (named[1], named[3]) if named[2].lower() == "tờ" else (named[3], named[1])
        return quantity(sheets), quantity(pages)
    parts = text.split("/")
    if len(parts) > 2:
        raise CellError(BOTH_COUNTS)
    return (sheet_quantity(parts[0]), page_quantity(parts[1])) if len(parts) == 2 else None
