"""Facts of one scan, and their form as a row of a manifest."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HEADERS = {
    "path": "Đường dẫn",
    "size_bytes": "Dung lượng (byte)",
    "modified_ns": "Mốc sửa tệp",
    "page_count": "Số trang",
    "sha256": "SHA-256",
    "pdf_version": "Phiên bản PDF",
    "pdfa": "PDF/A",
    "dpi": "Độ phân giải (dpi)",
    "colour": "Màu",
    "text_pages": "Trang có lớp chữ",
    "error": "Lỗi",
}


class Colour(StrEnum):
    """How much colour the images of a page keep, the least first; NONE where there is no image."""

    NONE = ""
    MONO = "đen trắng"
    GREY = "xám"
    COLOUR = "màu"


LEAST_FIRST = (Colour.MONO, Colour.GREY, Colour.COLOUR)


@dataclass(frozen=True, kw_only=True)
class ScanFacts:
    """One PDF: its path from the inspected folder with `/`, and what it holds.

    `page_count` and `text_pages` are pages of the PDF. `dpi` is the effective resolution of the coarsest scanned page,
    None where no page holds an image; `colour` is that of the page with least. `pdfa` is what the file says of itself
    ("2B"), a claim and no proof. With an `error` (a sentence in Vietnamese) the file is no evidence.
    """

    path: str
    size_bytes: int
    modified_ns: int
    page_count: int = 0
    sha256: str = ""
    pdf_version: str = ""
    pdfa: str = ""
    dpi: int | None = None
    colour: str = Colour.NONE
    text_pages: int = 0
    error: str = ""

    def is_of(self, other: "ScanFacts") -> bool:
        """Whether the file is as it was: same path, size and time of its last change."""
        mine, theirs = (self.path, self.size_bytes, self.modified_ns), (other.path, other.size_bytes, other.modified_ns)
        return mine == theirs


def as_row(facts: ScanFacts) -> list[str]:
    """The cells of the manifest in the order of HEADERS; what is unknown is empty."""
    values = (getattr(facts, name) for name in HEADERS)
    return ["" if value is None else str(value) for value in values]


def from_row(row: Mapping[str, str]) -> ScanFacts:
    """A row of a manifest by its headers. Raises ValueError where a number is none, KeyError where a column lacks."""
    text = {name: row[header] for name, header in HEADERS.items()}
    return ScanFacts(
        path=text["path"],
        size_bytes=whole(text["size_bytes"]),
        modified_ns=whole(text["modified_ns"]),
        page_count=whole(text["page_count"]),
        sha256=text["sha256"],
        pdf_version=text["pdf_version"],
        pdfa=text["pdfa"],
        dpi=whole(text["dpi"]) if text["dpi"] else None,
        colour=text["colour"],
        text_pages=whole(text["text_pages"]),
        error=text["error"],
    )


def whole(text: str) -> int:
    """A whole number that is not negative. Raises ValueError."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 20):
        raise ValueError(text)
    return int(text)
