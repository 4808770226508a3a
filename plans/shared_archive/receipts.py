"""Receipts of the archive: read, judged against what went out, compared, and written only on confirmation."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from agencies.calendar import portal_now
from agencies.formats.dates import format_datetime
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.intake.sandbox import read_workbook
from plans.intake.turns import turn
from plans.models import ArchiveExport, ArchiveItem, ArchiveReceipt, Plan
from plans.targets.uploads import refuse_secrets
from plans.targets.workbook_rows import AnnexFault

from .permissions import operates_archive
from .receipt_rows import TITLES, Line, ReceiptReading, read_receipt

SETTLED = "Phiếu này đã được ghi hoặc hủy trước đó."
CHANGED = "Trạng thái hồ sơ vừa thay đổi sau khi bạn xem. So sánh đã làm lại bên dưới: xem rồi xác nhận."
ALREADY = "Phiếu nhận có đúng các dòng này đã ghi lúc {}: không ghi lần nữa."
UNKNOWN = "mã “{}” không có trong đợt nào đã gửi của cơ quan này."
AT_ONCE = 500
State = ArchiveItem.State


@dataclass
class ReceiptComparison:
    """What the receipt would change: items with the line that says so."""

    taken: list[tuple[ArchiveItem, Line]] = field(default_factory=list)
    refused: list[tuple[ArchiveItem, Line]] = field(default_factory=list)
    unchanged: int = 0
    mark: str = ""  # of all that the page shows of it

    @property
    def changes(self) -> list[tuple[ArchiveItem, Line]]:
        return self.taken + self.refused


def read_lines(data: bytes, file_name: str, agency: Agency) -> ReceiptReading:
    """What the list says of the agency's batches, with all its faults. Raises sandbox.Refused."""
    with turn():
        sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    reading = read_receipt(sheets)
    known = items_by_code(agency, reading.lines)
    for code in reading.lines.keys() - known.keys():
        sheet, row = reading.places[code]
        reading.faults.append(AnnexFault(sheet, row, TITLES["code"], UNKNOWN.format(code[:60])))
    reading.faults.sort(key=lambda fault: (fault.sheet, fault.row or 0))
    return reading


def items_by_code(agency: Agency, codes: Iterable[str]) -> dict[str, ArchiveItem]:
    """{code: the line of the last batch that holds it}"""
    wanted, found = list(codes), dict[str, ArchiveItem]()
    for start in range(0, len(wanted), AT_ONCE):
        some = ArchiveItem.objects.filter(agency=agency, is_latest=True, code__in=wanted[start : start + AT_ONCE])
        found |= {one.code: one for one in some}
    return found


def fingerprint(agency: Agency, lines: Sequence[Line]) -> str:
    """Of what the lines say of which batches: the same list of a later batch is another receipt."""
    known = items_by_code(agency, (line.code for line in lines))
    said = sorted((known[line.code].pk, line.taken, line.reason) for line in lines if line.code in known)
    return hashlib.sha256(repr(said).encode()).hexdigest()


@transaction.atomic
def keep_receipt(reading: ReceiptReading, *, agency: Agency, plan: Plan, actor: User, file_name: str) -> ArchiveReceipt:
    """The lines, waiting for confirmation. Raises NotAllowed, WorkflowError where the same receipt was written."""
    allowed, why = operates_archive(actor)
    if not allowed:
        raise NotAllowed(why)
    lines = list(reading.lines.values())
    code = fingerprint(agency, lines)
    refuse_written(agency, code)
    made = ArchiveReceipt.objects.create(
        plan=plan,
        agency=agency,
        uploaded_by=actor,
        uploaded_at=portal_now(),
        file_name=clean_text(file_name)[-200:],
        fingerprint=code,
        lines=[[line.code, line.taken, line.reason] for line in lines],
        taken_count=sum(line.taken for line in lines),
        refused_count=sum(not line.taken for line in lines),
    )
    sentence = f"nạp phiếu nhận của Kho có {format_int(len(lines))} bản ghi, chờ xem lại"
    record(made, actor=actor, agency=agency, action="upload", sentence=sentence)
    return made


def record_refusal(agency: Agency, *, actor: User, why: str) -> None:
    """Somebody sent a list that was not accepted; nothing of what it holds is kept."""
    sentence = "nạp một phiếu nhận của Kho không được nhận"
    record(agency, actor=actor, agency=agency, action="upload_refused", sentence=sentence, after={"why": why})


def refuse_written(agency: Agency, code: str) -> None:
    """Raises WorkflowError where a receipt that says the same was written before."""
    known = ArchiveReceipt.objects.filter(agency=agency, fingerprint=code).exclude(confirmed_at=None).first()
    if known and known.confirmed_at:
        raise WorkflowError(ALREADY.format(format_datetime(known.confirmed_at)))


def lines_of(receipt: ArchiveReceipt) -> list[Line]:
    return [Line(*values) for values in receipt.lines]


def compare(receipt: ArchiveReceipt) -> ReceiptComparison:
    """The receipt against the batches as they stand now."""
    found, known = ReceiptComparison(), items_by_code(receipt.agency, (line[0] for line in receipt.lines))
    for line in lines_of(receipt):
        item = known.get(line.code)
        if item is None or (item.state, item.reason) == (state_of(line), line.reason):
            found.unchanged += 1
        else:
            (found.taken if line.taken else found.refused).append((item, line))
    shown = [(item.pk, item.state, item.reason) for item, _ in found.changes]
    found.mark = hashlib.sha256(repr((shown, found.unchanged)).encode()).hexdigest()[:16]
    return found


def state_of(line: Line) -> str:
    return State.TAKEN if line.taken else State.REFUSED


@transaction.atomic
def confirm_receipt(receipt: ArchiveReceipt, *, actor: User, seen: str) -> int:
    """Write what the archive said; returns how many lines changed. `seen` is the mark of the comparison that the actor
    saw. Raises NotAllowed, Overtaken, WorkflowError."""
    allowed, why = operates_archive(actor)
    if not allowed:
        raise NotAllowed(why)
    Agency.objects.select_for_update(no_key=True).get(pk=receipt.agency_id)
    current = ArchiveReceipt.objects.select_for_update(no_key=True).filter(pk=receipt.pk, confirmed_at=None).first()
    if current is None:
        raise WorkflowError(SETTLED)
    refuse_written(current.agency, current.fingerprint)
    found = compare(current)
    if seen != found.mark:
        raise Overtaken(CHANGED)
    write(current, found)
    current.confirmed_at = portal_now()
    current.save(update_fields=["confirmed_at"])
    sentence = f"ghi phiếu nhận của Kho: {format_int(current.taken_count)} bản ghi đã nhận"
    sentence += f", {format_int(current.refused_count)} bị từ chối" if current.refused_count else ""
    after = {"taken": current.taken_count, "refused": current.refused_count}
    record(current, actor=actor, agency=current.agency, action="archive_answers", sentence=sentence, after=after)
    return len(found.changes)


def write(receipt: ArchiveReceipt, found: ReceiptComparison) -> None:
    """Move the lines of the batches and work the sums of their exports out again."""
    items = []
    for item, line in found.changes:
        item.state, item.reason, item.receipt = state_of(line), line.reason, receipt
        items.append(item)
    ArchiveItem.objects.bulk_update(items, ["state", "reason", "receipt"], batch_size=AT_ONCE)
    ArchiveExport.objects.filter(pk__in={item.export_id for item in items}).recount()


@transaction.atomic
def cancel_receipt(receipt: ArchiveReceipt, *, actor: User) -> None:
    """Throw away a list that nobody confirmed. Raises WorkflowError where it was written or dropped meanwhile."""
    current = ArchiveReceipt.objects.select_for_update(no_key=True).filter(pk=receipt.pk, confirmed_at=None).first()
    if current is None:
        raise WorkflowError(SETTLED)
    current.delete()
    agency, sentence = receipt.agency, "hủy phiếu nhận của Kho đã nạp, chưa ghi"
    record(agency, actor=actor, agency=agency, action="upload_cancelled", sentence=sentence)
