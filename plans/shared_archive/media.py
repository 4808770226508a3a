"""Changes of an agency's list of photographs and recordings: enter, correct, delete one."""

from typing import Any

from django.db import IntegrityError, transaction

from agencies.history import record
from agencies.models import Agency, User
from agencies.permissions import writes_for
from agencies.typed import version_of
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import MediaRecord, Plan

from .media_columns import values_of

TAKEN = "Số lưu trữ “{}” đã có trong danh mục {} của cơ quan: sửa dòng đó, hoặc ghi số khác."
CHANGED = "Có người vừa sửa dòng này. So hai bản rồi gửi lại nếu vẫn ghi bản của bạn."


def mark_of(media: MediaRecord) -> str:
    """A mark of what a page shows of the record."""
    return version_of(values_of(media))


@transaction.atomic
def add_media(agency: Agency, plan: Plan, *, kind: str, values: dict[str, Any], actor: User) -> MediaRecord:
    """Enter one. Raises NotAllowed, WorkflowError where its number is taken."""
    check_right(actor, agency)
    made = saved(MediaRecord(agency=agency, plan=plan, kind=kind, **values))
    record_change(made, actor, "media_add", f"thêm {named(made)}", after=values)
    return made


@transaction.atomic
def edit_media(media: MediaRecord, *, values: dict[str, Any], actor: User, seen: str) -> MediaRecord:
    """Correct one. Raises NotAllowed, WorkflowError, Overtaken where it no longer is what was `seen` (`mark_of`)."""
    check_right(actor, media.agency)
    current = MediaRecord.objects.select_for_update().filter(pk=media.pk).first()
    if current is None or seen != mark_of(current):
        raise Overtaken(CHANGED)
    before = values_of(current)
    for name, value in values.items():
        setattr(current, name, value)
    saved(current)
    record_change(current, actor, "media_edit", f"sửa {named(current)}", before=before, after=values)
    return current


@transaction.atomic
def delete_media(media: MediaRecord, *, actor: User, seen: str) -> None:
    """Take one off the list. Raises as `edit_media`."""
    check_right(actor, media.agency)
    current = MediaRecord.objects.select_for_update().filter(pk=media.pk).first()
    if current is None or seen != mark_of(current):
        raise Overtaken(CHANGED)
    record_change(current, actor, "media_delete", f"xóa {named(current)}", before=values_of(current))
    current.delete()


def check_right(actor: User, agency: Agency) -> None:
    allowed, why = writes_for(actor, agency)
    if not allowed:
        raise NotAllowed(why)


def saved(media: MediaRecord) -> MediaRecord:
    try:
        with transaction.atomic():
            media.save()
    except IntegrityError:
        kind = media.get_kind_display().lower()
        raise WorkflowError(TAKEN.format(media.archive_number, kind)) from None
    return media


def named(media: MediaRecord) -> str:
    return f"{media.get_kind_display().lower()} số {media.archive_number}"


def record_change(media: MediaRecord, actor: User, action: str, sentence: str, **values: Any) -> None:
    record(media, actor=actor, agency=media.agency, action=action, sentence=sentence, **values)
