"""What a later version of an estimate must be before it is handed in, and what its decision does to the earlier one."""

from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import User
from agencies.workflow import Overtaken
from budgets.models import Estimate, EstimateAppraisal

from .comparison import less_than_before
from .sides import comparison_of

SAME = "Bản điều chỉnh, bổ sung chưa khác bản đã quyết định: sửa số trang, chi phí khác hoặc đơn giá trước."
ONLY_ADDS = "Dự toán bổ sung không được giảm so với bản đã quyết định ({}): muốn giảm thì lập dự toán điều chỉnh."


def faults(estimate: Estimate) -> list[str]:
    """What keeps a later version from being handed in; [] for a first one."""
    if not estimate.is_later:
        return []
    comparison = comparison_of(estimate)
    if comparison is None or not comparison.causes:
        return [SAME]
    less = less_than_before(comparison.before, comparison.after)
    is_added = estimate.change == Estimate.Change.ADDED
    return [ONLY_ADDS.format(", ".join(less))] if is_added and less else []


def hold_replaced(estimate: Estimate) -> None:
    """Lock the version that this one is to replace: nobody corrects its decision meanwhile.

    Raises Overtaken where such a correction came first and nothing is left to change.
    """
    if estimate.is_later:
        Estimate.objects.select_for_update(no_key=True).get(pk=estimate.replaces_id)
        if missing := faults(estimate):
            raise Overtaken(" ".join(missing))


def take_over(estimate: Estimate, decision: EstimateAppraisal, actor: User) -> None:
    """Say at the earlier version which one stands in its place from now on; nothing of it is changed."""
    if not estimate.is_later:
        return
    earlier = Estimate.objects.select_related("agency").get(pk=estimate.replaces_id)
    last = earlier.result
    before_dong = last.appraised_dong if last else earlier.requested_dong
    record(
        earlier,
        actor=actor,
        action="replace_estimate",
        sentence=(
            f"{earlier} được thay bằng “{estimate.name}”: từ {format_dong(before_dong)} thành "
            f"{format_dong(decision.appraised_dong)}"
        ),
        before={"appraised_dong": before_dong},
        after={"appraised_dong": decision.appraised_dong},
        reason=estimate.change_reason,
        document=decision.document.reference,
    )
