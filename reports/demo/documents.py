"""Documents that the demo's people sign, one number each."""

from datetime import date

from agencies.models import IssuedDocument, User

Kind = IssuedDocument.Kind


def signed(by: User, kind: str, number: str, day: date) -> IssuedDocument:
    """A document of the person's agency, not saved."""
    made = IssuedDocument(issuer=by.agency, kind=kind, number=number, issued_on=day, registered_by=by)
    return made.fill_key()
