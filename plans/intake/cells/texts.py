"""From a cell to a text, a number that is a name, a retention, yes or no, a choice; CellError says what to enter."""

import re
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, time, timedelta

from agencies.formats.numbers import NumberError, format_int, parse_int
from agencies.formats.text import fold

from . import answers
from .values import PERMANENT, Cell, CellError, as_text, tidy

MOST_YEARS = 70
RETENTION = "ghi “Vĩnh viễn” hoặc số năm từ 1 đến 70, ví dụ 20 năm"
WORDS_BEFORE_YEARS = re.compile(r"^(?:(?:bảo quản|có thời hạn|thời hạn|THBQ)[ :(–-]*)+(?=\d)", re.I)
# Of the metadata of the shared archive (TT 05/2025/TT-BNV).
RETENTION_CODES = {"01": PERMANENT, "02": 70, "03": 50, "04": 30, "05": 20, "06": 10}
_CODE_AND_WORDS = re.compile(r"0[1-7]\s*[:.–-]\s*(?=\D)")
TURNED_INTO_DAY = "Excel đã đổi số này thành ngày giờ; định dạng cột là Văn bản (Text) rồi ghi lại, ví dụ 1/2"
TOO_MANY_DIGITS = "Excel chỉ giữ đúng 15 chữ số; định dạng cột là Văn bản (Text) rồi ghi lại số này"
DAY_OF_EXCEL = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})(?:-\d{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})-\d{2}",
    re.I,
)
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E[+]\d{2}", re.I)
MOST_DIGITS = 10**15
ROW_CODE = re.compile(r"T[1-9]\d{0,17}D[1-9]\d{0,8}", re.ASCII)
LONGEST_DITTO, NO_DITTO = 20, "ghi đầy đủ tiêu đề của hồ sơ này, không ghi tắt “như trên”"


def row_code(cell: Cell) -> str | None:
    """The code that the portal gave a row ("T12D7": row 7 of upload 12), or None for anything else."""
    return cell.strip() if isinstance(cell, str) and ROW_CODE.fullmatch(cell.strip()) else None


def text(longest: int) -> Callable[[Cell], str]:
    """A parser of text of at most so many characters; a date typed into a text column is written as a date."""

    def parse(value: Cell) -> str:
        cleaned = tidy(as_text(value))
        if len(cleaned) > longest:
            raise CellError(f"dài {format_int(len(cleaned))} ký tự; rút gọn còn tối đa {format_int(longest)} ký tự")
        return cleaned

    return parse


KEPT_AS_TEXT = re.compile(r'="([^"=]+)"')  # how programs keep the noughts of ="01" in Excel


def label(longest: int) -> Callable[[Cell], str]:
    """A parser of numbers that are names: of boxes and files, '007', '1/2'. What Excel turned them into is refused."""
    short = text(longest)

    def parse(value: Cell) -> str:
        if type(value) is not str:
            return short(stored_label(value))
        written = short(value)
        if "-" in written and DAY_OF_EXCEL.fullmatch(written):
            raise CellError(TURNED_INTO_DAY)
        if "+" in written and SHORTENED.fullmatch(written):
            raise CellError(TOO_MANY_DIGITS)
        if kept := KEPT_AS_TEXT.fullmatch(written):
            return kept[1]
        return written[1:] if written[:1] == "'" and written[1:2].isdigit() else written

    return parse


def stored_label(value: Cell) -> Cell:
    """A number as its cell shows it, where Excel has not made something else of it."""
    if isinstance(value, date | time | timedelta):
        raise CellError(TURNED_INTO_DAY)
    if isinstance(value, int | float) and abs(value) >= MOST_DIGITS:
        raise CellError(TOO_MANY_DIGITS)
    return f"{value:.15g}" if isinstance(value, float) else value


def title(longest: int) -> Callable[[Cell], str]:
    """A parser of titles: words, and none that point at the row above."""
    sized = text(longest)

    def parse(value: Cell) -> str:
        written = sized(value)
        if not (written[:1].isalpha() or any(map(str.isalpha, written))):
            raise CellError("tiêu đề phải có chữ; ghi nội dung chính của hồ sơ")
        if len(written) < LONGEST_DITTO and written in answers.DITTO:
            raise CellError(NO_DITTO)
        return written

    return parse


def retention(value: Cell) -> int:
    """Years, 0 for vĩnh viễn. Raises CellError, also for the old 'Lâu dài' and 'Tạm thời', to be decided anew."""
    said = _CODE_AND_WORDS.sub("", re.sub(r"\([^()\d]*\)", " ", as_text(value)).strip(" ."))
    folded = fold(said)
    if folded in answers.PERMANENT_WORDS:
        return PERMANENT
    if folded in answers.UNDECIDED or folded.startswith(answers.UNDECIDED_STARTS):
        raise CellError("chưa xác định theo quy định hiện hành, cơ quan phải xác định lại: " + RETENTION)
    if folded in answers.YEARS:
        return answers.YEARS[folded]
    said = WORDS_BEFORE_YEARS.sub("", tidy(said)).rstrip(" )")
    try:
        years = parse_int(re.sub(r"^(\d+)\.0$", r"\1", said), units=("năm", "nam", "n"))
    except NumberError:
        raise CellError(RETENTION) from None
    if not 1 <= years <= MOST_YEARS:
        raise CellError(RETENTION)
    return years


def yes_no(more_yes: Set[str] = frozenset(), more_no: Set[str] = frozenset()) -> Callable[[Cell], bool]:
    """A parser of yes and no; what else may say so in a column of its own is added."""
    yes, no = answers.YES | more_yes, answers.NO | more_no

    def parse(value: Cell) -> bool:
        said = as_text(value).strip()
        if said in answers.TICKS:
            return answers.TICKS[said]
        word = fold(said).replace("chinh li", "chinh ly")
        if word in yes or word in no:
            return word in yes
        raise CellError("ghi “Có” hoặc “Không”")

    return parse


arranged = yes_no(answers.ARRANGED, answers.UNARRANGED)
digitized = yes_no(answers.DIGITIZED, answers.UNDIGITIZED)


def one_of(choices: Iterable[tuple[str, str]], also: Mapping[str, str] | None = None) -> Callable[[Cell], str]:
    """A parser of a choice by its Vietnamese name, its code or another word for it: ((code, label), …)."""
    known = {fold(label): code for code, label in choices} | {code: code for code, _ in choices} | dict(also or {})
    names = ", ".join(f"“{label}”" for _, label in choices)

    def parse(value: Cell) -> str:
        found = known.get(fold(as_text(value))) or known.get(as_text(value))
        if found is None:
            raise CellError(f"chọn một trong: {names}")
        return found

    return parse
