"""A .csv as offices save it: its encoding, its delimiter, its rows."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from agencies.formats.old_encodings import DECODERS

from .file_kinds import Refusal
from .old_encodings import is_unicode, score

DELIMITERS = ";,\t|"
SAMPLE_LINES, SAMPLE_TEXT = 60, 200_000
LONGEST_CELL = 100_000
# "H? s? d?n m?t": saved in an encoding without these letters, each of which became a question mark.
_LOST, FEWEST_LOST = re.compile(r"[^\W\d_]\?(?=[^\W\d_])"), 3


def read_csv(data: bytes, most: float = float("inf")) -> list[list[str]]:
    """Rows of text cells, all of one width; no more than `most`. Raises Refusal."""
    text = decode(data)
    if "\0" in text:
        raise Refusal("mislabelled")
    if letters_are_lost(text[:SAMPLE_TEXT]):
        raise Refusal("letters")
    if names_delimiter := text[:4].lower() == "sep=":
        text = text.split("\n", 1)[-1]
    csv.field_size_limit(LONGEST_CELL)
    delimiter = sniff(text)
    try:
        rows = rows_in(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most)
    except csv.Error:
        if '"' in text:
            refuse_open_quote(text, delimiter)
        raise Refusal("damaged") from None
    if '"' in text and any("\n" in cell and delimiter in cell for row in rows for cell in row):
        refuse_open_quote(text, delimiter)
    rows = [[], *rows] if names_delimiter else rows
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def letters_are_lost(text: str) -> bool:
    return len(_LOST.findall(text)) >= FEWEST_LOST and not is_unicode(text)


def rows_in(reader: Iterator[list[str]], most: float) -> list[list[str]]:
    """All rows to the last one with content; spreadsheets write a million rows of delimiters after it."""
    rows: list[list[str]] = []
    blank = 0
    for row in reader:
        if any(row):
            rows += [[]] * blank
            rows.append(row)
            blank = 0
            if len(rows) > most:
                raise Refusal("rows")
        else:
            blank += 1
    return rows


def refuse_open_quote(text: str, delimiter: str) -> None:
    """Raises Refusal where a quotation mark is opened and not closed before its delimiter: rows melt into a cell."""
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        raise Refusal("quotes", line=line) from None


def decode(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return decoded(data, encoding)
    if data[:400].count(0) > len(data[:400]) // 4:
        return decoded(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return most_vietnamese(data)


def decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("damaged") from None


def most_vietnamese(data: bytes) -> str:
    """Windows-1258 or Latin-1 (which TCVN3 and VNI hide in): whichever gives more Vietnamese words."""
    as_1258, as_latin = data.decode("cp1258", "replace"), data.decode("cp1252", "replace")
    sample = as_latin[:SAMPLE_TEXT].splitlines()
    old = max(score(sample, decode) for decode in DECODERS.values())
    return as_1258 if score(as_1258[:SAMPLE_TEXT].splitlines(), str) >= old else data.decode("latin-1")


def sniff(text: str) -> str:
    """The delimiter that cuts most lines into the same, largest number of cells."""
    lines = io.StringIO("\n".join(text[:SAMPLE_TEXT].splitlines()[:SAMPLE_LINES]))

    def worth(delimiter: str) -> int:
        lines.seek(0)
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0
        return max((width * count for width, count in widths.items()), default=0)

    return max(DELIMITERS, key=worth)
