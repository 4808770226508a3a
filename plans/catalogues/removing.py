"""Deleting many files of a catalogue at once: one change that can be taken back, one event."""

from django.db import transaction
from django.db.models import QuerySet

from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.models import ArchivalFile, Catalogue

from .change_sets import change_set, keep_files, take_away
from .files import settle_totals, totals_of, why_not_removed
from .services import open_for_change


@transaction.atomic
def delete_files(
    catalogue: Catalogue, files: QuerySet[ArchivalFile], *, actor: User, expected_version: int | None = None
) -> int:
    """Delete those of the files that are in the catalogue; returns how many went.

    Raises NotAllowed, Overtaken, and WorkflowError where one is in a tranche while the whole was not appraised yet.
    """
    current = open_for_change(catalogue, actor, expected_version)
    going = current.files.filter(pk__in=files.order_by().values("pk"))
    if refusal := why_not_removed(current, going):
        raise WorkflowError(refusal)
    before = totals_of(current)
    with change_set(current, actor) as change:
        count = keep_files(change, going, removed=True)
        take_away(going)
        change.sentence = f"xóa {format_int(count)} hồ sơ"
    settle_totals(current)
    sentence = f"{change.sentence} trong {current}"
    record(current, actor=actor, action="files", sentence=sentence, before=before, after=totals_of(current))
    return count
