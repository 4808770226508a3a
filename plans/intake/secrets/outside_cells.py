"""Text of a workbook outside its cells: comments, text boxes, printed headers and footers, properties, caches.

A mark of secrecy stands there as well as in a cell; only the kind of place is returned.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from agencies.secrecy.marks import hints_at_mark, is_marked
from plans.intake.workbook.file_kinds import head_of

MOST = 32 * 1024**2
PROPERTIES = "thuộc tính tệp"
PLACES = (
    (r"xl/(?:comments|threadedcomments)[^/]*(?:/[^/]+)?\.xml", "chú thích của ô"),
    (r"xl/(?:drawings|charts)/[^/]+\.(?:xml|vml)", "khung chữ, hình vẽ"),
    (r"(?:docprops|customxml)/[^/]+\.xml|meta\.xml", PROPERTIES),
    (r"xl/(?:pivotcache|externallinks)/[^/]+\.xml", "dữ liệu đệm của tệp"),
    (r"styles\.xml", "đầu trang, chân trang in"),
)
_PARAGRAPH = re.compile(
    r"</(?:\w+:)?(?:author|comment|threadedcomment|p|div|si|v|[a-z]*(?:header|footer))\s*>|<br\s*/>", re.I
)
_CACHED, _TAG = re.compile(r'<(?:\w+:)?s\b[^>]*\bv="([^"]*)"[^>]*>'), re.compile(r"<[^>]*>")
_PRINTED = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<", re.I)
_PRINT_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F+-]{6,7}|\d+|[A-Z])', re.I)
_NOTED = re.compile(
    r"<office:annotation\b.*?</office:annotation>|<draw:(?:frame|custom-shape)\b.*?</draw:\w[\w-]*>", re.DOTALL
)


def marked_outside(data: bytes) -> list[str]:
    """The kinds of places outside the cells of an .xlsx or .ods that carry a mark of secrecy, each once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return list(dict.fromkeys(place for place, text in texts_outside(archive) if has_mark(text)))


def texts_outside(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(kind of place, its XML) of every part that may hold a text outside the cells."""
    for name in archive.namelist():
        lower = name.lower()
        place = next((place for pattern, place in PLACES if re.fullmatch(pattern, lower)), "")
        if place == PROPERTIES:
            yield place, _TAG.sub("</p>", head_of(archive, name, MOST).decode("utf-8", "replace"))
        elif place:
            yield place, head_of(archive, name, MOST).decode("utf-8", "replace")
        elif lower == "content.xml":
            noted = _NOTED.findall(head_of(archive, name, MOST).decode("utf-8", "replace"))
            yield "chú thích, khung chữ", "\n".join(noted)


def has_mark(xml: str) -> bool:
    return any(is_marked(text) for text in paragraphs(xml)) if xml else False


def paragraphs(xml: str) -> Iterator[str]:
    """The texts of an XML part: runs of one paragraph joined, each kept value by itself."""
    for part in _PARAGRAPH.split(_CACHED.sub(r"</p>\1</p>", xml)):
        text = unescape(_TAG.sub("", part))
        if hints_at_mark(text):
            yield text


def printed_is_marked(tail: bytes) -> bool:
    """True where the last part of a worksheet's XML prints a mark at the head or foot of each page."""
    printed = _PRINTED.findall(tail.decode("utf-8", "replace"))
    return any(is_marked(without_print_codes(unescape(text))) for text in printed)


def without_print_codes(text: str) -> str:
    """A printed head or foot without what says where and in which font it stands."""
    return _PRINT_CODE.sub("\n", text)
