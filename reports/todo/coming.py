"""Next tasks with their days, for who has nothing to do today."""

from datetime import date

from agencies.formats.dates import format_date
from agencies.models import Agency, User
from plans.declarations.deadlines import printed
from plans.extensions.rules import extendable
from plans.models import Milestone, Plan


def coming(user: User, plan: Plan, today: date) -> list[str]:
    """Sentences: whose work the person's agency takes over, and the plan's next date."""
    return [*taking_over(user, today), *next_milestone(user, plan, today)]


def taking_over(user: User, today: date) -> list[str]:
    """From which day the person's agency goes on with the work of others, while that day is to come."""
    own = user.agency
    others = [one for one in user.answers_for if own and one.successor_id == own.pk]
    if not own or not others or not own.active_from or own.active_from <= today:
        return []
    names = "; ".join(str(one) for one in others)
    return [f"Từ ngày {format_date(own.active_from)}, {own} tiếp nhận việc của: {names}."]


def next_milestone(user: User, plan: Plan, today: date) -> list[str]:
    """The plan's next date for the person's group of agencies, or for anybody of those who oversee."""
    if user.oversees or user.agency is None:
        found = Milestone.objects.filter(plan=plan, last_day_on_time__gte=today).order_by("last_day_on_time", "pk")
        first = found.first()
    else:
        own = [each for each in extendable(user.agency, plan).values() if each.due_on >= today]
        asked = [each for each in own if each.key != Milestone.Key.REPORT]
        first = min(asked, key=lambda each: each.due_on, default=None)
    if first is None:
        return []
    whose = f" ({Agency.Group(first.group).label})" if first.group else ""
    name = Milestone.name_for(first.key, first.group) + whose
    return [f"Mốc tiếp theo của Kế hoạch: {name}, {printed(first)}."]
