"""From a group of duplicates to the decision: the chosen files leave the digitization with the reason "trùng"."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from agencies.formats.numbers import format_int
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.appraisal.decisions import decide
from plans.appraisal.verdicts import Outcome
from plans.models import ArchivalFile, Catalogue, DuplicateGroup

from .search import Scope
from .services import give_verdict

KEEP_ONE = "Giữ lại ít nhất một hồ sơ của nhóm: bỏ đánh dấu hồ sơ cần số hóa."
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
        done = f"Đã loại {format_int(self.done)} hồ sơ trùng khỏi diện số hóa"
        return "; ".join([done, *skipped, *self.refused]) + "."


@transaction.atomic
def leave_out_duplicates(group: DuplicateGroup, pks: Iterable[int], *, actor: User, scope: Scope) -> LeftOut:
    """Leave out the chosen files of the group; one at least is kept. Raises WorkflowError where nothing could be done.

    Where no more than one file is left to be scanned, the group is dealt with.
    """
    chosen, kept = split(group, set(pks))
    if not chosen:
        raise WorkflowError(NOTHING)
    if not kept:
        raise WorkflowError(KEEP_ONE)
    result = LeftOut()
    for catalogue in Catalogue.objects.filter(pk__in={file.catalogue_id for file in chosen}).select_related("agency"):
        leave_out_of(catalogue, chosen, kept[0], actor, result)
    if not result.done:
        raise WorkflowError(str(result))
    if len(kept) == 1 and result.done == len(chosen) and not group.verdict:
        give_verdict(group, actor=actor, scope=scope, verdict=DuplicateGroup.Verdict.HANDLED)
    return result


def split(group: DuplicateGroup, pks: set[int]) -> tuple[list[ArchivalFile], list[ArchivalFile]]:
    """(chosen, kept): the group's files that are still there and not left out yet, the largest kept one first."""
    keys = [member.file_id for member in group.members.all()]
    files = ArchivalFile.objects.to_digitize().select_related("catalogue__agency")
    found = files.in_bulk(keys)
    standing = [found[key] for key in keys if key in found]
    return [file for file in standing if file.pk in pks], [file for file in standing if file.pk not in pks]


def leave_out_of(
    catalogue: Catalogue, chosen: Iterable[ArchivalFile], kept: ArchivalFile, actor: User, result: LeftOut
) -> None:
    """Leave out the chosen files of the catalogue; the result gets the outcome, or why it was refused."""
    files = catalogue.files.filter(pk__in=[file.pk for file in chosen])
    reason, text = ArchivalFile.LeftOut.DUPLICATE, note_to_agency(catalogue, kept)
    try:
        result.outcomes.append(decide(catalogue, "leave_out", files, actor=actor, reason=reason, text=text))
    except WorkflowError as error:
        result.refused.append(f"{catalogue}: {error}".rstrip("."))


def note_to_agency(catalogue: Catalogue, kept: ArchivalFile) -> str:
    """What the agency reads at the file: which one is kept, but nothing of another agency's files."""
    if kept.catalogue.agency_id != catalogue.agency_id:
        return "Trùng với một hồ sơ của cơ quan khác, hồ sơ đó được số hóa."
    return f"Trùng với hồ sơ số {kept.file_number} trong Mục lục “{kept.catalogue.name}”, hồ sơ đó được số hóa."
