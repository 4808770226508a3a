"""Many rows written into a workbook: openpyxl draws the sheet with a sample of each row, the rows follow as XML.

Writing 100.000 rows cell by cell takes openpyxl tens of seconds; here a row costs one joined string.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import islice
from typing import IO
from xml.sax.saxutils import escape

from openpyxl import Workbook

Value = str | int | None
Kind = type | str | int | None  # a value's class; of what is empty, the value itself
MakeRows = Callable[[list[list[int]]], Iterable[str]]
Filling = tuple[int, MakeRows]
BATCH = 1000
SAMPLE = re.compile(rb'<row r="(\d+)".*?</row>', re.DOTALL)
STYLE = re.compile(rb' s="(\d+)"')
DIMENSION = re.compile(rb"<dimension [^>]*/>")
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ is how a sheet writes an A
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def pour(book: Workbook, target: IO[bytes], fillings: Iterable[Filling]) -> None:
    """Save the openpyxl workbook to the target, its sample rows replaced.

    `fillings`, one a sheet: (number of the first sample row, call). From there on every row of the sheet is a sample;
    `call(styles)` gets the styles of each sample's cells and yields rows (made by `row`).
    """
    drawn = io.BytesIO()
    book.save(drawn)
    parts = {f"xl/worksheets/sheet{number}.xml": filling for number, filling in enumerate(fillings, 1)}
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as made:
        for name in source.namelist():
            if name in parts:
                with made.open(name, "w", force_zip64=True) as sheet:
                    write_sheet(sheet, source.read(name), *parts[name])
            else:
                made.writestr(name, source.read(name))


def write_sheet(sheet: IO[bytes], drawn: bytes, first: int, call: MakeRows) -> None:
    drawn = DIMENSION.sub(b"", drawn, count=1)  # readers trust it, and it covers the sample only
    samples = [found for found in SAMPLE.finditer(drawn) if int(found[1]) >= first]
    sheet.write(drawn[: samples[0].start()])
    rows = iter(call([[int(style) for style in STYLE.findall(found[0])] for found in samples]))
    with ThreadPoolExecutor(1) as second:  # packs rows while the next are being made
        packed = None
        while batch := "".join(islice(rows, BATCH)):
            if packed:
                packed.result()
            packed = second.submit(sheet.write, batch.encode())
        if packed:
            packed.result()
    sheet.write(drawn[samples[-1].end() :])


def row(number: int, styles: Iterable[int], values: Sequence[Value], height: float | None = None) -> str:
    """A row's XML. Integers are numbers, everything else is text and stays text, whatever it begins with."""
    tall = f' ht="{height}" customHeight="1"' if height else ""
    if not is_plain("".join(map(str, values))):
        values = [escaped(value) for value in values]
    numbered: list[Value] = [str(number)] * (2 * len(values))
    numbered[1::2] = values
    kinds = tuple([value and value.__class__ for value in values])  # of what is empty, the value itself
    return f'<row r="{number}"{tall}>{cells(tuple(styles), kinds) % tuple(numbered)}</row>'


def is_plain(text: str) -> bool:
    """True where nothing in it is written otherwise in XML."""
    return text.isprintable() and not ("&" in text or "<" in text or ">" in text or "_x" in text)


def escaped(value: Value) -> Value:
    return escape(ILLEGAL.sub(" ", LOOKS_ESCAPED.sub("_x005F_", value))) if isinstance(value, str) else value


@lru_cache(maxsize=256)
def cells(styles: tuple[int, ...], kinds: tuple[Kind, ...]) -> str:
    """What the cells of such rows have in common, to be filled with the row's number and the value of each."""
    return "".join(cell(*one) for one in zip(LETTERS, styles, kinds, strict=False))


def cell(letter: str, style: int, kind: Kind) -> str:
    place = f'<c r="{letter}%s" s="{style}"'
    if kind is None or kind == "":
        return f"{place}/>%.0s"
    if not isinstance(kind, type) or issubclass(kind, int):
        return f"{place}><v>%s</v></c>"
    return f'{place} t="inlineStr"><is><t>%s</t></is></c>'


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
