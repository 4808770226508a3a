"""What was allocated on a decision keeps its amounts: a slip in them is then no slip any more."""

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.workflow import WorkflowError
from budgets.models import Allocation, AllocationLine, EstimateAppraisal

from .line_decisions import LineDecision

BUILT_ON = (
    "Đã {kind} {dong} cho {agency} theo Quyết định số {number} ngày {day} sau khi có quyết định này, nên số trang, số "
    "tiền phải giữ nguyên; số, ngày, tư cách ký vẫn đính chính được. Muốn đổi số tiền, ghi đảo quyết định giao trước, "
    "hoặc lập bản điều chỉnh dự toán."
)


def keep_amounts(decision: EstimateAppraisal, before_dong: int, known: dict[int, LineDecision]) -> None:
    """Raises WorkflowError where the decision, as it is corrected, has other amounts than it had (`before_dong`, the
    lines `known`) and its agency was allocated something since. The agency's line is held by the caller."""
    amounts = {row.position: row.page_count if row.size else row.amount_dong for row in decision.lines.all()}
    same = not known or amounts == {position: line.amount for position, line in known.items()}
    line = None if same and decision.appraised_dong == before_dong else allocated_since(decision)
    if line is not None:
        one = line.allocation
        given = {"kind": one.get_kind_display().lower(), "number": one.number, "day": format_date(one.dated_on)}
        raise WorkflowError(BUILT_ON.format(dong=format_dong(line.amount_dong), agency=line.agency, **given))


def allocated_since(decision: EstimateAppraisal) -> AllocationLine | None:
    """The last line that gave the agency money since it was decided, and that nothing took back."""
    estimate = decision.estimate
    given = Allocation.objects.standing().filter(plan=estimate.plan_id, recorded_at__gte=estimate.state_since)
    lines = AllocationLine.objects.filter(allocation__in=given, agency=estimate.agency_id, amount_dong__gt=0)
    return lines.select_related("allocation", "agency").order_by("-allocation").first()
