"""Displayed text of an .ods cell where its value says less: 007 in the format 000, #REF! where a formula fails."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from plans.intake.cells.values import Cell, partly_known

from .archives import head_of
from .displayed_xlsx import Displayed, uncalculated

MOST_XML = 16 * 1024**2
MOST_COLUMNS = 100
# Cheap and generous: numbers padded or with something before them, errors, dates shown short, formulas without a value.
_HAS_FORMATS = re.compile(
    rb"min-integer-digits\s*=\s*[\"'](?:[2-9]|\d\d)[\"']|<[\w-]*:?number-style[^>]*>\s*<[\w-]*:?text>|[\"']error[\"']"
    rb"|[\"']date[\"'][^<>]*>\s*<[\w-]*:?p\b[^<>]*>[^<]{1,7}<"
    rb"|<[\w-]*:?table-cell(?![^<>]*value-type)[^<>]*\bformula\s*="
)
_SHOWN = re.compile(r"([^\d,.]*)(\d+)[^\d,.%]*")


class XmlElement(Protocol):
    """What is used of an element of XML."""

    tag: str
    attrib: dict[str, str]

    def itertext(self) -> Iterator[str]: ...

    def clear(self) -> None: ...


class DisplayedOds:
    """Every sheet's cells that show more than they hold, as `DisplayedXlsx` gives them of an .xlsx."""

    tail = b""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def of(self, number: int) -> Displayed:
        found = self.read() if self.has_any() else []
        return found[number] if number < len(found) else {}

    def has_any(self) -> bool:
        return any(_HAS_FORMATS.search(head_of(self.archive, part, MOST_XML)) for part in ("styles.xml", "content.xml"))

    def read(self) -> list[Displayed]:
        from defusedxml.ElementTree import iterparse  # rarely needed: most workbooks have nothing to look for

        place = Place()
        try:
            with self.archive.open("content.xml") as file:
                for event, element in iterparse(file, ("start", "end")):
                    place.meet(event, element)
        except (SyntaxError, KeyError, zipfile.BadZipFile, OSError):
            pass  # the reader says what is wrong with it
        return place.found


class Place:
    """Counts sheets, rows and columns, repeated ones too, and keeps what padded cells show."""

    def __init__(self) -> None:
        self.found: list[Displayed] = []
        self.row = self.column = 0

    def meet(self, event: str, element: XmlElement) -> None:
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "table":
                self.found.append({})
                self.row = 0
            elif tag == "table-row":
                self.column = 0
        elif tag == "table-row":
            self.row += int(attribute(element, "number-rows-repeated", "1"))
            element.clear()
        elif tag in ("table-cell", "covered-table-cell"):
            shown, count = shown_of(element), int(attribute(element, "number-columns-repeated", "1"))
            for at in range(self.column, min(self.column + count, MOST_COLUMNS)) if shown is not None else ():
                self.found[-1].setdefault(self.row + 1, {})[at] = shown
            self.column += count


def attribute(element: XmlElement, name: str, default: str) -> str:
    """The value of an attribute, whatever its prefix."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def shown_of(cell: XmlElement) -> Cell:
    """What a cell shows where that is more than it holds: a number padded or with something before it, a month, a year,
    an error, a formula without a value; else None.
    """
    text, kind = "".join(cell.itertext()).strip(), attribute(cell, "value-type", "")
    if "error" in cell.attrib.values():
        return text
    if not kind and not text and attribute(cell, "formula", ""):
        return uncalculated(attribute(cell, "formula", "").partition(":")[2])
    if kind == "date":
        return day_shown(text, attribute(cell, "date-value", ""))
    match, value = _SHOWN.fullmatch(text), attribute(cell, "value", "")
    if kind != "float" or not match or not value.isdigit() or int(match[2]) != int(value):
        return None
    return text if match[1] or len(match[2]) > len(value) else None


def day_shown(text: str, written: str) -> Cell:
    """A day of which its cell shows the month or the year alone."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return None
    if text == f"{day:%Y}" and (day.day, day.month) == (1, 1):
        return partly_known(day, text)
    is_month = re.fullmatch(rf"0?{day.month}\D{{1,3}}{day:%Y}|{day:%Y}\D0?{day.month}", text)
    return partly_known(day, f"{day:%Y-%m}") if is_month and day.day == 1 else None
