"""The lines of the ledger as page and workbook draw them: a stage, then the causes that lead to the next one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .parts import Part, Parts
from .walk import Cause, Standing, Step, Walk


@dataclass(frozen=True)
class Line:
    """A stage, or a cause with what the next stage has more because of it (trang A4 quy đổi, đồng).

    `pages` None where there are none; `difference_*` of a stage is that to the one before it.
    """

    name: str
    pages: int | None
    dong: int
    is_stage: bool = False
    route: str = ""  # the list of what a stage of a wide ledger is made of
    parts: list[Part] = field(default_factory=list)
    difference_pages: int | None = None
    difference_dong: int | None = None


def lines_of(walk: Walk, parts: Parts) -> Iterator[Line]:
    """Every line, from the plan to the settlement."""
    yield stage_line(walk.standings[0], parts)
    for step in walk.steps:
        yield from (cause_line(cause, step, parts) for cause in step.lines)
        yield stage_line(step.after, parts, step)


def stage_line(standing: Standing, parts: Parts, step: Step | None = None) -> Line:
    return Line(
        standing.stage.name,
        standing.pages,
        standing.dong,
        is_stage=True,
        route=standing.stage.route if parts.scope.is_wide else "",
        parts=parts.of_stage(standing.stage.key),
        difference_pages=step.pages if step else None,
        difference_dong=step.dong if step else None,
    )


def cause_line(cause: Cause, step: Step, parts: Parts) -> Line:
    pages = cause.pages if step.pages is not None else None
    return Line(cause.name, pages, cause.dong, parts=parts.of_items(cause.items))
