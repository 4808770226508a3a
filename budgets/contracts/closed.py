"""A budget year that an agency has settled is closed: no document of it is written or taken back any more."""

from datetime import date

from agencies.formats.dates import format_date
from agencies.models import Agency
from agencies.workflow import WorkflowError
from budgets.models import Settlement

CLOSED = (
    "{agency} đã quyết toán năm ngân sách {year} (số {number} ngày {day}), nên không ghi thêm văn bản của năm đó hoặc "
    "trước đó. Muốn sửa, ghi đảo quyết toán trước."
)


def closing_settlement(agency: Agency, year: int) -> Settlement | None:
    """The settlement that closes the budget year: of this one, or of a later one."""
    standing = Settlement.objects.standing().filter(agency=agency, budget_year__gte=year)
    return standing.order_by("budget_year", "pk").first()


def refuse_closed(agency: Agency, *days: date) -> None:
    """Raises WorkflowError where one of the days lies in a closed year. The agency's line is held by the caller."""
    settlement = closing_settlement(agency, min(day.year for day in days))
    if settlement:
        given = {"year": settlement.budget_year, "number": settlement.number, "day": format_date(settlement.dated_on)}
        raise WorkflowError(CLOSED.format(agency=agency, **given))
