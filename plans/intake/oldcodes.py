"""Which columns of a sheet hold TCVN3 or VNI, and their cells in Unicode."""

from .legacy import DECODERS, decoded, detect, is_unicode

SAMPLES, LONG_SAMPLE = 3, 10


class OldCodes:
    """The codes of a sheet's columns; `samples` shows (before, after) of some cells."""

    def __init__(self):
        self.decoders, self.samples, self.names = {}, [], set()

    def find(self, rows):
        """A column too short to tell follows the sheet."""
        columns = zip(*rows, strict=True) if rows else ()
        texts = [[cell for cell in column if type(cell) is str and not cell.isascii()] for column in columns]
        whole = detect([text for column in texts for text in column])
        for at, column in enumerate(texts):
            code = detect(column) or (whole if column and not any(map(is_unicode, column)) else "")
            if code:
                self.decoders[at] = DECODERS[code]
                self.names.add(code)

    def decode(self, rows, sampling=False):
        return [self.decode_row(list(row), sampling) for row in rows] if self.decoders else rows

    def decode_row(self, row, sampling):
        for at, decode in self.decoders.items():
            before = row[at]
            row[at] = after = decoded(before, decode)
            if sampling and after is not before and len(self.samples) < SAMPLES and len(before) > LONG_SAMPLE:
                pair = (before[:80], after[:80])
                self.samples += [pair] if after != before and pair not in self.samples else []
        return row
