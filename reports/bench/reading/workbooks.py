"""Draw a workbook of known files: columns in any order, heads in one or two rows, what is between the files."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from random import Random

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from . import layouts
from .layouts import Cell, Layout
from .truth import File, Truth, draw_truth

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
PEOPLE: list[tuple[Cell, ...]] = [("STT", "Mã số", "Họ và tên", "Ngày sinh", "Chức vụ")]
PEOPLE += [
    (number, f"CB{number:02d}", f"Nguyễn Văn Nam {number}", f"{number}/1/1980", "Chuyên viên") for number in (1, 2, 3)
]
Row = list[Cell]


@dataclass
class Drawn:
    """A workbook and what a careful person reads in it; `traits` are the names of what was drawn."""

    data: bytes
    file_name: str
    files: list[File]
    traits: list[str] = field(default_factory=list)


@dataclass
class Table:
    """The columns of one table, and its fields that are read from it."""

    blocks: list[Layout]
    fields: set[str]

    @property
    def is_deep(self) -> bool:
        return any(block.over for block in self.blocks)

    def heads(self) -> list[Row]:
        """One row of heads, or two where some have a head over them."""
        if not self.is_deep:
            return [[head for block in self.blocks for head in block.heads]]
        upper: Row = []
        for block in self.blocks:
            upper += [block.over, *[None] * (len(block.heads) - 1)] if block.over else list(block.heads)
        return [upper, [head if block.over else None for block in self.blocks for head in block.heads]]

    def merges(self) -> list[tuple[int, int]]:
        """(first, last) column of the heads over several columns, from 0."""
        found, at = [], 0
        for block in self.blocks:
            if block.over:
                found.append((at, at + len(block.heads) - 1))
            at += len(block.heads)
        return found

    def row(self, file: File) -> Row:
        return [cell for block in self.blocks for cell in block.cells(file)]

    def known(self, file: File) -> File:
        """What can be known of the file from these columns."""
        found = {name: value for name, value in file.items() if name in self.fields}
        for block in self.blocks:
            found |= {name: value for name, value in block.known(file).items() if name in self.fields}
        return found

    def at(self, layout_head: str) -> int | None:
        heads = [head for block in self.blocks for head in block.heads]
        heads = [head.replace("\n", " ").rstrip(" *").upper() for head in heads]
        layout_head = layout_head.upper()
        return heads.index(layout_head) if layout_head in heads else None


class Drawing:
    """Draws one workbook from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.traits: list[str] = []
        self.has_a3 = self.chance(0.35, "A3")
        self.truth: Truth = draw_truth(self.random, self.has_a3)
        self.in_rows = self.chance(0.25, "boxes in rows of their own")
        self.by_year = not self.in_rows and self.chance(0.1, "days under headings of years")
        self.retention = self.random.choice((0, 20, 70)) if self.chance(0.1, "one retention for all") else None
        if self.by_year:
            order_by_year(self.truth.files)
        for file in self.truth.files:
            if self.retention is not None:
                file["retention_years"] = self.retention
        self.signs = {file["arranged"] for file in self.truth.files} == {True, False} and self.chance(0.2, "C and K")
        self.merges: list[str] = []
        self.hidden: set[int] = set()

    def chance(self, share: float, trait: str) -> bool:
        drawn = self.random.random() < share
        if drawn:
            self.traits.append(trait)
        return drawn

    def table(self) -> Table:
        """Columns in a random order, with their fields."""
        random = self.random
        drawn = [layouts.short_days if self.by_year else random.choice(layouts.TIMES), random.choice(layouts.NUMBERS)]
        if self.retention is None:
            drawn.append(random.choice(layouts.RETENTIONS))
        drawn.append(random.choice(layouts.PAGES_WITH_A3 if self.has_a3 else layouts.PAGES))
        self.traits += [each.__name__ for each in drawn]
        fields = {"file_number", "title", "start_date", "end_date", "retention_years", "page_count", "page_count_a3"}
        blocks = [each(random) for each in drawn] + [layouts.titles(random)]
        says_sheets = {layouts.pages_with_sheets, layouts.pages_in_words} & set(drawn)
        fields |= {"sheet_count"} if says_sheets else set()
        if not self.in_rows:
            blocks.append(layouts.boxes(random))
        fields.add("box_number")
        for name, layout in layouts.OPTIONAL.items():
            layout = layouts.arranged_signs if name == "arranged" and self.signs else layout
            if random.random() < 0.5 and not (name == "sheet_count" and says_sheets):
                blocks.append(layout(random))
                fields.add(name)
        if random.random() < 0.3:
            blocks.append(layouts.unknown(random))
        if random.random() < 0.6:
            random.shuffle(blocks)
        spell(random, blocks)
        return Table(blocks, fields)

    def draw(self) -> Drawn:
        table = self.table()
        book = Workbook()
        sheet = book.active
        if not isinstance(sheet, Worksheet):
            raise TypeError("A new workbook has a sheet of cells.")
        sheet.title = "Mục lục"
        rows, files = self.rows(table)
        # A column that is hidden for one table is hidden for the other: what holds there would be chance.
        if not self.hidden and self.chance(0.15, "second table below"):
            rows, files = self.with_second_table(rows, files)
        as_csv = not table.is_deep and not self.hidden and self.chance(0.1, "csv")
        if as_csv:
            return Drawn(csv_of(rows), "muc-luc.csv", files, self.traits)
        self.fill(book, sheet, rows)
        buffer = io.BytesIO()
        book.save(buffer)
        return Drawn(buffer.getvalue(), "muc-luc.xlsx", files, self.traits)

    def fill(self, book: Workbook, sheet: Worksheet, rows: list[Row]) -> None:
        for row in rows:
            sheet.append(row)
        for cells in self.merges:
            sheet.merge_cells(cells)
        for at in self.hidden:
            sheet.column_dimensions[letter(at)].hidden = True
        if self.chance(0.1, "hidden rows"):
            sheet.row_dimensions[len(rows)].hidden = True
        if self.chance(0.1, "sheet of people"):
            people = book.create_sheet("Danh mục")
            for person in PEOPLE:
                people.append(person)

    def rows(self, table: Table, files: list[File] | None = None, first: int = 1) -> tuple[list[Row], list[File]]:
        """The rows of a table with all that is around its files, and what is known of each file."""
        rows: list[Row] = []
        if first == 1 and self.chance(0.5, "letterhead"):
            rows += [["SỞ Y TẾ", None, None, MOTTO], ["MỤC LỤC HỒ SƠ"], []]
        if self.retention is not None:
            said = f"{self.retention} năm" if self.retention else "Vĩnh viễn"
            lines: tuple[Row, Row] = ([f"Thời hạn bảo quản: {said}"], ["THBQ:", said])
            rows.append(self.random.choice(lines))
        top = first + len(rows)
        rows += table.heads()
        if table.is_deep:
            letters = [(letter(left), letter(right)) for left, right in table.merges() if right > left]
            self.merges += [f"{left}{top}:{right}{top}" for left, right in letters]
        for block_at, block in starts(table.blocks):
            self.hidden |= {block_at + each for each in block.hidden}
        if numbering := self.chance(0.2, "numbering"):
            rows.append([f"({number})" for number in range(1, len(rows[-1]) + 1)])
        files = self.truth.files if files is None else files
        table_top = len(rows) - len(table.heads()) if not numbering else len(rows) - len(table.heads()) - 1
        rows += self.body(table, files)
        if not table.is_deep and not numbering and first == 1 and self.chance(0.1, "legend beside"):
            beside(rows[table_top:])
        if self.chance(0.3, "total"):
            rows.append(self.total(table, files))
        if first == 1 and self.chance(0.1, "summary below"):
            rows += [[], ["BẢNG TỔNG HỢP"], ["TT", "Hộp số", "Số hồ sơ", "Số tờ", "Số trang"], [1, 1, 2, 55, 100]]
        elif self.chance(0.2, "footer"):
            rows += [[], [f"Mục lục này gồm: {len(files):02d} hồ sơ."], [None, None, "Người lập"]]
        return rows, [table.known(file) for file in files]

    def body(self, table: Table, files: list[File]) -> list[Row]:
        rows: list[Row] = []
        tails = self.chance(0.1, "titles go on below")
        sections = self.chance(0.2, "sections")
        box = None
        year = None
        again = self.chance(0.1, "head repeated")
        for index, file in enumerate(files):
            if self.by_year and file["start_date"][:4] != year:
                year = file["start_date"][:4]
                rows.append([f"NĂM {year}"])
            if again and index and index % 4 == 0:
                rows += table.heads()
            if self.in_rows and file["box_number"] != box:
                lines: tuple[Row, Row] = ([f"Hộp số {file['box_number']}"], ["Hộp số:", int(file["box_number"])])
                rows.append(self.random.choice(lines))
            elif sections and file["box_number"] != box:
                rows.append([f"{'I' * int(file['box_number'])}. Công tác chuyên môn"])
            box = file["box_number"]
            row = table.row(file)
            at = row.index(file["title"])
            if tails and self.random.random() < 0.4:
                cut = file["title"].rindex(" đợt") if self.random.random() < 0.7 else file["title"].rindex(" ", 0, -8)
                row[at] = file["title"][:cut]
                rows += [row, [*[None] * at, file["title"][cut + 1 :]]]
            else:
                rows.append(row)
            if self.random.random() < 0.03:
                rows.append([])
        if self.chance(0.1, "prefilled rows"):
            blank: Row = [None] * len(table.row(files[0]))
            places = [place for place in map(table.at, ("Đã chỉnh lý", "Chỉnh lý")) if place is not None]
            if places:
                blank[places[0]] = False
                rows += [list(blank) for _ in range(5)]
        return rows

    def total(self, table: Table, files: list[File]) -> Row:
        """A total under the columns of plain counts."""
        row: Row = [None] * len(table.row(files[0]))
        row[0] = self.random.choice(("Tổng cộng", "Cộng", "Total", "TỔNG CỘNG:"))
        at = table.at("Số tờ")
        if at:
            row[at] = sum(file["sheet_count"] for file in files)
        return row

    def with_second_table(self, rows: list[Row], files: list[File]) -> tuple[list[Row], list[File]]:
        """Another table below with columns of its own; its files have boxes of their own."""
        more = [file | {"box_number": str(int(file["box_number"]) + 10)} for file in self.truth.files]
        others, known = self.rows(self.table(), more, len(rows) + 2)
        return [*rows, [], *others], [*files, *known]


def order_by_year(files: list[File]) -> None:
    """Files of one year each, the years in their order; each keeps its number."""
    numbers = [(file["box_number"], file["file_number"]) for file in files]
    for file in files:
        file["end_date"] = file["start_date"][:4] + "-12-" + file["end_date"][8:]
    files.sort(key=lambda file: file["start_date"][:4])
    for file, (box, number) in zip(files, numbers, strict=True):
        file["box_number"], file["file_number"] = box, number


def spell(random: Random, blocks: list[Layout]) -> None:
    """Writes the heads as people do: in capitals, with line breaks, with a star or a colon."""
    way = random.choice((str, str, str.upper, lambda text: text.replace(" ", "\n", 1), lambda text: f"{text} *"))
    for block in blocks:
        block.heads = [way(head) for head in block.heads]


def beside(rows: list[Row]) -> None:
    """A legend to the right of the rows, with a blank column between."""
    width = max(map(len, rows), default=0)
    legend = (("Ký hiệu", "Ý nghĩa"), ("VV", "Vĩnh viễn"), ("CL", "Đã chỉnh lý"), ("HH", "Hư hỏng nhẹ"))
    for row, said in zip(rows, legend, strict=False):
        row += [None] * (width + 1 - len(row)) + list(said)


def starts(blocks: list[Layout]) -> list[tuple[int, Layout]]:
    """(first column, block)."""
    found, at = [], 0
    for block in blocks:
        found.append((at, block))
        at += len(block.heads)
    return found


def letter(column: int) -> str:
    return get_column_letter(column + 1)


def csv_of(rows: list[Row]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    for row in rows:
        writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])
    return buffer.getvalue().encode("utf-8-sig")
