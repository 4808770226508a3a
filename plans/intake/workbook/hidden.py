"""Rows and columns of a sheet that are not shown, by hand or by a filter: they are read like others, and reported."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

MOST_XML, CHUNK, LAST_COLUMN, MOST_ROWS = 16 * 1024**2, 1024**2, 16_384, 200_000
TRUE, NOT_SHOWN = ("1", "true"), ("collapse", "filter")
ROW_RECORD, COLUMN_RECORD, BEGIN_RECORD, SHEET_RECORD = 0x0208, 0x007D, 0x0809, 0x0085
WORKSHEET = 0x0010
BROKEN = (KeyError, OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, expat.ExpatError)
Attributes = dict[str, str]


@dataclass
class Hidden:
    """What is not shown of a sheet: Excel's numbers of rows, indices of columns."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def hidden_in(data: bytes, kind: str) -> dict[str, Hidden]:
    """{sheet name: what is not shown of it}; a file that cannot be walked says nothing, its reader judges it."""
    find = {"xlsx": of_xlsx, "ods": of_ods, "xls": of_xls}.get(kind)
    try:
        return find(data) if find else {}
    except (*BROKEN, struct.error, IndexError):
        return {}


def of_xlsx(data: bytes) -> dict[str, Hidden]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = {name: hidden_of_part(archive, part) for name, part in parts_of(archive).items()}
    return {name: hidden for name, hidden in sheets.items() if hidden.rows or hidden.columns}


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """{sheet name: name of its part}."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relationship(name: str, has: Attributes) -> None:
        if name == "Relationship":
            targets[has.get("Id", "")] = has.get("Target", "")

    def sheet(name: str, has: Attributes) -> None:
        if name == "sheet":
            names[has.get("name", "")] = next((has[each] for each in has if each.split(":")[-1] == "id"), "")

    walk([archive.open("xl/_rels/workbook.xml.rels").read(MOST_XML)], relationship)
    walk([archive.open("xl/workbook.xml").read(MOST_XML)], sheet)
    known = set(archive.namelist())
    found = {name: normpath(join("xl", targets.get(key, "")).lstrip("/")) for name, key in names.items()}
    found |= {name: targets[key].lstrip("/") for name, key in names.items() if targets.get(key, "").startswith("/")}
    return {name: part for name, part in found.items() if part in known}


def hidden_of_part(archive: zipfile.ZipFile, part: str) -> Hidden:
    found, last = Hidden(), 0

    def element(name: str, has: Attributes) -> None:
        nonlocal last
        if name == "row":
            last = int(has.get("r", last + 1))
            if has.get("hidden") in TRUE:
                found.rows.add(last)
        elif name == "col" and has.get("hidden") in TRUE:
            found.columns.update(range(int(has["min"]) - 1, min(int(has["max"]), LAST_COLUMN)))

    if any(b"hidden" in piece for piece in pieces(archive, part)):  # most sheets hide nothing: no parser for them
        walk(pieces(archive, part), element)
    return found


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def walk(texts: Iterator[bytes] | list[bytes], element: Callable[[str, Attributes], None]) -> None:
    """Calls with the name of each element, without its prefix, and its attributes."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, has: element(name.rsplit(":", 1)[-1], has)
    for text in texts:
        parser.Parse(text, False)


def of_ods(data: bytes) -> dict[str, Hidden]:
    sheets: dict[str, Hidden] = {}
    at = {"row": 0, "column": 0}

    def element(name: str, has: Attributes) -> None:
        attributes = {each.rsplit(":", 1)[-1]: value for each, value in has.items()}
        if name == "table":
            sheets[attributes.get("name", "")] = Hidden()
            at.update(row=0, column=0)
        elif name in ("table-row", "table-column") and sheets:
            what = name.removeprefix("table-")
            count = int(attributes.get(f"number-{what}s-repeated", 1))
            if attributes.get("visibility") in NOT_SHOWN:
                here, most = at[what], MOST_ROWS if what == "row" else LAST_COLUMN
                places = range(here, min(here + count, most))
                hidden = list(sheets.values())[-1]
                hidden.rows.update(each + 1 for each in places) if what == "row" else hidden.columns.update(places)
            at[what] += count

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        walk(pieces(archive, "content.xml"), element)
    return {name: hidden for name, hidden in sheets.items() if hidden.rows or hidden.columns}


def of_xls(data: bytes) -> dict[str, Hidden]:
    from plans.intake.secrets.outside_xls import stream_of_records  # olefile costs the child 15 ms

    found: dict[str, Hidden] = {}
    names: list[tuple[int, str]] = []  # (where the sheet begins, its name)
    current: Hidden | None = None
    for place, kind, content in stream_of_records(data):
        if kind == SHEET_RECORD:
            names.append((struct.unpack_from("<I", content)[0], name_of(content)))
        elif kind == BEGIN_RECORD and struct.unpack_from("<H", content, 2)[0] == WORKSHEET:
            current = found.setdefault(dict(names).get(place, ""), Hidden())
        elif kind == ROW_RECORD and current is not None and struct.unpack_from("<H", content, 12)[0] & 0x20:
            current.rows.add(struct.unpack_from("<H", content)[0] + 1)
        elif kind == COLUMN_RECORD and current is not None and struct.unpack_from("<H", content, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", content)
            current.columns.update(range(first, min(last + 1, 256)))
    return {name: hidden for name, hidden in found.items() if hidden.rows or hidden.columns}


def name_of(content: bytes) -> str:
    """The name of a sheet in the record that lists it (BIFF8)."""
    length, wide = content[6], content[7] & 1
    text = content[8 : 8 + length * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")
