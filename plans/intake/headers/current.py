"""The header under which rows are read, and rows further down that say it again or begin another table."""

import re

from agencies.formats.old_encodings import Decoder
from plans.intake.cells.values import SheetRow
from plans.intake.rows import row_kinds
from plans.intake.workbook.old_encodings import decoded

from .find import Mapped, find_header, fold_cell
from .header import ENOUGH, Header

MOST_FUTILE = 500
LETTERS = re.compile(r"[A-Z]{1,3}")


class CurrentHeader:
    """The headers of the tables that are one below the other; the last one found is the current one."""

    def __init__(self, decode: Decoder | None = None, mapping: Mapped = None) -> None:
        self.all: list[Header] = []
        # What was chosen for a head holds for the same head further down; a letter may be another column there.
        self.mapping = {key: name for key, name in (mapping or {}).items() if not LETTERS.fullmatch(key)}
        self.decode = decode  # of a header that alone is in an old encoding
        self.futile = 0

    def begin(self, header: Header) -> None:
        self.header = header
        self.all.append(header)

    def is_repeated(self, row: SheetRow) -> bool:
        """True where the row says the current header again, or nearly so."""
        if row_kinds.repeats_header(row, self.header.folded):
            return True
        if self.decode is None:
            return False
        return row_kinds.repeats_header([decoded(cell, self.decode) for cell in row], self.header.folded)

    def is_changed(self, window: list[SheetRow]) -> bool:
        """True where the rows that seem to repeat the header have another word in one of its columns."""
        if not row_kinds.repeats_header(window[0], self.header.folded[:1]):
            return False
        for row, heads in zip(window, self.header.folded, strict=False):
            words = [(at, fold_cell(cell)) for at, cell in row_kinds.filled(row)]
            if any(word and word != (heads[at] if at < len(heads) else "") for at, word in words):
                return True
        return False

    def find_next(self, number: int, window: list[SheetRow]) -> Header | None:
        """The header of another table that begins at row `number`, which is window[0]; looked for only so often."""
        if len(row_kinds.filled(window[0])) < ENOUGH or self.futile > MOST_FUTILE:
            return None
        header = find_header(window, mapping=self.mapping or None, first_row=number)
        if header is None or header.first != number:
            self.futile += 1
            return None
        return header
