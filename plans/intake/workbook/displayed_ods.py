"""What a cell of an .ods shows where its value says less: 007 in the format 000, #REF! where a formula fails."""

import re
import zipfile
from collections.abc import Iterator
from typing import Protocol

from .displayed_xlsx import Displayed
from .file_kinds import head_of

MOST_XML = 16 * 1024**2
MOST_COLUMNS = 100
_HAS_FORMATS = re.compile(
    rb'number:min-integer-digits="(?:[2-9]|\d\d)"|<number:number-style[^>]*><number:text>|value-type="error"'
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
        self.sheets: dict[str, Displayed] | None = None

    def of(self, name: str) -> Displayed:
        if self.sheets is None:
            self.sheets = self.read() if self.has_any() else {}
        return self.sheets.get(name, {})

    def has_any(self) -> bool:
        return any(_HAS_FORMATS.search(head_of(self.archive, part, MOST_XML)) for part in ("styles.xml", "content.xml"))

    def read(self) -> dict[str, Displayed]:
        from defusedxml.ElementTree import iterparse  # rarely needed: most workbooks have nothing to look for

        found: dict[str, Displayed] = {}
        try:
            with self.archive.open("content.xml") as file:
                place = Place(found)
                for event, element in iterparse(file, ("start", "end")):
                    place.meet(event, element)
        except (SyntaxError, KeyError, zipfile.BadZipFile, OSError):
            pass  # the reader says what is wrong with it
        return found


class Place:
    """Counts sheets, rows and columns, repeated ones too, and keeps what padded cells show."""

    def __init__(self, found: dict[str, Displayed]) -> None:
        self.found, self.row, self.column = found, 0, 0
        self.cells: Displayed = {}

    def meet(self, event: str, element: XmlElement) -> None:
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "table":
                self.cells, self.row = self.found.setdefault(attribute(element, "name", ""), {}), 0
            elif tag == "table-row":
                self.column = 0
        elif tag == "table-row":
            self.row += int(attribute(element, "number-rows-repeated", "1"))
            element.clear()
        elif tag in ("table-cell", "covered-table-cell"):
            shown, count = shown_of(element), int(attribute(element, "number-columns-repeated", "1"))
            for at in range(self.column, min(self.column + count, MOST_COLUMNS)) if shown else ():
                self.cells.setdefault(self.row + 1, {})[at] = shown
            self.column += count


def attribute(element: XmlElement, name: str, default: str) -> str:
    """The value of an attribute, whatever its prefix."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def shown_of(cell: XmlElement) -> str | None:
    """The text of a whole number that is padded or has something before it, or of an error; else None."""
    if "error" in cell.attrib.values():
        return "".join(cell.itertext()).strip()
    if attribute(cell, "value-type", "") != "float":
        return None
    text = "".join(cell.itertext()).strip()
    match, value = _SHOWN.fullmatch(text), attribute(cell, "value", "")
    if not match or not value.isdigit() or int(match[2]) != int(value):
        return None
    return text if match[1] or len(match[2]) > len(value) else None
