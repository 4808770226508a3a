"""Columns of a sheet that hold TCVN3 or VNI, and their cells in Unicode."""

import re
from collections.abc import Sequence

from agencies.formats.misread_utf8 import from_misread, is_misread
from agencies.formats.old_encodings import DECODERS, Decoder
from plans.intake.cells.values import SheetRow

from .old_encodings import decoded, detect, is_unicode

SAMPLES, LONG_SAMPLE = 3, 10
MISREAD = "UTF-8 bị đọc sai"
_NEVER_UNICODE = re.compile("[\u00a1-\u00b4\u00b6\u00b8-\u00bfÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]")


class OldEncodedColumns:
    """The old encodings of a sheet's columns; `samples` shows (before, after) of some cells."""

    def __init__(self) -> None:
        self.decoders: dict[int, Decoder] = {}  # by index of the column
        self.samples: list[tuple[str, str]] = []
        self.misread: set[int] = set()  # columns with UTF-8 that was read as something else
        self.names: set[str] = set()
        self.wordy: int | None = None  # the column of most text: the titles

    def find(self, rows: Sequence[SheetRow]) -> None:
        """Finds the encoding of each column; one too short to know follows the sheet."""
        columns = zip(*rows, strict=True) if rows else ()
        texts = [[cell for cell in column if type(cell) is str and not cell.isascii()] for column in columns]
        codes = [detect(column) for column in texts]
        whole = detect([text for column in texts for text in column]) or next(filter(None, codes), "")
        for at, column in enumerate(texts):
            if is_misread("\n".join(column)):
                self.misread.add(at)
                continue
            code = codes[at] or (whole if follows(column) else "")
            if code:
                self.decoders[at] = DECODERS[code]
                self.names.add(code)
        self.wordy = max(range(len(texts)), key=lambda at: sum(map(len, texts[at])), default=None)

    def decode(self, rows: list[SheetRow], sampling: bool = False) -> list[SheetRow]:
        """The rows in Unicode; `sampling` where they are a table's."""
        rows = [self.decode_row(list(row), sampling) for row in rows] if self.decoders or self.misread else rows
        if not sampling or self.wordy is None or self.wordy in self.decoders:
            return rows
        return self.decode_pasted(rows, self.wordy)

    def decode_row(self, row: SheetRow, sampling: bool) -> SheetRow:
        for at, decode in self.decoders.items():
            self.turn(row, at, decode, sampling)
        for at in self.misread:
            self.turn_misread(row, at, sampling)
        return row

    def turn_misread(self, row: SheetRow, at: int, sampling: bool) -> None:
        before = row[at]
        if type(before) is str and is_misread(before):
            row[at] = after = from_misread(before)
            self.names.add(MISREAD)
            if sampling:
                self.keep_sample((before[:80], after[:80]))

    def decode_pasted(self, rows: list[SheetRow], wordy: int) -> list[SheetRow]:
        """Single titles in an old encoding among those in Unicode: rows pasted from an old list."""
        titles = [row[wordy] for row in rows]
        if not _NEVER_UNICODE.search("\n".join([title for title in titles if type(title) is str])):
            return rows
        rows = list(map(list, rows))
        for row, title in zip(rows, titles, strict=True):
            if type(title) is str and is_misread(title):
                self.turn_misread(row, wordy, sampling=True)
                continue
            code = detect([title]) if type(title) is str and _NEVER_UNICODE.search(title) else ""
            if code:
                self.names.add(code)
                self.turn(row, wordy, DECODERS[code], sampling=True)
        return rows

    def turn(self, row: SheetRow, at: int, decode: Decoder, sampling: bool) -> None:
        before = row[at]
        row[at] = after = decoded(before, decode)
        if sampling and after is not before and type(before) is type(after) is str and len(before) > LONG_SAMPLE:
            self.keep_sample((before[:80], after[:80]))

    def keep_sample(self, pair: tuple[str, str]) -> None:
        before, after = pair
        if len(self.samples) < SAMPLES and after != before and pair not in self.samples:
            self.samples.append(pair)


def follows(column: Sequence[str]) -> bool:
    """True where a column too short to know may be in its sheet's encoding, though its head may be in Unicode."""
    in_unicode = sum(map(is_unicode, column))
    few = in_unicode * 2 < len(column) and any(map(_NEVER_UNICODE.search, column))
    return bool(column) and (few or not in_unicode)
