"""Money documents of a plan one by one, as recorded by a day: one query for the province."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from budgets.models import Acceptance, AllocationLine, ContractChange, Payment, Settlement
from plans.models import Plan


class Entry(NamedTuple):
    """`holder` is what the entry stands in: the decision, the contract, the settlement itself (đồng, trang A4).

    `number` and `form` name that document: a contract's procurement form, a settlement's budget year.
    """

    stage: str
    agency_id: int
    holder: int
    kind: str
    number: str
    form: str
    dong: int
    pages: int


def entries_of(plan: Plan, day: date) -> list[Entry]:
    """Every document of every stage from the allocation on; what was taken back is in it with its minus."""
    first, *rest = parts(plan, day)
    return [Entry(*row) for row in first.union(*rest, all=True)]


def parts(plan: Plan, day: date) -> list[QuerySet[Any, Any]]:
    """Each kind of documents as rows of Entry, added up by what they stand in."""
    lines = AllocationLine.objects.filter(allocation__plan=plan).by(day)
    changes = ContractChange.objects.filter(contract__plan=plan).by(day)
    accepted = Acceptance.objects.filter(contract__plan=plan).by(day)
    payments = Payment.objects.filter(contract__plan=plan).by(day)
    settled = Settlement.objects.filter(plan=plan).by(day)
    year = Cast("budget_year", CharField())
    return [
        part(lines, "allocated", F("allocation__kind"), of_allocation("allocation__")),
        part(changes, "contracted", F("kind"), of_contract("contract__")),
        part(accepted, "accepted", text(""), of_contract("contract__"), F("a4_page_count")),
        part(payments, "paid", F("kind"), of_contract("contract__")),
        part(settled, "settled", text(""), of_document(F("agency_id"), F("pk"), "", year)),
    ]


def of_allocation(to: str) -> dict[str, Any]:
    return of_document(F("agency_id"), F(f"{to}pk"), to, text(""))


def of_contract(to: str) -> dict[str, Any]:
    return of_document(F(f"{to}agency_id"), F(f"{to}pk"), to, F(f"{to}form"))


def of_document(agency: Any, key: Any, to: str, form: Any) -> dict[str, Any]:
    """Whose the document is, and what names it; `to` leads to it."""
    return {"held_by": agency, "stands_in": key, "called": F(f"{to}number"), "shape": form}


def part(rows: QuerySet[Any], stage: str, kind: Any, document: dict[str, Any], pages: Any = None) -> QuerySet[Any, Any]:
    named = {"stage": text(stage), "sort": kind, **document}
    columns = ("stage", "held_by", "stands_in", "sort", "called", "shape")
    none = Value(0, output_field=BigIntegerField())
    grouped = rows.order_by().annotate(**named).values(*columns)
    summed = grouped.annotate(dong=Sum("amount_dong"), a4=none if pages is None else Sum(pages))
    return summed.values_list(*columns, "dong", "a4")


def text(word: str) -> Value:
    return Value(word, output_field=CharField())
