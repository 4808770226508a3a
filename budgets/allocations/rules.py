"""What an allocation may be for one agency: pure functions of its standing (đồng), for form, workbook and service."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agencies.formats.numbers import format_dong

LARGEST_DONG = 10**14
REASON_NEEDED = "Ghi lý do vượt số thẩm định."


@dataclass(frozen=True)
class Standing:
    """Where an agency stands before the document, in đồng; `committed_dong` is promised out of it already.

    `family` is the key of its line in the plan's annexes: a commune's volume is inside its district's, and so may its
    money be. `family_left_dong` is appraised there and not yet allocated.
    """

    appraised_dong: int = 0
    allocated_dong: int = 0
    committed_dong: int = 0
    family: int = 0
    family_left_dong: int = 0

    @property
    def left_dong(self) -> int:
        """Appraised and not yet allocated; negative where more was allocated."""
        return self.appraised_dong - self.allocated_dong


def by_family(changes: Iterable[tuple[Standing, int]]) -> Mapping[int, int]:
    """{family: đồng} of what a document changes."""
    found: dict[int, int] = defaultdict(int)
    for standing, change_dong in changes:
        found[standing.family] += change_dong
    return found


def refusal(standing: Standing, change_dong: int) -> str:
    """Why the change (signed đồng) would break a sum, as the rest of a sentence; "" where it does not."""
    after = standing.allocated_dong + change_dong
    if change_dong >= 0 or after >= max(0, standing.committed_dong):
        return ""
    if after < 0:
        return f"đã giao {format_dong(standing.allocated_dong)}, không giảm được {format_dong(-change_dong)}."
    return (
        f"đã ký hợp đồng, giải ngân hoặc nộp trả {format_dong(standing.committed_dong)}, số được giao không giảm còn "
        f"{format_dong(after)} được."
    )


def excess(standing: Standing, change_dong: int, family_dong: int) -> str:
    """How far the agency would lie above what was appraised, as the rest of a sentence; "" where it does not, or where
    the whole document (`family_dong` for its family) leaves the family within what is appraised there.

    Allocated above appraised is possible, and asks for a reason (domain §3: each stage at most the one before).
    """
    after = standing.allocated_dong + change_dong
    if change_dong <= 0 or after <= standing.appraised_dong or family_dong <= standing.family_left_dong:
        return ""
    if not standing.appraised_dong:
        return f"tổng được giao {format_dong(after)} khi chưa có số thẩm định."
    above = format_dong(after - standing.appraised_dong)
    return f"tổng được giao {format_dong(after)}, vượt số thẩm định {above}."
