"""Which columns of a sheet hold TCVN3 or VNI, and their cells in Unicode."""

import re

from .old_encodings import DECODERS, decoded, detect, is_unicode

SAMPLES, LONG_SAMPLE = 3, 10
_NEVER_UNICODE = re.compile("[\u00a1-\u00b4\u00b6\u00b8-\u00bfÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]")


class OldCodes:
    """The codes of a sheet's columns; `samples` shows (before, after) of some cells."""

    def __init__(self):
        self.decoders, self.samples, self.names, self.wordy = {}, [], set(), None

    def find(self, rows):
        """A column too short to tell follows the sheet."""
        columns = zip(*rows, strict=True) if rows else ()
        texts = [[cell for cell in column if type(cell) is str and not cell.isascii()] for column in columns]
        codes = [detect(column) for column in texts]
        whole = detect([text for column in texts for text in column]) or next(filter(None, codes), "")
        for at, column in enumerate(texts):
            code = codes[at] or (whole if follows(column) else "")
            if code:
                self.decoders[at] = DECODERS[code]
                self.names.add(code)
        self.wordy = max(range(len(texts)), key=lambda at: sum(map(len, texts[at])), default=None)

    def decode(self, rows, sampling=False):
        """The rows in Unicode; `sampling` where they are a table's."""
        rows = [self.decode_row(list(row), sampling) for row in rows] if self.decoders else rows
        pasted = sampling and self.wordy is not None and self.wordy not in self.decoders
        return self.decode_pasted(rows) if pasted else rows

    def decode_row(self, row, sampling):
        for at, decode in self.decoders.items():
            self.turn(row, at, decode, sampling)
        return row

    def decode_pasted(self, rows):
        """Single titles in an old code among those in Unicode: rows pasted from an old list."""
        titles = [row[self.wordy] for row in rows]
        if not _NEVER_UNICODE.search("\n".join([title for title in titles if type(title) is str])):
            return rows
        rows = list(map(list, rows))
        for row, title in zip(rows, titles, strict=True):
            code = detect([title]) if type(title) is str and _NEVER_UNICODE.search(title) else ""
            if code:
                self.names.add(code)
                self.turn(row, self.wordy, DECODERS[code], sampling=True)
        return rows

    def turn(self, row, at, decode, sampling):
        before = row[at]
        row[at] = after = decoded(before, decode)
        if sampling and after is not before and len(self.samples) < SAMPLES and len(before) > LONG_SAMPLE:
            pair = (before[:80], after[:80])
            self.samples += [pair] if after != before and pair not in self.samples else []


def follows(column):
    """Whether a column too short to tell may be in its sheet's code, though its head may be in Unicode."""
    in_unicode = sum(map(is_unicode, column))
    few = in_unicode * 2 < len(column) and any(map(_NEVER_UNICODE.search, column))
    return bool(column) and (few or not in_unicode)
