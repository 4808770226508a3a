"""Record an allocation, or take one back: each owns its transaction."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.documents import Kind, register
from agencies.models import Agency, Delegation, User
from agencies.typed import version_of
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, held_delegation
from budgets.models import Allocation, AllocationLine, AllocationUpload
from plans.excess.services import hold_lines
from plans.models import Plan

from . import queries
from .events import write_events
from .permissions import DECISION, NOBODY, Charge, charge_of, takes_back
from .rules import LARGEST_DONG, REASON_NEEDED, Standing, by_family, excess, refusal

CHANGED = "Số thẩm định hoặc số đã giao vừa thay đổi. Xem số mới rồi gửi lại nếu vẫn đúng."
NO_LINES = "Ghi số tiền của ít nhất một cơ quan."
NOT_IN_CHARGE = "{} không thuộc các cơ quan bạn ghi quyết định giao dự toán."
WRONG_AMOUNT = "{}: ghi số tiền là số nguyên dương (đồng)."
SETTLED = "Bảng này đã được ghi hoặc hủy trước đó."
REVERSED_MEANWHILE = "Quyết định này vừa được ghi đảo; chưa thực hiện thêm gì."
# What later rooms know to rest on the money of these agencies in a year: each answers a sentence, or "".
BUILT_ON: list[Callable[[Collection[Agency], int], str]] = []


@dataclass(frozen=True)
class Facts:
    """What stands on the document beside its lines."""

    kind: str
    number: str
    day: date
    signer: str
    budget_year: int
    source: str
    source_note: str = ""

    @property
    def sign(self) -> int:
        """−1 for documents that take money back."""
        return -1 if self.kind in Allocation.LOWERING else 1


@dataclass(frozen=True)
class Line:
    """What one agency is given, or loses by a document that lowers: đồng above 0."""

    agency: Agency
    amount_dong: int
    excess_reason: str = ""
    note: str = ""


@transaction.atomic
def record_allocation(
    plan: Plan,
    *,
    actor: User,
    facts: Facts,
    lines: Sequence[Line],
    seen: str | None = None,
    upload: AllocationUpload | None = None,
) -> Allocation:
    """Write the document with a line per agency. `seen`: the mark of the standings that the actor's page showed.

    Raises NotAllowed, NumberTaken, Overtaken where a standing changed meanwhile, WorkflowError with every fault.
    """
    charge = charge_of(actor)
    if charge is None:
        raise NotAllowed(NOBODY)
    given = delegation_of(actor, charge)
    refuse_lines(charge, lines)
    hold_lines([line.agency for line in lines])
    standings = queries.standings(plan, charge.agencies)
    if seen is not None and seen != mark_of(standings):
        raise Overtaken(CHANGED)
    refuse_sums(facts, lines, standings)
    refuse_built_on([line.agency for line in lines], facts.budget_year)
    made = entered(plan, charge.issuer, facts, actor, sum(line.amount_dong for line in lines))
    families = families_of(facts, lines, standings)
    write_lines(made, [line_of(line, facts.sign, standings[line.agency.pk], families) for line in lines])
    if upload is not None:
        settle(upload, made)
    write_events(made, "allocate", "ghi", actor, given)
    return made


@transaction.atomic
def take_back(allocation: Allocation, *, actor: User, reason: str) -> Allocation:
    """Record the counter-entry of the decision: every line with its opposite amount. The number is free again.

    Raises NotAllowed, Overtaken where somebody took it back first, WorkflowError without a reason, or where an agency
    would be left with less than nothing or than is promised there.
    """
    current = Allocation.objects.select_for_update(of=("self",), no_key=True).get(pk=allocation.pk)
    if current.was_reversed:
        raise Overtaken(REVERSED_MEANWHILE)
    allowed, why = takes_back(actor, current)
    if not allowed:
        raise NotAllowed(why)
    given = held_delegation(actor, DECISION, current) if current.issuer.kind == Agency.Kind.PROVINCE else None
    if not reason.strip():
        raise WorkflowError("Ghi lý do ghi đảo.")
    lines = list(current.lines.select_related("agency"))
    agencies = [line.agency for line in lines]
    hold_lines(agencies)
    if faults := faults_of_taking_back(current, lines):
        raise WorkflowError(" ".join(faults))
    refuse_built_on(agencies, current.budget_year)
    made = reversal_of(current, actor, reason.strip())
    write_lines(made, [AllocationLine(agency=line.agency, amount_dong=-line.amount_dong) for line in lines])
    if current.document is not None:
        current.document.delete()  # its number is free again
    write_events(made, "take_back_allocation", "ghi đảo", actor, given, reason.strip())
    return made


def entered(plan: Plan, issuer: Agency, facts: Facts, actor: User, dong: int) -> Allocation:
    """The document, registered and written, of this sum (đồng above 0). Raises NumberTaken."""
    document = register(issuer, Kind.ALLOCATION, facts.number, facts.day, actor=actor)
    return Allocation.objects.create(
        plan=plan,
        issuer=issuer,
        document=document,
        kind=facts.kind,
        number=document.number,
        dated_on=facts.day,
        signer=facts.signer,
        budget_year=facts.budget_year,
        source=facts.source,
        source_note=facts.source_note,
        amount_dong=facts.sign * dong,
        recorded_by=actor,
    )


def delegation_of(actor: User, charge: Charge) -> Delegation | None:
    """By which the actor records for UBND tỉnh, held; None where the own duty is enough."""
    return held_delegation(actor, DECISION, charge) if charge.issuer.kind == Agency.Kind.PROVINCE else None


def refuse_lines(charge: Charge, lines: Sequence[Line]) -> None:
    """Raises WorkflowError for lines that no page of ours sends."""
    if not lines:
        raise WorkflowError(NO_LINES)
    if len({line.agency.pk for line in lines}) != len(lines):
        raise WorkflowError("Một cơ quan chỉ có một dòng trong một quyết định.")
    for line in lines:
        if line.agency not in charge.agencies:
            raise NotAllowed(NOT_IN_CHARGE.format(line.agency))
        if type(line.amount_dong) is not int or not 0 < line.amount_dong <= LARGEST_DONG:
            raise WorkflowError(WRONG_AMOUNT.format(line.agency))


def refuse_sums(facts: Facts, lines: Sequence[Line], standings: Mapping[int, Standing]) -> None:
    """Raises WorkflowError with all that would break a sum, and what lies above the appraised without a reason."""
    faults, families = [], families_of(facts, lines, standings)
    for line in lines:
        standing, change = standings[line.agency.pk], facts.sign * line.amount_dong
        if why := refusal(standing, change):
            faults.append(f"{line.agency}: {why}")
        elif (above := excess(standing, change, families[standing.family])) and not line.excess_reason.strip():
            faults.append(f"{line.agency}: {above} {REASON_NEEDED}")
    if faults:
        raise WorkflowError(" ".join(faults))


def families_of(facts: Facts, lines: Iterable[Line], standings: Mapping[int, Standing]) -> Mapping[int, int]:
    """{family: đồng} of what the document changes."""
    return by_family((standings[line.agency.pk], facts.sign * line.amount_dong) for line in lines)


def refuse_built_on(agencies: Collection[Agency], budget_year: int) -> None:
    """Raises WorkflowError where a later room says why nothing may change any more."""
    for rests in BUILT_ON:
        if sentence := rests(agencies, budget_year):
            raise WorkflowError(sentence)


def faults_of_taking_back(current: Allocation, lines: Iterable[AllocationLine]) -> list[str]:
    """Whose sum would fall below nothing, or below what is promised there."""
    standings = queries.standings(current.plan, [line.agency for line in lines])
    found = ((line, refusal(standings[line.agency.pk], -line.amount_dong)) for line in lines)
    return [f"{line.agency}: {why}" for line, why in found if why]


def line_of(line: Line, sign: int, standing: Standing, families: Mapping[int, int]) -> AllocationLine:
    """The line as it is kept; a reason only where the agency lies above."""
    change = sign * line.amount_dong
    reason = line.excess_reason.strip() if excess(standing, change, families[standing.family]) else ""
    return AllocationLine(agency=line.agency, amount_dong=change, excess_reason=reason, note=line.note)


def write_lines(made: Allocation, lines: Sequence[AllocationLine]) -> None:
    for line in lines:
        line.allocation = made
    AllocationLine.objects.bulk_create(lines)


def reversal_of(current: Allocation, actor: User, reason: str) -> Allocation:
    """The counter-entry, written: of the same document, with the opposite sum."""
    same = ("plan", "issuer", "kind", "number", "dated_on", "signer", "budget_year", "source", "source_note")
    return Allocation.objects.create(
        **{name: getattr(current, name) for name in same},
        amount_dong=-current.amount_dong,
        reason=reason,
        recorded_by=actor,
        reverses=current,
    )


def settle(upload: AllocationUpload, made: Allocation) -> None:
    """The workbook's rows became this document. Raises Overtaken where somebody was faster."""
    if not AllocationUpload.objects.filter(pk=upload.pk, allocation=None).update(allocation=made):
        raise Overtaken(SETTLED)


def mark_of(standings: Mapping[int, Standing]) -> str:
    """Names the standings that a page shows."""
    return version_of(sorted((pk, one.appraised_dong, one.allocated_dong) for pk, one in standings.items()))
