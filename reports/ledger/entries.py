"""Money documents of a plan one by one, as recorded by a day: one query for the province."""

from collections.abc import Collection, Container, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from budgets.models import Acceptance, AllocationLine, ContractChange, Payment, Settlement
from plans.models import Plan

from ..figures.money import MoneyRow

# {field of the figures: stage of the ledger}
STAGES = {
    "allocated_dong": "allocated",
    "contracted_dong": "contracted",
    "accepted_dong": "accepted",
    "disbursed_dong": "paid",
    "settled_dong": "settled",
}


class Entry(NamedTuple):
    """`holder` is what the entry is in: the decision, the contract, the settlement itself (đồng, trang A4).

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


def added_up(rows: Iterable[MoneyRow], day: date, agencies: Container[int]) -> list[Entry]:
    """What a wide ledger needs, from the rows of the figures: by agency, which is the `holder`, and by no document."""
    return [
        Entry(STAGES[row.stage], row.agency_id, row.agency_id, row.kind, "", "", row.dong, row.pages)
        for row in rows
        if row.stage in STAGES and row.recorded_on <= day and row.agency_id in agencies
    ]


def entries_of(plan: Plan, day: date, agencies: Collection[int]) -> list[Entry]:
    """Every document of these agencies of every stage from the allocation on; what was taken back is in it with its
    minus."""
    first, *rest = parts(plan, day, agencies)
    return [Entry(*row) for row in first.union(*rest, all=True)]


def parts(plan: Plan, day: date, agencies: Collection[int]) -> list[QuerySet[Any, Any]]:
    """Each kind of documents as rows of Entry, added up by what they are in."""
    of_contracts = {"contract__plan": plan, "contract__agency__in": agencies}
    lines = AllocationLine.objects.filter(allocation__plan=plan, agency__in=agencies).by(day)
    changes = ContractChange.objects.filter(**of_contracts).by(day)
    accepted = Acceptance.objects.filter(**of_contracts).by(day)
    payments = Payment.objects.filter(**of_contracts).by(day)
    settled = Settlement.objects.filter(plan=plan, agency__in=agencies).by(day)
    year = Cast("budget_year", CharField())
    of_contract = document("contract__agency_id", "contract__", F("contract__form"))
    return [
        part(lines, "allocated", F("allocation__kind"), document("agency_id", "allocation__", text(""))),
        part(changes, "contracted", F("kind"), of_contract),
        part(accepted, "accepted", text(""), of_contract, F("a4_page_count")),
        part(payments, "paid", F("kind"), of_contract),
        part(settled, "settled", text(""), document("agency_id", "", year)),
    ]


def document(agency: str, to: str, form: Any) -> dict[str, Any]:
    """Whose the document is, and what names it; `to` leads to it."""
    return {"held_by": F(agency), "stands_in": F(f"{to}pk"), "called": F(f"{to}number"), "shape": form}


def part(rows: QuerySet[Any], stage: str, kind: Any, named: dict[str, Any], pages: Any = None) -> QuerySet[Any, Any]:
    named = {"stage": text(stage), "sort": kind, **named}
    columns = ("stage", "held_by", "stands_in", "sort", "called", "shape")
    none = Value(0, output_field=BigIntegerField())
    grouped = rows.order_by().annotate(**named).values(*columns)
    summed = grouped.annotate(dong=Sum("amount_dong"), a4=none if pages is None else Sum(pages))
    return summed.values_list(*columns, "dong", "a4")


def text(word: str) -> Value:
    return Value(word, output_field=CharField())
