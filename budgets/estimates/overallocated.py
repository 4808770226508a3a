"""Where a later version comes to less than its agency was allocated already: somebody has to cut the allocation."""

from typing import NamedTuple

from budgets.models import AllocationLine, Estimate
from plans.excess.measure import family_of

from .comparison import Comparison
from .granted import appraised_by_agency


class Overallocated(NamedTuple):
    """What was allocated and what is appraised with this version, in đồng; a district with its communes."""

    allocated_dong: int
    appraised_dong: int

    @property
    def gap_dong(self) -> int:
        return self.allocated_dong - self.appraised_dong


def overallocated(estimate: Estimate, comparison: Comparison | None) -> Overallocated | None:
    """None for a first version, one that was replaced, and where what is allocated lies within."""
    if comparison is None or not estimate.is_decided and not comparison.dong:
        return None
    if estimate.is_decided and not Estimate.objects.in_force().filter(pk=estimate.pk).exists():
        return None
    family = {agency.pk for agency in family_of(estimate.agency)}
    lines = AllocationLine.objects.filter(allocation__plan=estimate.plan_id, agency__in=family)
    granted = appraised_by_agency(estimate.plan)
    appraised = sum(granted.get(key, 0) for key in family) + (0 if estimate.is_decided else comparison.dong)
    found = Overallocated(lines.total_dong(), appraised)
    return found if found.gap_dong > 0 and comparison.dong < 0 else None
