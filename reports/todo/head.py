"""The head's list apart from the clerks': what is ready to go out, and what they still prepare."""

from agencies.models import Duty, User

from .pills import Task


def parted(user: User, tasks: list[Task]) -> tuple[list[Task], list[Task]]:
    """(the person's own, what the agency's clerks prepare): of a head only what is ready is the own."""
    if not user.holds(Duty.SIGNS) or not has_clerks(user):
        return tasks, []
    return [task for task in tasks if task["ready"]], [task for task in tasks if not task["ready"]]


def has_clerks(user: User) -> bool:
    """True where somebody prepares for the head; alone, the head has it all to do."""
    clerks = User.objects.filter(is_active=True, duty=Duty.PREPARES, agency=user.agency_id)
    return clerks.exists()
