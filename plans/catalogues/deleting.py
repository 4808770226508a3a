"""Deleting a whole catalogue: its files wait in a change set, so that it can be taken back for a while."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.workflow import NotAllowed, WorkflowError
from plans.models import Catalogue, CatalogueChange

from .change_sets import change_set, keep_files, take_away
from .files import settle_totals
from .services import NAME_TAKEN, open_for_change

# How long what was deleted can be taken back, and what was uploaded is kept.
KEPT = timedelta(days=30)


@transaction.atomic
def delete_catalogue(catalogue: Catalogue, *, actor: User, expected_version: int | None = None) -> CatalogueChange:
    """Delete a draft that was never handed in, with its files; returns the change that can be taken back.

    Its history stays. Raises NotAllowed, Overtaken, WorkflowError.
    """
    current = open_for_change(catalogue, actor, expected_version)
    if not current.was_never_handed_in:
        raise WorkflowError("Mục lục đã từng trình Sở Nội vụ nên không xóa được.")
    record(
        current,
        actor=actor,
        action="delete",
        sentence=f"xóa {current}, {current.file_count} hồ sơ",
        before={"file_count": current.file_count, "page_count": current.page_count},
    )
    with change_set(current, actor, f"xóa cả Mục lục, {format_int(current.file_count)} hồ sơ") as change:
        keep_files(change, current.files.all(), removed=True)
        take_away(current.files.all())
    settle_totals(current)
    Catalogue.objects.filter(pk=current.pk).update(deleted_at=portal_now())
    return change


def put_back(change: CatalogueChange, actor: User) -> None:
    """Let the deleted catalogue of the change stand again, still without its files.

    Raises NotAllowed, and WorkflowError where its fonds has another one of that name now.
    """
    catalogue = change.catalogue
    if not actor.acts_for(catalogue.agency):
        raise NotAllowed(f"Chỉ cán bộ hoặc thủ trưởng của {catalogue.agency} lấy lại được Mục lục này.")
    try:
        with transaction.atomic():
            Catalogue.deleted.filter(pk=catalogue.pk).update(deleted_at=None)
    except IntegrityError:
        raise WorkflowError(NAME_TAKEN) from None


def is_deletion(change: CatalogueChange) -> bool:
    """True where the change deleted its catalogue, which is still away: nothing can follow it."""
    latest = CatalogueChange.objects.standing().filter(catalogue=change.catalogue_id).order_by("-pk").first()
    return change == latest and Catalogue.deleted.filter(pk=change.catalogue_id).exists()


def deletions(user: User) -> QuerySet[CatalogueChange]:
    """The latest change of each deleted catalogue of the person's agencies: what deleted it, the latest first."""
    away = Catalogue.deleted.visible_to(user)
    return CatalogueChange.objects.standing().last_of(away).select_related("catalogue__agency", "actor")


def clear_deleted() -> int:
    """Daily: what was deleted longer ago than it is kept goes for good; returns how many catalogues went."""
    old = list(Catalogue.deleted.filter(deleted_at__lt=portal_now() - KEPT))
    for catalogue in old:
        catalogue.delete()
    return len(old)
