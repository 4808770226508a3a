"""What the list of decisions on allocations says, reckoned from its lines."""

from agencies.formats.numbers import format_int as n
from agencies.models import Agency
from budgets.models import AllocationLine


def sums(seen, found):
    """Of the decisions with a line that the person sees: what was given, taken back, and is in force."""
    agencies = Agency.objects.visible_to(seen.user)
    by_document = {}
    for line in AllocationLine.objects.filter(agency__in=agencies).by(seen.day):
        by_document[line.allocation_id] = by_document.get(line.allocation_id, 0) + line.amount_dong
    given, taken = (sum(dong for dong in by_document.values() if (dong > 0) == up) for up in (True, False))
    return (
        f"{n(len(by_document))} quyết định · Giao, bổ sung {n(given)} đồng · giảm, thu hồi, ghi đảo {n(taken)} đồng · "
        f"còn được giao {n(given + taken)} đồng"
    )


ALLOCATION_PAGE = [(r"[\d.]+ quyết định · Giao, bổ sung .*", sums)]
