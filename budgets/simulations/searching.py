"""Where few files are to be chosen from, one that does not fit weighs much: then better choices are searched for."""

from collections.abc import Sequence

from .piles import Limits, Pile

MOST_PILES = 200
MOST_STEPS = 300_000  # looks at a pile; a second at most


class Search:
    """Depth first through the piles in their order, leaving out what cannot become better than the best so far."""

    def __init__(self, piles: Sequence[Pile], worth: Sequence[int], order: Sequence[int], best: list[int]) -> None:
        self.piles, self.worth, self.order = piles, worth, order
        self.best = list(best)
        self.most = sum(files * each for files, each in zip(best, worth, strict=True))
        self.taken, self.steps = [0] * len(piles), 0

    def walk(self, depth: int, points: int, left: int, rooms: dict[int, int]) -> None:
        """Try each number of files of the pile at this depth, many first."""
        if points > self.most:
            self.best, self.most = list(self.taken), points
        if depth == len(self.order) or self.steps > MOST_STEPS:
            return
        if points + self.hoped(depth, left, rooms) <= self.most:
            return
        place = self.order[depth]
        pile = self.piles[place]
        most = min(pile.files, min(left, rooms.get(pile.agency, left)) // pile.pages)
        for files in range(most, -1, -1):
            pages, self.taken[place] = files * pile.pages, files
            after = {**rooms, pile.agency: rooms[pile.agency] - pages} if pile.agency in rooms else rooms
            self.walk(depth + 1, points + files * self.worth[place], left - pages, after)
        self.taken[place] = 0

    def hoped(self, depth: int, left: int, rooms: dict[int, int]) -> int:
        """Points that the piles from this depth on cannot exceed."""
        rooms, points = dict(rooms), 0
        for place in self.order[depth:]:
            self.steps += 1
            pile = self.piles[place]
            pages = min(pile.all_pages, left, rooms.get(pile.agency, left))
            points += -(-pages * self.worth[place] // pile.pages)
            left -= pages
            if pile.agency in rooms:
                rooms[pile.agency] -= pages
            if left <= 0:
                break
        return points


def better(
    piles: Sequence[Pile], worth: Sequence[int], order: Sequence[int], limits: Limits, known: list[int]
) -> list[int]:
    """Files of each pile: the best choice found within the steps, never worse than the known one."""
    search = Search(piles, worth, order, known)
    search.walk(0, 0, limits.pages, dict(limits.rooms))
    return search.best
