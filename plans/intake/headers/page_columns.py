"""Columns of pages: by size, all sizes together, of which so many of a size, turned into A4."""

from dataclasses import dataclass

from agencies.formats.text import fold
from plans.intake.columns import PAGE_FIELDS

from .header import Header
from .meaning import meaning

SUMS = {"tong so", "tong cong", "tong", "cong"}


@dataclass(frozen=True)
class PageColumns:
    """Columns beside those of single sizes."""

    total: int | None = None  # pages of all sizes, in a column of its own or in that of page_count
    converted: int | None = None  # all pages, larger ones turned into A4
    size: int | None = None  # names the size of the paper of a file's pages
    is_rest: bool = False  # the pages of A4 are what the total leaves when the larger ones are taken off
    is_unclear: bool = False  # nothing says whether 'Số trang' beside larger sizes has these in it


def page_columns(header: Header) -> PageColumns:
    """The columns of a header as they have to be read together."""
    own = header.at("page_count")
    larger = [at for at in map(header.at, PAGE_FIELDS[1:]) if at is not None]
    said = {at: meaning(header.levels.get(at, [""])) for at in header.twice if at not in header.beside}
    spare = [at for at, name in said.items() if name == "page_count"] if own is not None else []
    converted = next((at for at, name in said.items() if name == "converted_pages"), None)
    total = next((at for at in spare if is_sum(header, at) or is_a4(header, own) > is_a4(header, at)), None)
    size = header.at("paper_size")
    if own is None or not larger or total is not None or is_a4(header, own) or own in header.given:
        return PageColumns(total, converted, size)
    if is_sum(header, own) or any("trong do" in fold(header.written[at]) for at in larger):
        return PageColumns(own, converted, size, is_rest=True)
    return PageColumns(None, converted, size, is_unclear=True)


def is_a4(header: Header, at: int | None) -> bool:
    return at is not None and "a4" in fold(header.written.get(at, "")).split()


def is_sum(header: Header, at: int) -> bool:
    """'Tổng số trang', or 'Tổng số' under 'Số trang'."""
    levels = [fold(text) for text in header.levels.get(at, [])]
    return bool(levels) and ("tong" in levels[0].split() or "tong" in levels[-1].split() or levels[-1] in SUMS)
