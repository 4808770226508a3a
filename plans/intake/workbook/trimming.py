"""In the child, where a sheet did not fit into memory: the workbook without the blank cells far off its tables.

Somebody typed a space in XFD1048576: few bytes of XML, but every cell up to there in a reader's memory.
"""

import io
import re
import zipfile
from html import unescape

from .column_letters import index_of
from .file_kinds import Refusal
from .options import SheetLimits

_CELL = re.compile(rb"<c\s(?P<attributes>[^<>]*?)(?:/>|>(?P<inside>.*?)</c>)", re.DOTALL)
_PLACE, _SHARED = re.compile(rb'\br="([A-Z]{1,9})(\d{1,12})"'), re.compile(rb'\bt="s"')
_VALUE, _TEXT = re.compile(rb"<v[^<>]*>([^<]*)</v>"), re.compile(rb"<t(?:\s[^<>]*)?>([^<]*)</t>")
_ITEM = re.compile(rb"<si\s*/>|<si[^<>]*>.*?</si>", re.DOTALL)
LONGEST_PLACE = 20


def trimmed(data: bytes, limits: SheetLimits) -> bytes:
    """The same .xlsx, its sheets cut to the limits. Raises Refusal where something stands beyond them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as new:
        strings = Strings(old)
        for name in old.namelist():
            content = old.read(name)
            if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
                content = _CELL.sub(lambda match: kept(match, strings, limits), content)
            new.writestr(name, content)
    return buffer.getvalue()


class Strings:
    """The texts that cells share, looked up only for a cell far away."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.items: list[bytes] | None = None

    def __getitem__(self, number: int) -> str:
        if self.items is None:
            names = [name for name in self.archive.namelist() if name.lower() == "xl/sharedstrings.xml"]
            self.items = _ITEM.findall(self.archive.read(names[0])) if names else []
        return text_of(self.items[number]) if number < len(self.items) else "?"


def kept(match: re.Match[bytes], strings: Strings, limits: SheetLimits) -> bytes:
    """The cell itself, or nothing where it lies beyond the limits and is blank."""
    place = _PLACE.search(match["attributes"])
    if not place or (int(place[2]) <= limits["rows"] and index_of(place[1].decode()) < limits["columns"]):
        return match[0]
    if content(match, strings).strip():
        raise Refusal("far", cell=(place[1] + place[2]).decode()[:LONGEST_PLACE])
    return b""


def content(match: re.Match[bytes], strings: Strings) -> str:
    inside, value = match["inside"] or b"", _VALUE.search(match["inside"] or b"")
    if _SHARED.search(match["attributes"]) and value and value[1].strip().isdigit():
        return strings[int(value[1])]
    return text_of(inside) + (value[1].decode("utf-8", "replace") if value else "")


def text_of(xml: bytes) -> str:
    return unescape(b"".join(_TEXT.findall(xml)).decode("utf-8", "replace"))
