"""What the chapters of the demo share: plan, agencies, what they hold, people, and dice that always fall alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from agencies.models import Agency, User
from plans.models import CoverLetter, Plan

from .history import History
from .story import Story

SEED = 137
Dice = Callable[..., Random]
Decided = tuple[date, int, int]  # day, files, A4 pages of a decision on a catalogue


@dataclass
class Holding:
    """One agency with its own volume (hồ sơ, trang A4) and its part in the story."""

    agency: Agency
    story: Story
    files: int
    pages: int
    has_target: bool = True
    reviewed_apart: tuple[int, int] = (0, 0)  # (files, pages) of a district that its communes review
    prompt: bool = False  # everything within the days the plan gave

    @property
    def volume(self) -> tuple[int, int]:
        return self.files, self.pages

    @property
    def code(self) -> str:
        return self.agency.code

    @property
    def is_commune(self) -> bool:
        return self.agency.kind == Agency.Kind.COMMUNE

    @property
    def thickness(self) -> int:
        """Pages per file, rounded up."""
        return -(-self.pages // max(1, self.files))


@dataclass
class Province:
    """What every chapter of the demo needs."""

    plan: Plan
    agencies: dict[str, Agency]
    people: dict[str, User] = field(default_factory=dict)
    clerks: dict[str, User] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    reviewed_on: dict[str, date] = field(default_factory=dict)  # code -> day of the first review
    appraised: dict[str, list[Decided]] = field(default_factory=dict)  # code -> one per appraised catalogue
    letters: list[CoverLetter] = field(default_factory=list)  # one per hand-in that came with one
    history: History = field(default_factory=History)

    @staticmethod
    def dice(topic: str, code: str | int = "") -> Random:
        """A stream of its own for each topic and agency or catalogue: a change in one place moves nothing elsewhere."""
        return Random(f"{SEED}/{topic}/{code}")
