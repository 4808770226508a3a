"""One round of the digest on a given day, from a portal whose demo mode would otherwise keep all mail at home."""

from django.conf import settings

from reports.digest.services import send_due_mail


def send(day: str) -> None:
    """The mails of the day (YYYY-MM-DD)."""
    settings.PORTAL_DEMO, settings.PORTAL_TODAY, settings.PORTAL_DIGEST_HOUR = False, day, 0
    send_due_mail()
