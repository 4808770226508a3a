"""What overseers see of an estimate that lies on its agency's desk again: as it was handed in or decided.

An estimate has few lines, so all of it is kept when it goes back.
"""

from collections.abc import Iterable
from typing import Any

from agencies.models import User
from budgets.models import Estimate, EstimateLine

KEPT = ("name", "note", "excess_reason", "unusual_reason", "requested_dong", "a4_page_count", "unit_price_dong")
OF_LINES = ("position", "name", "size", "page_count", "factor", "factor_confirmed", "amount_dong")


def keep(estimate: Estimate, actor: User, **details: Any) -> None:
    """Keep the estimate and its lines, which the agency may change from now on."""
    kept = {name: getattr(estimate, name) for name in KEPT} | {"lines": list(estimate.lines.values(*OF_LINES))}
    Estimate.objects.filter(pk=estimate.pk).update(as_handed_in=kept)


def seen_by(user: User, estimate: Estimate) -> Estimate:
    """The estimate for a page: for those who oversee the plan as it was handed in; not to be saved."""
    kept = estimate.as_handed_in if user.oversees and estimate.is_changeable else {}
    for name in KEPT:
        if name in kept:
            setattr(estimate, name, kept[name])
    if kept:
        estimate.lines_handed_in = [EstimateLine(estimate=estimate, **line) for line in kept["lines"]]
    return estimate


def all_seen_by(user: User, estimates: Iterable[Estimate]) -> list[Estimate]:
    """The same of many, as a list."""
    return [seen_by(user, one) for one in estimates]
