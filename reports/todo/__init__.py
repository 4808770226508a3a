"""Việc của tôi: what each duty must do now, by when. One entry per duty: tasks, and panels of what waits."""

from dataclasses import dataclass
from datetime import date

from agencies.models import Duty, User
from plans.models import Plan

from ..figures import ProvinceFigures
from . import agency, archive, catalogues, estimates, province
from .drafts import drafts

OVERSEERS = {
    Duty.APPRAISES_CATALOGUES: (catalogues.tasks, catalogues.panels),
    Duty.APPRAISES_ESTIMATES: (estimates.tasks, estimates.panels),
    Duty.OPERATES_ARCHIVE: (archive.tasks, archive.panels),
    Duty.READS_EVERYTHING: (province.reader_tasks, None),
    Duty.ADMINISTRATOR: (province.administrator_tasks, None),
}


@dataclass(frozen=True)
class ProvinceDesk:
    """The desk of somebody who oversees the plan."""

    user: User
    plan: Plan
    figures: ProvinceFigures
    today: date


def overseer_home(user, plan, figures, today):
    """{"tasks", "panels"} of a person who oversees the plan; a superuser sees the administrator's."""
    tasks, panels = OVERSEERS.get(user.duty, OVERSEERS[Duty.ADMINISTRATOR])
    desk = ProvinceDesk(user, plan, figures, today)
    return {"tasks": [*tasks(desk), *drafts(user)], "panels": panels(desk) if panels else []}


def agency_home(user, plan, figures, today):
    """{"tasks", "elsewhere", "desks"} of a clerk, a head or a reader: own agency and those it took over from."""
    known = {one.code: one for one in user.answers_for}
    desks = [agency.Desk(user, known[row.code], row, plan, today) for row in figures.agencies if row.code in known]
    return {
        "tasks": [task for desk in desks for task in agency.tasks(desk)] + drafts(user),
        "elsewhere": [task for desk in desks for task in agency.elsewhere(desk)],
        "desks": desks,
    }
