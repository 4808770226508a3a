"""What differences are made of: one amount of one agency for one cause, with the document behind it."""

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
