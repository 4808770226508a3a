"""Displayed text of an .xlsx cell where its stored value says less: 007, 3/2008, 50%, #REF!.

Excel stores 7, 1/3/2008, 0.5 and nothing; only the cell's number format and its type say what Excel displays.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from plans.intake.cells.days import EXCEL_DAY_0, YEARS_AS_DAYS
from plans.intake.cells.values import UNCALCULATED, Cell, partly_known

from .archives import head_of
from .column_letters import index_of
from .package import MOST_XML, Package
from .xml_parts import attribute, branches, elements, name_of, whole

CHUNK, TAIL, SEAM = 1024**2, 64 * 1024, 4 * 1024
FEWEST_DAYS = 2_200
DAYS_1904 = 1462  # from Excel's day 0 to that of workbooks made on old Macs
BUILT_IN = {9: "0%", 10: "0.00%", 14: "m/d/yyyy", 15: "d-mmm-yy", 17: "mmm-yy", 22: "m/d/yyyy h:mm"}
LONGEST_FORMULA, FEW_STYLES = 60, 20
_BRACKETS, _LITERAL = re.compile(r"\[[^\]]*\]"), re.compile(r'"[^"]*"|\\.|_.|\*.')
_PADDED = re.compile(r'(?P<before>(?:"[^"]*"|\\.|[-/])*)(?P<zeros>0+)(?P<after>(?:"[^"]*"|\\.|[-/])*)')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.IGNORECASE)
# Cheap and generous: where a sheet has none of these, no cell of it shows more than it holds.
_NO_VALUE = re.compile(rb"(?:f\s*>|<[\w.-]*:?f\b[^<>]*/>)\s*<(?![\w.-]*:?v\b[^<>]*>[^<\s])")

# {row number: {column index: value}} of the cells of a sheet.
Displayed = dict[int, dict[int, Cell]]
# From a value and the days between Excel's day 0 and the workbook's to what the cell shows.
Style = Callable[[float, int], Cell]


class DisplayedXlsx:
    """Every sheet's cells that show more than they hold: `of(number of the worksheet, from 0)`.

    `tail` is the end of the XML of the sheet asked for last: it says what is printed around the cells.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.package, self.archive = Package(archive), archive
        self.days_off = DAYS_1904 if self.package.from_1904 else 0
        self.styles = interesting_styles(head_of(archive, self.package.styles, MOST_XML), self.days_off)
        self.parts = [each.part for each in self.package.sheets if each.kind == "worksheet"]
        self.tail = b""

    def of(self, number: int) -> Displayed:
        """{row number: {column index: value}} of a sheet's cells that show more than they hold."""
        part = self.parts[number] if number < len(self.parts) else ""
        found: Displayed = {}
        if not part or not self.may_show_more(part):
            return found
        formulas: dict[tuple[int, int], str] = {}
        zeros = 0
        with self.archive.open(part) as file:
            for (row, column), cell in interesting_cells(branches(file, "row"), self.styles):
                formula, value = contents(cell)
                shown = self.shown(cell, formula, value)
                if formula is not None:
                    formulas[row, column] = formula
                    zeros += value == "0"
                if shown is not None:
                    found.setdefault(row, {})[column] = shown
        if self.package.recalculates and zeros == len(formulas):  # a program wrote 0 in place of each value
            for (row, column), formula in formulas.items():
                found.setdefault(row, {})[column] = uncalculated(formula)
        return found

    def may_show_more(self, part: str) -> bool:
        """True where a cell of the sheet may show more than it holds; looks through the whole of its XML."""
        styles = b"|".join(b"%d" % each for each in self.styles)
        styled = re.compile(rb"""\bs\s*=\s*["']\s*(?:%s)\s*["']""" % styles) if styles else None
        found, signs = 0 in self.styles, (b"", b"")
        for text in self.pieces(part):
            signs = signs if signs[0] else signs_in(text[:SEAM])
            found = found or signs[0] in text or bool(styled and styled.search(text))
            if not found and signs[1] in text:
                found = self.package.recalculates or _NO_VALUE.search(text) is not None
        return found

    def pieces(self, part: str) -> Iterator[bytes]:
        """The part's text in pieces that overlap a little."""
        before = self.tail = b""
        try:
            with self.archive.open(part) as file:
                while chunk := file.read(CHUNK):
                    self.tail = (self.tail + chunk)[-TAIL:]
                    yield before + chunk
                    before = chunk[-SEAM:]
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            return  # the reader says what is wrong with it

    def shown(self, cell: Any, formula: str | None, value: str) -> Cell:
        """What a cell shows where that is more than it holds."""
        kind = attribute(cell, "t").strip() or "n"
        if kind == "e":
            return value or None
        if formula is not None and not value and kind != "str":
            return uncalculated(formula)
        style = self.styles.get(number_of_style(cell)) if kind == "n" else None
        try:
            return style(float(value), self.days_off) if style and value else None
        except (ValueError, OverflowError):
            return None


def signs_in(start: bytes) -> tuple[bytes, bytes]:
    """How a sheet that begins so writes the kind of a cell with an error, and begins a formula."""
    error = b"'e'" if b"='" in start else b'"e"'
    return error, b":f" if re.search(rb"<[\w.-]+:worksheet", start) else b"<f"


def contents(cell: Any) -> tuple[str | None, str]:
    """(formula, value) of a cell; None where it has no formula."""
    formula, value = None, ""
    for each in cell:
        name = name_of(each)
        if name == "v":
            value = (each.text or "").strip()
        elif name == "f":
            formula = each.text or ""
    return formula, value


def uncalculated(formula: str) -> str:
    """How a formula is shown whose value nobody has worked out."""
    return f"{UNCALCULATED}{formula.strip().lstrip('=')[:LONGEST_FORMULA] or '…'}"


def interesting_cells(rows: Iterator[Any], styles: dict[int, Style]) -> Iterator[tuple[tuple[int, int], Any]]:
    """((row number, column index), cell) of the cells with an error, a formula or one of these styles."""
    from lxml import etree  # few workbooks need it

    wanted = etree.XPath(f"*[@t='e' or *[local-name()='f']{''.join(styled(styles))}]")
    last = 0
    for row in rows:
        last = whole(attribute(row, "r")) or last + 1
        for cell in wanted(row):
            if name_of(cell) != "c":
                continue
            place = _PLACE.fullmatch(attribute(cell, "r").strip())
            yield (int(place[2]), index_of(place[1].upper())) if place else (last, position(cell)), cell


def styled(styles: dict[int, Style]) -> Iterator[str]:
    """The further conditions of a cell that has one of these styles; few are compared faster one by one."""
    if 0 in styles:
        yield " or not(@s)"
    if len(styles) <= FEW_STYLES:
        yield from (f" or @s={each}" for each in styles)
    else:
        yield f" or contains(' {' '.join(map(str, styles))} ', concat(' ', normalize-space(@s), ' '))"


def position(cell: Any) -> int:
    """The column of a cell that does not say it: behind the cell before it."""
    steps = 0
    while cell is not None:
        place = _PLACE.fullmatch(attribute(cell, "r").strip())
        if place:
            return index_of(place[1].upper()) + steps
        cell = next(cell.itersiblings("{*}c", preceding=True), None)
        steps += 1
    return steps - 1


def number_of_style(cell: Any) -> int:
    return whole(attribute(cell, "s"))


def interesting_styles(part: bytes, days_off: int = 0) -> dict[int, Style]:
    """{number of a cell style: style} of those that show more than the value."""
    codes, cells = dict(BUILT_IN), []
    for parent, name, attributes in elements(part, "numFmt", "xf"):
        if name == "numFmt" and parent == "numFmts" and "formatCode" in attributes:
            codes[whole(attributes.get("numFmtId", ""))] = attributes["formatCode"]
        elif name == "xf" and parent == "cellXfs":
            cells.append(whole(attributes.get("numFmtId", "")))
    found = {}
    for number, each in enumerate(cells):
        style = style_shown(codes.get(each, ""), days_off)
        if style:
            found[number] = style
    return found


def style_shown(code: str, days_off: int) -> Style | None:
    """The style of a number format, where days may be counted from 1904; None where it shows the value."""
    style = style_of(code) if code else None
    return partial(year_or, style) if code and days_off and is_day_style(code) else style


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
