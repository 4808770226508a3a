"""Writes a small .xlsx with cells alone, as the reader of the sheets knows them best."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from .column_letters import letter_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HIDDEN = ' hidden="1"'
STATES = ("hidden", "veryHidden")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class NewBook(NamedTuple):
    """What is in a workbook beside its cells."""

    sheets: Sequence[tuple[str, str]]  # (name, state)
    from_1904: bool
    recalculates: bool
    formats: Sequence[tuple[int, str]]  # (number, code)
    styles: Sequence[int]  # which number format each style of cells has


def write_xlsx(new: zipfile.ZipFile, book: NewBook, sheets: Iterable[Iterator[str]]) -> None:
    """Writes the parts; each sheet as the pieces of its XML come."""
    names = {f"worksheets/sheet{number}": "worksheet" for number in range(1, len(book.sheets) + 1)}
    new.writestr("[Content_Types].xml", content_types({"workbook": "sheet.main", "styles": "styles"} | names))
    new.writestr("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")]))
    new.writestr("xl/workbook.xml", workbook_xml(book))
    targets = [("worksheet", f"{name}.xml") for name in names]
    new.writestr("xl/_rels/workbook.xml.rels", relations([*targets, ("styles", "styles.xml")]))
    new.writestr("xl/styles.xml", styles_xml(book))
    for number, pieces in enumerate(sheets, 1):
        with new.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as out:
            out.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for piece in pieces:
                out.write(piece.encode())
            out.write(b"</worksheet>")


def workbook_xml(book: NewBook) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(legal(name))} sheetId="{number}" '
        f'state="{state if state in STATES else "visible"}" r:id="r{number}"/>'
        for number, (name, state) in enumerate(named_apart(book.sheets), 1)
    )
    calculated = '<calcPr fullCalcOnLoad="1"/>' if book.recalculates else ""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(book.from_1904)}"/>'
        f"<sheets>{sheets}</sheets>{calculated}</workbook>"
    )


def named_apart(sheets: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The sheets, a name that comes again with its number behind it."""
    seen: dict[str, int] = {}
    for name, state in sheets:
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), state


def styles_xml(book: NewBook) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(legal(code))}/>' for number, code in book.formats
    )
    styles = "".join(f'<xf numFmtId="{each}"/>' for each in book.styles or [0])
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'


def row_xml(number: int, cells: str, hidden: bool = False) -> str:
    return f'<row r="{number}"{HIDDEN if hidden else ""}>{cells}</row>'


def cell_xml(row: int, column: int, kind: str, value: str, style: int = 0, formula: str | None = None) -> str:
    """A cell; `kind` as in a workbook, texts always of their own."""
    place = f'r="{letter_of(column)}{row}" s="{style}"'
    if kind == "inlineStr":
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(legal(value))}</t></is></c>'
    formula = f"<f>{escape(legal(formula))}</f>" if formula is not None else ""
    return f'<c {place} t="{kind}">{formula}<v>{escape(legal(value))}</v></c>'


def legal(text: str | None) -> str:
    return _NOT_XML.sub("", text or "")


def content_types(kinds: dict[str, str]) -> str:
    parts = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    links = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{links}{parts}</Types>'


def relations(links: list[tuple[str, str]]) -> str:
    parts = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>'
