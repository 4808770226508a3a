"""In the child: one look at every cell for the marks of secrecy, before a word of the workbook is answered."""

from collections.abc import Sequence
from itertools import islice

from agencies.secrecy.marks import file_name_is_marked, hints_at_mark, is_marked
from plans.intake.cells.values import SheetRow
from plans.intake.workbook.archives import Refusal
from plans.intake.workbook.old_encoded_columns import OldEncodedColumns
from plans.intake.workbook.sheets import Sheets, SheetStream

from .code_lists import explains_levels
from .levels import HEADER_ROWS, LevelColumns
from .outside_cells import marked_beside, marked_outside, printed_is_marked

CHUNK = 2_000


class Screening:
    """The look at every cell of every sheet, hidden ones too."""

    def __init__(self, file_name: str) -> None:
        self.secret: list[tuple[int, str | None, list[int]]] = []  # as sandbox.secret_message takes them
        self.outside: list[str] = []
        self.unknown: list[int] = []  # rows whose level is a formula that nobody has worked out
        self.rows, self.anything = 0, False
        self.name_is_marked = file_name_is_marked(file_name)

    def look(self, sheets: Sheets) -> int:
        """How many rows there are. Raises Refusal with the places of secrets, or where there is nothing."""
        self.outside += outside_of(sheets)
        for index, sheet in enumerate(sheets):
            marked = is_marked(sheet.name)
            rows = self.secret_rows(sheet)
            if printed_is_marked(sheet.printed):
                self.outside.append("đầu trang, chân trang in")
            if rows or marked:
                self.secret.append((index, None if marked else sheet.name, rows))
        if self.secret or self.outside or self.name_is_marked:
            raise Refusal("secret", places=self.secret, outside=self.outside)
        if self.unknown:
            raise Refusal("levels", line=self.unknown[0])
        if not self.anything:
            raise Refusal("empty")
        return self.rows

    def secret_rows(self, sheet: SheetStream) -> list[int]:
        codes, levels, number = OldEncodedColumns(), LevelColumns(), 1
        found: list[int] = []
        top: list[SheetRow] = []
        while rows := list(islice(sheet.rows, CHUNK)):
            self.anything = self.anything or any(cell != "" for row in rows for cell in row)
            if number == 1:
                top = rows
                codes.find(rows)
                levels.learn(1, codes.decode(rows[:HEADER_ROWS]))
            found += marked_rows(number, self.known(number, rows, levels), codes, levels)
            number += len(rows)
        self.rows += number - 1
        is_whole = number - 1 == len(top)
        return [] if found and is_whole and explains_levels(codes.decode(top), found) else found

    def known(self, first: int, rows: list[SheetRow], levels: LevelColumns) -> list[SheetRow]:
        """The rows without the levels that nobody knows yet."""
        if not levels.any_found:
            return rows
        unknown = {
            number: {at for at, cell in enumerate(row) if levels.is_unknown(number, at, cell)}
            for number, row in enumerate(rows, first)
        }
        self.unknown += [number for number, places in unknown.items() if places]
        return [
            ["" if at in unknown[number] else cell for at, cell in enumerate(row)] if unknown[number] else row
            for number, row in enumerate(rows, first)
        ]


def outside_of(sheets: Sheets) -> list[str]:
    """The kinds of places outside the cells of the file that carry a mark."""
    if sheets.kind in ("xlsx", "ods"):
        return marked_outside(sheets.data)
    if sheets.kind == "html":
        return marked_beside(sheets.data)
    if sheets.kind != "xls":
        return []
    from .outside_xls import marked_outside_xls  # olefile costs the child 15 ms that no other file needs

    return marked_outside_xls(sheets.data)


def marked_rows(first: int, rows: list[SheetRow], codes: OldEncodedColumns, levels: LevelColumns) -> Sequence[int]:
    """Numbers of the rows with a mark or a level; most chunks are settled by one look."""
    marked = hints_at_mark("\n".join([cell for row in rows for cell in row if type(cell) is str]))
    if not marked and not levels.any_found:
        return []
    read = codes.decode(rows) if levels.any_found else rows
    return [
        number
        for number, (row, raw) in enumerate(zip(read, rows, strict=True), first)
        if levels.names_level(number, row)
        or (marked and any(is_marked(cell) and not levels.is_header(number, at) for at, cell in enumerate(raw)))
    ]
