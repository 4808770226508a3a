"""Order of day and month in a column: an Excel set to American dates turns 5/6 round and leaves 15/3."""

import re
from datetime import date

from .values import Cell

_THREE = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}\s*")
AMERICAN = (
    "có ngày viết tháng trước (như 3/15/2008) trong khi Cổng đọc ngày trước, tháng sau: 5/6/2008 là ngày 05 tháng 6; "
    "kiểm tra lại các ngày của cột này"
)
TURNED = (
    "các ngày lớn hơn 12 là chữ, các ngày nhỏ hơn là ô ngày: có thể Excel đã đảo ngày và tháng (5/6 thành 6/5); "
    "kiểm tra lại các ngày của cột này"
)
ENOUGH, FEW_OTHERS = 3, 10


class DayOrder:
    """Counts the different dates of a table, by how they are stored and whether their first number can be a month."""

    def __init__(self) -> None:
        self.american = False
        self.texts, self.cells = {True: 0, False: 0}, {True: 0, False: 0}  # by "day of 1 to 12"

    def note(self, cell: Cell) -> None:
        """Counts one date of the column."""
        if isinstance(cell, date):
            self.cells[cell.day <= 12] += 1
        elif isinstance(cell, str) and (match := _THREE.fullmatch(cell)):
            first, second = int(match[1]), int(match[2])
            self.american = self.american or 0 < first <= 12 < second <= 31
            self.texts[first <= 12] += 1

    def doubt(self) -> str:
        """A sentence about the whole column, or an empty string."""
        if self.american:
            return AMERICAN
        turned = self.texts[False] >= ENOUGH and self.cells[True] >= ENOUGH
        others = self.texts[True] + self.cells[False]  # typed by hand into a cell of dates, or before it was opened
        return TURNED if turned and others * FEW_OTHERS <= self.texts[False] + self.cells[True] else ""
