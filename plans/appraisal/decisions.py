"""Sở Nội vụ decides on single files: accept, leave out, ask, take back.

Everybody who decides first claims the catalogue's row, so decisions come one after the other; a file that somebody
else has decided on meanwhile is skipped and named, never decided over.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import F, Q, QuerySet

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchivalFile, Catalogue, FileNote
from plans.models.archival_file import ArchivalFileQuerySet, numbers_apart
from plans.permissions import appraises_by, appraises_catalogue

from . import kept_copies
from .catalogue_sample import mark_seen
from .counters import BATCH, batches, sums_by_decision, update_counters
from .verdicts import VERDICTS, Decision, LeftOut, Outcome, Verdict

NAMED = 10
QUESTIONS = 500  # at once: beyond, the catalogue is rather returned
NOT_WAITING = "Mục lục không còn chờ thẩm định nên không xem xét từng hồ sơ được nữa."


@transaction.atomic
def decide(
    catalogue: Catalogue,
    name: str,
    files: QuerySet[ArchivalFile],
    *,
    actor: User,
    reason: str = "",
    text: str = "",
    also_asked: bool = True,
    looked_at: Collection[int] = (),
) -> Outcome:
    """Decide on the files (a queryset within the catalogue) and return the Outcome.

    With `also_asked` false a file keeps the question that its agency has not answered yet. `looked_at` are the keys of
    those that the actor marked one by one, rather than by a filter or a whole page; the same decision once more on such
    a file only notes that it was looked at.
    Raises NotAllowed, Overtaken, WorkflowError; nothing is written then.
    """
    text = text.strip()
    verdict = checked(VERDICTS[name], reason, text, also_asked)
    current = claim(catalogue, actor)
    chosen = current.files.filter(pk__in=files.order_by().values("pk"))
    fitting = chosen.filter(decision__in=verdict.sources, appraisal=None)
    agreed = confirmed_files(chosen, verdict, looked_at)
    held_back = kept_copies.held_back(fitting) if reason == LeftOut.DUPLICATE and name == "leave_out" else {}
    fitting = fitting.exclude(pk__in=held_back)
    skipped, named = skipped_files(chosen.exclude(pk__in=agreed), verdict, held_back)
    if verdict.name == "ask" and fitting.count() > QUESTIONS:
        raise WorkflowError(f"Mỗi lần hỏi nhiều nhất {QUESTIONS} hồ sơ: chọn ít hơn, hoặc trả lại Mục lục kèm lý do.")
    pks = write_decision(current, verdict, fitting, actor, reason if name == "leave_out" else "", text)
    outcome = Outcome(verdict, len(pks), skipped, named, len(agreed))
    if pks:
        record_decision(current, actor, outcome, reason, text)
    if agreed:
        sentence = f"xem từng hồ sơ {format_int(len(agreed))} hồ sơ đã {verdict.past} trong {current}"
        given, done = appraises_by(actor, current), {"done": len(agreed)}
        record(current, actor=actor, action="files_looked_at", sentence=sentence, after=done, given=given)
    if verdict.target != Decision.PENDING:
        note_looked_at(current, {*agreed, *({*pks} & {*looked_at})}, actor)
    return outcome


def write_decision(
    catalogue: Catalogue, verdict: Verdict, files: QuerySet[ArchivalFile], actor: User, reason: str, text: str = ""
) -> list[int]:
    """Decide on these files, move the catalogue's counters and return the keys; whoever calls holds the catalogue."""
    pks, before = list(files.values_list("pk", flat=True)), sums_by_decision(files)
    write_notes(catalogue, actor, pks, text)
    values: dict[str, str | None] = {"decision": verdict.target, "left_out_reason": reason}
    if verdict.target == Decision.PENDING:
        values["looked_at"] = None
    for batch in batches(pks):
        ArchivalFile.objects.filter(pk__in=batch).update(**values)
    if pks:
        update_counters(catalogue, before, verdict.target)
        kept_copies.after_decision(catalogue, pks, verdict.target, reason)
    return pks


def checked(verdict: Verdict, reason: str, text: str, also_asked: bool) -> Verdict:
    """The verdict, for files under question only if they are meant too. Raises WorkflowError where it lacks words."""
    verdict.check(reason, text)
    if also_asked:
        return verdict
    return replace(verdict, sources=tuple(each for each in verdict.sources if each != Decision.ASKED))


def claim(catalogue: Catalogue, actor: User) -> Catalogue:
    """Lock the catalogue for this transaction while it waits for Sở Nội vụ and return it fresh.

    Raises Overtaken, or NotAllowed where the actor does not appraise it.
    """
    waiting = Catalogue.objects.filter(pk=catalogue.pk).awaiting_appraisal()
    if not waiting.update(version=F("version") + 1):
        raise Overtaken(NOT_WAITING)
    current = waiting.select_related("agency").get()
    allowed, why = appraises_catalogue(actor, current)
    if not allowed:
        raise NotAllowed(why)
    appraises_by(actor, current)
    return current


def confirmed_files(chosen: ArchivalFileQuerySet, verdict: Verdict, looked_at: Collection[int]) -> list[int]:
    """Keys of those marked one by one that were decided on like this before, as by a filter."""
    if verdict.target == Decision.PENDING:
        return []
    same = chosen.filter(decision=verdict.target, appraisal=None, pk__in=looked_at)
    return list(same.exclude(decision__in=verdict.sources).values_list("pk", flat=True))


def note_looked_at(catalogue: Catalogue, pks: Collection[int], actor: User) -> None:
    """Note at each file, and in its samples, that the actor looked at it; whoever calls holds the catalogue."""
    for batch in batches(sorted(pks)):
        ArchivalFile.objects.filter(pk__in=batch).update(looked_at=portal_now())
    mark_seen(catalogue, pks, actor)


def skipped_files(
    chosen: ArchivalFileQuerySet, verdict: Verdict, held_back: Mapping[int, str]
) -> tuple[int, list[tuple[str, str]]]:
    """How many of the chosen files stay as they are, and (file number, why) of the first of them.

    `held_back` are those that could be decided on but for {key: why}.
    """
    fits = Q(decision__in=verdict.sources, appraisal=None) & ~Q(pk__in=held_back)
    left = chosen.exclude(fits).by_position()
    count = left.count()
    first = list(left[:NAMED]) if count else []
    reasons = (held_back.get(file.pk) or why_skipped(file) for file in first)
    return count, list(zip(numbers_apart(first), reasons, strict=True))


def why_skipped(file: ArchivalFile) -> str:
    if file.appraisal_id:
        return "đã được thẩm định"
    return f"đang là “{file.get_decision_display()}”"


def write_notes(catalogue: Catalogue, actor: User, pks: list[int], text: str) -> None:
    """Write the question, or the reason in words, as a note to the agency at each file."""
    if text:
        notes = (
            FileNote(catalogue=catalogue, file_id=pk, author=actor, audience=FileNote.Audience.AGENCY, text=text)
            for pk in pks
        )
        FileNote.objects.bulk_create(notes, batch_size=BATCH)


def record_decision(catalogue: Catalogue, actor: User, outcome: Outcome, reason: str, text: str) -> None:
    """Write one Event for all files that were decided on."""
    why = ". ".join(part for part in (LeftOut(reason).label if reason else "", text) if part)
    record(
        catalogue,
        actor=actor,
        action=f"files_{outcome.verdict.name}",
        sentence=f"{outcome.verdict.past} {format_int(outcome.done)} hồ sơ trong {catalogue}",
        reason=why,
        after={"done": outcome.done, "skipped": outcome.skipped},
        given=appraises_by(actor, catalogue),
    )
