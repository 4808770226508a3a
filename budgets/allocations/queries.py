"""What was allocated, appraised and promised by agency (đồng): one query each, however many agencies there are."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date

from django.db.models import Sum

from agencies.models import Agency
from budgets.estimates.granted import appraised_by_agency
from budgets.models import AllocationLine
from plans.models import Plan

from .rules import Standing

ByAgency = dict[int, int]  # đồng by the agency's id
# What later rooms know to be promised out of the money of these agencies; nothing may take it away below that.
COMMITTED: list[Callable[[Plan, Collection[int]], ByAgency]] = []


def allocated_by_agency(plan: Plan, day: date | None = None) -> ByAgency:
    """Sums of all that was recorded by the end of the day; today's where none is given."""
    lines = AllocationLine.objects.filter(allocation__plan=plan)
    found = (lines.by(day) if day else lines).order_by().values_list("agency").annotate(dong=Sum("amount_dong"))
    return dict(found)


def committed_by_agency(plan: Plan, agencies: Collection[int]) -> ByAgency:
    """What is promised out of each agency's money: the largest of what later rooms say."""
    found: ByAgency = {}
    for ask in COMMITTED:
        for agency, dong in ask(plan, agencies).items():
            found[agency] = max(dong, found.get(agency, 0))
    return found


def standings(plan: Plan, agencies: Collection[Agency]) -> dict[int, Standing]:
    """Where each agency stands now, by its id."""
    keys = [agency.pk for agency in agencies]
    appraised, allocated = appraised_by_agency(plan), allocated_by_agency(plan)
    committed, family_of = committed_by_agency(plan, keys), districts_of_communes()
    left: ByAgency = defaultdict(int)
    for sums, sign in ((appraised, 1), (allocated, -1)):
        for pk, dong in sums.items():
            left[family_of.get(pk, pk)] += sign * dong
    return {
        pk: Standing(
            appraised.get(pk, 0),
            allocated.get(pk, 0),
            committed.get(pk, 0),
            family=family_of.get(pk, pk),
            family_left_dong=left[family_of.get(pk, pk)],
        )
        for pk in keys
    }


def districts_of_communes() -> dict[int, int]:
    """{commune: its district} by id."""
    communes = Agency.objects.filter(kind=Agency.Kind.COMMUNE, parent__isnull=False)
    return {pk: parent for pk, parent in communes.order_by().values_list("pk", "parent") if parent}
