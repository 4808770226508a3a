"""What a cell of an .xlsx shows where its stored value says less: 007, 3/2008, 50%, #REF!.

Excel stores 7, 1/3/2008, 0.5 and nothing; only the cell's number format and its type say what Excel displays.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from html import unescape
from posixpath import join, normpath

from plans.intake.cells.days import EXCEL_DAY_0, YEARS_AS_DAYS
from plans.intake.cells.values import Cell, partly_known

from .column_letters import index_of
from .file_kinds import head_of

CHUNK, TAIL, LONGEST_CELL = 1024**2, 64 * 1024, 40_000
FEWEST_DAYS = 2_200
DAYS_1904 = 1462  # from Excel's day 0 to that of workbooks made on old Macs
MOST_XML = 16 * 1024**2
BUILT_IN = {9: "0%", 10: "0.00%", 14: "m/d/yyyy", 15: "d-mmm-yy", 17: "mmm-yy", 22: "m/d/yyyy h:mm"}
_BRACKETS, _LITERAL = re.compile(r"\[[^\]]*\]"), re.compile(r'"[^"]*"|\\.|_.|\*.')
_PADDED = re.compile(r'(?P<before>(?:"[^"]*"|\\.|[-/])*)(?P<zeros>0+)(?P<after>(?:"[^"]*"|\\.|[-/])*)')
_ATTRIBUTE = re.compile(rb'\b([\w:]+)="([^"]*)"')
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_CELL = rb'<(?:\w+:)?c (?=[^>]*(?:\bt="e"%s))([^>]*[^/>])>(.{0,%d}?)</(?:\w+:)?c>'

# {row number: {column index: value}} of the cells of a sheet.
Displayed = dict[int, dict[int, Cell]]
Attributes = dict[bytes, bytes]
# From a value and the days between Excel's day 0 and the workbook's to what the cell shows.
Style = Callable[[float, int], Cell]


class DisplayedXlsx:
    """Every sheet's cells that show more than they hold: `of(sheet name)`.

    `tail` is the end of the XML of the sheet asked for last: it says what is printed around the cells.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.workbook = archive, head_of(archive, "xl/workbook.xml", MOST_XML)
        self.days_off = DAYS_1904 if re.search(rb'date1904="(?:1|true)"', self.workbook) else 0
        self.styles = interesting_styles(head_of(archive, "xl/styles.xml", MOST_XML), self.days_off)
        self.parts, self.tail = self.sheet_parts(), b""

    def sheet_parts(self) -> dict[str, str]:
        """{sheet name: name of its part}."""
        targets = {
            each[b"Id"]: each.get(b"Target", b"").decode("utf-8", "replace")
            for each in elements(b"Relationship", head_of(self.archive, "xl/_rels/workbook.xml.rels", MOST_XML))
            if b"Id" in each
        }
        return {
            unescape(each.get(b"name", b"").decode("utf-8", "replace")): within("xl", targets[each[b"r:id"]])
            for each in elements(b"sheet", self.workbook)
            if each.get(b"r:id") in targets
        }

    def of(self, name: str) -> Displayed:
        """{row number: {column index: value}} of a sheet's cells that show more than they hold."""
        part = self.parts.get(name)
        found: Displayed = {}
        if part is None:
            return found
        styles = b"|".join(b"%d" % each for each in self.styles)
        cell = re.compile(_CELL % (rb'|\bs="(?:%s)"' % styles if styles else b"", LONGEST_CELL), re.DOTALL)
        for text in self.pieces(part):
            if styles or b't="e"' in text:
                for match in cell.finditer(text):
                    self.learn(found, dict(_ATTRIBUTE.findall(match[1])), match[2])
        return found

    def pieces(self, part: str) -> Iterator[bytes]:
        """The part's text in pieces that end before a cell begins."""
        rest = self.tail = b""
        try:
            with self.archive.open(part) as file:
                while chunk := file.read(CHUNK):
                    text, self.tail = rest + chunk, (self.tail + chunk)[-TAIL:]
                    cut = text.rfind(b"<", 0, max(text.rfind(b"<c "), text.rfind(b":c "), 0) + 1)
                    cut = cut if 0 < cut and len(text) - cut < CHUNK else len(text)
                    yield text[:cut]
                    rest = text[cut:]
                yield rest
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            return  # the reader says what is wrong with it

    def learn(self, found: Displayed, attributes: Attributes, inside: bytes) -> None:
        place = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", attributes.get(b"r", b""))
        value = _VALUE.search(inside)
        if place and value:
            shown = self.shown(attributes, value[1].decode("utf-8", "replace").strip())
            if shown is not None:
                found.setdefault(int(place[2]), {})[index_of(place[1].decode())] = shown

    def shown(self, attributes: Attributes, value: str) -> Cell:
        kind = attributes.get(b"t", b"n")
        if kind == b"e":
            return unescape(value)
        style = self.styles.get(int(attributes.get(b"s", b"0"))) if kind == b"n" else None
        try:
            return style(float(value), self.days_off) if style else None
        except (ValueError, OverflowError):
            return None


def elements(name: bytes, text: bytes) -> Iterator[Attributes]:
    """The attributes of every element of that name, whatever its prefix."""
    for match in re.finditer(rb"<(?:\w+:)?%s\s([^>]*)>" % name, text):
        yield dict(_ATTRIBUTE.findall(match[1]))


def within(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def interesting_styles(text: bytes, days_off: int = 0) -> dict[int, Style]:
    """{number of a cell style: style} of those that show more than the value."""
    codes = BUILT_IN | {
        int(each[b"numFmtId"]): unescape(each[b"formatCode"].decode("utf-8", "replace"))
        for each in elements(b"numFmt", text)
        if each.get(b"numFmtId", b"").isdigit() and b"formatCode" in each
    }
    cells = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.DOTALL)
    found = {}
    for number, each in enumerate(elements(b"xf", cells[0]) if cells else ()):
        code = codes.get(int(each[b"numFmtId"])) if each.get(b"numFmtId", b"").isdigit() else None
        style = style_of(code) if code else None
        if code and days_off and is_day_style(code):
            style = partial(year_or, style)
        if style:
            found[number] = style
    return found


def style_of(code: str) -> Style | None:
    """How a number format shows a value, where that says more than the value; else None."""
    code = _BRACKETS.sub("", code).split(";")[0]
    letters = _LITERAL.sub("", code).lower()
    if "%" in letters:
        return lambda value, _: f"{value * 100:.15g}%".replace(".", ",")
    if "y" in letters and not set(letters) & set("dhs"):
        return month_shown if "m" in letters else year_shown
    padded = _PADDED.fullmatch(code)
    if padded and (len(padded["zeros"]) > 1 or padded["before"]):
        before, after = (re.sub(r'"|\\', "", padded[side]) for side in ("before", "after"))
        width = len(padded["zeros"])
        return lambda value, _: f"{before}{int(value):0{width}d}{after}" if value >= 0 and value % 1 == 0 else None
    return None


def is_day_style(code: str) -> bool:
    return re.search("[dy]", _LITERAL.sub("", _BRACKETS.sub("", code)).lower()) is not None


def year_or(style: Style | None, value: float, days_off: int) -> Cell:
    """Where days are counted from 1904, a year typed into a cell of dates would be a day of 1909."""
    if value in YEARS_AS_DAYS:
        return date.fromordinal(EXCEL_DAY_0 + int(value))
    return style(value, days_off) if style else None


def month_shown(value: float, days_off: int) -> Cell:
    day = day_of(value, days_off)
    return partly_known(day, f"{day:%Y-%m}") if day and day.day == 1 else None


def year_shown(value: float, days_off: int) -> Cell:
    day = day_of(value, days_off)
    return partly_known(day, f"{day:%Y}") if day and (day.day, day.month) == (1, 1) else None


def day_of(value: float, days_off: int) -> date | None:
    """The day of a serial; small ones are years that Excel took for days, which the reader knows."""
    return date.fromordinal(EXCEL_DAY_0 + int(value) + days_off) if value > FEWEST_DAYS else None
