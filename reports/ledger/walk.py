"""The ledger of the province, a group, a district with its communes or one agency: stages, differences, causes."""

from collections import defaultdict
from dataclasses import dataclass, field

from ..figures import Figures
from .book import Book
from .items import Item
from .scope import Scope
from .stages import CAUSES, STAGES, UNEXPLAINED, Stage


@dataclass(frozen=True)
class Standing:
    """A stage with its sums (trang A4 quy đổi, None where it has no pages; đồng)."""

    stage: Stage
    pages: int | None
    dong: int


@dataclass(frozen=True)
class Cause:
    """One cause of a difference with its sums and what it is made of."""

    key: str
    name: str
    pages: int
    dong: int
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """From one stage to the next: what differs, and why. `pages` None where one of the two has no pages."""

    before: Standing
    after: Standing
    pages: int | None
    dong: int
    causes: list[Cause]

    @property
    def unexplained(self) -> tuple[int, int]:
        """(trang A4 quy đổi, đồng) of the difference that no cause accounts for: 0 unless the portal is wrong."""
        pages = 0 if self.pages is None else self.pages - sum(cause.pages for cause in self.causes)
        return pages, self.dong - sum(cause.dong for cause in self.causes)

    @property
    def lines(self) -> list[Cause]:
        """The causes, and what they leave unexplained, where they do."""
        pages, dong = self.unexplained
        return [*self.causes, *([Cause("unexplained", UNEXPLAINED, pages, dong)] if pages or dong else [])]


@dataclass(frozen=True)
class Walk:
    """The whole way of one scope."""

    scope: Scope
    standings: list[Standing]
    steps: list[Step]

    @property
    def is_explained(self) -> bool:
        """True where the causes of every step add up to its difference."""
        return not any(any(step.unexplained) for step in self.steps)


def walk_of(book: Book, scope: Scope) -> Walk:
    """The ledger of the scope."""
    keys = {row.pk for row in scope.agencies}
    found: dict[str, list[Item]] = defaultdict(list)
    for item in book.items:
        if item.agency_id in keys:
            found[item.cause].append(item)
    standings = standings_of(book, scope, keys)
    pairs = zip(standings, standings[1:], strict=False)
    return Walk(scope, standings, [step_of(before, after, found) for before, after in pairs])


def standings_of(book: Book, scope: Scope, keys: set[int | None]) -> list[Standing]:
    pages: dict[str, int] = defaultdict(int)
    for paper in book.papers:
        if paper.agency_id in keys:
            pages[paper.stage] += paper.pages
    price_dong = book.figures.price_dong
    return [
        Standing(stage, pages_of(stage, scope.row, pages), stage.dong_of(scope.row, price_dong)) for stage in STAGES
    ]


def pages_of(stage: Stage, row: Figures, by_papers: dict[str, int]) -> int | None:
    if not stage.has_pages:
        return None
    return getattr(row, stage.pages) if stage.pages else by_papers[stage.key]


def step_of(before: Standing, after: Standing, found: dict[str, list[Item]]) -> Step:
    pages = None if before.pages is None or after.pages is None else after.pages - before.pages
    names = CAUSES[after.stage.key]
    causes = [cause_of(key, name, found[key]) for key, name in names.items() if found.get(key)]
    return Step(before, after, pages, after.dong - before.dong, causes)


def cause_of(key: str, name: str, items: list[Item]) -> Cause:
    return Cause(key, name, sum(item.pages for item in items), sum(item.dong for item in items), items)
