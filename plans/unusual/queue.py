"""The list of values that wait for a second person, or did: filter, sums."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from agencies.formats.text import fold
from agencies.models import Agency, User
from plans.models import Plan, UnusualValue

from .kinds import kinds_of

EVERY = "tat-ca"


def to_confirm(user: User, plan: Plan) -> QuerySet[UnusualValue]:
    """What waits for somebody with the person's duty, the one that has waited longest first."""
    waiting = UnusualValue.objects.filter(
        plan=plan, state=UnusualValue.State.OPEN, kind__in=kinds_of(user.duty_in_force)
    )
    return waiting.order_by("entered_at", "pk")


def rows_for(user: User, filters: Mapping[str, str]) -> list[UnusualValue]:
    """Values that the person may see, narrowed; what waits where nothing else is asked for; the latest first."""
    rows = UnusualValue.objects.visible_to(user).select_related("agency", "entered_by", "decided_by")
    state = filters.get("trang_thai") or UnusualValue.State.OPEN
    rows = rows if state == EVERY else rows.filter(state=state)
    if kind := filters.get("loai"):
        rows = rows.filter(kind=kind)
    if group := filters.get("nhom"):
        rows = rows.filter(agency__kind__in=Agency.KINDS_BY_GROUP[Agency.Group(group)])
    wanted = fold(filters.get("q") or "")
    return [row for row in rows if wanted in fold(f"{row.agency} {row.name} {row.reason}")]


def sums_of(rows: Sequence[UnusualValue]) -> dict[str, int]:
    """How many rows, and what they come to (trang A4 quy đổi of reviews and reports, đồng of estimates)."""
    money = [row for row in rows if row.kind == UnusualValue.Kind.ESTIMATE]
    return {
        "count": len(rows),
        "pages": sum(row.pages for row in rows if row.kind != UnusualValue.Kind.ESTIMATE),
        "dong": sum(row.dong for row in money),
    }
