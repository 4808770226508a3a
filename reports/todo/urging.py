"""Tasks of urging for Sở Nội vụ, and whether the targets reconcile: shared by those who oversee the plan."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from agencies.formats.numbers import format_int

from ..board.filters import HEIR_LATE, LATE_AT_WORK, STATES, late_heirs
from ..figures import ProvinceFigures
from .pills import Task, task
from .province_desk import ProvinceDesk

SHOWN = 4


class Reason(NamedTuple):
    """Why Sở Nội vụ urges: the dashboard's choice that shows the rows, the task's words, and who is named."""

    choice: str
    title: str
    word: str
    names: Callable[[ProvinceFigures], list[str]]


def rows_of(choice: str) -> Callable[[ProvinceFigures], list[str]]:
    """A function: names of the rows (a district counts once, with its communes) that the choice shows."""
    return lambda figures: [row.name for row in figures.rolled_up if STATES[choice][1](row)]


URGED = (
    Reason("silent", "Đôn đốc đơn vị chưa gửi số liệu hai kỳ gần nhất", "chưa gửi", rows_of("silent")),
    Reason(
        "heir-silent",
        "Đôn đốc đơn vị kế thừa chưa gửi số liệu của phần việc đã tiếp nhận",
        "kế thừa chưa gửi",
        lambda figures: list(figures.total.silent_heirs),
    ),
    Reason(
        HEIR_LATE,
        "Đôn đốc đơn vị kế thừa phần việc đã quá hạn",
        "kế thừa chậm",
        lambda figures: list(dict.fromkeys(heir for row in figures.rolled_up for heir in late_heirs(row))),
    ),
    Reason(LATE_AT_WORK, "Đôn đốc đơn vị chậm số hóa", "chậm", rows_of(LATE_AT_WORK)),
)


def urging(desk: ProvinceDesk) -> list[Task]:
    """One task for each reason to urge, with whom: one can be urged for two reasons, who has ended for none.

    What an agency that has ended left undone is its successors', who are named in its place.
    """
    return [
        named_task(reason.title, shown_rows(reason.choice), names, tone="bad", word=reason.word)
        for reason in URGED
        if (names := reason.names(desk.figures))
    ]


def without_heirs(desk: ProvinceDesk) -> list[Task]:
    """Agencies that have ended and for which no successor is recorded: nobody can go on with their work."""
    names = rows_of("no-heir")(desk.figures)
    if not names:
        return []
    if desk.user.administers:
        url = f"{reverse('admin:agencies_agency_changelist')}?ke_thua=chua"
        return [named_task("Ghi đơn vị kế thừa của đơn vị đã kết thúc", url, names, tone="bad", word="chưa ghi")]
    title = "Đề nghị quản trị hệ thống ghi đơn vị kế thừa của đơn vị đã kết thúc"
    return [named_task(title, f"{reverse('agency_list')}?tinh_trang=no-heir", names, tone="bad", word="chưa ghi")]


def shown_rows(choice: str) -> str:
    """The dashboard with the rows of the choice, from where a letter to them is drafted."""
    return f"{reverse('dashboard')}?tinh_trang={choice}#don-vi"


def named_task(title: str, url: str, names: list[str], *, tone: str, word: str) -> Task:
    """A task about many: the first names, and all others one click away. Names have commas, so ";" parts them."""
    first, rest = names[:SHOWN], names[SHOWN:]
    others = {"others": f"và {format_int(len(rest))} đơn vị khác", "other_names": rest} if rest else {}
    return task(title, url, count=len(names), tone=tone, word=word, note=f"{'; '.join(first)}.") | others


def unmatched(desk: ProvinceDesk) -> list[Task]:
    """The reconciliation of the plan's figures, where it does not hold."""
    wrong = [row for row in desk.figures.reconciled() if not row.matches]
    if not wrong:
        return []
    title, note = (
        "Đối chiếu chỉ tiêu với số kiểm soát của Kế hoạch",
        "Tổng các Phụ lục chưa bằng số ghi trong Kế hoạch.",
    )
    return [task(title, reverse("target_list"), tone="bad", word="chưa khớp", note=note)]
