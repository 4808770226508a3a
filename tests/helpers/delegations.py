"""Letting another person decide: as typed into the form, waiting, and in force."""

from datetime import date

from agencies.delegation import services
from agencies.models import Decision, Duty, User
from tests.helpers import factories as make

FROM, TO = date(2025, 6, 16), date(2025, 6, 27)  # the tests' day lies between


def asked(giver, delegate, **changes):
    """What the form of a new delegation takes."""
    fields = {
        "giver": giver.pk,
        "delegate": delegate.pk,
        "capacity": "deputy",
        "decisions": [Decision.HAND_IN],
        "head_title": "Giám đốc",
        "title": "Phó Giám đốc",
        "document_number": "15/QĐ-SYT",
        "document_date": "12/6/2025",
        "valid_from": "16/6/2025",
        "valid_to": "27/6/2025",
    }
    return fields | changes


def waiting(giver, delegate, actor=None, *decisions, document_number="15/QĐ", days=(FROM, TO), **changes):
    """Asked for by the giver, or by the actor."""
    facts = {"capacity": "deputy", "head_title": "Giám đốc", "title": "Phó Giám đốc"} | changes
    document = (document_number, date(2025, 6, 12))
    asked_by = actor or giver
    return services.ask(
        giver, delegate, decisions or [Decision.HAND_IN], actor=asked_by, document=document, days=days, **facts
    )


def in_force(giver, delegate, *decisions, **changes):
    """Confirmed by a second person; the delegate is fresh afterwards."""
    head = User.objects.filter(duty=Duty.ADMINISTRATOR).first() or make.a_user(giver.agency, Duty.ADMINISTRATOR)
    made = services.confirm(waiting(giver, delegate, None, *decisions, **changes), actor=head)
    delegate.refresh_from_db()
    delegate.__dict__.pop("delegations", None)
    return made
