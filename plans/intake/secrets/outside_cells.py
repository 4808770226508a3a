"""Text of a workbook outside its cells: comments, text boxes, printed headers and footers, properties, caches.

A mark of secrecy is there as well as in a cell; only the kind of place is returned.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from agencies.secrecy.marks import hints_at_mark, is_marked
from plans.intake.workbook.archives import head_of
from plans.intake.workbook.html_tables import texts_beside
from plans.intake.workbook.xml_parts import text_of_part

MOST = 32 * 1024**2
PROPERTIES = "thuộc tính tệp"
PLACES = (
    (r"(?:.*/)?(?:comments|threadedcomments?)[^/]*(?:/[^/]+)?\.xml", "chú thích của ô"),
    (r"(?:.*/)?(?:drawings|charts|chartex|diagrams)/[^/]+\.(?:xml|vml)", "khung chữ, hình vẽ"),
    (r"(?:docprops|customxml)/[^/]+\.xml|meta\.xml", PROPERTIES),
    (r"(?:.*/)?(?:pivotcache|externallinks|querytables|tables|slicers?(?:caches)?)/[^/]+\.xml", "dữ liệu đệm của tệp"),
    (r"styles\.xml", "đầu trang, chân trang in"),
)
_PARAGRAPH = re.compile(
    r"</(?:\w+:)?(?:author|comment|threadedcomment|p|div|si|v|[a-z]*(?:header|footer))\s*>|<br\s*/>", re.I
)
_CACHED, _TAG = re.compile(r"""<(?:\w+:)?s\b[^<>]*\bv\s*=\s*(?:"([^"]*)"|'([^']*)')[^<>]*>"""), re.compile(r"<[^>]*>")
_PRINTED = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<", re.I)
_PRINT_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F+-]{6,7}|\d+|[A-Z])', re.I)
_NOTED = re.compile(
    r"<office:annotation\b.*?</office:annotation>|<draw:(?:frame|custom-shape)\b.*?</draw:\w[\w-]*>", re.DOTALL
)


def marked_outside(data: bytes) -> list[str]:
    """The kinds of places outside the cells of an .xlsx or .ods that carry a mark of secrecy, each once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return list(dict.fromkeys(place for place, text in texts_outside(archive) if has_mark(text)))


def marked_beside(page: bytes) -> list[str]:
    """The same of a page of the web that is read as a workbook."""
    return ["phần ngoài bảng"] if any(is_marked(without_print_codes(text)) for text in texts_beside(page)) else []


def texts_outside(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(kind of place, its XML) of every part that may hold a text outside the cells."""
    for name in archive.namelist():
        lower = name.lower()
        place = next((place for pattern, place in PLACES if re.fullmatch(pattern, lower)), "")
        if place == PROPERTIES:
            yield place, _TAG.sub("</p>", text_of_part(head_of(archive, name, MOST)))
        elif place:
            yield place, text_of_part(head_of(archive, name, MOST))
        elif lower == "content.xml":
            noted = _NOTED.findall(text_of_part(head_of(archive, name, MOST)))
            yield "chú thích, khung chữ", "\n".join(noted)


def has_mark(xml: str) -> bool:
    return any(is_marked(text) for text in paragraphs(xml)) if xml else False


def paragraphs(xml: str) -> Iterator[str]:
    """The texts of an XML part: runs of one paragraph joined, each kept value by itself."""
    for part in _PARAGRAPH.split(_CACHED.sub(r"</p>\1\2</p>", xml)):
        text = unescape(_TAG.sub("", part))
        if hints_at_mark(text):
            yield text


def printed_is_marked(tail: bytes) -> bool:
    """True where the last part of a worksheet's XML prints a mark at the head or foot of each page."""
    printed = _PRINTED.findall(tail.decode("utf-8", "replace"))
    return any(is_marked(without_print_codes(unescape(text))) for text in printed)


def without_print_codes(text: str) -> str:
    """A printed head or foot without what says where and in which font it is printed."""
    return _PRINT_CODE.sub("\n", text)
