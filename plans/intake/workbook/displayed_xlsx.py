"""What a cell of an .xlsx shows where its stored value says less: 007, 3/2008, 50%, #REF!.

Excel stores 7, 1/3/2008, 0.5 and nothing; only the cell's number format and its type tell what stands on the screen.
"""

import re
import zipfile
import zlib
from datetime import date
from functools import partial
from html import unescape
from posixpath import join, normpath

from plans.intake.cells.days import EXCEL_DAY_0, YEARS_AS_DAYS
from plans.intake.cells.values import partly_known

from .kinds import head_of

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


class Shown:
    """Every sheet's cells that show more than they hold: `of(sheet name)` is {row number: {column index: value}}.

    `tail` is the end of the XML of the sheet asked for last: it says what is printed around the cells.
    """

    def __init__(self, archive):
        self.archive, self.workbook = archive, head_of(archive, "xl/workbook.xml", MOST_XML)
        self.days_off = DAYS_1904 if re.search(rb'date1904="(?:1|true)"', self.workbook) else 0
        self.styles = interesting_styles(head_of(archive, "xl/styles.xml", MOST_XML), self.days_off)
        self.parts, self.tail = self.sheet_parts(), b""

    def sheet_parts(self):
        """{sheet name: name of its part}."""
        targets = {
            told[b"Id"]: told.get(b"Target", b"").decode("utf-8", "replace")
            for told in elements(b"Relationship", head_of(self.archive, "xl/_rels/workbook.xml.rels", MOST_XML))
            if b"Id" in told
        }
        return {
            unescape(told.get(b"name", b"").decode("utf-8", "replace")): within("xl", targets[told[b"r:id"]])
            for told in elements(b"sheet", self.workbook)
            if told.get(b"r:id") in targets
        }

    def of(self, name):
        part, found = self.parts.get(name), {}
        if part is None:
            return found
        styles = b"|".join(b"%d" % each for each in self.styles)
        cell = re.compile(_CELL % (rb'|\bs="(?:%s)"' % styles if styles else b"", LONGEST_CELL), re.DOTALL)
        for text in self.stretches(part):
            if styles or b't="e"' in text:
                for match in cell.finditer(text):
                    self.learn(found, dict(_ATTRIBUTE.findall(match[1])), match[2])
        return found

    def stretches(self, part):
        """The part's text in stretches that end before a cell begins."""
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

    def learn(self, found, told, inside):
        place = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", told.get(b"r", b""))
        value = _VALUE.search(inside)
        if place and value:
            shown = self.shown(told, value[1].decode("utf-8", "replace").strip())
            if shown is not None:
                found.setdefault(int(place[2]), {})[column_index(place[1])] = shown

    def shown(self, told, value):
        kind = told.get(b"t", b"n")
        if kind == b"e":
            return unescape(value)
        style = self.styles.get(int(told.get(b"s", b"0"))) if kind == b"n" else None
        try:
            return style and style(float(value), self.days_off)
        except (ValueError, OverflowError):
            return None


def elements(name, text):
    """The attributes of every element of that name, whatever its prefix."""
    for match in re.finditer(rb"<(?:\w+:)?%s\s([^>]*)>" % name, text):
        yield dict(_ATTRIBUTE.findall(match[1]))


def within(folder, target):
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def column_index(letters):
    """b"AB" -> 27."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def interesting_styles(text, days_off=0):
    """{style number: function of (value, days off)} of the cell styles that show more than the value."""
    codes = BUILT_IN | {
        int(told[b"numFmtId"]): unescape(told[b"formatCode"].decode("utf-8", "replace"))
        for told in elements(b"numFmt", text)
        if told.get(b"numFmtId", b"").isdigit() and b"formatCode" in told
    }
    cells = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.DOTALL)
    found = {}
    for number, told in enumerate(elements(b"xf", cells[0]) if cells else ()):
        code = codes.get(int(told[b"numFmtId"])) if told.get(b"numFmtId", b"").isdigit() else None
        style = style_of(code) if code else None
        if code and days_off and is_day_style(code):
            style = partial(year_or, style)
        if style:
            found[number] = style
    return found


def style_of(code):
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


def is_day_style(code):
    return re.search("[dy]", _LITERAL.sub("", _BRACKETS.sub("", code)).lower()) is not None


def year_or(style, value, days_off):
    """Where days are counted from 1904, a year typed into a cell of dates would be a day of 1909."""
    if value in YEARS_AS_DAYS:
        return date.fromordinal(EXCEL_DAY_0 + int(value))
    return style and style(value, days_off)


def month_shown(value, days_off):
    day = day_of(value, days_off)
    return partly_known(day, f"{day:%Y-%m}") if day and day.day == 1 else None


def year_shown(value, days_off):
    day = day_of(value, days_off)
    return partly_known(day, f"{day:%Y}") if day and (day.day, day.month) == (1, 1) else None


def day_of(value, days_off):
    """The day of a serial; small ones are years that Excel took for days, which the reader knows."""
    return date.fromordinal(EXCEL_DAY_0 + int(value) + days_off) if value > FEWEST_DAYS else None
