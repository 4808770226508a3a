"""Money documents of a plan (đồng), and what contracts agreed: one query for all of them, as of a day.

A document counts from the day it was recorded, so that figures of a past day stay what they were; one that was taken
back counts until the day of its counter-entry.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from budgets.models import Acceptance, AllocationLine, ContractChange, ContractLine, Payment, Settlement
from plans.models import Plan

TERMS = "terms"
COLUMNS = ("stage", "held_by", "recorded_on", "sort", "of_contract", "of_size", "agreed_on")


class MoneyRow(NamedTuple):
    """Đồng of one agency, kind of document and day; `stage` is a field of Figures.

    Pages are those of an acceptance (trang A4 quy đổi). Of TERMS what contracts agreed on: pages of a size (trang of
    that size) of a contract signed on a day.
    """

    stage: str
    agency_id: int
    recorded_on: date
    kind: str  # of an allocation or a payment
    contract: int
    size: str
    signed_on: date | None  # of TERMS alone
    dong: int
    pages: int

    @property
    def priced_on(self) -> date:
        """The day whose K counts: that of signing."""
        return self.signed_on or self.recorded_on


Rows = QuerySet[Any, Any]


class HasSums(Protocol):
    """Whatever keeps sums by field of Figures."""

    sums: dict[str, int]


def allocations(plan: Plan, until: date) -> Rows:
    """Được giao: what decisions gave and took."""
    lines = AllocationLine.objects.filter(allocation__plan=plan).by(until)
    return by_agency(lines, "allocated_dong", sort=F("allocation__kind"), recorded_on=F("allocation__recorded_on"))


def contracts(plan: Plan, until: date) -> Rows:
    """Hợp đồng: what contracts are worth with their amendments."""
    changes = ContractChange.objects.filter(contract__plan=plan).by(until)
    return by_agency(changes, "contracted_dong", "contract__agency_id")


def acceptances(plan: Plan, until: date) -> Rows:
    """Nghiệm thu: what was accepted."""
    accepted = Acceptance.objects.filter(contract__plan=plan).by(until)
    return by_agency(accepted, "accepted_dong", "contract__agency_id", pages=Sum("a4_page_count"))


def payments(plan: Plan, until: date) -> Rows:
    """Giải ngân: advances and payments; the recovery of an advance is among them, but moves no money."""
    paid = Payment.objects.filter(contract__plan=plan).by(until)
    return by_agency(paid, "disbursed_dong", "contract__agency_id", sort=F("kind"))


def settlements(plan: Plan, until: date) -> Rows:
    """Quyết toán: what was settled."""
    return by_agency(Settlement.objects.filter(plan=plan).by(until), "settled_dong")


def terms(plan: Plan, until: date) -> Rows:
    """What contracts with their amendments agreed on, by size."""
    lines = ContractLine.objects.filter(change__contract__plan=plan, change__recorded_on__lte=until).exclude(size="")
    to = "change__contract"
    own = {"of_contract": F(f"{to}_id"), "of_size": F("size"), "agreed_on": F(f"{to}__signed_on")}
    days = {"recorded_on": F("change__recorded_on")}
    return by_agency(lines, TERMS, f"{to}__agency_id", pages=Sum("page_count"), **own, **days)


STAGES: tuple[Callable[[Plan, date], Rows], ...] = (allocations, contracts, acceptances, payments, settlements, terms)


def by_agency(found: QuerySet[Any], name: str, agency: str = "agency_id", pages: Any = None, **named: F) -> Rows:
    """The sums of `amount_dong` by agency and day, as one part of the query; `name` is the field that they fill."""
    none, text = Value(0, output_field=BigIntegerField()), Value("", output_field=CharField())
    no_day = Cast(Value(None), DateField())  # thousands of days that nobody asks for cost as much to read as the rest
    empty = {"sort": text, "of_contract": none, "of_size": text, "agreed_on": no_day}
    own = {"stage": Value(name, output_field=CharField()), "held_by": F(agency), **empty, **named}
    grouped = found.order_by().annotate(**own).values(*COLUMNS)
    return grouped.annotate(dong=Sum("amount_dong"), a4=none if pages is None else pages).values_list(
        *COLUMNS, "dong", "a4"
    )


def entries(plan: Plan, until: date) -> list[MoneyRow]:
    """All that was recorded by the day, of every stage."""
    first, *rest = (stage(plan, until) for stage in STAGES)
    return [MoneyRow(*row) for row in (first.union(*rest, all=True) if rest else first)]


def add_entries(found: Mapping[int, HasSums], rows: Iterable[MoneyRow], day: date) -> None:
    """Add to each stage's field what was recorded by the day."""
    for row in rows:
        if row.recorded_on <= day and row.stage != TERMS and row.kind != Payment.Kind.RECOVERY:
            found[row.agency_id].sums[row.stage] += row.dong
