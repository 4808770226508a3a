"""A document kept as plain data, so that a worker can draw it later as it was asked for."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from fractions import Fraction
from typing import Any

from .content import Annex, AnnexColumn, AnnexRow, Block, Cells, Document, Letterhead

DAY, FRACTION = "day", "fraction"  # keys of the only objects that stand in a cell


def as_data(document: Document) -> dict[str, Any]:
    """The document as JSON can hold it. Raises ValueError for one with long annexes: their rows are not known yet."""
    if any(annex.is_long for annex in document.annexes):
        raise ValueError("a long annex asks for its rows when it is written")
    return plain(asdict(document))


def plain(value: Any) -> Any:
    """The value without what JSON does not know; what else it does not know raises TypeError where it is stored."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Fraction):
        return {FRACTION: [value.numerator, value.denominator]}
    return value


def document_of(data: Mapping[str, Any]) -> Document:
    """The document that `as_data` made the data of."""
    summary, table = data["summary"], data["table"]
    made = {
        "as_of": cell(data["as_of"]),
        "letterhead": Letterhead(**data["letterhead"]),
        "blocks": blocks(data["blocks"]),
        "summary": annex_of(summary) if summary else None,
        "annexes": [annex_of(each) for each in data["annexes"]],
        "table": annex_of(table) if table else None,
        "below": blocks(data["below"]),
        "parties": [(title, name) for title, name in data["parties"]],
    }
    return Document(**{field.name: data[field.name] for field in fields(Document)} | made)


def annex_of(data: Mapping[str, Any]) -> Annex:
    made = {
        "columns": [AnnexColumn(**each | {"compute": tuple(each["compute"])}) for each in data["columns"]],
        "rows": [row_of(each) for each in data["rows"]],
        "notes": blocks(data["notes"]),
    }
    return Annex(**{**data, **made})


def row_of(data: Mapping[str, Any]) -> AnnexRow:
    cells: Cells = {key: cell(value) for key, value in data["cells"].items()}
    sources = {key: (annex, mark, column) for key, (annex, mark, column) in data["sources"].items()}
    return AnnexRow(cells, data["kind"], sources)


def blocks(data: list[dict[str, Any]]) -> list[Block]:
    return [Block(**each) for each in data]


def cell(value: Any) -> Any:
    """A cell as it was."""
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value[DAY]) if DAY in value else Fraction(*value[FRACTION])
