"""The order of the volume funnel as a rule with named exceptions: each stage is at most those before it (domain §3)."""

from collections.abc import Callable
from dataclasses import dataclass

AT_HAND_IN = "xem lý do ghi khi trình Mục lục"
IN_REPORT = "xem lý do trong báo cáo tiến độ"


@dataclass(frozen=True)
class Step:
    """Two stages of which the later is at most the earlier one.

    `exception` names what lets it be larger, and where the reason stands; without one a larger figure is an error.
    """

    before: str
    after: str
    exception: str = ""


ORDER = (
    Step("planned", "reviewed", "rà soát tìm thấy nhiều hơn Kế hoạch, xem bản rà soát"),
    Step("planned", "appraised", f"Mục lục vượt chỉ tiêu, {AT_HAND_IN}"),
    Step("reviewed", "appraised", f"Mục lục vượt rà soát, {AT_HAND_IN}"),
    Step("planned", "scanned", f"đã số hóa vượt Kế hoạch, {IN_REPORT}"),
    Step("appraised", "scanned", f"số hóa ngoài Mục lục đã thẩm định, {IN_REPORT}"),
    Step("scanned", "checked"),
    Step("checked", "integrated"),
)
STRICT = tuple(step for step in ORDER if not step.exception)


def broken_steps(value_of: Callable[[str], int | None]) -> list[Step]:
    """Steps whose later stage is larger; a stage that nobody knows (None, or 0 before an exception) breaks none."""
    return [step for step in ORDER if is_broken(step, value_of(step.before), value_of(step.after))]


def is_broken(step: Step, before: int | None, after: int | None) -> bool:
    if before is None or after is None or (step.exception and not before):
        return False
    return after > before
