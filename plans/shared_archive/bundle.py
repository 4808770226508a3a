"""The .zip of an export: each batch as .xlsx, .json and .csv, the schema, and a manifest with counts and check sums.

The same records make the same bytes, whenever they are written.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Font

from plans.models import MetadataField

from .records import Value

LONG_AGO = (1980, 1, 1, 0, 0, 0)
SAVED_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
FORMULA = ("=", "+", "-", "@", "\t")
NAMES = {"fonds": "phong", "file": "ho-so", "picture": "phim-anh", "sound": "ghi-am", "video": "ghi-hinh"}


@dataclass
class Batch:
    """So many records of one list, in one part of the export."""

    part: str
    number: int
    fields: Sequence[MetadataField]
    rows: Sequence[dict[str, Value]]
    a4_pages: int = 0

    @property
    def name(self) -> str:
        return f"{NAMES[self.part]}-{self.number:03}"


@dataclass
class Bundle:
    """Writes batches into a .zip and keeps what its manifest says of them."""

    target: IO[bytes]
    agency: str
    parts: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> "Bundle":
        self.zip = zipfile.ZipFile(self.target, "w", zipfile.ZIP_DEFLATED)
        return self

    def __exit__(self, *error: object) -> None:
        self.zip.close()

    def add(self, batch: Batch) -> None:
        """The batch in its three formats."""
        for extension, content in formats_of(batch, self.agency):
            name = f"{batch.name}.{extension}"
            self.write(name, content)
            said = {"name": name, "part": batch.part, "batch": batch.number, "records": len(batch.rows)}
            sums = {"pages": batch.a4_pages, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            self.parts.append(said | sums)

    def write(self, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name, LONG_AGO)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.zip.writestr(entry, content)

    def close_with(self, schema: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
        """Write schema and manifest; returns the manifest: what was `said`, then each part."""
        self.write("schema.json", as_json(schema))
        manifest = said | {"parts": self.parts}
        self.write("manifest.json", as_json(manifest))
        return manifest


def formats_of(batch: Batch, agency: str) -> Iterator[tuple[str, bytes]]:
    """(extension, content) of the batch."""
    said = {"part": batch.part, "agency": agency, "batch": batch.number, "records": list(batch.rows)}
    yield "json", as_json(said)
    yield "csv", as_csv(batch)
    yield "xlsx", as_workbook(batch)


def as_json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def as_csv(batch: Batch) -> bytes:
    """UTF-8 with its mark, so that Excel reads it; a text that a sheet would take for a formula begins with '."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    codes = [one.code for one in batch.fields]
    writer.writerow(codes)
    writer.writerows([plain(row.get(code, "")) for code in codes] for row in batch.rows)
    return out.getvalue().encode("utf-8-sig")


def plain(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_workbook(batch: Batch) -> bytes:
    """One sheet: codes, then Vietnamese names, then the records."""
    book = Workbook()
    sheet = book.active
    sheet.title = batch.name
    sheet.append([one.code for one in batch.fields])
    sheet.append([one.name + ("*" if one.required else "") for one in batch.fields])
    for row in batch.rows:
        sheet.append([row.get(one.code) for one in batch.fields])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A3"
    return without_clock(book)


def without_clock(book: Workbook) -> bytes:
    """The .xlsx without the hour in which it was saved."""
    drawn, out = io.BytesIO(), io.BytesIO()
    book.save(drawn)
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = SAVED_AT.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()
