"""The province's list of contractors: who is on it, and the proofs of what each may do."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from agencies.history import record
from agencies.models import User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from budgets.models import Contractor, ContractorProof

from .permissions import adds_contractors, keeps_contractors

TAKEN = "Mã số thuế {} đã có trong danh mục nhà thầu: chọn nhà thầu đó."
CHANGED = "Có người vừa sửa nhà thầu này. So hai bản rồi gửi lại nếu vẫn ghi bản của bạn."
FIELDS = ("name", "tax_code", "address", "contact", "note")


def values_of(contractor: Contractor) -> dict[str, str]:
    """What can be edited of the contractor."""
    return {name: getattr(contractor, name) for name in FIELDS}


@transaction.atomic
def add_contractor(*, actor: User, **values: str) -> Contractor:
    """Enter a contractor. Raises NotAllowed, and WorkflowError where the tax code is on the list."""
    allowed, why = adds_contractors(actor)
    if not allowed:
        raise NotAllowed(why)
    contractor = saved(Contractor(**values))
    record(contractor, actor=actor, action="add_contractor", sentence=f"thêm nhà thầu {contractor}", after=values)
    return contractor


@transaction.atomic
def edit_contractor(
    contractor: Contractor, *, actor: User, seen: dict[str, str] | None = None, **values: str
) -> Contractor:
    """Correct what stands of a contractor. Raises NotAllowed, WorkflowError, Overtaken where it no longer is what was
    `seen` (`values_of`)."""
    allowed, why = keeps_contractors(actor)
    if not allowed:
        raise NotAllowed(why)
    current = Contractor.objects.select_for_update().get(pk=contractor.pk)
    before = values_of(current)
    if seen is not None and seen != before:
        raise Overtaken(CHANGED)
    for name, value in values.items():
        setattr(current, name, value)
    saved(current)
    record(
        current,
        actor=actor,
        action="edit_contractor",
        sentence=f"sửa nhà thầu {current}",
        before=before,
        after=values_of(current),
    )
    return current


def saved(contractor: Contractor) -> Contractor:
    contractor.clean()
    try:
        with transaction.atomic():
            contractor.save()
    except IntegrityError:
        raise WorkflowError(TAKEN.format(contractor.tax_code)) from None
    return contractor


@transaction.atomic
def add_proof(
    contractor: Contractor, *, actor: User, kind: str, number: str, issued_on: date, valid_until: date | None
) -> ContractorProof:
    """Enter a proof of qualification with its validity. Raises NotAllowed, WorkflowError."""
    allowed, why = adds_contractors(actor)
    if not allowed:
        raise NotAllowed(why)
    if valid_until and valid_until < issued_on:
        raise WorkflowError("Ngày hết giá trị trước ngày cấp.")
    given: dict[str, Any] = {"kind": kind, "number": number, "issued_on": issued_on, "valid_until": valid_until}
    proof = ContractorProof.objects.create(contractor=contractor, **given)
    record(contractor, actor=actor, action="add_proof", sentence=f"ghi giấy tờ năng lực {proof} của {contractor}")
    return proof
