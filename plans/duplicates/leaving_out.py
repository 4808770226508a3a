"""From a group of duplicates to the decision: the chosen files leave the digitization with the reason "trùng"."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from agencies.formats.numbers import format_int
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.appraisal.decisions import decide
from plans.appraisal.kept_copies import bind
from plans.appraisal.likeness import best, files_to_digitize, name_of
from plans.appraisal.verdicts import Outcome
from plans.models import ArchivalFile, Catalogue, DuplicateGroup, LeftOutDuplicate

from .holding import hold_catalogues
from .search import Scope
from .services import DECISION, give_verdict, hold, rebind, refuse_overtaken

KEEP_ONE = "Giữ lại ít nhất một hồ sơ của nhóm: bỏ đánh dấu hồ sơ cần số hóa."
NONE_DONE = "Chưa loại được hồ sơ nào"
NO_DUPLICATE = "{} đã kết luận nhóm này không phải trùng: hoàn tác kết luận đó trước khi loại hồ sơ."
KEEP_EACH = "Mỗi phông giữ một bản: bỏ đánh dấu ít nhất một hồ sơ của mỗi phông."
NOTHING = "Đánh dấu ít nhất một hồ sơ cần loại."


@dataclass
class LeftOut:
    """The outcome in each catalogue of the chosen files, and the catalogues that could not be decided, with why."""

    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many files were left out."""
        return sum(outcome.done for outcome in self.outcomes)

    def __str__(self) -> str:
        skipped = [f"hồ sơ {number}: {why}" for outcome in self.outcomes for number, why in outcome.named]
        done = f"Đã loại {format_int(self.done)} hồ sơ trùng khỏi diện số hóa" if self.done else NONE_DONE
        return "; ".join([done, *skipped, *self.refused]) + "."


@transaction.atomic
def leave_out_duplicates(
    group: DuplicateGroup, pks: Iterable[int], *, actor: User, scope: Scope, seen: str | None = None, seen_by: str = ""
) -> LeftOut:
    """Leave out the chosen files of the group; one at least is kept. Raises WorkflowError where nothing could be done,
    Overtaken where there is another decision than the actor saw (`seen`, `seen_by` as of `give_verdict`).

    Where no more than one file is left to be scanned, the group is dealt with.
    """
    hold_catalogues([group.pk])
    current = hold(group)
    refuse_overtaken(current, DECISION, seen, seen_by)
    if current.verdict == DuplicateGroup.Verdict.DIFFERENT:
        raise WorkflowError(NO_DUPLICATE.format(current.judged_by))
    chosen, kept = split(group, set(pks))
    if not chosen:
        raise WorkflowError(NOTHING)
    each = current.verdict == DuplicateGroup.Verdict.EACH
    if not kept or (each and fonds_of(chosen) - fonds_of(kept)):
        raise WorkflowError(KEEP_EACH if each else KEEP_ONE)
    result, gone = LeftOut(), LeftOutDuplicate.objects.filter(kept__in=[file.pk for file in chosen])
    for fonds in fonds_of(kept) if each else [None]:
        rebind(group, staying(kept, fonds), gone.filter(catalogue__fonds=fonds) if each else gone)
    mine = Catalogue.objects.filter(pk__in={file.catalogue_id for file in chosen})
    for catalogue in mine.select_related("agency").order_by("pk"):
        stays = staying(kept, catalogue.fonds_id if each else None)
        leave_out_of(catalogue, group, chosen, stays, actor, result)
    if not result.done:
        raise WorkflowError(str(result))
    if len(kept) == 1 and result.done == len(chosen) and not current.verdict:
        give_verdict(group, actor=actor, scope=scope, verdict=DuplicateGroup.Verdict.HANDLED)
    return result


def fonds_of(files: Iterable[ArchivalFile]) -> set[int]:
    """Keys of the fonds in which the files lie."""
    return {file.catalogue.fonds_id for file in files}


def staying(kept: Iterable[ArchivalFile], fonds: int | None) -> ArchivalFile:
    """The best of the kept files; with a fonds of those in it."""
    return best(file for file in kept if fonds is None or file.catalogue.fonds_id == fonds)


def split(group: DuplicateGroup, pks: set[int]) -> tuple[list[ArchivalFile], list[ArchivalFile]]:
    """(chosen, kept): the group's files that are still there and not left out yet, the largest kept one first."""
    keys = [member.file_id for member in group.members.all()]
    found = files_to_digitize(keys)
    files = [found[key] for key in keys if key in found]
    return [file for file in files if file.pk in pks], [file for file in files if file.pk not in pks]


def leave_out_of(
    catalogue: Catalogue,
    group: DuplicateGroup,
    chosen: Iterable[ArchivalFile],
    kept: ArchivalFile,
    actor: User,
    result: LeftOut,
) -> None:
    """Leave out the chosen files of the catalogue for the kept one; the result gets the outcome, or why not."""
    files = catalogue.files.filter(pk__in=[file.pk for file in chosen])
    reason, text = ArchivalFile.LeftOut.DUPLICATE, note_to_agency(catalogue, kept)
    try:
        result.outcomes.append(decide(catalogue, "leave_out", files, actor=actor, reason=reason, text=text))
        bind(group, list(files.left_out().values_list("pk", flat=True)), kept)
    except WorkflowError as error:
        result.refused.append(f"{catalogue}: {error}".rstrip("."))


def note_to_agency(catalogue: Catalogue, kept: ArchivalFile) -> str:
    """What the agency reads at the file: which one stays, but nothing of another agency's files. What becomes of that
    one is shown beside it, as it is on the day (`kept_sentences`)."""
    if kept.catalogue.agency_id != catalogue.agency_id:
        return "Trùng với một hồ sơ của cơ quan khác."
    return f"Trùng với {name_of(kept)}."
