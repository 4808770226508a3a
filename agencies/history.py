"""History: one Event for each change of an object, with a sentence that names a person, a verb and a number."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Required, TypedDict, Unpack

from django.db.models import Model

from .audience import Audience, actions_of
from .calendar import portal_now
from .models import Agency, Delegation, Event, User, Workflowed
from .models.event import EventQuerySet

DocumentReference = tuple[str, date]  # number ("" in a draft to be signed) and day of a document
Values = Mapping[str, object]  # of an object's fields, by name
ABOUT_PEOPLE = (
    *("password", "ask_change", "drop_change", "confirm_change"),
    *("ask_delegation", "drop_delegation", "confirm_delegation", "end_delegation"),
)  # nobody decides on the own office's work by these
OWN_DRAFTS = ("draft_urging", "edit_urging", "delete_urging")  # letters of the office itself: it decides on nobody


class Change(TypedDict, total=False):
    """What an Event keeps of a change; without an actor the portal itself acted."""

    actor: Required[User | None]
    action: Required[str]
    sentence: Required[str]
    agency: Agency | None
    before: Values | None
    after: Values | None
    reason: str
    document: DocumentReference | None
    given: Delegation | None  # by which the actor decided in the place of another
    at: datetime  # the moment that the object keeps of the change; now where none is given


def record(obj: Model, **change: Unpack[Change]) -> Event:
    """Write the Event of a change and return it.

    Call it inside the transaction of the change. Marks decisions that a person takes for their own agency.
    """
    event = event_of(obj, **change)
    event.save()
    return event


def event_of(obj: Model, **change: Unpack[Change]) -> Event:
    """The Event of a change, not yet written: for changes of many objects at once."""
    actor, agency = change["actor"], change.get("agency") or getattr(obj, "agency", None)
    number, day = change.get("document") or ("", None)
    given = change.get("given")
    kept, note = ({"delegation": given.pk}, f" {given.note}") if given else ({}, "")
    return Event(
        target=obj,
        happened_at=change.get("at") or portal_now(),
        actor=actor,
        actor_name=str(actor) if actor else "Hệ thống",
        actor_agency=actor.agency if actor else None,
        agency=agency,
        action=change["action"],
        sentence=f"{change['sentence'][: 500 - len(note)]}{note}",
        before=change.get("before") or {},
        after={**(change.get("after") or {}), **kept},
        reason=change.get("reason", ""),
        document_number=number or "",
        document_date=day,
        own_agency=decides_for_own(actor, agency, change["action"]),
    )


def decides_for_own(actor: User | None, agency: Agency | None, action: str) -> bool:
    """Whether the change is a decision that the person takes for the own agency."""
    if not actor or not agency or actor.agency_id != agency.pk or actor.writes:
        return False
    return action not in (*actions_of(Audience.ADMINISTRATORS), *ABOUT_PEOPLE, *OWN_DRAFTS)


def last_return(obj: Workflowed) -> Event | None:
    """The Event of the last return, with its reason, while the object lies with its agency again; None otherwise."""
    return of(obj).filter(action="return").first() if obj.is_returned else None


def of(obj: Model) -> EventQuerySet:
    """Events about the object, latest first."""
    return Event.objects.about(obj).latest_first()


def shown(obj: Model, user: User) -> EventQuerySet:
    """The events about the object that the person may read, latest first: what a page shows."""
    return of(obj).told_to(user).as_timeline()
