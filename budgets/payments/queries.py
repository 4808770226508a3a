"""Sums of payments and settlements over agencies: one query each."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import Sum

from budgets.models import Payment, Settlement
from plans.models import Plan


def disbursed_by_agency(day: date) -> dict[int, int]:
    """{key of the agency: đồng} that left the treasury, as recorded by the end of the day."""
    rows = Payment.objects.by(day).filter(kind__in=Payment.CASH).order_by()
    return dict(rows.values_list("contract__agency").annotate(Sum("amount_dong")))


def settled_by_agency(day: date) -> dict[int, int]:
    """{key of the agency: đồng} that were settled, as recorded by the end of the day."""
    return dict(Settlement.objects.by(day).order_by().values_list("agency").annotate(Sum("amount_dong")))


def gone_by_agency(plan: Plan, agencies: Collection[int]) -> dict[int, int]:
    """{key of the agency: đồng} that these paid out under the plan or gave back: no allocation is cut below it."""
    paid = Payment.objects.filter(contract__plan=plan, contract__agency__in=agencies, kind__in=Payment.CASH).order_by()
    returned = Settlement.objects.filter(plan=plan, agency__in=agencies).order_by().values_list("agency")
    found = Counter(dict(paid.values_list("contract__agency").annotate(Sum("amount_dong"))))
    found.update(dict(returned.annotate(Sum("returned_dong"))))
    return dict(found)
