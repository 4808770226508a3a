"""The rows that cannot be written, as they were understood: to correct, upload again, and find their place again."""

from collections.abc import Iterable
from typing import TypedDict

from django.db.models import QuerySet

from plans.intake.columns import COLUMNS, DEFAULTS, EVERY_ROW, FIELDS, NEEDED, REQUIRED, ROW_CODE, Column
from plans.intake.problems import Problem
from plans.models import CatalogueUpload, StagedFile

from .known import is_supplement

Place = tuple[int, int]  # sheet's number, row's number
Cell = str | int
DEFAULT = dict(zip(FIELDS, DEFAULTS, strict=False))
FAULTS, ROW_HERE, FONDS = "Lỗi cần sửa", "Dòng ở tệp gốc", "Phông"
NOTE = (
    f"Sửa những vị trí nêu ở cột “{FAULTS}” rồi tải tệp này lên đúng Mục lục đó. Mỗi dòng đã ghi đủ những gì cổng hiểu "
    f"từ tệp gốc. Giữ nguyên cột “{ROW_CODE}”: nhờ mã này mỗi hồ sơ về đúng vị trí của nó."
)
# An end before its start, a number that another file has: the cell was read, and is wrong beside others.
READ_BUT_WRONG = ("end_date", "file_number")
WIDE, NARROW = 48, 16


class RestSheet(TypedDict):
    """The rest of a sheet: heads with their widths, rows, and which cells of each row could not be read."""

    name: str
    note: str
    heads: list[tuple[str, int]]
    rows: list[list[Cell]]
    unread: list[list[int]]


class Rest(TypedDict):
    """Sheets as understood; of those that lack a column the codes of their rows, which are given back as they came."""

    sheets: list[RestSheet]
    codes: dict[str, dict[str, str]]


class Faults:
    """What is wrong, by the place of the row: {field: what was typed}, and the sentences."""

    def __init__(self, upload: CatalogueUpload, problems: Iterable[Problem]) -> None:
        numbers = {sheet["name"][:60]: number for number, sheet in enumerate(upload.sheets, 1)}
        heads = {(number, row) for number, sheet in enumerate(upload.sheets, 1) for row in sheet["header_rows"]}
        self.typed: dict[Place, dict[str, str]] = {}
        self.texts: dict[Place, list[str]] = {}
        for each in problems:
            place = numbers.get(each.sheet[:60], 0), each.row
            if each.is_error and each.row:
                self.typed.setdefault(place, {}).setdefault(each.field, each.value)
                self.texts.setdefault(place, []).append(f"{each.header}: {each.text}" if each.header else each.text)
        self.lacking = {number for number, row in self.texts if (number, row) in heads}


def rest_of(upload: CatalogueUpload, problems: Iterable[Problem]) -> Rest:
    """The broken rows of the upload, sheet by sheet."""
    faults, columns = Faults(upload, problems), columns_of(upload)
    sheets: dict[int, RestSheet] = {}
    codes: dict[str, dict[str, str]] = {}
    with_fonds = broken_rows(upload).exclude(fonds="").exists()
    for row in broken_rows(upload).iterator():
        name = upload.sheets[row.sheet - 1]["name"]
        if row.sheet in faults.lacking:
            codes.setdefault(name, {})[str(row.row)] = code_of(row)
            continue
        sheet = sheets.setdefault(row.sheet, empty_sheet(name, columns, with_fonds))
        add_row(sheet, row, columns, faults, with_fonds)
    return {"sheets": list(sheets.values()), "codes": codes}


def broken_rows(upload: CatalogueUpload) -> QuerySet[StagedFile]:
    return StagedFile.objects.filter(upload_id=upload.pk, broken=True).order_by("position")


def columns_of(upload: CatalogueUpload) -> list[Column]:
    """Those the workbook has, those a file needs, and box and Mục lục số, which may have been in a heading; a workbook
    that says nothing of arrangement goes on saying nothing."""
    named = {field for sheet in upload.sheets for field in sheet["columns"]}
    if is_supplement(upload):
        return [column for column in COLUMNS if column.field in named | {"box_number"}]
    wanted = named | {"box_number", "end_date"} | {*REQUIRED, *NEEDED} - {"arranged"}
    if broken_rows(upload).exclude(catalogue_number="").exists():
        wanted.add("catalogue_number")
    return [column for column in COLUMNS if column.field in wanted]


def empty_sheet(name: str, columns: list[Column], with_fonds: bool) -> RestSheet:
    heads = [(FAULTS, WIDE), *((head_of(column), column.width) for column in columns)]
    heads += [(FONDS, WIDE)] if with_fonds else []
    heads += [(ROW_HERE, NARROW), (ROW_CODE, NARROW)]
    return {"name": name, "note": NOTE, "heads": heads, "rows": [], "unread": []}


def head_of(column: Column) -> str:
    return f"{column.title} ({EVERY_ROW})" if column.field == "box_number" else column.title


def add_row(sheet: RestSheet, row: StagedFile, columns: list[Column], faults: Faults, with_fonds: bool) -> None:
    place = row.sheet, row.row
    typed, texts = faults.typed.get(place), faults.texts.get(place, ["Dòng này còn lỗi."])
    cells = [cell_of(column, row, typed) for column in columns]
    fonds = [row.fonds] if with_fonds else []
    sheet["rows"].append(["; ".join(texts), *cells, *fonds, row.row, code_of(row)])
    sheet["unread"].append([at for at, column in enumerate(columns, 1) if column.field in (typed or ())])


def cell_of(column: Column, row: StagedFile, typed: dict[str, str] | None) -> Cell:
    """What was understood, or else what was typed; empty where the mistakes of the row are not listed any more."""
    value = getattr(row, column.field)
    is_empty = value == DEFAULT[column.field]
    if typed is None and is_empty:
        return ""
    if typed and column.field in typed and (is_empty or column.field not in READ_BUT_WRONG):
        return typed[column.field]
    shown = column.show(value)
    return value if column.numeric and shown else shown


def code_of(row: StagedFile) -> str:
    """The code of the row, as the reader knows it (texts.row_code)."""
    return f"T{row.upload_id}D{row.position}"
