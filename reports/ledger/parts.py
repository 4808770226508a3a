"""Parts of a cause: in a wide ledger the agencies with their ledgers, in an agency's its documents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from agencies.formats.dates import format_date

from .book import Book
from .documents import link_to
from .items import Document, Item, Paper
from .scope import Scope
from .walk import Walk

Key = TypeVar("Key")


@dataclass(frozen=True)
class Part:
    """One line below a cause or a stage (trang A4 quy đổi, đồng)."""

    name: str
    address: str
    pages: int
    dong: int
    note: str = ""


class Parts:
    """The parts of one walk."""

    def __init__(self, book: Book, walk: Walk) -> None:
        self.book, self.scope = book, walk.scope
        self.names = {row.pk: row.name for row in book.figures.agencies}
        self.papers = [] if self.scope.is_wide else papers_in(book, self.scope)

    def of_items(self, items: Iterable[Item]) -> list[Part]:
        """Below a cause, the largest first."""
        made = self.by_line(items) if self.scope.is_wide else self.by_document(items)
        return sorted(made, key=lambda part: -abs(part.dong))

    def of_stage(self, stage: str) -> list[Part]:
        """The documents that an agency's stage is made of; of a wide ledger none."""
        found = [paper for paper in self.papers if paper.stage == stage]
        return [self.of_document(one.agency_id, one.document, one.pages, one.dong) for one in found]

    def by_line(self, items: Iterable[Item]) -> list[Part]:
        """The agencies of Phụ lục I and II, each with its communes."""
        sums = added_up(items, lambda item: self.line_of[item.agency_id])
        rows, day = self.book.figures.by_code, self.book.figures.as_of
        return [Part(rows[code].name, ledger_address(code, day), pages, dong) for code, (pages, dong) in sums.items()]

    @cached_property
    def line_of(self) -> dict[int | None, str]:
        """{agency: code of the line of the plan it is in}"""
        rows = self.book.figures.by_code
        return {row.pk: row.parent_code if row.parent_code in rows else row.code for row in rows.values()}

    def by_document(self, items: Iterable[Item]) -> list[Part]:
        """Documents; beside them, of several agencies, what no document stands for."""
        apart = (one for item in items for one in item.by_document)
        sums = added_up(apart, lambda item: (item.agency_id, item.document, item.note))
        return [
            self.of_document(agency, document, pages, dong, note)
            for (agency, document, note), (pages, dong) in sums.items()
            if document or len(self.scope.agencies) > 1
        ]

    def of_document(self, agency: int, document: Document | None, pages: int, dong: int, note: str = "") -> Part:
        """A document, or what no document stands for; with its agency where there are several."""
        name, address = link_to(document, self.book.names) if document else ("", "")
        whose = self.names[agency] if len(self.scope.agencies) > 1 or not name else ""
        return Part(" · ".join(filter(None, (name, whose))), address, pages, dong, note)


def added_up(items: Iterable[Item], by: Callable[[Item], Key]) -> dict[Key, tuple[int, int]]:
    """{key: (trang A4 quy đổi, đồng)}"""
    found: dict[Key, tuple[int, int]] = {}
    for item in items:
        key = by(item)
        pages, dong = found.get(key, (0, 0))
        found[key] = pages + item.pages, dong + item.dong
    return found


def papers_in(book: Book, scope: Scope) -> list[Paper]:
    keys = {row.pk for row in scope.agencies}
    return [paper for paper in book.papers if paper.agency_id in keys]


def ledger_address(key: str, day: date) -> str:
    """The ledger of an agency as of the same day."""
    return f"{reverse('ledger')}?{urlencode({'don-vi': key, 'ngay': format_date(day)})}"
