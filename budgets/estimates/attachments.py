"""Tệp kèm theo dự toán: added and dropped while its agency works on it; what went out with it once stays."""

from dataclasses import dataclass

from django.core.files import File
from django.db import transaction

from agencies.calendar import portal_now
from agencies.files import delete_files
from agencies.history import record
from agencies.models import User
from agencies.permissions import changes
from agencies.workflow import GONE, NotAllowed, Overtaken, WorkflowError
from budgets.models import Estimate, EstimateAttachment
from budgets.models.attachment import EstimateAttachmentQuerySet

MOST = 20
TOO_MANY = f"Mỗi dự toán kèm tối đa {MOST} tệp: bỏ tệp không cần, hoặc gộp vào một tệp."
CHANGED = "Có người vừa thay đổi dự toán này. Xem lại các tệp kèm theo rồi thực hiện."


@dataclass(frozen=True)
class Attached:
    """What a page lists: `files` of the estimate as it is shown, `earlier` those of what was handed in before."""

    files: list[EstimateAttachment]
    earlier: list[EstimateAttachment]


def attached_to(estimate: Estimate, user: User) -> Attached:
    """The files that the person sees: who oversees the plan those that were handed in (docs/architecture.md)."""
    rows = list(seen_files(estimate, user).select_related("added_by", "removed_by"))
    if user.oversees and estimate.is_changeable:
        return Attached(rows, [])
    return Attached([row for row in rows if not row.removed_at], [row for row in rows if row.removed_at])


def seen_files(estimate: Estimate, user: User) -> EstimateAttachmentQuerySet:
    """Rows of the estimate's files that exist for the person."""
    rows = EstimateAttachment.objects.filter(estimate=estimate).order_by("pk")
    if not (user.oversees and estimate.is_changeable):
        return rows
    return rows.attached_at(estimate.submitted_at) if estimate.submitted_at else rows.none()


@transaction.atomic
def attach(
    estimate: Estimate, *, kind: str, file: File, actor: User, expected_version: int | None = None
) -> EstimateAttachment:
    """Keep the file with the estimate; it was looked at by the form, and the column looks again.

    Raises NotAllowed, Overtaken, WorkflowError above MOST.
    """
    current = held(estimate, actor, expected_version)
    if EstimateAttachment.objects.attached().filter(estimate=current).count() >= MOST:
        raise WorkflowError(TOO_MANY)
    name = str(file.name)
    made = EstimateAttachment(estimate=current, kind=kind, file_name=name[-200:], size_bytes=file.size, added_by=actor)
    made.file.save(name, file, save=False)
    made.save()
    record(current, actor=actor, action="attach_to_estimate", sentence=f"kèm {named(made)}")
    return made


@transaction.atomic
def detach(attachment: EstimateAttachment, *, actor: User, expected_version: int | None = None) -> None:
    """Drop the file from the estimate. One that went out with it is only marked, for the version that had it.

    Raises NotAllowed, Overtaken.
    """
    held(attachment.estimate, actor, expected_version)
    found = EstimateAttachment.objects.attached().select_related("estimate__agency").filter(pk=attachment.pk).first()
    if found is None:
        raise Overtaken(CHANGED)
    record(found.estimate, actor=actor, action="detach_from_estimate", sentence=f"bỏ {named(found)}")
    if found.was_handed_in:
        EstimateAttachment.objects.filter(pk=found.pk).update(removed_by=actor, removed_at=portal_now())
    else:
        found.delete()
        delete_when_done([found])


def drop_all(estimate: Estimate) -> None:
    """Delete the files of a draft that is deleted."""
    found = list(EstimateAttachment.objects.filter(estimate=estimate))
    EstimateAttachment.objects.filter(pk__in=[one.pk for one in found]).delete()
    delete_when_done(found)


def delete_when_done(found: list[EstimateAttachment]) -> None:
    names = [str(one.file.name) for one in found]
    transaction.on_commit(lambda: delete_files(names))


def held(estimate: Estimate, actor: User, expected_version: int | None) -> Estimate:
    """The estimate, held until the end and in its next version: what was put before the head had other files."""
    current = Estimate.objects.select_for_update(no_key=True).filter(pk=estimate.pk).first()
    if current is None:
        raise Overtaken(GONE.format(estimate))
    allowed, why = changes(actor, current)
    if not allowed:
        raise NotAllowed(why)
    if expected_version is not None and current.version != expected_version:
        raise Overtaken(CHANGED)
    current.version += 1
    current.save(update_fields=["version"])
    return current


def named(attachment: EstimateAttachment) -> str:
    """As history names the file."""
    kind = attachment.get_kind_display().lower()
    return f"tệp {kind} “{attachment.file_name}” của {attachment.estimate}"
