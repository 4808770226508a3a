"""Việc của tôi: what must I do now, by when."""

from functools import partial

from django.shortcuts import render

from agencies.calendar import portal_today
from agencies.help.first_steps import tour
from agencies.models import Event
from agencies.policies import admits
from plans.models import Plan
from plans.progress import table as progress_table

from ..board import heat, sentences
from ..figures import figures_on
from ..todo.coming import coming
from ..todo.province import to_begin
from ..todo.second_person import second_person_tasks
from ..todo.whole import whole_home

EVENTS = 6


def home(request):
    plan = Plan.current()
    context = {"plan": plan, "as_of": portal_today(), "events": recent_events(request.user)}
    context["tour"] = tour(request.user)
    context["may_give"] = admits("gives", request.user)
    if plan:
        context["coming"] = partial(coming, request.user, plan, portal_today())  # asked for where nothing is to do
        figures = figures_on(plan, portal_today())
        build = of_the_province if request.user.oversees_by_duty else of_the_agency
        context |= build(request.user, plan, figures)
    else:
        begins = to_begin(None) if request.user.administers else []
        context["tasks"] = [*second_person_tasks(request.user), *begins]
    return render(request, "reports/home.html", context)


def of_the_province(user, plan, figures):
    return whole_home(user, plan, figures, portal_today()) | {"lead": sentences.province_lead(figures)}


def of_the_agency(user, plan, figures):
    found = whole_home(user, plan, figures, portal_today())
    rows = [figures.district(desk.row.code) for desk in found["desks"]]
    communes = [child for row in rows for child in row.children]
    return found | {
        "standing": [{"row": row, "milestones": heat.milestones(row)} for row in rows],
        "communes": heat.communes_heat(communes),
        "missing": missing(user, plan) if communes else None,
        "all_done": all(desk.is_done for desk in found["desks"]),
        "ended": [sentences.ended(row, row.ends_on) for row in closed(found["desks"], figures)],
    }


def closed(desks, figures):
    """The person's own agency where it has ended."""
    return [figures.district(desk.row.code) for desk in desks if desk.is_closed]


def missing(user, plan):
    """How many of a district's communes have not reported for the period that runs; its own report is its own task.

    For communes that have ended their successors report, who have another district above them, or none.
    """
    ends = plan.period_ends(portal_today())
    if not ends:
        return None
    rows = progress_table.progress_table(plan, ends[-1], user)
    rows = [row for row in rows if row.is_commune and not row.has_ended]
    sums = progress_table.sums(rows)
    return {"period_end": ends[-1], "count": sums["asked"] - sums["sent"]}


def recent_events(user):
    """The latest of the own agency; for those who oversee, of the province."""
    seen = Event.objects.visible_to(user) if user.oversees else Event.objects.told_to(user)
    held = seen if user.oversees else seen.filter(agency__in=user.agency_keys)
    return held.by(portal_today()).latest_first().as_timeline()[:EVENTS]
