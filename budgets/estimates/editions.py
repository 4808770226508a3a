"""A decided estimate is changed by a later version only: điều chỉnh or bổ sung, which restates the whole (domain §5).

The earlier one stays as it was decided and counts until the later one is decided. Of each estimate one version is open
at a time: the database takes one that replaces it.
"""

from dataclasses import dataclass

from django.db import transaction

from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.permissions import prepares_for
from agencies.workflow import GONE, NotAllowed, Overtaken, WorkflowError
from budgets.models import Estimate

from .basis import write_basis
from .comparison import Side
from .own_tariff import own_tariff
from .services import set_lines, summary
from .sides import asked_lines, granted_sides

NOT_DECIDED = "Chỉ lập bản điều chỉnh, bổ sung cho dự toán đã có quyết định; dự toán đang lập thì sửa trực tiếp."
ALREADY = "Dự toán này đã có bản điều chỉnh, bổ sung “{}”. Xem bản đó, rồi sửa tiếp ở đó."
REASON_NEEDED = "Ghi lý do điều chỉnh, bổ sung."
NAMES = {Estimate.Change.ADJUSTED: "điều chỉnh", Estimate.Change.ADDED: "bổ sung"}
LONGEST_NAME = 250


def may_start(user: User, estimate: Estimate) -> tuple[bool, str]:
    """A predicate: who prepares for the agency, of the last version once it is decided."""
    allowed, why = prepares_for(user, estimate)
    if not allowed:
        return False, why
    if not estimate.is_decided:
        return False, NOT_DECIDED
    later = estimate.next_edition
    return (False, ALREADY.format(later.name)) if later else (True, "")


@transaction.atomic
def start_edition(estimate: Estimate, *, change: str, reason: str, actor: User) -> Estimate:
    """Draft the next version from what was decided: its pages, K, price and extra lines, for the preparer to change.

    Raises NotAllowed, Overtaken where a colleague started one first, WorkflowError without a reason.
    """
    held = Estimate.objects.select_for_update(of=("self",)).select_related("agency", "plan")
    current = held.filter(pk=estimate.pk).first()
    if current is None:
        raise Overtaken(GONE.format(estimate))
    allowed, why = may_start(actor, current)
    if not allowed:
        raise Overtaken(why) if current.next_edition else NotAllowed(why)
    if not reason.strip():
        raise WorkflowError(REASON_NEEDED)
    kind = Estimate.Change(change)
    made = Estimate.objects.create(
        plan=current.plan,
        agency=current.agency,
        name=name_of(current, kind),
        note=current.note,
        unit_price_dong=current.unit_price_dong,
        change=kind,
        edition=current.edition + 1,
        replaces=current,
        first_id=current.first_id or current.pk,
        change_reason=reason.strip(),
    )
    decided = decided_side(current)
    extras = [(line.name, line.dong) for line in decided.lines if not line.size and line.dong]
    set_lines(made, decided.pages_by_size(), tariff=own_tariff(current), extra_lines=extras)
    write_basis(made)
    record_start(current, made, actor)
    return made


def decided_side(estimate: Estimate) -> Side:
    """What was decided on the estimate, line by line."""
    prices = {estimate.pk: estimate.unit_price_dong}
    asked = asked_lines(prices)
    granted = granted_sides([estimate.pk], prices, asked)
    return granted.get(estimate.pk) or Side(estimate.unit_price_dong, asked.get(estimate.pk, []))


def name_of(estimate: Estimate, change: Estimate.Change) -> str:
    """ "Số hóa tài liệu lưu trữ (điều chỉnh lần 2)", after the first version's own name."""
    line = Estimate.objects.same_line(estimate)
    number = line.filter(change=change).count() + 1
    first = line.get(edition=1).name
    tail = f" ({NAMES[change]} lần {format_int(number)})"
    return first[: LONGEST_NAME - len(tail)] + tail


def record_start(earlier: Estimate, made: Estimate, actor: User) -> None:
    """Both histories say so; no one else's until it is handed in."""
    record(
        made,
        actor=actor,
        action="draft",
        sentence=f"lập {summary(made)}, thay “{earlier.name}”",
        after={"requested_dong": made.requested_dong},
        reason=made.change_reason,
    )
    record(
        earlier,
        actor=actor,
        action="start_edition",
        sentence=f"bắt đầu lập “{made.name}” để thay {earlier}",
        reason=made.change_reason,
    )


@dataclass(frozen=True)
class Line:
    """Where an estimate stands among its versions, as the person sees them."""

    editions: list[Estimate]
    earlier: Estimate | None  # the one that it replaces
    later: Estimate | None  # the next one, where the person may see it

    @property
    def is_replaced(self) -> bool:
        """A later one was decided."""
        return bool(self.later and self.later.is_decided)


def line_of(user: User, estimate: Estimate) -> Line:
    """All versions of the estimate that the person may see, first to last, with what was decided on each."""
    seen = Estimate.objects.visible_to(user).same_line(estimate).with_line().with_result()
    rows = list(seen.select_related("agency").order_by("edition"))
    by_number = {one.edition: one for one in rows}
    return Line(rows, by_number.get(estimate.edition - 1), by_number.get(estimate.edition + 1))
