"""Source of the money, form and contractor in words: three columns of Phụ lục IV (domain §7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from budgets.models import Allocation, AllocationLine, ContractChange
from budgets.models.contract import ProcurementForm
from plans.models import Plan

from ..figures import AgencyFigures
from .content import UNKNOWN, Cells

NUMBERS = 2  # of decisions that are named; of the others there is a count
Words = dict[str, None]  # in the order in which they were recorded, each once


def words() -> dict[int, Words]:
    return defaultdict(dict)


@dataclass(frozen=True)
class MoneyWords:
    """By the agency's id: {source: numbers of decisions}, procurement forms, contractors."""

    sources: dict[int, dict[str, Words]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    forms: dict[int, Words] = field(default_factory=words)
    contractors: dict[int, Words] = field(default_factory=words)

    def cells(self, row: AgencyFigures) -> Cells:
        """Of an agency with its communes; what nobody recorded is not known."""
        keys = [each.pk or 0 for each in (row, *row.children)]
        said = {
            "source": sources_said([self.sources[key] for key in keys]),
            "form": "; ".join(joined(self.forms[key] for key in keys)),
            "contractor": "; ".join(joined(self.contractors[key] for key in keys)),
        }
        return {name: text or UNKNOWN for name, text in said.items()}


def joined(found: Iterable[Words]) -> Words:
    return {word: None for each in found for word in each}


def sources_said(found: list[dict[str, Words]]) -> str:
    """ "Ngân sách tỉnh (12/QĐ-UBND, 15/QĐ-UBND và 3 quyết định khác)"."""
    names = dict.fromkeys(name for each in found for name in each)
    return "; ".join(f"{name} ({numbers_said(list(joined(each.get(name, {}) for each in found)))})" for name in names)


def numbers_said(numbers: list[str]) -> str:
    more = len(numbers) - NUMBERS
    return ", ".join(numbers[:NUMBERS]) + (f" và {more:02d} quyết định khác" if more > 0 else "")


def money_words(plan: Plan, day: date) -> MoneyWords:
    """What had been recorded by the end of the day and held then: two queries for the province."""
    said = MoneyWords()
    for agency, source, number in standing_decisions(plan, day):
        said.sources[agency][Allocation.Source(source).label][number] = None
    for agency, form, contractor in standing_contracts(plan, day):
        said.forms[agency][ProcurementForm(form).label] = None
        if contractor:
            said.contractors[agency][contractor] = None
    return said


def standing_decisions(plan: Plan, day: date) -> Iterable[tuple[int, str, str]]:
    """(agency id, source, number) of decisions that nothing had taken back by the day."""
    lines = AllocationLine.objects.filter(allocation__plan=plan, allocation__reverses=None).by(day)
    lines = lines.exclude(allocation__reversed_by__recorded_on__lte=day).order_by("allocation__dated_on", "pk")
    return lines.values_list("agency_id", "allocation__source", "allocation__number")


def standing_contracts(plan: Plan, day: date) -> Iterable[tuple[int, str, str | None]]:
    """(agency id, procurement form, contractor's name) of contracts that were worth something on the day."""
    changes = ContractChange.objects.filter(contract__plan=plan).by(day).order_by("contract__signed_on", "contract")
    columns = ("contract__agency_id", "contract__form", "contract__contractor__name")
    worth = changes.values("contract", "contract__signed_on").annotate(dong=Sum("amount_dong")).exclude(dong=0)
    return worth.values_list(*columns)
