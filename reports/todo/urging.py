"""Whom Sở Nội vụ must urge, and whether the targets reconcile: shared by those who oversee the plan."""

from django.urls import reverse

from agencies.formats.numbers import pad_quantity

from ..board.filters import AT_WORK, STATES
from .pills import Task, task
from .province_desk import ProvinceDesk

URGED = (
    ("silent", "bad", "Đôn đốc đơn vị chưa gửi số liệu hai kỳ gần nhất", "chưa gửi"),
    ("late", "bad", "Đôn đốc đơn vị chậm số hóa", "chậm"),
)


def urging(desk: ProvinceDesk) -> list[Task]:
    """One task for each reason to urge, with the number of agencies (a district counts once, with its communes).

    Who has ended is urged no more; one can be urged for two reasons.
    """
    found = []
    for reason, tone, title, word in URGED:
        choice = f"{reason}{AT_WORK}"
        names = [row.name for row in desk.figures.rolled_up if STATES[choice][1](row)]
        if names:
            url = f"{reverse('dashboard')}?tinh_trang={choice}#don-vi"
            found.append(task(title, url, count=len(names), tone=tone, word=word, note=f"{first_of(names)}."))
    return found


def first_of(names: list[str], most: int = 4) -> str:
    """The first names, and how many more there are."""
    more = f" và {pad_quantity(len(names) - most)} đơn vị khác" if len(names) > most else ""
    return "; ".join(names[:most]) + more  # names hold commas: Sở Văn hóa, Thể thao và Du lịch


def unmatched(desk: ProvinceDesk) -> list[Task]:
    """The standing reconciliation, where it does not hold."""
    wrong = [row for row in desk.figures.reconciled() if not row.matches]
    if not wrong:
        return []
    title, note = (
        "Đối chiếu chỉ tiêu với số kiểm soát của Kế hoạch",
        "Tổng các Phụ lục chưa bằng số ghi trong Kế hoạch.",
    )
    return [task(title, reverse("target_list"), tone="bad", word="chưa khớp", note=note)]
