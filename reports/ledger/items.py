"""Items that explain a difference: one amount of one agency for one cause, with the document behind it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

Document = tuple[str, int]  # kind (documents.KINDS), key


class Item(NamedTuple):
    """A part of the difference between two stages; signed: what the later stage has more (trang A4 quy đổi, đồng)."""

    cause: str
    agency_id: int
    pages: int
    dong: int
    document: Document | None = None
    note: str = ""

    @property
    def matters(self) -> bool:
        return bool(self.pages or self.dong)


class Paper(NamedTuple):
    """What a document adds to a stage (trang A4 quy đổi, đồng)."""

    stage: str
    agency_id: int
    document: Document
    pages: int
    dong: int


Side = tuple[
    Document, int, int
]  # a document with what it has (trang A4 quy đổi, đồng); of the earlier stage: its minus


def less(sides: Iterable[Side]) -> Iterator[Side]:
    """The same documents with their minus."""
    return ((document, -pages, -dong) for document, pages, dong in sides)


def balance(cause: str, agency_id: int, sides: Iterable[Side], pages: int, dong: int) -> Iterator[Item]:
    """A difference as the documents of both stages make it; nothing where there is none.

    What the documents do not account for is beside them without one, so that the items always add up to it.
    """
    if not pages and not dong:
        return
    for document, its_pages, its_dong in sides:
        pages, dong = pages - its_pages, dong - its_dong
        yield Item(cause, agency_id, its_pages, its_dong, document)
    yield Item(cause, agency_id, pages, dong)
