"""A Sổ báo cáo that came back: its cells, read and judged each by itself. What the portal has now is asked later."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from agencies.calendar import portal_today
from agencies.formats.dates import DateError, parse_date
from agencies.formats.numbers import NumberError, parse_int
from agencies.formats.text import clean_text, fold
from plans.declarations.fields import LARGEST
from plans.declarations.validators import broken_order
from plans.intake.cells.values import as_text
from plans.intake.sandbox import Sheet
from plans.models.progress import FIGURES

from . import layout
from .layout import COLUMNS, NOW, TOLD

WITHIN = 20  # rows in which the head is looked for
LONGEST = {"difficulties": 4000, "proposals": 4000, "reason": 2000, "told_by": 120}
NEEDED = ("code", "version", *(f"base_{name}" for name in FIGURES), *FIGURES)
NO_TABLE = "Không thấy bảng của Sổ báo cáo: dùng sổ tải từ Cổng, không đổi tên cột."
NO_PERIOD = f"Không thấy “{layout.PERIOD}” ở đầu sổ: dùng sổ tải từ Cổng."
WHEN = "Ghi giờ và ngày báo, ví dụ 09:15 20/6/2025."
TIME, DAY = re.compile(r"\b(\d{1,2})[:hg](\d{2})\b"), re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True)
class BookFault:
    """One thing to mend: where, and what to do."""

    sheet: str
    row: int | None
    column: str
    text: str


@dataclass
class BookLine:
    """A row that says something: the version and figures it was drawn with, and the cumulative ones it reports.

    `counted`: these were filled in from the files and are let through, not typed.
    """

    row: int
    code: str
    version: int
    base: dict[str, int]
    figures: dict[str, int]
    texts: dict[str, str]
    told_at: datetime | None = None
    counted: bool = False


@dataclass
class BookReading:
    """The rows of a book that are to be sent, those that are not and yet have words, and its faults."""

    sheet: str = layout.SHEET
    period_end: date | None = None
    lines: list[BookLine] = field(default_factory=list)
    left_out: list[BookLine] = field(default_factory=list)
    faults: list[BookFault] = field(default_factory=list)

    def fault(self, row: int | None, key: str, text: str) -> None:
        column = (COLUMNS | TOLD).get(key, "")
        self.faults.append(BookFault(self.sheet, row, column, text))


def read_sheets(sheets: Sequence[Sheet]) -> BookReading:
    """The reading of the first sheet that has the table."""
    reading = BookReading()
    for sheet in sheets:
        if columns := columns_in(sheet):
            reading.sheet = sheet.name
            BookReader(sheet, *columns, reading).read()
            return reading
    reading.fault(None, "", NO_TABLE)
    return reading


def columns_in(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """(number of the head's row, {key: index of its column}); None where a needed column is missing."""
    keys = {fold(title): key for key, title in (COLUMNS | TOLD).items()}
    for number, row in enumerate(sheet.rows[:WITHIN], 1):
        titles = [fold(cell) if isinstance(cell, str) else "" for cell in row]
        found = {keys[title]: index for index, title in enumerate(titles) if title in keys}
        if all(key in found for key in NEEDED):
            return number, found
    return None


def text_of(cell: object) -> str:
    return "" if cell is None else as_text(cell)


def is_counted(cells: Mapping[str, object]) -> bool:
    """The row was drawn with figures that its agency counts from files."""
    return fold(text_of(cells.get("source"))) == fold(layout.COUNTED)


class BookReader:
    """Reads one sheet into the reading."""

    def __init__(self, sheet: Sheet, head: int, columns: Mapping[str, int], reading: BookReading) -> None:
        self.sheet, self.head, self.columns, self.reading = sheet, head, columns, reading
        self.in_period = fold(text_of(self.beside(layout.WAY))) == fold(layout.IN_PERIOD)

    def beside(self, label: str) -> object:
        """The first cell with something in it to the right of a label above the table."""
        for row in self.sheet.rows[: self.head - 1]:
            if row and isinstance(row[0], str) and fold(row[0]) == fold(label):
                return next((cell for cell in row[1:] if cell not in (None, "")), None)
        return None

    def read(self) -> None:
        self.reading.period_end = self.period()
        seen: set[str] = set()
        for number, row in enumerate(self.sheet.rows[self.head :], self.head + 1):
            cells = {key: row[index] if index < len(row) else None for key, index in self.columns.items()}
            if not self.is_sent(number, cells):
                self.leave_out(number, cells)
                continue
            line = self.line(number, cells)
            if line.code in seen:
                self.reading.fault(number, "code", "Mã này đã có ở dòng trên: mỗi cơ quan một dòng.")
            seen.add(line.code)
            self.reading.lines.append(line)

    def is_sent(self, number: int, cells: Mapping[str, object]) -> bool:
        """A figure is written, or those that the files come to are let through."""
        if not is_counted(cells):
            return any(cells[name] not in (None, "") for name in FIGURES)
        said = fold(text_of(cells.get("send")))
        if said not in ("", fold(layout.YES), fold(layout.NO)):
            self.reading.fault(number, "send", f"Chọn {layout.YES} hoặc {layout.NO}.")
        return said == fold(layout.YES)

    def leave_out(self, number: int, cells: Mapping[str, object]) -> None:
        """Remember the words of a row that sends nothing."""
        code, texts = clean_text(text_of(cells["code"])), self.texts(number, cells)
        if any(texts.values()):
            self.reading.left_out.append(BookLine(number, code, 0, {}, {}, texts, counted=is_counted(cells)))

    def period(self) -> date | None:
        """The last day of the period, or None with a fault."""
        try:
            return parse_date(self.beside(layout.PERIOD))
        except DateError:
            self.reading.fault(None, "", NO_PERIOD)
            return None

    def line(self, number: int, cells: Mapping[str, object]) -> BookLine:
        base = {name: self.count(number, f"base_{name}", cells[f"base_{name}"]) or 0 for name in FIGURES}
        typed = {name: self.count(number, name, cells[name]) for name in FIGURES}
        known = {name: value for name, value in typed.items() if value is not None}
        counted = is_counted(cells)
        adds = self.in_period and not counted
        figures = {name: value + (base[name] if adds else 0) for name, value in known.items()}
        for name, text in broken_order(figures).items():
            self.reading.fault(number, name, text)
        version = self.count(number, "version", cells["version"]) or 0
        code, texts = clean_text(text_of(cells["code"])), self.texts(number, cells)
        told_at = self.moment(number, cells.get("told_at"))
        return BookLine(number, code, version, base, figures, texts, told_at, counted)

    def count(self, number: int, key: str, cell: object) -> int | None:
        """A whole number; None with a fault where there is none."""
        try:
            return parse_int(cell if cell is not None else "", largest=LARGEST)
        except NumberError as error:
            asked = f"Dòng đã ghi thì ghi đủ sáu ô; chưa có thì ghi 0 (ô “{NOW.get(key, '')}” trống)."
            self.reading.fault(number, key, asked if cell in (None, "") else str(error))
            return None

    def texts(self, number: int, cells: Mapping[str, object]) -> dict[str, str]:
        found = {key: clean_text(text_of(cells.get(key))) for key in LONGEST}
        for key, most in LONGEST.items():
            if len(found[key]) > most:
                self.reading.fault(number, key, f"Dài quá {most} ký tự: viết ngắn lại.")
        return found

    def moment(self, number: int, cell: object) -> datetime | None:
        """When it was told; the day is the portal's where only the time is written."""
        text = text_of(cell)
        time, day = TIME.search(text), DAY.search(text)
        if not text:
            return None
        try:
            if not time:
                raise ValueError
            on = parse_date(day[0]) if day else portal_today()
            return timezone.make_aware(datetime(on.year, on.month, on.day, int(time[1]), int(time[2])))
        except (ValueError, DateError):
            self.reading.fault(number, "told_at", WHEN)
            return None
