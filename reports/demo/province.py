"""What the chapters of the demo share: plan, agencies, people, and random numbers that are always the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from agencies.models import Agency, User
from plans.models import Plan

from .history import History

if TYPE_CHECKING:
    from .holdings import Holding

SEED = 137
Dice = Callable[..., Random]
Decided = tuple[date, int, int]  # day, files, A4 pages of a decision on a catalogue


@dataclass
class Province:
    """What every chapter of the demo needs."""

    plan: Plan
    agencies: dict[str, Agency]
    people: dict[str, User] = field(default_factory=dict)
    clerks: dict[str, User] = field(default_factory=dict)
    holdings: list["Holding"] = field(default_factory=list)
    reviewed_on: dict[str, date] = field(default_factory=dict)  # code -> day of the first review
    appraised: dict[str, list[Decided]] = field(default_factory=dict)  # code -> one per appraised catalogue
    history: History = field(default_factory=History)

    @staticmethod
    def dice(topic: str, code: str | int = "") -> Random:
        """A stream of its own for each topic and agency or catalogue: a change in one place moves nothing elsewhere."""
        return Random(f"{SEED}/{topic}/{code}")
