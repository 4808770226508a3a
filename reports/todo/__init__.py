"""Việc của tôi: what each duty must do now, by when. One entry per duty: tasks, and panels of what waits."""

from collections.abc import Callable
from datetime import date
from typing import Any

from agencies.models import Duty, User
from plans.models import Plan

from ..figures import ProvinceFigures
from . import agency, archive, catalogues, estimates, head, province
from .panels import Panel
from .pills import Task
from .province_desk import ProvinceDesk
from .signing import signatures
from .unfinished import unfinished_forms
from .uploads import pending_uploads
from .urged import urged_by_letters

Tasks = Callable[[ProvinceDesk], list[Task]]
Panels = Callable[[ProvinceDesk], list[Panel]]
OVERSEERS: dict[str, tuple[Tasks, Panels | None]] = {
    Duty.APPRAISES_CATALOGUES: (catalogues.tasks, catalogues.panels),
    Duty.APPRAISES_ESTIMATES: (estimates.tasks, estimates.panels),
    Duty.OPERATES_ARCHIVE: (archive.tasks, archive.panels),
    Duty.READS_EVERYTHING: (province.reader_tasks, None),
    Duty.ADMINISTRATOR: (province.administrator_tasks, None),
}


def overseer_home(user: User, plan: Plan, figures: ProvinceFigures, today: date) -> dict[str, Any]:
    """{"tasks", "panels"} of a person who oversees the plan; a superuser sees the administrator's."""
    tasks, panels = OVERSEERS.get(user.duty, OVERSEERS[Duty.ADMINISTRATOR])
    desk = ProvinceDesk(user, plan, figures, today)
    found = [*signatures(user, today), *tasks(desk), *unfinished_forms(user)]
    return {"tasks": found, "panels": panels(desk) if panels else []}


def agency_home(user: User, plan: Plan, figures: ProvinceFigures, today: date) -> dict[str, Any]:
    """{"tasks", "prepared", "elsewhere", "desks"} of a clerk, head or reader: own agency and those it took over from.

    An agency that has ended has nothing left to do: what is open is on its successor's desk.
    """
    known = {one.code: one for one in user.answers_for}
    desks = [agency.Desk(user, known[row.code], row, plan, today) for row in figures.agencies if row.code in known]
    tasks = [task for desk in desks if desk.has_tasks for task in agency.tasks(desk)]
    mine, prepared = head.parted(user, tasks)
    return {
        "tasks": urged_by_letters(user)
        + signatures(user, today)
        + mine
        + pending_uploads(user)
        + unfinished_forms(user),
        "prepared": prepared,
        "elsewhere": [task for desk in desks if not desk.is_closed for task in agency.elsewhere(desk)],
        "desks": desks,
    }
