"""Money documents of a plan (đồng): one query for all kinds of them, added up by agency as of a day.

A document counts from the day it was recorded, so that figures of a past day stay what they were; one that was taken
back counts until the day of its counter-entry.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.db.models import CharField, F, QuerySet, Sum, Value

from budgets.models import Acceptance, AllocationLine, ContractChange, Payment, Settlement
from plans.models import Plan

MoneyRow = tuple[str, int, date, int]  # field of Figures, agency id, recorded on, đồng of that day
Rows = QuerySet[Any, MoneyRow]


class HasSums(Protocol):
    """Whatever keeps sums by field of Figures."""

    sums: dict[str, int]


def allocations(plan: Plan, until: date) -> Rows:
    """Được giao: what decisions gave and took."""
    lines = AllocationLine.objects.filter(allocation__plan=plan).by(until)
    return by_agency(lines, "allocated_dong", recorded_on=F("allocation__recorded_on"))


def contracts(plan: Plan, until: date) -> Rows:
    """Hợp đồng: what contracts are worth with their amendments."""
    changes = ContractChange.objects.filter(contract__plan=plan).by(until)
    return by_agency(changes, "contracted_dong", "contract__agency_id")


def acceptances(plan: Plan, until: date) -> Rows:
    """Nghiệm thu: what was accepted."""
    return by_agency(Acceptance.objects.filter(contract__plan=plan).by(until), "accepted_dong", "contract__agency_id")


def payments(plan: Plan, until: date) -> Rows:
    """Giải ngân: advances and payments; the recovery of an advance moves no money."""
    paid = Payment.objects.filter(contract__plan=plan, kind__in=Payment.CASH).by(until)
    return by_agency(paid, "disbursed_dong", "contract__agency_id")


def settlements(plan: Plan, until: date) -> Rows:
    """Quyết toán: what was settled."""
    return by_agency(Settlement.objects.filter(plan=plan).by(until), "settled_dong")


STAGES: tuple[Callable[[Plan, date], Rows], ...] = (allocations, contracts, acceptances, payments, settlements)


def by_agency(found: QuerySet[Any], name: str, agency: str = "agency_id", **day: F) -> Rows:
    """The sums of `amount_dong` by agency and day, as one part of the query; `name` is the field that they fill."""
    stage = Value(name, output_field=CharField())
    grouped = found.order_by().annotate(stage=stage, held_by=F(agency), **day).values("stage", "held_by", "recorded_on")
    return grouped.annotate(dong=Sum("amount_dong")).values_list("stage", "held_by", "recorded_on", "dong")


def entries(plan: Plan, until: date) -> list[MoneyRow]:
    """All that was recorded by the day, of every stage."""
    first, *rest = (stage(plan, until) for stage in STAGES)
    return list(first.union(*rest, all=True) if rest else first)


def add_entries(found: Mapping[int, HasSums], rows: Iterable[MoneyRow], day: date) -> None:
    """Add to each stage's field what was recorded by the day."""
    for name, agency, recorded_on, dong in rows:
        if recorded_on <= day:
            found[agency].sums[name] += dong
