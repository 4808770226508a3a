"""Items that explain a difference: one amount of one agency for one cause, with the document behind it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Document = tuple[str, int]  # kind (documents.KINDS), key


Side = tuple[
    Document, int, int
]  # a document with what it has (trang A4 quy đổi, đồng); of the earlier stage: its minus


class Item(NamedTuple):
    """A part of the difference between two stages; signed: what the later stage has more (trang A4 quy đổi, đồng).

    `sides` are the documents of both stages whose difference it is, where it is one of several.
    """

    cause: str
    agency_id: int
    pages: int
    dong: int
    document: Document | None = None
    note: str = ""
    sides: Sequence[Side] = ()

    @property
    def by_document(self) -> Iterator["Item"]:
        """The same, document by document; what they do not account for is beside them without one, so that it adds up.

        Worked out only where documents are shown: a wide ledger adds up thousands of items.
        """
        pages, dong = self.pages, self.dong
        for document, its_pages, its_dong in self.sides:
            pages, dong = pages - its_pages, dong - its_dong
            if its_pages or its_dong:
                yield Item(self.cause, self.agency_id, its_pages, its_dong, document)
        if pages or dong:
            yield self._replace(pages=pages, dong=dong, sides=())


class Paper(NamedTuple):
    """What a document adds to a stage (trang A4 quy đổi, đồng)."""

    stage: str
    agency_id: int
    document: Document
    pages: int
    dong: int


def less(sides: Iterable[Side]) -> Iterator[Side]:
    """The same documents with their minus."""
    return ((document, -pages, -dong) for document, pages, dong in sides)


def balance(cause: str, agency_id: int, sides: Sequence[Side], pages: int, dong: int) -> Iterator[Item]:
    """A difference between the documents of two stages; nothing where there is none."""
    if pages or dong:
        yield Item(cause, agency_id, pages, dong, sides=sides)
