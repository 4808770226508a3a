"""Choose files so that their points are as many as the money and the time allow.

All pages cost the same, so that money and time are both counted in trang A4 quy đổi. Files are taken in the order of
points a page; where a level does not fit whole, the agencies share it by what each has of it, and what is left over is
filled with the next that fits. How far the choice can be from the best one is known: taking parts of files would be the
best by the same order, and no choice of whole files is better than that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .piles import Limits, Pile, Rule
from .searching import MOST_PILES, better

SCALE = 1 << 40
MILLION = 1_000_000
CLOSE = 1_000  # parts of a million between the choice and the best one that need no search


@dataclass(frozen=True)
class Choice:
    """Files taken of each pile, their points, and points that no choice can exceed."""

    files: list[int]
    points: int
    bound: int

    @property
    def gap(self) -> int:
        """By how much the best choice could be better: parts of a million, rounded up."""
        return -(-(self.bound - self.points) * MILLION // self.bound) if self.bound > self.points else 0


def choose(piles: Sequence[Pile], limits: Limits, rule: Rule) -> Choice:
    """The files to take. Neither limit is ever exceeded."""
    table = rule.table()
    worth = [table[pile.marks] * (1 if rule.by_file else pile.pages) for pile in piles]
    levels = list(levels_of(piles, worth))
    filling = Filling(piles, limits)
    for level in levels:
        filling.share(level)
        filling.fill(level)
    points = sum(files * each for files, each in zip(filling.files, worth, strict=True))
    made = Choice(filling.files, points, bound_of(piles, worth, levels, limits))
    if made.gap <= CLOSE or len(piles) > MOST_PILES:
        return made
    files = better(piles, worth, [place for level in levels for place in level], limits, made.files)
    return Choice(files, sum(count * each for count, each in zip(files, worth, strict=True)), made.bound)


def levels_of(piles: Sequence[Pile], worth: Sequence[int]) -> Iterator[list[int]]:
    """Places of the piles with the same points a page, the most first; inside a level thick files before thin ones."""

    def rank(place: int) -> int:
        return worth[place] * SCALE // piles[place].pages

    order = sorted(range(len(piles)), key=lambda place: (-rank(place), -piles[place].pages, place))
    for _, level in groupby(order, key=rank):
        yield list(level)


class Filling:
    """What is taken so far, and what money and time leave (trang A4 quy đổi)."""

    def __init__(self, piles: Sequence[Pile], limits: Limits) -> None:
        self.piles, self.files = piles, [0] * len(piles)
        self.left, self.rooms = limits.pages, dict(limits.rooms)

    def share(self, level: Iterable[int]) -> None:
        """Give each agency its part of a level for which the money is not enough; nothing where it is."""
        level = list(level)
        wanted = wanted_by_agency(self.piles, level, self.rooms)
        total = sum(wanted.values())
        if total <= self.left:
            return
        parts = {agency: self.left * pages // total for agency, pages in wanted.items()}
        for place in level:
            agency = self.piles[place].agency
            parts[agency] -= self.take(place, parts[agency])

    def fill(self, level: Iterable[int]) -> None:
        """Take of the level whatever still fits."""
        for place in level:
            self.take(place, self.left)

    def take(self, place: int, most: int) -> int:
        """Take as many files of the pile as fit into so many pages; returns the pages taken."""
        pile = self.piles[place]
        room = self.rooms.get(pile.agency, most)
        files = min(pile.files - self.files[place], min(most, room) // pile.pages)
        pages = files * pile.pages
        self.files[place] += files
        self.left -= pages
        if pile.agency in self.rooms:
            self.rooms[pile.agency] -= pages
        return pages


def wanted_by_agency(piles: Sequence[Pile], level: Iterable[int], rooms: dict[int, int]) -> dict[int, int]:
    """{agency: pages of the level that it has and can do in time}"""
    found: dict[int, int] = {}
    for place in level:
        pile = piles[place]
        found[pile.agency] = found.get(pile.agency, 0) + pile.all_pages
    return {agency: min(pages, rooms.get(agency, pages)) for agency, pages in found.items()}


def bound_of(piles: Sequence[Pile], worth: Sequence[int], levels: Iterable[list[int]], limits: Limits) -> int:
    """Points that no choice exceeds: what would be had if parts of files could be taken."""
    left, rooms, points = limits.pages, dict(limits.rooms), 0
    for level in levels:
        wanted = wanted_by_agency(piles, level, rooms)
        pages = min(left, sum(wanted.values()))
        best = max(level, key=lambda place: (worth[place] * SCALE // piles[place].pages, worth[place]))
        points += -(-pages * worth[best] // piles[best].pages) + 1
        left -= pages
        if left <= 0:
            break
        for agency in rooms.keys() & wanted.keys():
            rooms[agency] -= wanted[agency]
    return min(points, sum(pile.files * each for pile, each in zip(piles, worth, strict=True)))
