"""One mail about one thing to one person: its row is written before it is sent, so that none goes twice.

A process that dies in between leaves the row as "đang gửi": it is told to the administrator and never sent again.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction

from agencies import mail
from agencies.calendar import portal_now
from agencies.models import User

from ..models import OutgoingMail

State = OutgoingMail.State


@dataclass(frozen=True)
class Post:
    """Where mails go: to the server, or without one only into the list that the administrator looks at."""

    server: BaseEmailBackend | None

    def close(self) -> None:
        if self.server is not None:
            self.server.close()


def goes_out() -> bool:
    """True where mail is set up; nothing goes out of a rehearsal or the demo."""
    return mail.is_set() and not settings.PORTAL_DEMO


def opened_post() -> Post | None:
    """Where mails go now; None where the server does not answer: nothing is written, and the next round tries again."""
    if not goes_out():
        return Post(None)
    with suppress(mail.MailFailed):
        return Post(mail.connection())
    return None


def deliver(post: Post, user: User, key: str, subject: str, text: str) -> bool:
    """Write and send; False where this was done before, by whatever process."""
    row = claimed(user, key, State.KEPT if post.server is None else State.SENDING, subject, text)
    if row is None:
        return False
    if post.server is not None:
        send(post.server, row)
    return True


def claimed(user: User, key: str, state: str, subject: str = "", text: str = "") -> OutgoingMail | None:
    """The row of this mail, for the one process that writes it first."""
    try:
        with transaction.atomic():
            return OutgoingMail.objects.create(
                user=user,
                key=key,
                address=user.email,
                subject=subject[:200],
                text=text,
                state=state,
                created_at=portal_now(),
            )
    except IntegrityError:
        return None


def send(server: BaseEmailBackend, row: OutgoingMail) -> None:
    """Send it once; a refusal is kept with the row."""
    try:
        mail.send(row.address, row.subject, row.text, server)
    except mail.AddressRefused:
        row.state, row.error = State.FAILED, "Máy chủ thư không nhận địa chỉ này."
    except mail.MailFailed as error:
        row.state, row.error = State.FAILED, str(error)[:300]
    else:
        row.state = State.SENT
    row.save(update_fields=["state", "error"])
