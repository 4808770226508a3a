"""Collector of the oddities of a workbook: problems, rows left out, notes; for all sheets and for one."""

from typing import NamedTuple

from plans.intake.headers.header import Header

from .problems import ERROR, WARNING

MAX_PROBLEMS = 50_000  # of errors, and of warnings


class Found(NamedTuple):
    """A problem as the child answers it."""

    level: str
    sheet: int  # index among all sheets
    row: int
    field: str
    letter: str
    header: str
    value: object
    text: str


class Collected:
    """What is odd in a whole workbook. Every problem is counted; of each level only so many are listed."""

    def __init__(self, may_supplement: bool = False) -> None:
        # A table without titles may supplement files that the catalogue has; whether the workbook's first one does.
        self.may_supplement = may_supplement
        self.supplements: bool | None = None if may_supplement else False
        self.problems: list[Found] = []
        self.left_out: list[tuple[int, int, str]] = []  # (index of the sheet, row number, why)
        self.notes: list[str] = []
        self.counts = {ERROR: 0, WARNING: 0}
        self.wrong: set[tuple[int, int]] = set()  # (index of the sheet, row number) of errors

    def problem(self, found: Found) -> None:
        if not self.is_full(found.level):
            self.problems.append(found)
        self.count(found.level, found.sheet, found.row)

    def is_full(self, level: str) -> bool:
        return self.counts[level] >= MAX_PROBLEMS

    def count(self, level: str, sheet: int, row: int) -> None:
        self.counts[level] += 1
        if level == ERROR:
            self.wrong.add((sheet, row))

    def leave_out(self, sheet: int, row: int, why: str) -> None:
        self.left_out.append((sheet, row, why))

    def take_problems(self) -> list[Found]:
        """The problems since the last call."""
        taken, self.problems = self.problems, []
        return taken

    def note(self, sheet: str, text: str) -> None:
        where = f"Trang tính “{sheet}”: " if sheet else ""
        self.notes.append(where + text + "." if where else text[0].upper() + text[1:] + ".")


class SheetCollected:
    """The oddities in the tables of one sheet that are one below the other; they are added to the workbook's."""

    def __init__(self, collected: Collected, index: int, name: str) -> None:
        self.collected, self.index, self.name = collected, index, name
        self.said: set[tuple[str, str]] = set()  # (field, text) of whole columns

    def problem(self, header: Header, level: str, row: int, field: str, value: object, text: str) -> None:
        if self.collected.is_full(level):
            return self.collected.count(level, self.index, row)
        where = header.letter_over(field), header.text_over(field)
        return self.collected.problem(Found(level, self.index, row, field, *where, value, text))

    def once(self, header: Header, level: str, field: str, text: str) -> None:
        """A problem of a whole column of the sheet, at its header."""
        if (field, text) not in self.said:
            self.said.add((field, text))
            self.problem(header, level, header.last, field, "", text)

    @property
    def may_supplement(self) -> bool:
        return self.collected.may_supplement

    @property
    def supplements(self) -> bool | None:
        """Whether the workbook only supplements files that are there; None before its first table."""
        return self.collected.supplements

    @supplements.setter
    def supplements(self, does: bool) -> None:
        self.collected.supplements = does

    @property
    def has_errors(self) -> bool:
        """True where the workbook has shown an error so far."""
        return self.collected.counts[ERROR] > 0

    def leave_out(self, row: int, why: str) -> None:
        self.collected.leave_out(self.index, row, why)

    def note(self, text: str) -> None:
        self.collected.note(self.name, text)
