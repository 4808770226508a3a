"""Sums of payments and settlements over agencies, as of a day: one query each."""

from datetime import date

from django.db.models import Sum

from budgets.models import Payment, Settlement


def disbursed_by_agency(day: date) -> dict[int, int]:
    """{key of the agency: đồng} that left the treasury, as recorded by the end of the day."""
    rows = Payment.objects.by(day).filter(kind__in=Payment.CASH).order_by()
    return dict(rows.values_list("contract__agency").annotate(Sum("amount_dong")))


def settled_by_agency(day: date) -> dict[int, int]:
    """{key of the agency: đồng} that were settled, as recorded by the end of the day."""
    return dict(Settlement.objects.by(day).order_by().values_list("agency").annotate(Sum("amount_dong")))
