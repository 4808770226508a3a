"""Consequences of moving a task of the plan to another office, or of another term of invitations."""

from collections.abc import Iterator

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.models import DutyOffice, InvitationTerm, User


def of_duty_office(before: DutyOffice | None, after: DutyOffice) -> Iterator[str]:
    """Who may no longer do the task from its day on, by name."""
    day = format_date(max(after.valid_from or portal_today(), portal_today()))
    yield f"Từ ngày {day}, “{after.get_duty_display()}” là việc của người thuộc {after.agency}."
    people = User.objects.filter(duty=after.duty, is_active=True).exclude(agency=after.agency)
    names = "; ".join(f"{each} ({each.agency})" for each in people.select_related("agency"))
    if names:
        yield f"Những người sau chỉ còn xem trong cơ quan mình cho đến khi đổi nhiệm vụ: {names}."


def of_invitation_term(before: InvitationTerm | None, after: InvitationTerm) -> Iterator[str]:
    """From when invitations hold for how long."""
    day = format_date(max(after.valid_from or portal_today(), portal_today()))
    yield f"Giấy mời cấp từ ngày {day} dùng được trong {after.days} ngày; giấy đã cấp giữ hạn của mình."
