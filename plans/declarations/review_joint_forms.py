"""What one agency says in the joint form of reviews: its lines, its counts, and why, where that is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from agencies.models import Agency
from plans.letters.forms import LetterFields
from plans.models import VolumeReview
from plans.models.pages import PAGE_FIELDS

from .fields import ReasonForm
from .review_forms import (
    LineForm,
    NoteToHeadForm,
    SecretCountsForm,
    line_grid,
    posted_rows,
    rows_of_review,
    written_sums,
)
from .reviews import COUNTS

FIGURES = ("file_count", "sheet_count", *PAGE_FIELDS.values())
FREE, MORE = 1, 3  # empty lines of an agency without any, and where more are asked for
Rows = list[dict[str, Any]]


class JointForm(LetterFields, NoteToHeadForm):
    """The letter of those that are handed in, and what the heads of the others are told."""


class AgencyReview:
    """Lines of one agency; those in which nothing is new are not sent.

    `kept_rows`, `kept_counts`: what its own form keeps as a draft, shown in the place of what was handed in before.
    `to_head`: its head signs before it is handed in.
    """

    def __init__(
        self,
        agency: Agency,
        current: VolumeReview | None,
        data: QueryDict | None,
        *,
        fonds_name: str = "",
        kept_rows: Rows | None = None,
        kept_counts: dict[str, Any] | None = None,
        to_head: bool = False,
        more: bool = False,
    ) -> None:
        self.agency, self.current, self.title, self.prefix = agency, current, str(agency), agency.code
        self.to_head, self.warnings = to_head, list[str]()
        self.start: Rows = [{"fonds_name": fonds_name}] if fonds_name else []
        self.before: Rows = rows_of_review(current) if current else []
        self.rows: Rows = posted_rows(data, self.prefix) if data is not None else kept_rows or self.before or self.start
        spare = MORE if more else 0 if self.rows else FREE
        self.grid = line_grid(
            self.rows, bound=data is not None, prefix=self.prefix, spare=spare, title=agency.short_name or self.title
        )
        there = self.before or self.start
        more_rows = max(0, len(self.rows) - len(there))
        self.present = line_grid(there, prefix=self.prefix, spare=more_rows, title=self.title)
        self.counts_before = {name: getattr(current, name, 0) for name in COUNTS}
        self.counts = SecretCountsForm(data, initial=kept_counts or self.counts_before, prefix=self.prefix)
        self.counts.__dict__["row_name"] = self.title
        self.why = ReasonForm(data, prefix=self.prefix)
        self.why.fields["reason"].label = f"Lý do, {self.title}"

    @property
    def parts(self) -> list[Any]:
        """All of them, in the order of the page."""
        return [self.grid, self.counts, self.why]

    @property
    def compared(self) -> list[Any]:
        """The same with the lines that are there now: what was typed is compared with them."""
        return [self.present, self.counts, self.why]

    @property
    def called(self) -> str:
        """How a pasted block may call it."""
        return "|".join(filter(None, (self.agency.code, self.agency.name, self.agency.short_name)))

    @property
    def version(self) -> int:
        """The version that the form shows; 0 for none."""
        return self.current.version if self.current else 0

    @property
    def reason(self) -> forms.BoundField:
        return self.why["reason"]

    @property
    def asks(self) -> bool:
        """True where a reason is asked for, or was given."""
        return bool(self.warnings or self.reason.errors or self.reason.value())

    @property
    def says_something(self) -> bool:
        """True where lines or counts were typed that are not those handed in before."""
        rows = written(self.rows)
        return self.grid.is_bound and (
            self.has_new_counts or rows not in ([], written(self.start), written(self.before))
        )

    @property
    def has_new_counts(self) -> bool:
        return not self.counts.is_valid() or self.counts.cleaned_data != self.counts_before

    def is_valid(self) -> bool:
        """The lines and counts; a reason is judged apart."""
        return bool(self.grid.is_valid() and self.counts.is_valid())

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Cleaned lines of a valid form."""
        return self.grid.filled()

    @property
    def figures_before(self) -> list[tuple[str, str, int]]:
        """[(name, label, sum)] handed in before, in the grid's order; [] for none."""
        fields = LineForm.base_fields
        return [(name, str(fields[name].label), getattr(self.current, name)) for name in FIGURES if self.current]

    @property
    def count_cells(self) -> list[tuple[forms.BoundField, str]]:
        """[(field, how it is called)] of the counts."""
        return [(self.counts[name], f"{self.title}, {self.counts[name].label}") for name in COUNTS]

    def sums(self) -> dict[str, int]:
        """Sums of what is readable, whoever judges it."""
        return written_sums(self.rows)


def written(rows: Sequence[Mapping[str, Any]]) -> list[list[object]]:
    """Rows as values: numbers as far as they can be read, nothing as 0."""
    return [[value_of(name, row.get(name, "")) for name in LineForm.base_fields] for row in rows]


def value_of(name: str, value: object) -> object:
    text = str(value).strip()
    try:
        return LineForm.base_fields[name].clean(value) if name in FIGURES else text
    except forms.ValidationError:
        return text
