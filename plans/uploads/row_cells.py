"""One row of an upload with the rows around it: each cell as it was understood, or as it was typed, to be corrected."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as filled_by

from plans.intake.columns import BY_FIELD, COLUMNS
from plans.intake.problems import ERROR
from plans.intake.rows.corrections import COLUMN
from plans.models import CatalogueUpload, StagedFile, UploadProblem

from .first_rows import cells_of, typed_in
from .problem_list import of
from .rest import READ_BUT_WRONG
from .typed_cells import TOGETHER, field_of

BEFORE = AFTER = 2
Shown = list[tuple[str, str]]  # (text, CSS class)


@dataclass
class CellToCorrect:
    """A cell: what its column means (`place`), under which field it is corrected, and what is wrong there."""

    letter: str
    place: str
    field: str
    header: str
    shown: str = ""
    faults: list[str] = filled_by(default_factory=list)

    @property
    def name(self) -> str:
        return f"o-{self.letter or self.field}"

    @property
    def label(self) -> str:
        return f"{self.letter}: {self.header}" if self.letter else self.header


@dataclass
class RowToCorrect:
    """A row, its cells (wrong ones first), what is wrong in the row as a whole, and the rows around it."""

    sheet: int
    sheet_name: str
    number: int
    position: int
    cells: list[CellToCorrect]
    faults: list[str]
    heads: list[str]
    around: list[tuple[int, Shown]]


def row_to_correct(upload: CatalogueUpload, sheet: int, number: int) -> RowToCorrect | None:
    """The row as the workbook numbers it, or None where it is no file's."""
    staged = StagedFile.objects.filter(upload_id=upload.pk, sheet=sheet, row=number).first()
    if staged is None or not 0 < sheet <= len(upload.sheets):
        return None
    of_sheet = upload.sheets[sheet - 1]
    problems = list(of(upload).filter(sheet=of_sheet["name"][:60], row=number))
    cells = cells_to_correct(upload, of_sheet, staged, problems)
    reached = {id(problem) for cell in cells for problem in problems if belongs(problem, cell)}
    for cell in cells:
        cell.faults = [problem.text for problem in problems if belongs(problem, cell)]
    around = rows_around(upload, staged)
    named = [column for column in COLUMNS if column.field in of_sheet["columns"]]
    return RowToCorrect(
        sheet=sheet,
        sheet_name=of_sheet["name"],
        number=number,
        position=staged.position,
        cells=sorted(cells, key=lambda cell: not cell.faults),
        faults=[problem.text for problem in problems if id(problem) not in reached],
        heads=[column.header for column in named],
        around=[(row.row, shown_cells(row, typed, of_sheet["columns"])) for row, typed in around],
    )


def cells_to_correct(
    upload: CatalogueUpload, sheet: dict, staged: StagedFile, problems: Iterable[UploadProblem]
) -> list[CellToCorrect]:
    """The cells under the sheet's headers that are read as columns of ours, and those of added columns."""
    headers = sheet.get("headers", ())
    numbered = any(place == "file_number" for _, _, place, *_ in headers)
    found = [
        CellToCorrect(letter, place, field_of(place), written or BY_FIELD[field_of(place)].header)
        for letter, written, place, *_ in headers
        if field_of(place) in BY_FIELD and not (place == "number" and numbered)
    ]
    given = [each["field"] for each in upload.corrections if each["kind"] == COLUMN]
    known = {cell.field for cell in found}
    found += [CellToCorrect("", name, name, BY_FIELD[name].header) for name in given if name not in known]
    for cell in found:
        cell.shown = shown_in(cell, staged, problems)
    return found


def shown_in(cell: CellToCorrect, staged: StagedFile, problems: Iterable[UploadProblem]) -> str:
    """What was typed where it could not be read, else what was understood."""
    wrong = [problem for problem in problems if problem.level == ERROR and belongs(problem, cell)]
    typed = [problem for problem in wrong if problem.field not in READ_BUT_WRONG or not understood(cell, staged)]
    if typed:
        return typed[0].value
    return understood(cell, staged)


def understood(cell: CellToCorrect, staged: StagedFile) -> str:
    if cell.place == "dates":
        times = (BY_FIELD[name].show(getattr(staged, name)) for name in ("start_date", "end_date"))
        return " - ".join(filter(None, times))
    if cell.place == TOGETHER and staged.sheet_count:
        return f"{staged.sheet_count}/{staged.page_count}"
    value = getattr(staged, cell.field)
    return BY_FIELD[cell.field].show(value) if value or cell.field == "arranged" else ""


def belongs(problem: UploadProblem, cell: CellToCorrect) -> bool:
    """True where the problem is one of the cell."""
    if problem.column and cell.letter:
        return problem.column == cell.letter
    return problem.field == cell.field


def rows_around(upload: CatalogueUpload, staged: StagedFile) -> list[tuple[StagedFile, dict[str, str]]]:
    """The row with those above and below it, each with what was typed where it could not be read."""
    first, last = staged.position - BEFORE, staged.position + AFTER
    near = StagedFile.objects.filter(upload_id=upload.pk, sheet=staged.sheet, position__range=(first, last))
    rows = list(near.order_by("position"))
    typed = typed_in(upload, rows)
    return [(row, typed.get((row.sheet, row.row), {})) for row in rows]


def shown_cells(row: StagedFile, typed: dict[str, str], columns: Iterable[str]) -> Shown:
    known = set(columns)
    return [cell for column, cell in zip(COLUMNS, cells_of(row, typed), strict=True) if column.field in known]


def next_wrong(upload: CatalogueUpload, position: int) -> StagedFile | None:
    """The next row with an error, or the first one of the workbook; None where there is none."""
    broken = StagedFile.objects.filter(upload_id=upload.pk, broken=True).order_by("position")
    return broken.filter(position__gt=position).first() or broken.exclude(position=position).first()
