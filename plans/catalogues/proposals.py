"""Sở Nội vụ takes over what an answer proposes: the cell changes as in the grid, under both names; or it declines."""

from datetime import date

from django.db import transaction

from agencies.calendar import portal_now
from agencies.history import record
from agencies.models import User
from agencies.workflow import Overtaken, WorkflowError
from plans.appraisal.agreed_changes import freeze_agreed
from plans.appraisal.decisions import claim
from plans.appraisal.effects import check_frozen, hash_of
from plans.appraisal.proposals import corrected
from plans.intake.columns import BY_FIELD
from plans.intake.rows.judge_row import FileValues
from plans.models import ArchivalFile, Catalogue, ProposedValue
from plans.models.pages import PAGE_FIELDS
from plans.pricing import counted_on, factors_on

from .change_sets import change_set, keep_files
from .changes import Changes
from .file_history import mark_of, values_of
from .files import recount, totals_of, write_files, write_rows
from .undoing import bring_back, refuse_built_on

Outcome = ProposedValue.Outcome
DECIDED = "Đề nghị này đã có kết quả. Tải lại trang để xem."
EARLIER = "Giá trị này được sửa ở lần trình trước nên không hoàn tác được: hỏi lại về hồ sơ để cơ quan đề nghị."
NOT_TAKEN = "Đề nghị này chưa được sửa theo nên không có gì để hoàn tác."
GONE = "Hồ sơ của đề nghị này không còn trong Mục lục."
CHANGED_SINCE = "Ô “{}” không còn ghi “{}” như đã sửa theo đề nghị nên không có gì để ghi lại."
CHANGED = "Ô “{}” không còn ghi “{}” như lúc cơ quan đề nghị: hỏi lại cơ quan."
FROZEN = (
    "Hồ sơ đã được thẩm định theo văn bản số {} nên không sửa theo đề nghị được. Muốn sửa thì trả lại Mục lục: bản mới "
    "phải được thẩm định bằng văn bản mới."
)


@transaction.atomic
def take_over(proposal: ProposedValue, *, actor: User) -> ProposedValue:
    """Write the proposed value into its file and return the proposal, decided.

    The submission keeps its figures and its code; what both sides made of it has a code of its own. The file waits for
    a conclusion.
    Raises NotAllowed, Overtaken, WorkflowError; nothing is written then.
    """
    current, proposal, file = claimed(proposal, actor, Outcome.OPEN, DECIDED)
    refuse_frozen(file)
    if BY_FIELD[proposal.field].show(getattr(file, proposal.field)) != proposal.was:
        raise WorkflowError(CHANGED.format(proposal.header, proposal.was))
    check_frozen(current)
    row, before, said = corrected(file, proposal.field, proposal.value), totals_of(current), said_of(proposal)
    added = pages_added(file, row, counted_on(current))
    with change_set(current, actor, f"sửa hồ sơ {file.file_number}{file.in_box} {said}"[:400]) as change:
        keep_files(change, current.files.filter(pk=file.pk))
        write_rows(current, (), [(file, row)], ())
    recount(current)
    freeze_agreed(current, hash_of(current))
    proposal.change, proposal.added_pages = change, added
    decided(proposal, Outcome.TAKEN, actor)
    after = totals_of(current)
    record(file, actor=actor, action="file", sentence=f"sửa {said}", agency=current.agency)
    sentence = f"sửa hồ sơ {file.file_number}{file.in_box} {said}, {current}"
    record(current, actor=actor, action="take_over", sentence=sentence, before=before, after=after)
    return proposal


@transaction.atomic
def decline(proposal: ProposedValue, *, actor: User) -> ProposedValue:
    """Leave the file as it is and return the proposal, decided. Raises NotAllowed, Overtaken, WorkflowError."""
    current, proposal, file = claimed(proposal, actor, Outcome.OPEN, DECIDED)
    decided(proposal, Outcome.DECLINED, actor)
    sentence = f"không sửa hồ sơ {file.file_number}{file.in_box} {said_of(proposal)}, {current}"
    record(current, actor=actor, action="decline", sentence=sentence)
    return proposal


@transaction.atomic
def take_back(proposal: ProposedValue, *, actor: User) -> ProposedValue:
    """Undo what was taken over: the file and its answer stand as before. Raises NotAllowed, Overtaken, WorkflowError
    where the file was changed or appraised since."""
    current, proposal, file = claimed(proposal, actor, Outcome.TAKEN, NOT_TAKEN)
    refuse_frozen(file)
    change = proposal.change
    if change is None or change.revision != current.revision:
        raise WorkflowError(EARLIER)
    refuse_built_on(change)
    bring_back(change, current, actor)
    freeze_agreed(current, hash_of(current))
    proposal.refresh_from_db()
    return proposal


@transaction.atomic
def write_back(proposal: ProposedValue, *, actor: User) -> Changes:
    """The agency, with which the catalogue lies again, writes into the cell what it held before the proposal was taken
    over: a change of the new version like any other. Raises NotAllowed, Overtaken, WorkflowError."""
    note = proposal.note
    file = note.catalogue.files.filter(pk=note.file_id or 0).first()
    if file is None:
        raise WorkflowError(GONE)
    if not can_write_back(proposal, file):
        raise WorkflowError(CHANGED_SINCE.format(proposal.header, proposal.value))
    row, seen = corrected(file, proposal.field, proposal.was), {file.pk: mark_of(values_of(file))}
    how = f": ghi lại {proposal.header} “{proposal.was}” như trước đề nghị của {note.author}"
    return write_files(note.catalogue, actor=actor, changed=[(file, row)], seen=seen, how=how)


def can_write_back(proposal: ProposedValue, file: ArchivalFile) -> bool:
    """True where the cell still holds what was taken over."""
    taken = proposal.outcome == Outcome.TAKEN
    return taken and BY_FIELD[proposal.field].show(getattr(file, proposal.field)) == proposal.value


def claimed(
    proposal: ProposedValue, actor: User, outcome: str, otherwise: str
) -> tuple[Catalogue, ProposedValue, ArchivalFile]:
    """The catalogue, locked while it waits for Sở Nội vụ; the proposal, fresh and of this outcome; its file."""
    current = claim(proposal.note.catalogue, actor)
    proposal = ProposedValue.objects.select_related("note__author").get(pk=proposal.pk)
    if proposal.outcome != outcome:
        raise Overtaken(otherwise)
    files = current.files.select_related("appraisal__document")
    file = files.filter(pk=proposal.note.file_id or 0).first()
    if file is None:
        raise WorkflowError(GONE)
    return current, proposal, file


def refuse_frozen(file: ArchivalFile) -> None:
    """Raise WorkflowError where a document let the file through: it changes in a new version, by a new decision."""
    if file.appraisal:
        raise WorkflowError(FROZEN.format(file.appraisal.document.number))


def said_of(proposal: ProposedValue) -> str:
    """The correction with who proposed it, for history."""
    return f"{proposal}, theo đề nghị của {proposal.note.author}"


def pages_added(file: ArchivalFile, row: FileValues, day: date) -> int:
    """How many trang A4 quy đổi the row has more than the file, by the factors of the day."""
    after = {size: row[name] for size, name in PAGE_FIELDS.items()}
    factors = factors_on(day)
    return factors.a4_pages(after) - factors.a4_pages(file.pages_by_size())


def decided(proposal: ProposedValue, outcome: str, actor: User) -> None:
    """Write who decided what on the proposal."""
    proposal.outcome, proposal.decided_by, proposal.decided_at = outcome, actor, portal_now()
    proposal.save()
