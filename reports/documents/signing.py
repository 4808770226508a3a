"""Signer of a document, and the place of its copy: what the administrator recorded with the plan, nothing else."""

from agencies.models import Delegation, IssuedDocument
from plans.models import Plan

Capacity = IssuedDocument.Capacity

FOR_THE_HEAD: dict[str, str] = {Capacity.DEPUTY: "KT.", Capacity.BY_ORDER: "TL.", Capacity.AUTHORIZED: "TUQ."}


def signature(plan: Plan, delegation: Delegation | None = None, capacity: str = Capacity.HEAD) -> tuple[str, str]:
    """(title in lines, name) of whoever signs: by the delegation, else in that capacity, as the plan's list of signers
    has it; the name is empty where none is recorded."""
    if delegation:
        return delegation.title_lines, delegation.name
    head = plan.report_signer_title or "GIÁM ĐỐC"
    if capacity == Capacity.HEAD:
        return head, plan.report_signer_name
    signer = plan.signers.filter(capacity=capacity).first()
    deputy = f"PHÓ {head}" if capacity == Capacity.DEPUTY else ""
    title, name = (signer.title, signer.name) if signer else (deputy, "")
    return "\n".join(filter(None, (f"{FOR_THE_HEAD[capacity]} {head}", title))), name


def archive_line(plan: Plan) -> str:
    """The last recipient: "- Lưu: VT, QLVTLT. NVA.(05b)." with the drafting unit, signs and copies where recorded."""
    kept = ", ".join(filter(None, ("- Lưu: VT", plan.drafting_unit)))
    return f"{'. '.join(filter(None, (kept, plan.drafter_signs)))}."
