"""Corrections of a clerk in the preview of an upload: plain data in `CatalogueUpload.corrections`, worded here.

The workbook stays as it was sent; the reader writes the corrections over its cells (plans.intake.rows.corrections) and
judges the outcome. Of one place the last correction holds.
"""

from collections.abc import Iterable
from typing import NotRequired, TypedDict

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from plans.intake.columns import BY_FIELD
from plans.intake.rows.corrections import CELL, COLUMN, VALUE
from plans.models import CatalogueUpload

MOST = 2_000
EMPTY = "(trống)"
CORRECTED = "đã sửa trong bản xem trước"
GONE = "không còn áp dụng: cách đọc cột hoặc trang tính đã đổi"
# Columns whose values are words with one meaning in every workbook of an office; a typing mistake is not remembered.
REMEMBERED = ("retention_years", "arranged", "priority", "digitized_before", "condition")


class Correction(TypedDict):
    """One correction. `before` is what the workbook says; a value given for a missing column has none."""

    kind: str
    field: str
    after: str
    before: str
    sheet: str
    row: int
    letter: str
    number: NotRequired[int]  # by which it is taken back
    reached: NotRequired[int]  # cells, when the workbook was read last
    remembered: NotRequired[bool]  # it came from an earlier upload
    at: NotRequired[str]  # when it was made, ISO


def of_value(field: str, before: str, after: str) -> Correction:
    """Every cell of the column that says `before`."""
    return {"kind": VALUE, "field": field, "before": before, "after": after, "sheet": "", "row": 0, "letter": ""}


def of_column(field: str, after: str) -> Correction:
    """Every file of tables without the column."""
    return {"kind": COLUMN, "field": field, "before": "", "after": after, "sheet": "", "row": 0, "letter": ""}


def of_cell(sheet: str, row: int, letter: str, field: str, *, before: str, after: str) -> Correction:
    """One cell, as the workbook numbers it."""
    return {
        "kind": CELL,
        "field": field,
        "before": before,
        "after": after,
        "sheet": sheet,
        "row": row,
        "letter": letter,
    }


def place_of(one: Correction) -> tuple[str | int, ...]:
    """What a correction is about: a second one about the same takes its place."""
    said = one["before"] if one["kind"] == VALUE else ""
    return one["kind"], one["field"], said, one["sheet"], one["row"], one["letter"]


def with_more(made: Iterable[Correction], more: Iterable[Correction]) -> list[Correction]:
    """Those that were made and the further ones, numbered; a cell keeps what the workbook says there."""
    found = {place_of(each): each for each in made}
    number = max((each["number"] for each in found.values()), default=0)
    for each in more:
        earlier = found.pop(place_of(each), None)
        number += 1
        one = each.copy()
        one["number"], one["at"], one["before"] = number, portal_now().isoformat(), (earlier or each)["before"]
        found[place_of(each)] = one
    return list(found.values())


def without(made: Iterable[Correction], number: int) -> list[Correction]:
    return [each for each in made if each["number"] != number]


def for_reader(upload: CatalogueUpload) -> list[Correction]:
    """Those of the upload, in the order in which the reader numbers them."""
    return upload.corrections


def note_reached(upload: CatalogueUpload, reached: Iterable[int]) -> None:
    """Keep how many cells each correction reached when the workbook was read."""
    upload.corrections = [
        {**each, "reached": count} for each, count in zip(upload.corrections, reached, strict=False)
    ] or upload.corrections


def cells_corrected(upload: CatalogueUpload) -> int:
    """How many cells say something else than in the workbook."""
    return sum(each.get("reached", 0) for each in upload.corrections)


def place_in_words(one: Correction, sheets: int) -> str:
    """'Cột Thời hạn bảo quản', 'Dòng 12, cột H (Thời gian)'."""
    header = header_of(one["field"])
    if one["kind"] != CELL:
        return f"Cột {header}"
    where = f" của trang tính {one['sheet']}" if sheets > 1 else ""
    return f"Dòng {one['row']}{where}, cột {header}"


def change_in_words(one: Correction) -> str:
    """'“Lâu dài” → “70 năm”'."""
    after = f"“{one['after']}”" if one["after"] else EMPTY
    if one["kind"] == COLUMN:
        return f"{after} cho mọi hồ sơ"
    before = f"“{one['before']}”" if one["before"] else EMPTY
    return f"{before} → {after}"


def reach_in_words(one: Correction) -> str:
    """'34 ô', or why it does nothing."""
    reached = one.get("reached", 0)
    return f"{format_int(reached)} ô" if reached else GONE


def header_of(field: str) -> str:
    return BY_FIELD[field].header if field in BY_FIELD else field
