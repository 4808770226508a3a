"""The register of columns that can hold a text, and how each is emptied; one without an entry fails a test."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.apps import apps
from django.db.models import Field, Model, UniqueConstraint

from ..secrecy.finding import Place

NOTE = "(đã xóa theo văn bản số {number} ngày {day})"
SHORT_NOTE = "(đã xóa)"


@dataclass(frozen=True)
class Emptied:
    """How the rows of one model are emptied; names of columns are parted by blanks.

    `texts` take a note, in `values` (JSON) each text that holds what is purged does, `files` are deleted, `stays` never
    holds a person's text. `quoted` are those of the texts that others repeat, `copies` ({model: column with the key})
    the rows that keep an earlier state of this one. A row with `single` is one place, which that column names, and with
    `goes` it is deleted. `anew` works out what depends on the texts; `history` says that events of the row repeat what
    was in it.
    """

    label: str
    texts: str = ""
    values: str = ""
    files: str = ""
    stays: str = ""
    quoted: str = ""
    folded: str = ""  # columns of search: worked out anew, and searched without regard to case and diacritics
    copies: Mapping[str, str] = field(default_factory=dict)
    history: bool = False
    single: str = ""
    goes: bool = False
    anew: Callable[[Any], dict[str, object]] | None = None

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def columns(self) -> list[str]:
        """Those that can be emptied."""
        return f"{self.texts} {self.values} {self.files}".split()

    @property
    def known(self) -> set[str]:
        """Every column that the entry speaks of."""
        return {*self.columns, *self.stays.split(), *self.folded.split()}

    def column(self, name: str) -> Field:
        return cast(Field, self.model._meta.get_field(name))


REGISTER: dict[str, Emptied] = {}  # by the name of the table
MORE: list[Callable[[set[Place], set[str]], Iterable[Place]]] = []  # what else goes with these places and texts
# Called with (purge, places, actor) before anything is emptied; what they return is called once everything is.
AROUND: list[Callable[..., Callable[[], None]]] = []


def register(*entries: Emptied) -> None:
    for entry in entries:
        REGISTER[entry.model._meta.db_table] = entry


def place_of(row: Model, column: str) -> Place:
    return Place(row._meta.db_table, str(row.pk), column)


def key_of(written: str) -> Any:
    """The key of a row as a place names it: "17", or "(17, 3)" where a key has two parts. Raises ValueError."""
    parts = [int(part) for part in written.strip("()").split(",")]
    if not all(0 <= part < 2**63 for part in parts):
        raise ValueError(written)
    return tuple(parts) if len(parts) > 1 else parts[0]


def row_at(place: Place) -> Model | None:
    """The row of the place; None where it is gone, or no such row can be."""
    try:
        return REGISTER[place.table].model._base_manager.filter(pk=key_of(place.key)).first()
    except (KeyError, ValueError, TypeError):
        return None


def is_unique(column: Field) -> bool:
    """True where two rows cannot hold the same note."""
    constraints = column.model._meta.constraints
    return column.unique or any(
        column.name in constraint.fields for constraint in constraints if isinstance(constraint, UniqueConstraint)
    )
