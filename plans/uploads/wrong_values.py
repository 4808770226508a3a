"""Wrong values of an upload, by what mends them: a value that many cells say, a column, or one row after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

from django.db.models import Count, Min

from plans.intake.columns import BY_FIELD
from plans.intake.headers.questions import CENTURY, DOCUMENTS, NUMBER
from plans.intake.problems import ERROR
from plans.intake.rows.corrections import COLUMN, VALUE
from plans.intake.rows.judge_row import KEY
from plans.models import CatalogueUpload

from .meanings import asked_in
from .problem_list import of
from .typed_cells import fault_in, meaning_at

GROUPS, LINES, ROWS, ROWS_LOOKED_AT = 400, 10, 8, 400
# Columns that can say the same of every file, and those whose empty cells can be filled with one value.
GIVEN_FOR_ALL = ("retention_years", "start_date", "arranged")
ANSWERED = ("priority", "digitized_before", "condition")  # what is not understood there is a warning only
EACH_ITS_OWN = (*KEY, "title", "reference_code", "note", "archive_number", "")
# The field of whose column the reader asks.
ASKED_OF = {CENTURY: "start_date", NUMBER: "file_number", DOCUMENTS: "file_number"}
LONGEST_WARNED = 60  # letters that a warning keeps of a cell


class Group(TypedDict):
    """Problems that say the same of the same value."""

    level: str
    sheet: str
    field: str
    header: str
    column: str
    value: str
    text: str
    count: int
    first: int
    row: int


@dataclass(frozen=True)
class WrongValue:
    """A line to correct: `first` is the number of its first problem, `place` what its column means to the reader."""

    level: str
    kind: str
    first: int
    field: str
    place: str
    header: str
    before: str
    text: str
    count: int

    @property
    def is_column(self) -> bool:
        return self.kind == COLUMN

    @property
    def takes_a_value(self) -> bool:
        """Whether one value can be given for all cells."""
        return self.kind == VALUE or self.field in GIVEN_FOR_ALL


@dataclass(frozen=True)
class WrongRow:
    """A row with something that only its own cells can mend."""

    sheet: int
    row: int
    place: str
    text: str


@dataclass
class Wrong:
    """Lines, how many further ones wait, rows, how many places only rows mend, what is asked, columns to choose."""

    lines: list[WrongValue] = field(default_factory=list)
    more: int = 0
    rows: list[WrongRow] = field(default_factory=list)
    row_places: int = 0
    questions: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lines or self.rows or self.questions or self.choices)


class Sorting:
    """Sorts the problems of one upload."""

    def __init__(self, upload: CatalogueUpload) -> None:
        self.upload = upload
        self.numbers = {sheet["name"][:60]: number for number, sheet in enumerate(upload.sheets, 1)}
        self.heads = {(sheet["name"][:60], row) for sheet in upload.sheets for row in sheet["header_rows"]}
        self.questions = [key for key in asked_in(upload) if not (upload.mapping or {}).get(key)]
        self.asked = {ASKED_OF[key] for key in self.questions}
        self.named = {sheet["name"][:60]: set(sheet["columns"]) for sheet in upload.sheets}

    def is_head(self, sheet: str, row: int) -> bool:
        return (sheet, row) in self.heads

    def line_of(self, group: Group) -> WrongValue | None:
        """The line that mends all problems of the group, or None."""
        sheet, name = group["sheet"], group["field"]
        place = meaning_at(self.upload, sheet, group["column"], name)
        same: dict[str, Any] = {
            "level": group["level"],
            "first": group["first"],
            "field": name,
            "place": place,
            "text": group["text"],
            "count": group["count"],
        }
        header = BY_FIELD[name].header if name in BY_FIELD else group["header"]
        if self.is_head(sheet, group["row"]):
            lacks = name in BY_FIELD and name not in self.named.get(sheet, ()) and not group["value"]
            if not lacks or name in self.asked or (group["level"] != ERROR and name != "arranged"):
                return None
            return WrongValue(kind=COLUMN, header=header, before="", **same)
        if not self.is_fault_of_value(group, place):
            return None
        return WrongValue(kind=VALUE, header=header, before=group["value"], **same)

    def is_fault_of_value(self, group: Group, place: str) -> bool:
        """True where the cell is wrong whatever is beside it, and another file may say the same."""
        name, value = group["field"], group["value"]
        if name in EACH_ITS_OWN or name not in BY_FIELD or not group["row"]:
            return False
        if group["level"] != ERROR and (name not in ANSWERED or len(value) >= LONGEST_WARNED):
            return False
        return bool(fault_in(place, value)) if value else name in GIVEN_FOR_ALL


def wrong_in(upload: CatalogueUpload) -> Wrong:
    """What is wrong, as the preview offers to mend it; the commonest values first."""
    sorting, wrong = Sorting(upload), Wrong()
    lines: dict[tuple[str, str, str], WrongValue] = {}
    kept: set[tuple[str, str, str]] = set()  # (field, value, text) that only a row mends
    for group in groups_of(upload):
        if line := sorting.line_of(group):
            key = line.kind, line.field, line.before
            earlier = lines.get(key)
            lines[key] = replace(earlier, count=earlier.count + line.count) if earlier else line
        elif group["level"] == ERROR and sorting.is_head(group["sheet"], group["row"]):
            wrong.choices += [group["text"]] if group["field"] not in sorting.asked else []
        elif group["level"] == ERROR:
            wrong.row_places += group["count"]
            kept.add((group["field"], group["value"], group["text"]))
    wrong.questions = sorting.questions
    ordered = sorted(lines.values(), key=lambda line: (line.level != ERROR, not line.is_column))
    wrong.lines, wrong.more = ordered[:LINES], max(0, len(ordered) - LINES)
    wrong.rows = list(rows_of(upload, sorting, kept)) if kept else []
    return wrong


def groups_of(upload: CatalogueUpload) -> Iterable[Group]:
    """The problems of the upload, those that say the same together, the commonest first."""
    same = ("level", "sheet", "field", "header", "column", "value", "text")
    found = of(upload).order_by().values(*same)
    counted = found.annotate(count=Count("number"), first=Min("number"), row=Min("row"))
    return counted.order_by("level", "-count", "first")[:GROUPS]


def rows_of(upload: CatalogueUpload, sorting: Sorting, kept: set[tuple[str, str, str]]) -> Iterator[WrongRow]:
    """The first rows in which something of `kept` is, each once."""
    seen: set[tuple[str, int]] = set()
    for each in of(upload).filter(level=ERROR).order_by("number")[:ROWS_LOOKED_AT]:
        place = each.sheet, each.row
        if place in seen or sorting.is_head(*place) or (each.field, each.value, each.text) not in kept:
            continue
        seen.add(place)
        yield WrongRow(sorting.numbers.get(each.sheet, 0), each.row, each.place, each.text)
        if len(seen) == ROWS:
            return
