"""The ledger as .xlsx: a row for each stage, cause and part, with numbers that can be added up."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from agencies.formats.dates import format_date
from agencies.list_columns import ListColumn, list_workbook

from .lines import Line

STAGE, CAUSE, PART, DOCUMENT = "Công đoạn", "Nguyên nhân", "Chi tiết nguyên nhân", "Văn bản của công đoạn"


class Row(NamedTuple):
    """A row of the workbook (trang A4 quy đổi, None where there are none; đồng)."""

    kind: str
    name: str
    pages: int | None
    dong: int
    note: str = ""


COLUMNS = (
    ListColumn("kind", "Loại dòng", lambda row: row.kind, 24),
    ListColumn("name", "Công đoạn, nguyên nhân, văn bản", lambda row: row.name, 70),
    ListColumn("pages", "Trang A4 quy đổi", lambda row: row.pages, 20),
    ListColumn("dong", "Số tiền (đồng)", lambda row: row.dong, 24),
    ListColumn("note", "Ghi chú", lambda row: row.note, 50),
)


def ledger_workbook(name: str, lines: Iterable[Line], day: date) -> bytes:
    """Bytes of the workbook: the ledger of whom it names, as of the day."""
    title = f"Sổ đối chiếu: {name}, số liệu đã nhận đến ngày {format_date(day)}"
    return list_workbook(title, COLUMNS, list(rows_of(lines)), foot=False)


def rows_of(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        yield Row(STAGE if line.is_stage else CAUSE, line.name, line.pages, line.dong)
        for part in line.parts:
            pages = part.pages if line.pages is not None else None
            yield Row(DOCUMENT if line.is_stage else PART, part.name, pages, part.dong, part.note)
