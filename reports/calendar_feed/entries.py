"""Everything dated that concerns a person: milestones, periods owed, answers that an office owes, ends of contracts,
and whatever else they must do by a day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.models import User
from budgets.models import Contract
from plans.declarations.deadlines import beside
from plans.difficulties.listing import waiting_for
from plans.models import Milestone, Plan
from plans.progress.services import owed_periods

from ..figures import AgencyFigures, ProvinceFigures, province_figures
from ..todo.whole import tasks_of
from .ics import Entry

AHEAD, BACK = timedelta(days=60), timedelta(days=30)  # periods whose days are in the calendar


def entries_for(user: User, plan: Plan, today: date) -> list[Entry]:
    """The person's days, the earliest first; each once."""
    figures = province_figures(plan, today)
    found = [*of_agencies(user, plan, figures, today)]
    known = {entry.day for entry in found}  # the days of milestones and periods, which are tasks as well
    found += [entry for entry in of_tasks(user, plan, figures, today) if entry.day not in known]
    found += [*answers(user, plan), *contracts(user, plan, today)]
    return sorted(found, key=lambda entry: (entry.day, entry.title))


def of_agencies(user: User, plan: Plan, figures: ProvinceFigures, today: date) -> Iterator[Entry]:
    """Milestones and periods of the agencies whose work is the person's."""
    for agency in user.answers_for:
        row = figures.by_code.get(agency.code)
        if row is None or (row.has_ended and agency.pk == user.agency_id):
            continue
        yield from milestones(row)
        if row.planned_pages or row.reviewed_pages:
            for end in owed_periods(agency, plan, today + AHEAD):
                if end >= today - BACK:
                    yield period(row, end)


def milestones(row: AgencyFigures) -> Iterator[Entry]:
    """A day for each milestone that binds the agency: the last one on time, with what was granted."""
    for one in row.milestones.values():
        if one.state == "none":
            continue
        done = f" Đã hoàn thành ngày {format_date(one.done_on)}." if one.done_on else ""
        yield Entry(
            one.due_on,
            f"Hạn: {Milestone.name_for(one.key, row.group)} – {row.name}",
            f"milestone {row.code} {one.key}",
            f"Kế hoạch: {beside(f'trước ngày {format_date(one.printed_date)}', one.extended_to)}.{done}",
            address(reverse("agency_detail", args=[row.code])),
        )


def period(row: AgencyFigures, end: date) -> Entry:
    title = f"Báo cáo tiến độ kỳ đến {format_date(end)} – {row.name}"
    return Entry(end, title, f"period {row.code} {end}", url=address(reverse("progress")))


def answers(user: User, plan: Plan) -> Iterator[Entry]:
    """A day for each difficulty that waits for the person's office."""
    for one in waiting_for(user).filter(plan=plan).select_related("agency"):
        page = address(reverse("difficulty_detail", args=[one.pk]))
        yield Entry(one.due_on, f"Hạn trả lời: {one}", f"difficulty {one.pk}", one.short, page)


def contracts(user: User, plan: Plan, today: date) -> Iterator[Entry]:
    """The last day of each contract of the agencies whose work is the person's."""
    own = Contract.objects.in_force().filter(plan=plan, agency__in=user.answers_for, ends_on__gte=today - BACK)
    for one in own.select_related("agency").order_by("ends_on", "pk"):
        page = address(reverse("contract_detail", args=[one.pk]))
        yield Entry(one.ends_on, f"Hết thời hạn: {one.named} – {one.agency}", f"contract {one.pk}", one.subject, page)


def of_tasks(user: User, plan: Plan, figures: ProvinceFigures, today: date) -> Iterator[Entry]:
    """What else is on the home page with a day."""
    for task in tasks_of(user, plan, figures, today):
        if task["due"]:
            yield Entry(task["due"], task["title"], f"task {task['url']}", task["note"], address(task["url"]))


def address(path: str) -> str:
    """The page's whole address, where the operator has set the portal's."""
    return f"{settings.PORTAL_ADDRESS}{path}" if settings.PORTAL_ADDRESS else ""
