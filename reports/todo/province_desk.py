"""The desk of somebody who oversees the plan."""

from dataclasses import dataclass
from datetime import date

from agencies.models import User
from plans.models import Plan

from ..figures import ProvinceFigures


@dataclass(frozen=True)
class ProvinceDesk:
    """One person, the plan and its figures on one day."""

    user: User
    plan: Plan
    figures: ProvinceFigures
    today: date
