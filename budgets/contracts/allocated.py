"""What was allocated to an agency, as far as anybody recorded it."""

from django.db.models import Sum

from agencies.models import Agency
from budgets.models import AllocationLine


def allocated_dong(agency: Agency, year: int | None = None) -> int | None:
    """Đồng by all decisions (of the budget year), cuts taken off; None where none was recorded: unknown is not 0."""
    lines = AllocationLine.objects.filter(agency=agency)
    if year is not None:
        lines = lines.filter(allocation__budget_year=year)
    return lines.aggregate(dong=Sum("amount_dong"))["dong"]
