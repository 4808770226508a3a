"""What was allocated to an agency, as far as anybody recorded it, and what of it went back to its source."""

from dataclasses import dataclass

from django.db.models import Sum

from agencies.formats.numbers import format_dong
from agencies.models import Agency
from budgets.models import AllocationLine, Settlement


@dataclass(frozen=True)
class Allocated:
    """Đồng that an agency was allocated by all decisions, and what of it its settlements gave back."""

    given_dong: int
    returned_dong: int = 0

    @property
    def usable_dong(self) -> int:
        """What contracts and payments may come to: money that went back is paid out by nobody."""
        return self.given_dong - self.returned_dong

    def __str__(self) -> str:
        less = f" trừ {format_dong(self.returned_dong)} đã nộp trả nguồn khi quyết toán" if self.returned_dong else ""
        return f"{format_dong(self.given_dong)}{less}"


def allocated_dong(agency: Agency, year: int | None = None) -> int | None:
    """Đồng by all decisions (of the budget year), cuts taken off; None where none was recorded: unknown is not 0."""
    lines = AllocationLine.objects.filter(agency=agency)
    if year is not None:
        lines = lines.filter(allocation__budget_year=year)
    return lines.aggregate(dong=Sum("amount_dong"))["dong"]


def allocated(agency: Agency) -> Allocated | None:
    """Allocated of the agency over all years; None where no decision was recorded."""
    given_dong = allocated_dong(agency)
    if given_dong is None:
        return None
    returned = Settlement.objects.filter(agency=agency).aggregate(dong=Sum("returned_dong"))  # what was taken back: 0
    return Allocated(given_dong, returned["dong"] or 0)
