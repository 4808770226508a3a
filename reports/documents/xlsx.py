"""The document as Excel workbook: real numbers, formulas for totals with their results, ready to print."""

import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .content import UNKNOWN, Annex, AnnexColumn, AnnexRow, Document
from .xlsx_results import Results, number_format, summed_rows, with_results

FONT = "Times New Roman"
LINE = Side(style="thin")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
ALIGN = {"serial": "center", "middle": "center", "day": "center", "int": "right", "percent": "right"}
FORMULAS = {"×": "={}*{}", "+": "={}+{}", "-": "=MAX({}-{},0)", "−": "={}-{}", "/": '=IF({1}=0,"",{0}/{1})'}
SUMMARY = "Tổng hợp"
LINE_HEIGHT = 16
Placed = dict[tuple[str, str], dict[str, str]]  # addresses by key of their column, by annex and mark


def to_xlsx(document: Document) -> bytes:
    """The bytes of the workbook: a summary sheet where there is one, and one sheet per annex."""
    book = Workbook()
    book.properties.title, book.properties.creator = document.letterhead.subject, document.letterhead.issuer
    book.calculation.fullCalcOnLoad = True
    summary = AnnexSheet(book.active, document, SUMMARY)
    sheets = [AnnexSheet(book.create_sheet(annex.name), document, annex.name) for annex in document.annexes]
    placed: Placed = {}
    for annex, sheet in zip(document.annexes, sheets, strict=True):
        sheet.annex(annex)
        placed |= {(annex.roman, mark): cells for mark, cells in sheet.placed.items()}
    if document.summary:
        summary.annex(document.summary, placed, document.words)
        return with_results(book, [sheet.results for sheet in [summary, *sheets]])
    book.remove(summary.sheet)
    return with_results(book, [sheet.results for sheet in sheets])


def letters(columns: Sequence[AnnexColumn]) -> dict[str, str]:
    """Letter of each column by its key."""
    return {column.key: get_column_letter(place) for place, column in enumerate(columns, start=1)}


def characters(column: AnnexColumn) -> float:
    """The width of the column in Excel's unit, about one digit."""
    return round((column.sheet_mm or column.width_mm) / 1.9, 1)


def lines_of(row: AnnexRow, columns: Sequence[AnnexColumn]) -> int:
    """How many lines the longest text of the row takes: Excel does not work out the height of rows it did not write."""
    texts = [(str(row.cells.get(c.key) or ""), characters(c)) for c in columns if c.kind == "text"]
    widen = 0.88 if row.kind == "line" else 1.1
    return max([1, *(math.ceil(len(text) * widen / width) for text, width in texts)])


class AnnexSheet:
    """A worksheet written from top to bottom.

    `results`: what each formula comes to, by address. `placed`: addresses of the subtotals and the total, by mark.
    """

    def __init__(self, sheet: Worksheet, document: Document, title: str) -> None:
        self.sheet, self.document, self.row = sheet, document, 0
        self.results: Results = {}
        self.placed: dict[str, dict[str, str]] = {}
        sheet.title = title

    def annex(self, annex: Annex, sources: Placed | None = None, words: str = "") -> None:
        """Write the annex; `sources` are the cells of other sheets that its figures are taken from."""
        width = len(annex.columns)
        self.heading(annex, width)
        if annex.unit:
            self.line(f"Đơn vị tính: {annex.unit}", width, italic=True, align="right")
        self.head(annex)
        self.table(annex, sources or {})
        code = "" if annex.roman else self.document.history_code
        for text in (annex.words or words, *annex.note_lines, code):
            if text:
                self.line(text, width, italic=True, align="left")

    def heading(self, annex: Annex, width: int) -> None:
        """Write the lines above the table."""
        head = self.document.letterhead
        if annex.roman:
            self.line(annex.name, width, size=14, bold=True)
        else:
            self.line(f"{head.superior} - {head.issuer}", width, bold=True)
        self.line(annex.title, width, bold=True)
        self.line(head.annex_reference, width, italic=True)
        remark = f" ({self.document.remark})" if self.document.remark else ""
        self.line(f"Số liệu đến {self.document.shown_day}{remark}", width, italic=True)

    def line(
        self, text: str, width: int, size: int = 13, bold: bool = False, italic: bool = False, align: str = "center"
    ) -> None:
        """Write a line of text across the table."""
        self.row += 1
        cell = self.text(1, text)
        cell.font = Font(FONT, size, bold=bold, italic=italic)
        cell.alignment = Alignment(align, "center", wrap_text=True)
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=width)
        self.sheet.row_dimensions[self.row].height = 36 if len(text) > 110 else 18

    def head(self, annex: Annex) -> None:
        """Write column titles and (1) (2) (3), repeated on every page and kept in sight."""
        first = self.row + 1
        if annex.has_groups:
            self.head_row([column.group or column.title for column in annex.columns], Font(FONT, 11, bold=True))
        self.head_row([column.title for column in annex.columns], Font(FONT, 11, bold=True))
        self.join_heads(annex, first)
        self.head_row(annex.numbering, Font(FONT, 11, italic=True))
        self.sheet.row_dimensions[first].height = 24 if annex.has_groups else 48
        if annex.has_groups:
            self.sheet.row_dimensions[first + 1].height = 48
        self.sheet.freeze_panes = self.sheet.cell(self.row + 1, 3)
        self.sheet.print_title_rows = f"{first}:{self.row}"
        self.print_setup(annex.columns)

    def join_heads(self, annex: Annex, first: int) -> None:
        """Make one cell of the columns of a group, and of both lines of the head over a column in none."""
        place = 1
        for _, width, is_group in annex.heads if annex.has_groups else ():
            cell = {"start_row": first, "start_column": place, "end_column": place + width - 1}
            self.sheet.merge_cells(**cell, end_row=first if is_group else first + 1)
            place += width

    def head_row(self, texts: Sequence[str], font: Font) -> None:
        """Write one row of the head."""
        self.row += 1
        for place, text in enumerate(texts, start=1):
            cell = self.text(place, text)
            cell.font, cell.border = font, BORDER
            cell.alignment = Alignment("center", "center", wrap_text=True)

    def print_setup(self, columns: Sequence[AnnexColumn]) -> None:
        """Print the sheet on A4 laid across, as wide as the page."""
        for letter, column in zip(letters(columns).values(), columns, strict=True):
            self.sheet.column_dimensions[letter].width = characters(column)
        page, margins = self.sheet.page_setup, self.sheet.page_margins
        page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", 9, 1, 0
        page.firstPageNumber, page.useFirstPageNumber = 1, True
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins.left = margins.right = 0.6
        margins.top = margins.bottom = 0.8
        self.sheet.print_options.horizontalCentered = True
        # The page's number is centred above, hidden on the first page (NĐ 30/2020).
        self.sheet.HeaderFooter.differentFirst = True
        self.sheet.oddHeader.center.text = f'&"{FONT},Regular"&13&P'

    def table(self, annex: Annex, sources: Placed) -> None:
        """Write the rows: lines hold numbers, heads and the total hold sums."""
        letter = letters(annex.columns)
        spans = summed_rows(annex.rows, self.row + 1)
        for row, span in zip(annex.rows, spans, strict=True):
            self.row += 1
            for place, column in enumerate(annex.columns, start=1):
                formula = self.reference(column, row, sources) or self.formula(column, row, span, letter)
                self.cell(place, column, row, formula)
            self.sheet.row_dimensions[self.row].height = LINE_HEIGHT * lines_of(row, annex.columns)
            if row.kind != "line":
                mark = row.cells.get("serial") or "total"
                self.placed[mark] = {key: f"'{self.sheet.title}'!{col}{self.row}" for key, col in letter.items()}

    def reference(self, column: AnnexColumn, row: AnnexRow, sources: Placed) -> str:
        """='Phụ lục I'!C25 where the figure is taken from an annex that knows it."""
        source = row.sources.get(column.key) if row.cells.get(column.key) != UNKNOWN else None
        return f"={sources[source[:2]][source[2]]}" if source else ""

    def formula(self, column: AnnexColumn, row: AnnexRow, span: str, letter: dict[str, str]) -> str:
        """=C8*D8 in a line, =SUM(C8:C20) in a subtotal, the share of the sums in both; or nothing."""
        if row.kind != "line" and column.summed:
            if row.cells.get(column.key) == UNKNOWN:
                return ""
            return span.format(letter[column.key])
        if not column.compute or (row.kind != "line" and column.kind != "percent"):
            return ""
        sign, *keys = column.compute
        known = [row.cells.get(key) for key in keys]
        if UNKNOWN in known or known == [None, None] or (None in known and row.cells.get(column.key) is not None):
            return ""
        return FORMULAS[sign].format(*(f"{letter[key]}{self.row}" for key in keys))

    def cell(self, place: int, column: AnnexColumn, row: AnnexRow, formula: str) -> None:
        """Write the formula, or the value where there is none, as its column looks."""
        value = row.cells.get(column.key)
        cell = self.sheet.cell(self.row, place, formula) if formula else self.text(place, value)
        if formula:
            self.results[cell.coordinate] = value
        cell.font = Font(FONT, 11, bold=row.kind != "line")
        cell.border = BORDER
        cell.alignment = Alignment(ALIGN.get(column.kind, "left"), "center", wrap_text=not column.is_figure)
        cell.number_format = number_format(column.kind, value)

    def text(self, place: int, value: object) -> Cell:
        """A cell that holds what it is given: a text that begins with "=" stays a text."""
        cell = self.sheet.cell(self.row, place, value)
        if isinstance(value, str):
            cell.data_type = "s"
        return cell
