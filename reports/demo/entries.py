"""Catalogues of the demo before their rows are written."""

from dataclasses import dataclass, field
from datetime import date, datetime

from plans.models import Appraisal, Catalogue

from .holdings import Holding

FIRST_YEAR, LAST_YEAR = 1997, 2024


class NeverMoved(LookupError):
    """A catalogue of the story did not take this step."""


@dataclass
class CatalogueEntry:
    """One catalogue of the story: how many files of how many pages, and the days it moved."""

    holding: Holding
    catalogue: Catalogue
    files: int
    thickness: int
    steps: list[tuple[str, date]] = field(default_factory=list)  # ("submit", date), ("receive", date), …
    years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)
    appraisal: Appraisal | None = None
    moments: list[tuple[str, datetime]] = field(default_factory=list)  # the steps, each with its minute

    @property
    def was_judged(self) -> bool:
        """True where Sở Nội vụ looked at single files; who did everything at once left it no time for that."""
        return bool(self.appraisal) and not self.holding.prompt

    def latest(self, name: str) -> datetime | None:
        """The moment of the last step of this name, or None."""
        return next((at for step, at in reversed(self.moments) if step == name), None)

    def moment_of(self, name: str) -> datetime:
        """The moment of the last step of this name. Raises NeverMoved where there is none."""
        at = self.latest(name)
        if at is None:
            raise NeverMoved(f"{self.catalogue.name}: {name}")
        return at
