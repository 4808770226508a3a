"""The workbook a clerk fills in: header, choices, notes, a sheet of examples; or filled with the present rows."""

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Protocol

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from agencies.sheets import pour, row

from .columns import COLUMNS, EVERY_ROW, FIELDS, Column, as_shown

HEADER_ROW = 4
LAST_ROW = 20_000
ROWS_A_SHEET = 1_000_000  # Excel ends at 1.048.576
NAME = "Mục lục"
BOX = FIELDS.index("box_number") + 1
ROWS_WITH_STYLE = 200
TITLE = "MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA"
NOTE = "Cột có dấu * bắt buộc nhập. Không đổi tên, không thêm cột. Không ghi tài liệu thuộc danh mục bí mật nhà nước."
HEAD_FILL = PatternFill("solid", fgColor="E3EFF4")
THIN = Border(*[Side("thin", color="B8C4CE")] * 4)
WRAPPED = Alignment(wrap_text=True, vertical="center", horizontal="center")


class CatalogueOfTemplate(Protocol):
    """What the template says of a catalogue."""

    name: str
    file_count: int

    @property
    def agency(self) -> object: ...

    @property
    def fonds(self) -> object: ...


def template_workbook(catalogue: CatalogueOfTemplate) -> bytes:
    """The empty template of the catalogue as bytes."""
    buffer = io.BytesIO()
    drawn(catalogue).save(buffer)
    return buffer.getvalue()


def write_template(catalogue: CatalogueOfTemplate, target: IO[bytes], files: Iterable[object]) -> None:
    """Writes the template with the files, ready to be changed and read again; very many go on to further sheets."""
    sheets = max(1, -(-catalogue.file_count // ROWS_A_SHEET))
    files = iter(files)
    fillings = [(HEADER_ROW + 1, lambda styles: rows_of(islice(files, ROWS_A_SHEET), styles[0]))] * sheets
    book = drawn(catalogue, sheets)
    for sheet in book.worksheets[:sheets]:
        sheet.cell(HEADER_ROW, BOX).value += f" ({EVERY_ROW})"
    pour(book, target, fillings)


def drawn(catalogue: CatalogueOfTemplate, sheets: int = 1) -> Workbook:
    """The workbook without rows: header, choices, guide; some rows are formatted already."""
    book = Workbook()
    book.remove(book.active)
    for number in range(1, sheets + 1):
        sheet = book.create_sheet(NAME if sheets == 1 else f"{NAME} ({number})")
        write_header(sheet, catalogue)
        add_choices(sheet)
        arrange(sheet)
    write_guide(book.create_sheet("Hướng dẫn"))
    return book


def write_header(sheet: Worksheet, catalogue: CatalogueOfTemplate) -> None:
    sheet["A1"], sheet["A1"].font = TITLE, Font(bold=True, size=14)
    sheet["A2"] = f"{catalogue.agency} · Phông: {catalogue.fonds} · {catalogue.name}"
    sheet["A3"], sheet["A3"].font = NOTE, Font(italic=True)
    for number, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(HEADER_ROW, number, column.title)
        cell.font, cell.fill, cell.border, cell.alignment = Font(bold=True), HEAD_FILL, THIN, WRAPPED
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.number_format = column.width, number_format(column)
    sheet.row_dimensions[HEADER_ROW].height = 34
    for cells in sheet.iter_rows(HEADER_ROW + 1, HEADER_ROW + ROWS_WITH_STYLE, 1, len(COLUMNS)):
        for cell, column in zip(cells, COLUMNS, strict=True):
            cell.number_format = number_format(column)


def number_format(column: Column) -> str:
    """Text where Excel would spoil what is typed: 05 would become 5, 3/2008 a day in March."""
    return "#,##0" if column.numeric else "@"


def rows_of(files: Iterable[object], styles: list[int]) -> Iterator[str]:
    """The files as rows; a title that begins with "=" stays a title."""
    for number, file in enumerate(files, HEADER_ROW + 1):
        shown = zip(COLUMNS, as_shown(file), strict=True)
        values = [getattr(file, column.field) if column.numeric and text else text for column, text in shown]
        yield row(number, styles, values)


def add_choices(sheet: Worksheet) -> None:
    """A list or a note on every column; the lists only warn, because pasted cells pass them anyway."""
    for number, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        validation = DataValidation(
            allow_blank=True, showInputMessage=True, promptTitle=column.header[:32], prompt=column.help[:255]
        )
        if column.choices:
            validation.type, validation.formula1 = "list", '"' + ",".join(column.choices) + '"'
            validation.errorStyle, validation.showErrorMessage = "warning", True
            validation.errorTitle, validation.error = column.header[:32], column.help[:255]
        validation.add(f"{letter}{HEADER_ROW + 1}:{letter}{LAST_ROW}")
        sheet.add_data_validation(validation)


def arrange(sheet: Worksheet) -> None:
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 3)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def write_guide(sheet: Worksheet) -> None:
    """Each column on a row of its own, with how to write it and an example."""
    rows = [("Tên cột", "Bắt buộc", "Cách ghi", "Ví dụ", "Được chọn")]
    rows += [
        (column.header, "Có" if column.required else "", column.help, column.example, "; ".join(column.choices))
        for column in COLUMNS
    ]
    for line in rows:
        sheet.append(line)
    for letter, width in zip("ABCDE", (22, 10, 60, 40, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment, cell.border, cell.number_format = Alignment(wrap_text=True, vertical="top"), THIN, "@"
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
    sheet.freeze_panes = "A2"
