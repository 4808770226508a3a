"""A portal into which nobody has put anything, as after `./portal setup` without a plan."""

from agencies.models import Agency, DutyOffice, User
from plans.models import ControlFigure, Milestone, Plan, SizeFactor, Target, UnitPrice


def empty_portal():
    """Take out the plan that every test has, and its agencies."""
    for model in (ControlFigure, Milestone, Target, UnitPrice, SizeFactor, Plan, DutyOffice, User):
        model.objects.all().delete()
    Agency.objects.update(parent=None, successor=None)
    Agency.objects.all().delete()
