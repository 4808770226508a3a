"""Documents of money: what each must be, and how one is taken back by an entry of its own, never overwritten."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.history import record
from agencies.models import Delegation
from agencies.models.document import number_key
from agencies.workflow import Overtaken, WorkflowError
from budgets.models import AcceptanceLine, Contract, ContractLine, Entry
from plans.excess.services import hold_lines

from .closed import refuse_closed

Kept = TypeVar("Kept", bound=Entry)
Row = TypeVar("Row", ContractLine, AcceptanceLine)
# Of an entry its own: everything else the counter-entry shares with it.
OWN = {"id", "number", "dated_on", "amount_dong", "reason", "recorded_by", "recorded_at", "recorded_on", "reverses"}
OVERTAKEN = "Hợp đồng này vừa có văn bản khác được ghi. Xem số mới rồi gửi lại nếu vẫn đúng."
ALREADY = "Văn bản này đã được ghi đảo trước đó."
NO_COUNTER = "Bút toán ghi đảo không ghi đảo được nữa: ghi lại văn bản đúng."
TWICE = "Số {} ngày {} đã ghi cho hợp đồng này: xem lại số, ngày."
TO_COME = "Ngày văn bản không được sau hôm nay."
TOO_EARLY = "Ngày văn bản ({}) trước ngày {} ({})."


def hold(contract: Contract, expected_version: int | None = None) -> Contract:
    """The contract as it stands, its row and its agency's line held until the transaction ends; its version is the
    next one. Raises Overtaken where it is no longer what was seen."""
    current = Contract.objects.select_for_update(of=("self",)).select_related("agency", "plan").get(pk=contract.pk)
    if expected_version is not None and current.version != expected_version:
        raise Overtaken(OVERTAKEN)
    hold_lines([current.agency])
    current.version += 1
    current.save(update_fields=["version"])
    return current


def check_day(day: date, after: date, what: str) -> None:
    """Raises WorkflowError for a document of a day to come, or before the one that it rests on."""
    check_not_to_come(day)
    if day < after:
        raise WorkflowError(TOO_EARLY.format(format_date(day), what, format_date(after)))


def check_not_to_come(day: date) -> None:
    if day > portal_today():
        raise WorkflowError(TO_COME)


def check_number(entries: Any, number: str, day: date) -> None:
    """Raises WorkflowError where one of these documents, not taken back, bears number and day."""
    same_day: Iterable[str] = entries.standing().filter(dated_on=day).values_list("number", flat=True)
    if any(number_key(known) == number_key(number) for known in same_day):
        raise WorkflowError(TWICE.format(number, format_date(day)))


def counter_entry(entry: Kept, *, number: str, dated_on: date, reason: str, actor: Any, **opposite: Any) -> Kept:
    """The entry that takes this one back: the same but for its own document and the opposite amount, and whatever else
    is given. Raises WorkflowError without a reason, Overtaken where somebody took it back already."""
    if entry.is_reversal:
        raise WorkflowError(NO_COUNTER)
    if not reason.strip():
        raise WorkflowError("Ghi lý do ghi đảo.")
    check_day(dated_on, entry.dated_on, "văn bản được ghi đảo")
    shared = {field.name: getattr(entry, field.name) for field in entry._meta.fields if field.name not in OWN}
    own = {"number": number, "dated_on": dated_on, "reason": reason.strip(), "recorded_by": actor}
    made = type(entry)(**shared | own | opposite, amount_dong=-entry.amount_dong, reverses=entry)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Overtaken(ALREADY) from None
    return made


def opposite_lines(lines: Iterable[Row], entry: str, made: Entry) -> list[Row]:
    """The lines the other way round, not yet written, as lines of the entry `made` (their field `entry`)."""
    opposite = []
    for line in lines:
        line.pk, line._state.adding = None, True
        line.page_count, line.amount_dong = -line.page_count, -line.amount_dong
        setattr(line, entry, made)
        opposite.append(line)
    return opposite


def record_taken_back(about: Model, made: Entry, action: str, sentence: str, given: Delegation | None) -> None:
    """The event of an entry that was taken back by `made`."""
    record(
        about,
        actor=made.recorded_by,
        action=action,
        sentence=sentence,
        after={"amount_dong": made.amount_dong},
        reason=made.reason,
        document=(made.number, made.dated_on),
        given=given,
    )


def hold_entry(entry: Any, dated_on: date) -> Contract:
    """The contract of an entry that is to be taken back by a document of the day. Raises WorkflowError where either
    lies in a settled year."""
    contract = hold(entry.contract)
    refuse_closed(contract.agency, entry.dated_on, dated_on)
    return contract
