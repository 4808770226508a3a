"""Rows of a workbook stored in a staging table; nothing of the catalogue is touched."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import transaction

from agencies.formats.text import fold
from plans.catalogues.statements import VALUES
from plans.intake.columns import FIELDS, PAGE_FIELDS
from plans.intake.problems import Problem
from plans.intake.reading import Chunk, Reading
from plans.models import StagedFile, UploadProblem
from plans.models.archival_file import key_of_folded
from plans.models.pages import PageBasis

from . import copying
from .copying import STAGED, CopiedColumn, put_columns, put_in_chunks
from .matching import unclear_rows

PLACE = ("upload_id", "position", "sheet", "row", "broken", "fonds", "origin_upload", "origin_position")
REFERENCE, TITLE = FIELDS.index("reference_code"), FIELDS.index("title")
PAGES = [FIELDS.index(name) for name in PAGE_FIELDS]
PROBLEM = ("upload_id", "number", "level", "sheet", "row", "column", "header", "field", "value", "text")
PROBLEMS = UploadProblem._meta.db_table


class Staging:
    """Takes chunks as they are read, in place of an earlier attempt; `beat(done, of)` keeps every step the worker's."""

    def __init__(self, upload_id: int, beat: Callable[[int, int], None] = lambda done, of: None) -> None:
        self.upload_id, self.beat, self.done = upload_id, beat, 0
        self.waiting: list[Chunk] = []
        self.rows = 0
        self.tables: dict[int, int] = {}  # number of the table by the index of its sheet
        clear(upload_id)

    def add(self, chunk: Chunk, of: int) -> None:
        """Small chunks wait for others: a list with a heading over every few files has thousands of them."""
        self.waiting.append(chunk)
        self.tables[chunk.sheet] = chunk.table
        self.rows += len(chunk.numbers)
        if self.rows >= copying.CHUNK:
            self.put(of)

    def put(self, of: int) -> None:
        chunks, size = self.waiting, self.rows
        self.waiting, self.rows = [], 0
        columns = [list(chain(*parts)) for parts in zip(*map(columns_of, chunks), strict=True)]
        with transaction.atomic():
            self.beat(self.done, of)
            positions = list(range(self.done + 1, self.done + size + 1))
            put_columns(STAGED, PLACE + VALUES, [[self.upload_id] * size, positions, *columns])
        self.done += size

    def finish(self, reading: Reading) -> int:
        """The last rows, and what is wrong in the workbook; returns the number of rows."""
        if self.waiting:
            self.put(self.done + self.rows)
        lost = [self.tables[index] for index in reading.incomplete if index in self.tables]
        if lost:
            StagedFile.objects.filter(upload_id=self.upload_id, sheet__in=lost).update(broken=True)
        unclear = unclear_rows(self.upload_id, [sheet.name for sheet in reading.sheets])
        reading.problems += unclear
        reading.error_count += len(unclear)
        problems = problem_rows(self.upload_id, reading)
        put_in_chunks(PROBLEMS, PROBLEM, problems, lambda done: self.beat(self.done, self.done))
        return self.done


def stage(upload_id: int, reading: Reading) -> int:
    """Stage what was read as a whole; returns the number of rows."""
    staging = Staging(upload_id)
    for chunk in reading.chunks:
        staging.add(chunk, reading.row_count)
    return staging.finish(reading)


def clear_rows(upload_id: int) -> None:
    """What is wrong stays: the marked copy may still be on its way, and rows that are corrected ask for their place."""
    StagedFile.objects.filter(upload_id=upload_id, broken=False).delete()


def clear(upload_id: int) -> None:
    StagedFile.objects.filter(upload_id=upload_id).delete()
    UploadProblem.objects.filter(upload_id=upload_id).delete()


def columns_of(chunk: Chunk) -> list[CopiedColumn]:
    """From "sheet" on, all columns of staging."""
    size, broken, [*columns, fonds, codes] = len(chunk.numbers), chunk.broken, chunk.filled()
    flags = [number in broken for number in chunk.numbers] if broken else [False] * size
    place: list[CopiedColumn] = [[chunk.table] * size, chunk.numbers, flags, fonds, *origins(codes)]
    known = page_basis([columns[at] for at in PAGES])
    return [*place, *columns, known, *searched_columns(columns[TITLE], columns[REFERENCE])]


def page_basis(pages: Sequence[Sequence[int]]) -> list[str]:
    """`page_basis` of rows whose pages are in these columns, one for each size: without a page it is unknown."""
    if 0 not in pages[0]:
        return [PageBasis.COUNTED.value] * len(pages[0])
    counted, unknown = PageBasis.COUNTED.value, PageBasis.UNKNOWN.value
    return [counted if any(sizes) else unknown for sizes in zip(*pages, strict=True)]


def origins(codes: Sequence[str]) -> tuple[list[int], list[int]]:
    """(upload, position) that the codes of rows name, 0 where a row has none: "T12D7" is row 7 of upload 12."""
    if not any(codes):
        return [0] * len(codes), [0] * len(codes)
    pairs = [code[1:].split("D") if code else ("0", "0") for code in codes]
    return [int(upload) for upload, _ in pairs], [int(position) for _, position in pairs]


def searched_columns(titles: Iterable[str], codes: Iterable[str]) -> tuple[list[str], list[int]]:
    """`search_text` and `title_key` as ArchivalFile works them out; a title is folded once."""
    folded = list(map(fold, titles))
    texts = [f"{code} {title}".strip()[:1200] for code, title in zip(map(fold, codes), folded, strict=True)]
    return texts, list(map(key_of_folded, folded))


def searched(values: Sequence[Any]) -> tuple[str, int]:
    """The same of one row, whose values are in the order of FIELDS."""
    texts, keys = searched_columns([values[TITLE]], [values[REFERENCE]])
    return texts[0], keys[0]


def problem_rows(upload_id: int, reading: Reading) -> Iterator[tuple[str | int, ...]]:
    """Errors first, then warnings; the same column together, in the order of the workbook."""
    numbers = {sheet.name: number for number, sheet in enumerate(reading.sheets, 1)}

    def order(problem: Problem) -> tuple[bool, str, int, int]:
        return (not problem.is_error, problem.header, numbers.get(problem.sheet, 0), problem.row)

    for number, each in enumerate(sorted(reading.problems, key=order), 1):
        yield (
            upload_id,
            number,
            each.level,
            each.sheet[:60],
            each.row,
            each.column[:3],
            each.header[:60],
            each.field,
            each.value,
            each.text[:500],
        )
