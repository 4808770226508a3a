"""The price and the K that an estimate was made with, and keeps."""

from agencies.calendar import portal_today
from budgets.models import Estimate
from plans.models.pages import SIZES
from plans.pricing import Tariff, factors_on


def own_tariff(estimate: Estimate) -> Tariff:
    """The price and K of the estimate itself; a size that it has no line of takes the K of today.

    A K that Sở Tài chính has confirmed since, and not changed, is confirmed here too.
    """
    today = factors_on(portal_today())
    factors, unconfirmed = dict(today.factors), set(today.unconfirmed)
    for line in estimate.lines.exclude(size=""):
        if line.factor != factors[line.size]:
            factors[line.size] = line.factor
            unconfirmed.discard(line.size)
            unconfirmed |= set() if line.factor_confirmed else {line.size}
    ordered = tuple(size for size in SIZES if size in unconfirmed)
    return Tariff(factors, ordered, unit_price_dong=estimate.unit_price_dong)
