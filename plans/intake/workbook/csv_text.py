"""A .csv as offices save it: its encoding, its delimiter, its rows."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from agencies.formats.old_encodings import DECODERS
from plans.intake.cells.values import BROKEN_LETTER

from .archives import Refusal
from .old_encodings import is_unicode, score

DELIMITERS = ";,\t|"
SAMPLE_LINES, SAMPLE_TEXT = 60, 200_000
LONGEST_CELL = 100_000
SAMPLE_BYTES, FEWEST_WHOLE = 2_000_000, 4  # letters for each that is broken
# "H? s? d?n m?t": saved in an encoding without these letters, each of which became a question mark.
_LOST, FEWEST_LOST = re.compile(r"[^\W\d_]\?(?=[^\W\d_])"), 3


def read_csv(data: bytes, most: float = float("inf")) -> list[list[str]]:
    """Rows of text cells, all of one width; no more than `most`. Raises Refusal."""
    text = decode(without_end(data))
    if "\0" in text:
        raise Refusal("mislabelled")
    if letters_are_lost(text[:SAMPLE_TEXT]):
        raise Refusal("letters")
    if names_delimiter := text[:4].lower() == "sep=":
        text = text.split("\n", 1)[-1]
    csv.field_size_limit(LONGEST_CELL)
    delimiter = sniff(text)
    text = plainly_quoted(text, delimiter)
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


def without_end(data: bytes) -> bytes:
    """Without the zeros with which some programs and disks fill up a file; letters of two bytes stay whole."""
    end = data.rstrip(b"\0")
    if len(data) - len(end) > 1 or is_in_bytes(data[:400]):
        return end + b"\0" * (0 if is_in_bytes(data[:400]) else len(end) % 2)
    return data


def is_in_bytes(start: bytes) -> bool:
    """True where letters take a byte each, or a few, but not two each."""
    return not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and start.count(0) <= len(start) // 4


def plainly_quoted(text: str, delimiter: str) -> str:
    """The text with the quotation marks of ="01" and of \\"…\\" as any reader knows them."""
    if '="' in text:
        edge = re.escape(delimiter)
        text = re.sub(rf'(?:(?<=^)|(?<=[{edge}\r\n]))="((?:[^"\r\n]|"")*)"(?=[{edge}\r\n]|$)', r'"\1"', text)
        text = re.sub(rf'(?:(?<=^)|(?<=[{edge}\r\n]))"=""((?:[^"\r\n])*)"""(?=[{edge}\r\n]|$)', r'"\1"', text)
    if '\\"' in text and not is_strict(text, delimiter):
        escaped = re.sub(r'\\(["\\])', lambda found: '""' if found[1] == '"' else "\\", text)
        return escaped if is_strict(escaped, delimiter) else text
    return text


def is_strict(text: str, delimiter: str) -> bool:
    """True where each quotation mark is opened, doubled or closed as the rules of .csv have it."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


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
    if not is_in_bytes(data[:400]):
        return decoded(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return mostly_utf8(data) if is_mostly_utf8(data[:SAMPLE_BYTES]) else most_vietnamese(data)


def mostly_utf8(data: bytes) -> str:
    """With the sign for a broken letter wherever a letter was cut; `cells.values.BROKEN_LETTER`."""
    return data.decode("utf-8", "replace")


def is_mostly_utf8(data: bytes) -> bool:
    """True where bytes that are no UTF-8 are few among letters that are."""
    text = mostly_utf8(data)
    broken = text.count(BROKEN_LETTER)
    return broken * FEWEST_WHOLE < sum(not char.isascii() for char in text)


def decoded(data: bytes, encoding: str) -> str:
    """Letters of two bytes; half a one at the end is dropped."""
    try:
        return data[: len(data) // 2 * 2].decode(encoding) if encoding != "utf-8-sig" else data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


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
