"""Who may enter the figures of an agency in its place: the district above it, and Sở Nội vụ by telephone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from agencies.calendar import portal_today
from agencies.formats.dates import format_datetime
from agencies.models import Agency, Duty, User
from agencies.workflow import WorkflowError

WHO_TOLD = "Ghi người báo số liệu và lúc báo khi nhập thay cơ quan."


@dataclass(frozen=True)
class Told:
    """Who said the figures by telephone, and when (aware)."""

    by: str
    at: datetime


def enters_by_telephone(user: User) -> bool:
    """Sở Nội vụ, which follows the reports (Kế hoạch III.4), enters what agencies tell it."""
    return user.holds(Duty.APPRAISES_CATALOGUES)


def district_of(agency: Agency) -> Agency | None:
    """The district above a commune while it exists (there is none after 30/6/2025), or None."""
    above = agency.parent if agency.kind == Agency.Kind.COMMUNE else None
    is_district = above is not None and above.kind == Agency.Kind.DISTRICT
    return above if is_district and above and above.exists_on(portal_today()) else None


def is_district_of(user: User, agency: Agency) -> bool:
    """The user writes for the district above the agency today."""
    above = district_of(agency)
    return above is not None and user.acts_for(above)


def on_behalf(actor: User, agency: Agency, told: Told | None) -> str:
    """By what right somebody else enters the figures, as a clause of the history; "" for the agency's own people.

    Raises WorkflowError where Sở Nội vụ does not say who told it.
    """
    if actor.acts_for(agency):
        return ""
    if is_district_of(actor, agency):
        return "nhập thay đơn vị trực thuộc"
    if not enters_by_telephone(actor):
        return ""
    if told is None or not told.by.strip():
        raise WorkflowError(WHO_TOLD)
    return f"nhập thay theo lời {told.by} báo lúc {format_datetime(timezone.localtime(told.at))}"
