"""Catalogues of the demo before their rows are written."""

from dataclasses import dataclass, field
from datetime import datetime

from plans.models import Appraisal, Catalogue

from .holdings import Holding

FIRST_YEAR, LAST_YEAR = 1997, 2024


@dataclass
class CatalogueEntry:
    """One catalogue of the story: how many files of how many pages, and the days it moved."""

    holding: Holding
    catalogue: Catalogue
    files: int
    thickness: int
    steps: list = field(default_factory=list)  # ("submit", date), ("receive", date), …
    years: tuple = (FIRST_YEAR, LAST_YEAR)
    appraisal: Appraisal | None = None
    moments: list = field(default_factory=list)  # the steps, each with its minute

    @property
    def was_judged(self) -> bool:
        """True where Sở Nội vụ looked at single files; who did everything at once left it no time for that."""
        return bool(self.appraisal) and not self.holding.prompt

    def latest(self, name: str) -> datetime | None:
        """The moment of the last step of this name, or None."""
        return next((at for step, at in reversed(self.moments) if step == name), None)
