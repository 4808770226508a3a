"""What is chosen from: piles of files that are alike, and what one of them is worth by the priorities of the plan.

Two million files make some thousand piles: what an agency has of one set of marks and one number of pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.models import ArchivalFile

MARKS = tuple(ArchivalFile.Priority.values)  # bit 0 is the first
BASE_POINTS = 1  # so that money that is left goes to files without any mark, after all others
MOST_POINTS = 100


class Pile(NamedTuple):
    """So many files of an agency, each with these marks (bits in the order of MARKS) and so many trang A4 quy đổi."""

    agency: int
    marks: int
    pages: int
    files: int

    @property
    def all_pages(self) -> int:
        return self.pages * self.files


@dataclass(frozen=True)
class Rule:
    """What a file is worth: the base point and the weights of its marks, for each page or for the file as one."""

    weights: Mapping[str, int]
    by_file: bool = False

    def points(self, marks: int) -> int:
        """Points of a file with these marks."""
        return BASE_POINTS + sum(self.weights.get(name, 0) for bit, name in enumerate(MARKS) if marks >> bit & 1)

    def table(self) -> list[int]:
        """Points by marks, worked out once."""
        return [self.points(marks) for marks in range(1 << len(MARKS))]


@dataclass(frozen=True)
class Limits:
    """Trang A4 quy đổi that the money pays, and that each agency can do until the deadline (absent: all it has)."""

    pages: int
    rooms: Mapping[int, int]


def without(piles: Sequence[Pile], taken: Sequence[int]) -> list[Pile]:
    """The piles less so many files of each; piles that are used up stay, with no file."""
    return [pile._replace(files=pile.files - files) for pile, files in zip(piles, taken, strict=True)]
