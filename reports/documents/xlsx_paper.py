"""A letter or form with its annexes as Excel workbook: its text on the first sheet, real numbers in its tables."""

import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from .content import Annex, AnnexColumn, Block, Document
from .xlsx import FONT, AnnexSheet, characters
from .xlsx_results import with_results

TEXT_COLUMNS = [AnnexColumn(str(place), "", 21) for place in range(8)]  # of a letter without a table in it
LINE = 17  # points
BOLD = ("section", "heading", "authority")


def to_paper_xlsx(document: Document, name: str) -> bytes:
    """The bytes of the workbook: a sheet of this name with the text, and one of each annex."""
    book = Workbook()
    book.properties.title, book.properties.creator = document.letterhead.subject, document.letterhead.issuer
    book.calculation.fullCalcOnLoad = True
    first = PaperSheet(book.active, document, name[:31])
    first.paper()
    sheets = [PaperSheet(book.create_sheet(annex.name), document, annex.name) for annex in document.annexes]
    for annex, sheet in zip(document.annexes, sheets, strict=True):
        sheet.annex(annex)
    return with_results(book, [sheet.results for sheet in [first, *sheets]])


class PaperSheet(AnnexSheet):
    """A sheet of a letter or form: its text above and below the table that is in it, or one of its annexes."""

    def paper(self) -> None:
        """Write the text of the document, with its table where it has one."""
        columns = self.columns = self.document.table.columns if self.document.table else TEXT_COLUMNS
        self.letterhead(len(columns))
        self.texts(self.document.blocks)
        if self.document.table:
            self.inner_table(self.document.table)
        else:
            self.print_setup(columns)
            self.sheet.page_setup.orientation = "portrait"
        if not self.document.across:
            self.sheet.page_setup.orientation = "portrait"
        self.texts(self.document.below)
        self.signatures()

    def heading(self, annex: Annex, width: int) -> None:
        """Write the lines above the table of an annex."""
        self.line(annex.name, width, size=14, bold=True)
        self.line(annex.title, width, bold=True)
        self.line(self.document.letterhead.annex_reference, width, italic=True)
        if self.document.remark:
            self.line(f"({self.document.remark})", width, italic=True)

    def letterhead(self, width: int) -> None:
        """Write the issuer and the nation's name side by side, then kind, subject and addressee."""
        head = self.document.letterhead
        if head.form:
            for line in head.form.splitlines():
                self.line(line, width, italic=True, align="right")
        issued = [text for text in (head.superior, *head.issuer.splitlines()) if text]
        left = [(text, text != head.superior) for text in issued] + [(head.number, False), (head.mark, True)]
        right = [(head.nation, True), (head.motto, True), ("", False), (head.place_and_date, False)]
        for place in range(max(len(left), len(right))):
            pair = [lines[place] if place < len(lines) else ("", False) for lines in (left, right)]
            self.side_by_side(pair, width)
        self.row += 1
        for text in (head.kind, head.subject):
            self.paragraph(text, bold=True, align="center", size=14)
        if self.document.remark:
            self.line(f"({self.document.remark})", width, italic=True)
        for text in [f"Kính gửi: {head.addressee}"] if head.addressee else []:
            self.line(text, width)
        self.row += 1

    def side_by_side(self, parts: Sequence[tuple[str, bool]], width: int) -> None:
        """Write texts (text, bold) in one row, each over its share of the columns."""
        self.row += 1
        edges = self.edges(len(parts), width)
        for (text, bold), first, end in zip(parts, edges, edges[1:], strict=False):
            cell = self.text(first + 1, text)
            cell.font, cell.alignment = Font(FONT, 12, bold=bold), Alignment("center", "center", wrap_text=True)
            if end > first + 1:
                self.sheet.merge_cells(start_row=self.row, start_column=first + 1, end_row=self.row, end_column=end)
        self.sheet.row_dimensions[self.row].height = LINE

    def edges(self, parts: int, width: int) -> list[int]:
        """Where each of the parts begins, so that they are as wide as each other, and where the last one ends."""
        wide = [characters(column) for column in self.columns]
        found = [0]
        for part in range(1, parts):
            wanted = sum(wide) * part / parts
            places = range(found[-1] + 1, width - (parts - part) + 1)
            found.append(min(places, key=lambda place: abs(sum(wide[:place]) - wanted)))
        return [*found, width]

    def texts(self, blocks: Sequence[Block]) -> None:
        """Write the paragraphs."""
        for block in blocks:
            text = f"{block.lead} {block.text}".strip()
            align = "center" if block.kind == "authority" else "left"
            self.paragraph(text, bold=block.kind in BOLD, italic=block.kind == "basis", align=align)

    def paragraph(
        self, text: str, bold: bool = False, italic: bool = False, align: str = "left", size: int = 12
    ) -> None:
        """Write a text across the sheet, as high as its lines need it."""
        self.line(text, len(self.columns), size=size, bold=bold, italic=italic, align=align)
        room = sum(characters(column) for column in self.columns) * 12 / size
        self.sheet.row_dimensions[self.row].height = LINE * size / 12 * max(1, math.ceil(len(text) / room))

    def inner_table(self, table: Annex) -> None:
        """Write the table of the form, the amount in words and the notes below it."""
        if table.unit:
            self.line(f"Đơn vị tính: {table.unit}", len(table.columns), italic=True, align="right")
        self.head(table)
        self.table(table, {})
        for text in (table.words, *table.note_lines):
            if text:
                self.paragraph(text, italic=True)

    def signatures(self) -> None:
        """Write who signs: the parties side by side, or the recipients and one signature."""
        document, width = self.document, len(self.columns)
        self.row += 1
        parties = document.parties or [("", ""), (document.signer_title, document.signer_name)]
        titles = [title.splitlines() for title, _ in parties]
        for place in range(max(map(len, titles))):
            self.side_by_side([(lines[place] if place < len(lines) else "", True) for lines in titles], width)
        self.row += 4
        self.side_by_side([(name, True) for _, name in parties], width)
        for line in ("Nơi nhận:", *document.recipients) if document.recipients else ():
            self.paragraph(line, italic=line == "Nơi nhận:", bold=line == "Nơi nhận:", size=11)
