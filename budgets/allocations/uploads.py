"""From a workbook to lines of an allocation: read and judged whole; nothing is written before somebody confirms."""

from django.db import transaction

from agencies.formats.text import clean_text
from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from budgets.models import AllocationUpload
from plans.intake.sandbox import read_workbook
from plans.intake.secrets.refusing import refuse_secrets
from plans.intake.turns import turn
from plans.models import Plan

from .permissions import Charge
from .services import SETTLED, Line
from .workbook import AllocationReading, read_allocation


def read_lines(data: bytes, file_name: str, charge: Charge) -> AllocationReading:
    """What the workbook says, with all its faults. Raises sandbox.Refused."""
    with turn():
        sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    return read_allocation(sheets, agencies=charge.agencies)


@transaction.atomic
def keep_upload(reading: AllocationReading, *, plan: Plan, actor: User, file_name: str) -> AllocationUpload:
    """The lines, waiting for confirmation; the workbook itself is not kept."""
    rows = [[line.agency.code, line.amount_dong, line.excess_reason, line.note] for line in reading.lines]
    warnings = [f"{each.place}: {each.text}" for each in reading.warnings]
    upload = AllocationUpload.objects.create(
        plan=plan,
        uploaded_by=actor,
        file_name=clean_text(file_name)[-200:],
        rows={"lines": rows, "warnings": warnings, "empty": reading.empty},
    )
    sentence = f"nạp bảng giao dự toán của {len(rows)} cơ quan, chờ xem lại"
    record(plan, actor=actor, action="upload", sentence=sentence)
    return upload


@transaction.atomic
def cancel_upload(upload: AllocationUpload, *, actor: User) -> None:
    """Throw away a table that nobody confirmed. Raises WorkflowError where it was recorded or dropped meanwhile."""
    current = AllocationUpload.objects.select_for_update(no_key=True).filter(pk=upload.pk, allocation=None).first()
    if current is None:
        raise WorkflowError(SETTLED)
    current.delete()
    record(upload.plan, actor=actor, action="upload_cancelled", sentence="hủy bảng giao dự toán đã nạp, chưa ghi")


def record_refusal(plan: Plan, *, actor: User, why: str) -> None:
    """Somebody sent a workbook that was not accepted; nothing of what it holds is kept."""
    sentence = "nạp một bảng giao dự toán không được nhận"
    record(plan, actor=actor, action="upload_refused", sentence=sentence, after={"why": why})


def lines_of(upload: AllocationUpload, charge: Charge) -> list[Line]:
    """The kept lines of the agencies in charge, in official order."""
    rows = {code: rest for code, *rest in upload.rows.get("lines", [])}
    return [Line(agency, *rows[agency.code]) for agency in charge.agencies if agency.code in rows]
