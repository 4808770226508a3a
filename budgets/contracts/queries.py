"""Sums of contracts over agencies, as of a day: one query each."""

from collections.abc import Collection
from datetime import date

from django.db.models import Sum

from agencies.models import Agency
from budgets.models import Contract, ContractChange
from plans.models import Plan


def contracted_by_agency(day: date) -> dict[int, int]:
    """{key of the agency: đồng} of all contracts with their amendments, as recorded by the end of the day."""
    changes = ContractChange.objects.by(day).order_by()
    return dict(changes.values_list("contract__agency").annotate(Sum("amount_dong")))


def committed_by_agency(plan: Plan, agencies: Collection[int]) -> dict[int, int]:
    """{key of the agency: đồng} that these have contracted under the plan: no allocation is cut below it."""
    changes = ContractChange.objects.filter(contract__plan=plan, contract__agency__in=agencies).order_by()
    return dict(changes.values_list("contract__agency").annotate(Sum("amount_dong")))


def contracted_dong(agency: Agency, besides: Contract | None = None) -> int:
    """Đồng that the agency has contracted; without one of its contracts where it is given."""
    changes = ContractChange.objects.filter(contract__agency=agency)
    if besides is not None:
        changes = changes.exclude(contract=besides)
    return changes.total_dong()
