"""Everything that a person must do, whatever the duty: the rows of the home page, and of the daily mail."""

from datetime import date
from typing import Any

from agencies.models import User
from plans.models import Plan

from ..figures import ProvinceFigures
from . import agency_home, overseer_home
from .delegated import delegated_home
from .pills import Task
from .second_person import second_person_tasks


def whole_home(user: User, plan: Plan, figures: ProvinceFigures, today: date) -> dict[str, Any]:
    """What `overseer_home` or `agency_home` has, with what others passed on and what waits for a second person."""
    if user.oversees_by_duty:
        found = overseer_home(user, plan, figures, today)
    else:
        found, passed_on = agency_home(user, plan, figures, today), delegated_home(user, plan, figures, today)
        found |= {"tasks": passed_on["tasks"] + found["tasks"], "panels": passed_on["panels"]}
    return found | {"tasks": second_person_tasks(user) + found["tasks"]}


def tasks_of(user: User, plan: Plan, figures: ProvinceFigures, today: date) -> list[Task]:
    """The rows of "Cần làm"."""
    tasks: list[Task] = whole_home(user, plan, figures, today)["tasks"]
    return tasks
