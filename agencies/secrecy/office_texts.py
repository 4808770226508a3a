"""Texts of an Office file (.docx, .xlsx): every XML part of its archive, paragraph by paragraph. Pure, no Django.

Headers and footers, text boxes, comments, notes, deleted text, properties, and files embedded in it are parts too.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

MOST_BYTES, DEEPEST = 64 * 1024**2, 2
_TEXT_END = re.compile(
    r"</(?:\w+:)?(?:p|si|is|v|f|comment|text|author|[a-z]*(?:header|footer))\s*>|<(?:\w+:)?(?:br|cr|tab)\b[^>]*>", re.I
)
_TAG = re.compile(r"<[^>]*>")
_PROPERTIES = ("docprops/", "customxml/", "meta.xml")
_EMBEDDED = (".docx", ".xlsx", ".pptx", ".docm", ".xlsm")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class TooMuch(ValueError):
    """The archive unfolds to more than a file of an office does."""


def office_texts(data: bytes, depth: int = 0) -> Iterator[str]:
    """Every text of the file, runs of one paragraph or cell joined. Raises TooMuch, zipfile.BadZipFile."""
    room = MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            lower = name.lower()
            if not lower.endswith((".xml", ".vml", *_EMBEDDED)):
                continue
            with archive.open(name) as part:
                content = part.read(room + 1)
            room -= len(content)
            if room < 0:
                raise TooMuch
            if lower.endswith(_EMBEDDED):
                yield from embedded_texts(content, depth)
            else:
                yield from part_texts(content, each_tag=lower.startswith(_PROPERTIES))


def embedded_texts(content: bytes, depth: int) -> Iterator[str]:
    """Texts of a file inside the file; what is no archive has none to read."""
    if depth >= DEEPEST:
        raise TooMuch
    if zipfile.is_zipfile(io.BytesIO(content)):
        yield from office_texts(content, depth + 1)


def part_texts(content: bytes, *, each_tag: bool) -> Iterator[str]:
    """Texts of one XML part; with `each_tag` every tag parts them, as it does among properties."""
    xml = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8", "replace")
    for text in _TAG.split(xml) if each_tag else map(without_tags, _TEXT_END.split(xml)):
        if text and not text.isspace():
            yield unescape(text)


def without_tags(xml: str) -> str:
    return _TAG.sub("", xml)
