"""Money documents of a plan (đồng): one query a kind however many agencies, added up by agency as of a day.

A document counts from the day it was recorded, so that figures of a past day stay what they were; one that was taken
back counts until the day of its counter-entry.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from django.db.models import Sum

from budgets.models import AllocationLine
from plans.models import Plan

MoneyRow = tuple[int, date, int]  # agency id, recorded on, đồng of that day


class HasSums(Protocol):
    """Whatever keeps sums by field of Figures."""

    sums: dict[str, int]


def allocations(plan: Plan, until: date) -> list[MoneyRow]:
    """What decisions gave and took, by agency and day."""
    lines = AllocationLine.objects.filter(allocation__plan=plan).by(until).order_by()
    return list(lines.values_list("agency", "allocation__recorded_on").annotate(dong=Sum("amount_dong")))


def add_allocations(found: Mapping[int, HasSums], rows: Iterable[MoneyRow], day: date) -> None:
    """Được giao."""
    add(found, rows, day, "allocated_dong")


def add(found: Mapping[int, HasSums], rows: Iterable[MoneyRow], day: date, name: str) -> None:
    """Add to the field of that name what was recorded by the day."""
    for agency, recorded_on, dong in rows:
        if recorded_on <= day:
            found[agency].sums[name] += dong
