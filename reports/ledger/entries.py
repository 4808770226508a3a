"""Money documents of a plan one by one, as recorded by a day: two queries for the province."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, QuerySet, Sum, Value

from budgets.models import Acceptance, AllocationLine, ContractChange, ContractLine, Payment, Settlement
from plans.models import Plan
from plans.pricing import SizeFactors


class Entry(NamedTuple):
    """`holder` is what the entry stands in: the decision, the contract, the settlement itself (đồng, trang A4)."""

    stage: str
    agency_id: int
    holder: int
    kind: str
    dong: int
    pages: int


class Terms(NamedTuple):
    """Pages of one size of a contract as recorded: trang of that size, đồng."""

    contract: int
    agency_id: int
    size: str
    signed_on: date
    page_count: int
    amount_dong: int

    def a4_pages(self, factors: SizeFactors) -> int:
        """Trang A4 quy đổi, by the K of the day of signing."""
        return self.page_count * factors.numbers_on(self.signed_on)[self.size]


def entries_of(plan: Plan, day: date) -> list[Entry]:
    """Every document of every stage from the allocation on; what was taken back is in it with its minus."""
    lines = AllocationLine.objects.filter(allocation__plan=plan).by(day)
    changes = ContractChange.objects.filter(contract__plan=plan).by(day)
    accepted = Acceptance.objects.filter(contract__plan=plan).by(day)
    payments = Payment.objects.filter(contract__plan=plan).by(day)
    settled = Settlement.objects.filter(plan=plan).by(day)
    first, *rest = (
        part(lines, "allocated", "agency_id", "allocation_id", F("allocation__kind")),
        part(changes, "contracted", "contract__agency_id", "contract_id", F("kind")),
        part(accepted, "accepted", "contract__agency_id", "contract_id", text(""), F("a4_page_count")),
        part(payments, "paid", "contract__agency_id", "contract_id", F("kind")),
        part(settled, "settled", "agency_id", "pk", text("")),
    )
    return [Entry(*row) for row in first.union(*rest, all=True)]


def part(rows: QuerySet[Any], stage: str, agency: str, holder: str, kind: Any, pages: Any = None) -> QuerySet[Any, Any]:
    """One kind of documents as rows of Entry, added up by what they stand in."""
    none = Value(0, output_field=BigIntegerField())
    named = {"stage": text(stage), "held_by": F(agency), "stands_in": F(holder), "sort": kind}
    grouped = rows.order_by().annotate(**named).values("stage", "held_by", "stands_in", "sort")
    summed = grouped.annotate(dong=Sum("amount_dong"), a4=none if pages is None else Sum(pages))
    return summed.values_list("stage", "held_by", "stands_in", "sort", "dong", "a4")


def text(word: str) -> Value:
    return Value(word, output_field=CharField())


def terms_of(plan: Plan, day: date) -> list[Terms]:
    """Volume of every contract with its amendments."""
    lines = ContractLine.objects.filter(change__contract__plan=plan, change__recorded_on__lte=day).exclude(size="")
    names = ("change__contract", "change__contract__agency", "size", "change__contract__signed_on")
    rows = lines.order_by().values_list(*names).annotate(Sum("page_count"), Sum("amount_dong"))
    return [Terms(*row) for row in rows]
