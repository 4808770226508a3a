"""A header that was found: its rows, what is written over each column, and which column of ours that is."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from agencies.formats.text import clean_text, fold
from plans.intake.cells.values import SheetRow, as_text
from plans.intake.columns import BY_FIELD, PAGE_FIELDS
from plans.intake.workbook.column_letters import letter_of

from .meaning import meaning, standing
from .questions import NUMBER, RUNNING

ENOUGH = 3
EXAMPLES, EXAMPLE_ROWS, EXAMPLE_LENGTH, SAMPLE_ROWS = 3, 200, 30, 3
NEEDED_ANY = {"title", "file_number", "reference_code"}
# Columns that stand for another one where a sheet has no column of its own for it.
STAND_INS = {"start_date": "dates", "end_date": "dates", "page_count": "sheets_pages", "file_number": "number"}
NUMBERS = ("box_number", "file_number")


@dataclass
class Header:
    """A header found: its rows (Excel's numbers), {column index: field}, and what is written over each column."""

    first: int
    last: int
    places: dict[int, str] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)
    folded: list[list[str]] = field(default_factory=list)  # of each header row, to know it when it is repeated
    twice: list[int] = field(default_factory=list)  # columns that mean what another one means already
    levels: dict[int, list[str]] = field(default_factory=dict)  # {column index: the texts over it, the highest first}
    aside: dict[int, str] = field(default_factory=dict)  # columns of old numbers, which no new ones are beside
    under: dict[int, int] = field(default_factory=dict)  # {column: the one whose head, merged, reaches over it}
    gaps: set[int] = field(default_factory=set)  # columns with no head at all
    hidden: set[int] = field(default_factory=set)  # columns that are not shown
    answers: dict[str, str] = field(default_factory=dict)  # a person's, to what is asked once (headers.questions)
    asked: set[str] = field(default_factory=set)  # the keys of what this table asks
    beside: set[int] = field(default_factory=set)  # columns of another table in the same rows
    joined: set[int] = field(default_factory=set)  # columns that are read together with another one
    scales: dict[int, int] = field(default_factory=dict)  # {column that counts by the thousand …: how many a one is}
    given: set[int] = field(default_factory=set)  # columns that a person chose
    passed: set[int] = field(default_factory=set)  # columns that a person chose not to read
    added: set[int] = field(default_factory=set)  # columns of one value for all files, which the sheet does not have
    source: str = "spelling"  # or "given" by a person, or "continued" from the sheet before
    examples: dict[int, list[str]] = field(default_factory=dict)  # {column index: a few cells under it}
    sample: list[list[str]] = field(
        default_factory=list
    )  # the first rows of files, a text for each column of the sheet

    @property
    def score(self) -> int:
        return len(set(self.places.values()))

    @property
    def rank(self) -> tuple[int, int, int]:
        """More columns understood; then fewer rows, then higher up."""
        return self.score, self.first - self.last, -self.first

    @property
    def is_enough(self) -> bool:
        return self.score > ENOUGH or (self.score == ENOUGH and not NEEDED_ANY.isdisjoint(self.places.values()))

    def at(self, name: str) -> int | None:
        """The index of the column that means the field."""
        return next((at for at, each in self.places.items() if each == name), None)

    def places_of(self, name: str) -> int:
        """The index of a column that is there. Raises ValueError where it is not."""
        if (at := self.at(name)) is None:
            raise ValueError(f"The table has no column of {name}.")
        return at

    def all_at(self, names: Iterable[str]) -> list[int]:
        """The indices of those of the fields that have a column."""
        return [at for at in map(self.at, names) if at is not None]

    def has(self, *names: str) -> bool:
        """True where one of the fields has a column."""
        return not set(names).isdisjoint(self.places.values())

    def letter(self, name: str) -> str:
        at = self.at(name)
        return "" if at is None or at in self.added else letter_of(at)

    def letter_over(self, name: str) -> str:
        """The letter of the column that a field is read from, its own or the one that stands for it."""
        return self.letter(name) or self.letter(STAND_INS.get(name, ""))

    def stand_in_of_number(self) -> int | None:
        """The column that stands for the number of a file where there is none, not even one of old numbers."""
        if self.has("file_number") or "file_number" in self.aside.values():
            return None
        number = self.at("number")
        return self.at("reference_code") if number is None else number

    @property
    def lacks_answer_on_number(self) -> bool:
        """Whether only running numbers (STT) could stand for the files' own, and no person has chosen that they do."""
        stand_in = self.stand_in_of_number()
        return stand_in is not None and self.places[stand_in] == "number" and self.answers.get(NUMBER) != RUNNING

    def text_over(self, name: str) -> str:
        """The header over a column of ours as it is written in the workbook."""
        at = self.at(name)
        if at is None:
            return BY_FIELD[name].header if name in BY_FIELD else ""
        return self.written[at].rstrip(" *")

    def add_column(self, at: int, name: str) -> None:
        """A column of one value for all files, which a person gave and the sheet does not have."""
        self.places[at], self.written[at] = name, BY_FIELD[name].header
        self.added.add(at)

    @property
    def own(self) -> dict[int, str]:
        """What is written over the columns of the sheet."""
        return {at: text for at, text in self.written.items() if at not in self.added}

    def continued(self) -> "Header":
        """The same columns on a sheet that has no header of its own."""
        places = {at: name for at, name in self.places.items() if at not in self.added}
        return replace(
            self, first=0, last=0, twice=[], source="continued", places=places, written=self.own, added=set()
        )

    def keep_examples(self, rows: list[SheetRow]) -> None:
        """A few different cells of each column, for whoever corrects what the portal understood."""
        for at in self.own:
            cells = (row[at] for row in rows[:EXAMPLE_ROWS] if at < len(row))
            texts = dict.fromkeys(clean_text(as_text(cell)) for cell in cells if cell is not None)
            few = islice(filter(None, texts), EXAMPLES)
            self.examples[at] = [shortened(text) for text in few]
        self.sample = [
            [shortened(as_text(row[at])) if at < len(row) and row[at] is not None else "" for at in sorted(self.own)]
            for row in rows[:SAMPLE_ROWS]
        ]

    def headers(self) -> list[tuple[str, str, str]]:
        """(letter, text as written, field or "") of every column."""
        return [(letter_of(at), text, self.places.get(at, "")) for at, text in sorted(self.own.items())]

    @property
    def shape(self) -> str:
        return "|".join(fold(text) for _, text in sorted(self.own.items()))

    def take(self, column: int, name: str) -> None:
        """Gives a column its meaning; of two that mean the same, the plainer one, or else the first, is read."""
        before = self.at(name)
        if not name or before is None:
            self.places |= {column: name} if name else {}
            return
        if worth(name, self.written[column]) > worth(name, self.written[before]):
            self.read_instead(before, column)
            column = before
        self.twice.append(column)

    def read_instead(self, before: int, column: int) -> None:
        """The other column of the same meaning is read; the order of columns stays that of the sheet."""
        name = self.places.pop(before)
        self.places = dict(sorted((self.places | {column: name}).items()))

    def prefer_visible(self, hidden: Iterable[int]) -> None:
        """Of two columns that are worth the same, one that is shown holds before one that is hidden."""
        hidden = self.hidden = set(hidden)
        for at in [at for at in self.twice if at not in hidden]:
            name = meaning(self.levels[at])
            before = self.at(name)
            if (
                before is not None
                and before in hidden
                and worth(name, self.written[at]) == worth(name, self.written[before])
            ):
                self.read_instead(before, at)
                self.twice[self.twice.index(at)] = before

    def tied(self) -> dict[int, int]:
        """{column that is not read: the one that is} where nothing says which of the two holds."""
        pairs = {at: self.at(meaning(self.levels[at])) for at in self.twice if at not in self.beside}
        return {
            at: read
            for at, read in pairs.items()
            if read is not None
            and read not in self.given
            and not (at in self.hidden and read not in self.hidden)
            and worth(self.places[read], self.written[at]) == worth(self.places[read], self.written[read])
        }

    def settle(self) -> None:
        """What only all columns together say: old numbers that are alone, pages that were turned into A4 …"""
        for at in [at for at, name in self.places.items() if name in NUMBERS and standing(self.written[at]) < 0]:
            self.aside[at] = self.places.pop(at)
        for name, own in (("dates", ("start_date",)), ("sheets_pages", ("sheet_count", "page_count"))):
            if all(map(self.has, own)):
                self.give_up(name)
        if self.has(*PAGE_FIELDS, "sheets_pages"):
            self.give_up("converted_pages")
        self.places = {at: "page_count" if name == "converted_pages" else name for at, name in self.places.items()}
        self.separate_codes()

    def give_up(self, name: str) -> None:
        """Columns of this meaning are not read: others say the same more exactly."""
        self.twice += [at for at, each in self.places.items() if each == name]
        self.places = {at: each for at, each in self.places.items() if each != name}

    def separate_codes(self) -> None:
        """fileNotation beside fileCode is số, ký hiệu, not the number of the file."""
        numbers = [at for at, levels in self.levels.items() if meaning(levels) == "file_number"]
        notation = [at for at in numbers if is_notation(self.written[at])]
        others = [at for at in numbers if at not in notation and at not in self.aside]
        if notation and others and not self.has("reference_code"):
            self.twice = [at for at in self.twice if at not in (notation[0], others[0])]
            self.places |= {notation[0]: "reference_code", others[0]: "file_number"}

    def split_right(self) -> "Header | None":
        """The header of a second table to the right with the same columns, taken out of this one; or None."""
        again = sorted(self.twice)
        if len(again) < ENOUGH or not self.places or again[0] <= max(self.places):
            return None
        right = Header(self.first, self.last, folded=[[""] * again[0] + row[again[0] :] for row in self.folded])
        for at in [at for at in sorted(self.written) if at >= again[0]]:
            right.written[at], right.levels[at] = self.written.pop(at), self.levels.pop(at)
            right.take(at, meaning(right.levels[at]))
        if right.at("title") is None:
            self.written |= right.written
            self.levels |= right.levels
            return None
        self.twice = []
        return right


def shortened(text: str) -> str:
    return textwrap.shorten(clean_text(text), EXAMPLE_LENGTH, placeholder="…")


def worth(name: str, text: str) -> tuple[int, int]:
    """How much speaks for a column, of two that mean the same."""
    return standing(text), plainness(text) if name == "page_count" else 0


def is_notation(text: str) -> bool:
    return fold(text).replace(" ", "") == "filenotation"


def plainness(text: str) -> int:
    """'Trang A4' before 'Số trang' before a sum of all sizes or a number turned into A4."""
    folded = fold(text)
    worked_out = 2 * ("quy" in folded.split()) + ("tong" in folded.split())
    return ("a4" in folded.split()) - 2 * worked_out
