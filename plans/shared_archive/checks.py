"""The check list of basic fields of an agency, and a change of one line of it (Kế hoạch III.4)."""

from collections.abc import Sequence

from django.db import transaction

from agencies.calendar import portal_today
from agencies.history import record
from agencies.models import Agency, User
from agencies.typed import version_of
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchiveCheck, Plan

from .permissions import operates_archive

CHANGED = "Có người vừa ghi kết quả của dòng này. Xem kết quả mới rồi gửi lại nếu vẫn ghi của bạn."
NOTE_NEEDED = "Ghi rõ chỗ chưa đạt để cơ quan biết cần sửa gì."


def checks_of(agency: Agency, plan: Plan) -> list[ArchiveCheck]:
    """All six lines in their order; one that nobody has begun is not stored yet."""
    known = {one.fields: one for one in plan.archive_checks.filter(agency=agency).select_related("checked_by")}
    return [
        known.get(fields) or ArchiveCheck(plan=plan, agency=agency, fields=fields)
        for fields in ArchiveCheck.Fields.values
    ]


def mark_of(check: ArchiveCheck) -> str:
    """A mark of what a page shows of the line."""
    return version_of(check.state, check.note, check.checked_by_id, check.checked_on)


def passed(checks: Sequence[ArchiveCheck]) -> int:
    return sum(one.state == ArchiveCheck.State.PASSED for one in checks)


@transaction.atomic
def record_check(
    agency: Agency, plan: Plan, *, fields: str, state: str, note: str, actor: User, seen: str
) -> ArchiveCheck:
    """Write what was found for one group of fields. Raises NotAllowed, Overtaken where it no longer is what was `seen`
    (`mark_of`), WorkflowError for a failure without a word on it."""
    allowed, why = operates_archive(actor)
    if not allowed:
        raise NotAllowed(why)
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    check = next(one for one in checks_of(agency, plan) if one.fields == fields)
    if seen != mark_of(check):
        raise Overtaken(CHANGED)
    before = {"state": check.get_state_display(), "note": check.note}
    check.set(state, note, actor, portal_today())
    if check.needs_note:
        raise WorkflowError(NOTE_NEEDED)
    check.save()
    sentence = f"ghi kết quả kiểm tra trường thông tin {check.get_fields_display()}: {check.get_state_display()}"
    after = {"state": check.get_state_display(), "note": note}
    record(check, actor=actor, agency=agency, action="check_archive", sentence=sentence, before=before, after=after)
    return check
