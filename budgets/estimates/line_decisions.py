"""What a decision says of each line of an estimate: đề nghị, thẩm định, chênh lệch, lý do (domain §5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agencies.formats.numbers import format_dong, format_int
from agencies.workflow import WorkflowError
from budgets.models import AppraisedLine, Estimate, EstimateLine

REASON_NEEDED = "{}: số này khác số đề nghị, ghi lý do chênh lệch."
ABOVE_REQUEST = "{}: không được lớn hơn số đề nghị ({}); cần tăng thì phải lập lại dự toán."
NO_SUCH_LINE = "Dự toán không có dòng số {}: xem lại các dòng rồi quyết định."


@dataclass(frozen=True)
class LineDecision:
    """What is granted of one line: pages (trang) of a line of pages, đồng of an extra line; why, where it is less."""

    amount: int
    reason: str = ""


Decisions = Mapping[int, LineDecision]  # by the position of the line; a line that is not named is granted whole


def asked_amount(line: EstimateLine) -> int:
    """What the line asks for as it is decided: pages of a line of pages, đồng of an extra line."""
    return line.page_count if line.size else line.amount_dong


def cost_dong(line: EstimateLine, amount: int, price_dong: int) -> int:
    """Đồng of what is granted: pages × K × unit price, or the amount of an extra line itself."""
    return amount * line.factor * price_dong if line.size else amount


def fault(line: EstimateLine, decision: LineDecision | None) -> str:
    """What is wrong with what is to be decided of the line; "" where nothing is."""
    if decision is None or decision.amount == asked_amount(line):
        return ""
    if decision.amount > asked_amount(line):
        return ABOVE_REQUEST.format(line.name, asked_in_words(line))
    return "" if decision.reason.strip() else REASON_NEEDED.format(line.name)


def asked_in_words(line: EstimateLine) -> str:
    """ "1.000 trang" or "12.500.000 đồng"."""
    return f"{format_int(line.page_count)} trang" if line.size else format_dong(line.amount_dong)


def appraised_lines(estimate: Estimate, decisions: Decisions, overall: str = "") -> list[AppraisedLine]:
    """Unsaved rows of the decision, one for each line of the estimate; the reason for the whole stands for lines
    without their own. Raises WorkflowError with all that is wrong."""
    lines = list(estimate.lines.all())
    decisions = {place: LineDecision(one.amount, one.reason.strip() or overall) for place, one in decisions.items()}
    if unknown := decisions.keys() - {line.position for line in lines}:
        raise WorkflowError(NO_SUCH_LINE.format(min(unknown)))
    if wrong := [sentence for line in lines if (sentence := fault(line, decisions.get(line.position)))]:
        raise WorkflowError(" ".join(wrong))
    return [appraised_line(line, decisions.get(line.position), estimate.unit_price_dong) for line in lines]


def appraised_line(line: EstimateLine, decision: LineDecision | None, price_dong: int) -> AppraisedLine:
    asked = asked_amount(line)
    amount, reason = (decision.amount, decision.reason.strip()) if decision else (asked, "")
    return AppraisedLine(
        position=line.position,
        name=line.name,
        size=line.size,
        factor=line.factor,
        requested_pages=line.page_count,
        requested_dong=line.amount_dong,
        page_count=amount if line.size else 0,
        amount_dong=line.amount_dong if amount == asked else cost_dong(line, amount, price_dong),
        reason=reason if amount != asked else "",
    )


def total_dong(lines: Iterable[AppraisedLine]) -> int:
    """Số thẩm định: the sum of the lines (đồng)."""
    return sum(line.amount_dong for line in lines)


def joined_reasons(lines: Iterable[AppraisedLine]) -> str:
    """Lý do chênh lệch as a list or a paper shows it, each reason once."""
    by_reason: dict[str, list[str]] = {}
    for line in lines:
        if line.reason:
            by_reason.setdefault(line.reason, []).append(line.name)
    if len(by_reason) == 1:
        return next(iter(by_reason))
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in by_reason.items())
