"""The desk of who decides in the place of another: what waits for the decisions that were passed on, nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

from agencies.models import Decision, User
from plans.models import Plan

from ..figures import ProvinceFigures
from . import catalogues, estimates
from .panels import Panel
from .pills import Task
from .province_desk import ProvinceDesk
from .questions import answered

TASKS: dict[Decision, tuple[Callable[[ProvinceDesk], list[Task]], ...]] = {
    Decision.APPRAISE_CATALOGUES: (answered, catalogues.appraisals),
    Decision.ANSWER_REOPENINGS: (catalogues.reopenings,),
    Decision.APPRAISE_ESTIMATES: (estimates.tasks,),
}
PANELS: dict[Decision, Callable[[ProvinceDesk], list[Panel]]] = {
    Decision.APPRAISE_CATALOGUES: catalogues.panels,
    Decision.APPRAISE_ESTIMATES: estimates.panels,
}


def delegated_home(user: User, plan: Plan, figures: ProvinceFigures, today: date) -> dict[str, Any]:
    """{"tasks", "panels"} of what the person decides in the place of others today."""
    taken = [each for each in Decision if not user.holds(each.duty) and user.delegation_for(each)]
    if not taken:
        return {"tasks": [], "panels": []}
    desk = ProvinceDesk(user, plan, figures, today)
    return {
        "tasks": [found for each in taken for kind in TASKS.get(each, ()) for found in kind(desk)],
        "panels": [panel for each in taken if each in PANELS for panel in PANELS[each](desk)],
    }
