"""What the chapters of the demo share: plan, agencies, people, and random numbers that are always the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from plans.models import Plan

from .history import History

SEED = 137
Dice = Callable[..., Random]


@dataclass
class Province:
    """What every chapter of the demo needs."""

    plan: Plan
    agencies: dict
    people: dict = field(default_factory=dict)
    clerks: dict = field(default_factory=dict)
    holdings: list = field(default_factory=list)
    reviewed_on: dict = field(default_factory=dict)  # code -> day of the first review
    appraised: dict = field(default_factory=dict)  # code -> [(day, files, A4 pages)], one per appraised catalogue
    history: History = field(default_factory=History)

    @staticmethod
    def dice(topic: str, code: str = "") -> Random:
        """A stream of its own for each topic and agency: a change in one place moves nothing elsewhere."""
        return Random(f"{SEED}/{topic}/{code}")
