"""A budget year that an agency has settled is closed: no document of it is written or taken back any more."""

from collections.abc import Iterable
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


def why_closed(agencies: Iterable[Agency], year: int) -> str:
    """A sentence where one of the agencies has settled the budget year, or a later one; "" otherwise."""
    for agency in agencies:
        settlement = closing_settlement(agency, year)
        if settlement:
            known = {"number": settlement.number, "day": format_date(settlement.dated_on)}
            return CLOSED.format(agency=agency, year=settlement.budget_year, **known)
    return ""


def refuse_closed(agency: Agency, *days: date) -> None:
    """Raises WorkflowError where one of the days lies in a closed year. The agency's line is held by the caller."""
    if sentence := why_closed([agency], min(day.year for day in days)):
        raise WorkflowError(sentence)
