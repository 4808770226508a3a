"""Versions of an estimate: one that was decided, and one that was started to replace it."""

from budgets.estimates.editions import start_edition
from budgets.estimates.services import set_lines
from budgets.models import Estimate
from plans.pricing import tariff_on
from tests.helpers.factories import an_estimate, an_estimate_appraisal


def decided(clerk, treasurer, day, name="Đợt 1"):
    """1.000 pages A4 at 4.896 đồng, granted as asked for."""
    made = an_estimate(clerk.agency, 4_896_000, day, name=name)
    an_estimate_appraisal(made, treasurer, day)
    return Estimate.objects.get(pk=made.pk)


def started(clerk, treasurer, day, pages=900, price_dong=4_000):
    """A draft that is to replace it, for fewer pages at a price that is not in force any more."""
    made = start_edition(decided(clerk, treasurer, day), change="adjusted", reason="Trùng hồ sơ.", actor=clerk)
    made.unit_price_dong = price_dong
    made.save(update_fields=["unit_price_dong"])
    return set_lines(made, {"a4": pages}, tariff=tariff_on(day))
