"""An .xlsx that the reader of the sheets stumbles over, written anew: what is needed of it, as Excel writes that.

What is optional and makes no sense (a dimension, a merged row, a style) is mended or dropped; cells beyond the limits
go where they are blank: somebody typed a space in XFD1048576, and a reader holds every cell up to there.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from .archives import Refusal, head_of
from .column_letters import index_of, letter_of
from .options import SheetLimits
from .package import MOST_XML, Package, SheetPart
from .written_xlsx import NewBook, cell_xml, legal, row_xml, write_xlsx
from .xml_parts import attribute, branches, elements, inside, name_of, whole

KINDS = ("n", "s", "str", "b", "e", "d", "inlineStr")
TRUTHS = {"1": "1", "0": "0", "true": "1", "false": "0", "on": "1", "off": "0"}
LOST_TEXT = "#REF!"  # shown for a shared text that the workbook does not hold
LAST_ROW, LAST_COLUMN, LONGEST_PLACE = 1_048_576, 16_384, 20
_PLACE = re.compile(r"\$?([A-Z]{1,9})\$?(-?\d{1,12})", re.IGNORECASE)
_RANGE = re.compile(r"\$?([A-Z]{0,3})\$?(\d{0,7}):\$?([A-Z]{0,3})\$?(\d{0,7})", re.IGNORECASE)


def mended_xlsx(data: bytes, limits: SheetLimits) -> bytes:
    """The worksheets of an .xlsx in a new one, cut to the limits. Raises Refusal where something lies beyond them,
    or where a part is broken or missing.
    """
    buffer = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, True, 1) as new,
        ):
            MendedXlsx(old, new, limits).write()
    except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        raise Refusal("damaged") from None
    return buffer.getvalue()


class MendedXlsx:
    """Writes the parts of the new workbook."""

    def __init__(self, old: zipfile.ZipFile, new: zipfile.ZipFile, limits: SheetLimits) -> None:
        self.old, self.new, self.limits = old, new, limits
        self.package = Package(old)
        self.sheets = [each for each in self.package.sheets if each.kind == "worksheet"]
        self.strings = list(self.read_strings())

    def write(self) -> None:
        if not any(each.part for each in self.sheets):
            raise Refusal("damaged")
        write_xlsx(self.new, self.book(), map(self.sheet, self.sheets))

    def book(self) -> NewBook:
        """Names and states of the sheets, number formats, and which style of cells has which."""
        found = elements(head_of(self.old, self.package.styles, MOST_XML), "numFmt", "xf")
        formats = [
            (whole(each["numFmtId"]), each.get("formatCode", ""))
            for parent, name, each in found
            if name == "numFmt" and parent == "numFmts" and "numFmtId" in each
        ]
        styles = [
            whole(each.get("numFmtId", "")) for parent, name, each in found if (parent, name) == ("cellXfs", "xf")
        ]
        names = [(each.name, each.state) for each in self.sheets]
        return NewBook(names, self.package.from_1904, self.package.recalculates, formats, styles)

    def read_strings(self) -> Iterator[str]:
        """The texts that cells share."""
        if self.package.strings:
            with self.old.open(self.package.strings) as file:
                for item in branches(file, "si"):
                    yield rich_text(item)

    def sheet(self, sheet: SheetPart) -> Iterator[str]:
        """The XML of a sheet: rows with cells, merged cells, what is printed around them."""
        merged, printed, last, width = [], "", 0, 1
        if sheet.part:
            with self.old.open(sheet.part) as file:
                for element in branches(file, "row", "mergeCell", "headerFooter"):
                    name = name_of(element)
                    if name == "row":
                        last, cells, wide = self.row(element, last)
                        width = max(width, wide)
                        yield cells
                    elif name == "mergeCell":
                        merged.append(attribute(element, "ref"))
                    else:
                        printed = printed_texts(element)
        elif sheet.target:
            raise Refusal("damaged")
        yield "</sheetData>" + merged_cells(merged, last, width) + printed

    def row(self, row: Any, last: int) -> tuple[int, str, int]:
        """(number of the row, its XML, how many columns its cells reach)."""
        number, at, cells = whole(attribute(row, "r")) or last + 1, -1, []
        for cell in row:
            if name_of(cell) != "c":
                continue
            place = _PLACE.fullmatch(attribute(cell, "r").strip())
            at = index_of(place[1].upper()) if place else at + 1
            number = int(place[2]) if place and int(place[2]) > 0 else number
            written = self.cell(cell, at, number)
            cells.append(written)
        hidden = TRUTHS.get(attribute(row, "hidden")) == "1"
        text = row_xml(number, "".join(cells), hidden) if any(cells) or hidden else ""
        return number if any(cells) else last, text, at + 1 if any(cells) else 0

    def cell(self, cell: Any, column: int, row: int) -> str:
        """The XML of a cell, nothing for an empty one. Raises Refusal where it lies beyond the limits."""
        kind, style, formula = attribute(cell, "t").strip() or "n", attribute(cell, "s").strip(), inside(cell, "f")
        value = self.value(cell, kind)
        if not value and formula is None:
            return ""
        if row > self.limits["rows"] or column >= self.limits["columns"]:
            if value.strip() or formula is not None:
                raise Refusal("far", cell=f"{letter_of(column)}{row}"[:LONGEST_PLACE])
            return ""
        kind = written_as(kind, value) if value or kind == "str" else "n"
        return cell_xml(row, column, kind, truth(value) if kind == "b" else value, whole(style), formula)

    def value(self, cell: Any, kind: str) -> str:
        """The text of a cell's value: of a shared text, or of its own."""
        if kind == "inlineStr":
            return "".join(rich_text(each) for each in cell if name_of(each) == "is")
        value = inside(cell, "v") or ""
        if kind == "s":
            number = whole(value)
            return self.strings[number] if value.strip().isdecimal() and number < len(self.strings) else LOST_TEXT
        return value if kind == "str" else value.strip()


def written_as(kind: str, value: str) -> str:
    """How a value is written: as a text where it is not what its kind says."""
    if kind == "s" and value == LOST_TEXT:
        return "e"
    if kind == "s" or kind not in KINDS:
        return "inlineStr"
    if kind == "n" and value and not is_number(value):
        return "inlineStr"
    return "inlineStr" if kind == "b" and not truth(value) else kind


def truth(value: str) -> str:
    """1 or 0; any other number is true, as LibreOffice has it; "" where the value is none."""
    return TRUTHS.get(value) or (str(int(float(value) != 0)) if is_number(value) else "")


def is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return value.isascii() and "_" not in value


def rich_text(element: Any) -> str:
    """The runs of a text together, without how it is pronounced."""
    texts = []
    for each in element:
        name = name_of(each)
        if name == "t":
            texts.append("".join(each.itertext()))
        elif name == "r":
            texts.append(rich_text(each))
    return "".join(texts)


def merged_cells(ranges: list[str], last: int, width: int) -> str:
    """The merged cells that make sense; whole rows and columns reach as far as there are cells."""
    found = [written for each in ranges if (written := merged_range(each, last, width))]
    return f"<mergeCells>{''.join(found)}</mergeCells>" if found else ""


def merged_range(written: str, last: int, width: int) -> str:
    match = _RANGE.fullmatch(written.strip())
    if not match or not (match[1] and match[3] or match[2] and match[4]):
        return ""
    left, right = (index_of(match[1].upper()), index_of(match[3].upper())) if match[1] and match[3] else (0, width - 1)
    top, bottom = (int(match[2]), int(match[4])) if match[2] and match[4] else (1, last)
    right, bottom = min(right, LAST_COLUMN - 1), min(bottom, LAST_ROW)
    if top < 1 or bottom < top or right < left or (top, left) == (bottom, right):
        return ""
    return f'<mergeCell ref="{letter_of(left)}{top}:{letter_of(right)}{bottom}"/>'


def printed_texts(element: Any) -> str:
    texts = "".join(
        f"<{name_of(each)}>{escape(legal(each.text or ''))}</{name_of(each)}>" for each in element if name_of(each)
    )
    return f"<headerFooter>{texts}</headerFooter>"
