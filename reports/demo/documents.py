"""Documents that the demo's people sign, one number each."""

from datetime import datetime

from django.utils import timezone

from agencies.models import IssuedDocument, User

Kind = IssuedDocument.Kind


def signed(by: User, kind: str, number: str, at: datetime) -> IssuedDocument:
    """A document that the person's agency signed and entered at the moment, not saved."""
    fields = {"issued_on": timezone.localdate(at), "registered_by": by, "registered_at": at}
    made = IssuedDocument(issuer=by.agency, kind=kind, number=number, **fields)
    return made.fill_key()
