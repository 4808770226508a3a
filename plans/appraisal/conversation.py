"""Notes on files: questions of Sở Nội vụ, answers of the agency, and what the appraisers note among themselves."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.permissions import refusal
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchivalFile, Catalogue, FileNote, ProposedValue
from plans.models.archival_file import numbers_in_words
from plans.permissions import appraises_by, appraises_catalogue
from plans.pricing import SizeFactors

from .kept_sentences import kept_sentences
from .proposals import warnings_of

Audience = FileNote.Audience
NAMED = 10
NO_QUESTION = (
    "{} không còn câu hỏi chờ trả lời: có người đã trả lời, hoặc Sở Nội vụ đã bỏ câu hỏi. Xem trao đổi của hồ sơ "
    "đó, xóa nội dung bạn nhập cho hồ sơ đó rồi gửi lại."
)


@transaction.atomic
def note_internally(catalogue: Catalogue, *, actor: User, text: str, file: ArchivalFile | None = None) -> FileNote:
    """Write a note that only those who oversee the plan read. Raises NotAllowed, WorkflowError."""
    allowed, why = appraises_catalogue(actor, catalogue)
    if not allowed:
        raise NotAllowed(why)
    if not text.strip():
        raise WorkflowError("Ghi nội dung ghi chú.")
    given = appraises_by(actor, catalogue)
    record(catalogue, actor=actor, action="internal_note", sentence=f"ghi chú nội bộ về {catalogue}", given=given)
    return FileNote.objects.create(
        catalogue=catalogue, file=file, author=actor, audience=Audience.INTERNAL, text=text.strip()
    )


@transaction.atomic
def answer(
    catalogue: Catalogue,
    answers: Mapping[int, str],
    *,
    actor: User,
    proposals: Mapping[int, ProposedValue] | None = None,
) -> int:
    """Answer the questions of Sở Nội vụ ({file pk: text}) and return how many were answered.

    `proposals` ({file pk: not saved}) say of some answered files which cell is wrong; their words answer where no text
    does.

    Raises NotAllowed, Overtaken, WorkflowError; nothing is written then.
    """
    proposals = proposals or {}
    answers = {pk: f"Đề nghị sửa {proposal}." for pk, proposal in proposals.items()} | {
        pk: text.strip() for pk, text in answers.items() if text.strip()
    }
    if not actor.acts_for(catalogue.agency):
        raise NotAllowed(refusal(actor, catalogue.agency, "trả lời được"))
    if not answers:
        raise WorkflowError("Chưa có câu trả lời nào: ghi câu trả lời cho ít nhất một hồ sơ.")
    Catalogue.objects.filter(pk=catalogue.pk).update(version=F("version") + 1)
    asked = catalogue.files.asked().filter(pk__in=answers)
    pks = list(asked.values_list("pk", flat=True))
    if len(pks) < len(answers):
        raise Overtaken(NO_QUESTION.format(unasked(catalogue, set(answers) - set(pks))))
    write_answers(catalogue, {pk: answers[pk] for pk in pks}, actor, proposals)
    asked.update(decision=ArchivalFile.Decision.ANSWERED, looked_at=None)  # the answer is still to be looked at
    Catalogue.objects.filter(pk=catalogue.pk).update(asked_files=F("asked_files") - len(pks))
    sentence = f"trả lời câu hỏi về {format_int(len(pks))} hồ sơ trong {catalogue}"
    record(catalogue, actor=actor, action="answer", after={"done": len(pks)}, sentence=sentence)
    return len(pks)


def unasked(catalogue: Catalogue, keys: Iterable[int]) -> str:
    """The files by number, as a sentence begins; those that are gone have none."""
    files = list(catalogue.files.filter(pk__in=keys).by_position()[: NAMED + 1])
    if not files:
        return "Có hồ sơ"
    return f"Hồ sơ {numbers_in_words(files[:NAMED])}{', …' if len(files) > NAMED else ''}"


def write_answers(
    catalogue: Catalogue, answers: Mapping[int, str], actor: User, proposals: Mapping[int, ProposedValue]
) -> None:
    """Write each answer ({file pk: text}) as a note at its file, with what it proposes."""
    notes = FileNote.objects.bulk_create(
        FileNote(catalogue=catalogue, file_id=pk, author=actor, audience=Audience.AGENCY, text=text)
        for pk, text in answers.items()
    )
    for note in notes:
        if proposal := proposals.get(note.file_id or 0):
            proposal.note = note
            proposal.save()


def with_conversation(files: Iterable[ArchivalFile], user: User) -> list[ArchivalFile]:
    """The files as a list, each with the `conversation` that the user may read, and what became of the copy that is
    `kept` in its place; three queries for all, and one where answers propose values."""
    files = list(files)
    notes = FileNote.objects.visible_to(user).filter(file__in=[file.pk for file in files]).with_people()
    by_file: dict[int | None, list[FileNote]] = {}
    for note in notes:
        by_file.setdefault(note.file_id, []).append(note)
    sentences = kept_sentences(files, user)
    proposals = [note.proposal for note in notes if getattr(note, "proposal", None)]
    found = {file.pk: file for file in files}
    for proposal in proposals:
        proposal.is_frozen = found[proposal.note.file_id or 0].appraisal_id is not None
    warn_of_proposals(found, proposals)
    for file in files:
        file.conversation, file.kept = by_file.get(file.pk, []), sentences.get(file.pk, "")
    return files


def warn_of_proposals(files: Mapping[int, ArchivalFile], proposals: Iterable[ProposedValue]) -> None:
    """Give each proposal that waits for Sở Nội vụ the `warnings` that its value brings."""
    waiting = [proposal for proposal in proposals if proposal.is_open]
    factors = SizeFactors().numbers_on(portal_today()) if waiting else {}
    for proposal in waiting:
        proposal.warnings = warnings_of(files[proposal.note.file_id or 0], proposal, factors)
