"""Text of an .xls outside its cells: printed headers and footers, comments, text boxes, caches, properties.

The sheets' reader gives cells only, so the records of the stream are read here ([MS-XLS] 2.4: kind and length, then
the bytes), as far as they carry a text outside the cells.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

import olefile

from agencies.secrecy.marks import is_marked

from .outside_cells import PROPERTIES, without_print_codes

PRINTED, NOTED, CACHED = "đầu trang, chân trang in", "chú thích, khung chữ, hình vẽ", "dữ liệu đệm của tệp"
HEADER, FOOTER, NOTE, CONTINUE, CACHE, TEXT_OBJECT, CHART_TEXT = 0x14, 0x15, 0x1C, 0x3C, 0x5A, 0x1B6, 0x100D
CACHED_TEXT = 2
STREAMS = ("Workbook", "Book")
OLD_CODE_PAGE = "cp1258"
NAMED = ("title", "subject", "author", "keywords", "comments", "last_saved_by", "category", "manager", "company")


def marked_outside_xls(data: bytes) -> list[str]:
    """The kinds of places outside the cells of an .xls that carry a mark of secrecy, each once.

    A container that cannot be walked has none: the sheets' reader judges whether it is damaged.
    """
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            found = [*texts_of_records(container), *texts_of_properties(container)]
    except (OSError, ValueError, IndexError, struct.error):
        return []
    return list(dict.fromkeys(place for place, text in found if is_marked(text)))


def texts_of_records(container: olefile.OleFileIO) -> Iterator[tuple[str, str]]:
    """(kind of place, text) of the records that are no cells."""
    for name in STREAMS:
        if container.exists(name):
            before = 0
            for kind, content in records(container.openstream(name).read()):
                for text in texts_in(kind, content, before):
                    yield place_of(kind), text
                before = kind if kind != CONTINUE else before


def stream_of_records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(place in the stream, kind, content) of each record of an .xls."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        name = next((each for each in STREAMS if container.exists(each)), "")
        stream = container.openstream(name).read() if name else b""
    at = 0
    for kind, content in records(stream):
        yield at, kind, content
        at += 4 + len(content)


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of each record of the stream."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def place_of(kind: int) -> str:
    return PRINTED if kind in (HEADER, FOOTER) else CACHED if kind == CACHE else NOTED


def texts_in(kind: int, content: bytes, before: int) -> Iterator[str]:
    """The texts that the record may hold; `before`: the kind of record that a CONTINUE goes on."""
    if kind in (HEADER, FOOTER):
        yield without_print_codes(counted_text(content))
    elif kind == CONTINUE and before == TEXT_OBJECT:
        yield decoded(content[:1], content[1:])
    elif kind == NOTE:
        yield counted_text(content[8:])  # behind row, column, options and number of the comment: its author
    elif kind == CHART_TEXT:
        yield decoded(content[3:4], content[4:])
    elif kind == CACHE:
        yield from cached_texts(content[4:])


def counted_text(content: bytes) -> str:
    """A text behind its length: two bytes and a flag, or one byte in files from before Excel 97."""
    if content and content[0] == len(content) - 1:
        return content[1:].decode(OLD_CODE_PAGE, "replace")
    return decoded(content[2:3], content[3:])


def decoded(flag: bytes, letters: bytes) -> str:
    """Letters of two bytes where the flag says so, else of one."""
    wide = bool(flag) and bool(flag[0] & 1)
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")


def cached_texts(cells: bytes) -> Iterator[str]:
    """The texts of a row kept from another file: cells of a kind and nine bytes, but a text is as long as it says."""
    at = 0
    while at + 4 <= len(cells):
        if cells[at] != CACHED_TEXT:
            at += 9
            continue
        count, flag = struct.unpack_from("<HB", cells, at + 1)
        size = count * (2 if flag & 1 else 1)
        yield decoded(cells[at + 3 : at + 4], cells[at + 4 : at + 4 + size])
        at += 4 + size


def texts_of_properties(container: olefile.OleFileIO) -> Iterator[tuple[str, str]]:
    """(kind of place, text) of the summaries that Explorer shows."""
    found = container.get_metadata()
    for name in NAMED:
        value = getattr(found, name, None)
        if isinstance(value, bytes):
            yield from ((PROPERTIES, value.decode(code, "replace")) for code in ("utf-8", OLD_CODE_PAGE))
