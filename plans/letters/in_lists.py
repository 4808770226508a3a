"""The letter that came last with each row of a list: its column, a filter, and its number among the words searched."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from agencies.formats.dates import format_date
from agencies.list_columns import ListColumn
from plans.models import CoverLetter

Row = TypeVar("Row")
WITH, WITHOUT = "co", "khong"
CHOICES = [(WITH, "Có công văn"), (WITHOUT, "Không có công văn")]


def with_letters(rows: Iterable[Row], kind: str) -> list[Row]:
    """The rows, each with its `letter`, or None; one query."""
    row: Any
    found: list[Any] = list(rows)
    letters = CoverLetter.objects.last_of(kind, [row.pk for row in found])
    for row in found:
        row.letter = letters.get(row.pk)
    return found


def fits(row: Any, wanted: str) -> bool:
    """True where the row of `with_letters` has a letter or has none, as the filter wants."""
    return wanted in ("", WITH if row.letter else WITHOUT)


def number(row: Any) -> str:
    """The number of the row's letter, or an empty string."""
    return row.letter.number if row.letter else ""


def day_text(row: Any) -> str:
    return format_date(row.letter.issued_on) if row.letter else ""


def day(row: Any) -> date | None:
    return row.letter.issued_on if row.letter else None


def letter_columns(within: str = "") -> tuple[ListColumn, ListColumn]:
    """Number and day; on the page both are in one column that sorts by the day, or `within` another."""
    shown = ListColumn("letter", "Công văn trình", number, 20, order=day, within=within)
    return shown, ListColumn("letter_day", "Ngày công văn", day_text, 14, within=within or "letter")
