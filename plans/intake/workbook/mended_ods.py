"""An .ods that the reader of the sheets stumbles over, written anew: its tables without what is around them.

LibreOffice indents its files on request, and other programs leave out the part that says what the file is.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .archives import Refusal
from .options import SheetLimits
from .xml_parts import attribute, branches, name_of, whole

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = {short: f"urn:oasis:names:tc:opendocument:xmlns:{short}:1.0" for short in ("office", "table", "text", "style")}
VALUES = ("value-type", "value", "date-value", "time-value", "boolean-value", "string-value")
REPEATED = ("number-columns-repeated", "number-columns-spanned", "number-rows-spanned")
CELLS, MOST_SPACES = ("table-cell", "covered-table-cell"), 100
ENTRY = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def mended_ods(data: bytes, limits: SheetLimits) -> bytes:
    """The tables of an .ods in a new one. Raises Refusal where its content is broken or missing."""
    buffer = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, True, 1) as new,
        ):
            content = next(name for name in old.namelist() if name.lower() == "content.xml")
            new.writestr("mimetype", KIND, zipfile.ZIP_STORED)
            new.writestr(
                "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{MANIFEST}">{ENTRY}</manifest:manifest>'
            )
            with old.open(content) as file, new.open("content.xml", "w", force_zip64=True) as out:
                for piece in content_of(branches(file, "style", "table-row", "table")):
                    out.write(piece.encode())
    except (StopIteration, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        raise Refusal("damaged") from None
    return buffer.getvalue()


def content_of(elements: Iterator[Any]) -> Iterator[str]:
    """The content in pieces: styles that hide a table, then the tables row by row."""
    names = " ".join(f'xmlns:{short}="{long}"' for short, long in NAMES.items())
    yield f'<office:document-content {names} office:version="1.2"><office:automatic-styles>'
    in_tables = in_table = False
    for element in elements:
        name = name_of(element)
        if name == "style":
            yield hiding_style(element) if not in_tables else ""
        elif not is_inside_cell(element):
            yield "" if in_tables else "</office:automatic-styles><office:body><office:spreadsheet>"
            table = element if name == "table" else next(element.iterancestors("{*}table"), None)
            yield "" if in_table or table is None else opened(table)
            in_tables, in_table = True, name != "table"
            yield row_of(element) if in_table else "</table:table>"
    yield "" if in_tables else "</office:automatic-styles><office:body><office:spreadsheet>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def hiding_style(style: Any) -> str:
    shown = [attribute(each, "display") for each in style if name_of(each) == "table-properties"]
    if attribute(style, "family") != "table" or "false" not in shown:
        return ""
    name = quoteattr(attribute(style, "name"))
    return (
        f'<style:style style:name={name} style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )


def is_inside_cell(element: Any) -> bool:
    """True for a table within a cell, which is none of the sheets."""
    return any(name_of(each) in CELLS for each in element.iterancestors())


def opened(table: Any) -> str:
    style = quoteattr(attribute(table, "style-name"))
    return f"<table:table table:name={quoteattr(attribute(table, 'name'))} table:style-name={style}>"


def row_of(row: Any) -> str:
    cells = "".join(cell_of(each) for each in row if name_of(each) in CELLS)
    times = attribute(row, "number-rows-repeated")
    repeated = f' table:number-rows-repeated="{times}"' if whole(times) > 1 else ""
    return f"<table:table-row{repeated}>{cells}</table:table-row>"


def cell_of(cell: Any) -> str:
    found = {f"table:{name}": attribute(cell, name) for name in REPEATED if whole(attribute(cell, name)) > 1}
    found |= {f"office:{name}": attribute(cell, name).strip() for name in VALUES if attribute(cell, name)}
    formula = attribute(cell, "formula")
    found |= {"table:formula": formula} if formula else {}
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in found.items())
    lines = "".join(f"<text:p>{escape(text_of(each))}</text:p>" for each in cell if name_of(each) in ("p", "h"))
    return f"<table:{name_of(cell)}{attributes}>{lines}</table:{name_of(cell)}>"


def text_of(element: Any) -> str:
    """The text of a paragraph: white space as it is shown, notes left out."""
    parts = [squeezed(element.text)]
    for each in element:
        name = name_of(each)
        if name == "s":
            parts.append(" " * min(whole(attribute(each, "c")) or 1, MOST_SPACES))
        elif name in ("tab", "line-break"):
            parts.append("\t" if name == "tab" else "\n")
        elif name and name != "annotation":
            parts.append(text_of(each))
        parts.append(squeezed(each.tail))
    return "".join(parts)


def squeezed(text: str | None) -> str:
    """White space is one blank, as everywhere in an .ods."""
    return (
        (" " if text[0].isspace() else "") + " ".join(text.split()) + (" " if text[-1].isspace() else "")
        if text
        else ""
    )
