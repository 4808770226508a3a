"""History: every change of a thing is told in one sentence with a person, a verb and a number."""

from .models import Event


def record(obj, *, actor, action, sentence, agency=None, before=None, after=None, reason="", document=None):
    """Write the Event of a change; `document` is (number, date) of the paper the decision stands on.

    Call it inside the transaction of the change. Marks decisions a person takes on their own agency's papers.
    """
    event = event_of(
        obj,
        actor=actor,
        action=action,
        sentence=sentence,
        agency=agency,
        before=before,
        after=after,
        reason=reason,
        document=document,
    )
    event.save()
    return event


def event_of(obj, *, actor, action, sentence, agency=None, before=None, after=None, reason="", document=None):
    """The Event of a change, not yet written: for changes of many things at once."""
    agency = agency or getattr(obj, "agency", None)
    number, day = document or ("", None)
    return Event(
        target=obj,
        actor=actor,
        actor_name=str(actor) if actor else "Hệ thống",
        actor_agency=actor.agency if actor else None,
        agency=agency,
        action=action,
        sentence=sentence[:500],
        before=before or {},
        after=after or {},
        reason=reason,
        document_number=number or "",
        document_date=day,
        own_agency=bool(actor and agency and actor.agency_id == agency.pk and not actor.acts_for(agency)),
    )


def last_return(obj):
    """The Event that says why a paper came back, while it lies with its agency again; None otherwise."""
    return of(obj).filter(action="return").first() if obj.state == obj.State.RETURNED else None


def of(obj):
    """Events about the object, latest first."""
    return Event.objects.about(obj).latest_first()
