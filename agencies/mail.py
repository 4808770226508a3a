"""Electronic mail, where the operator has set it (PORTAL_EMAIL_URL and PORTAL_EMAIL_FROM)."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

NOT_SET = (
    "Máy chủ chưa đặt thư điện tử (PORTAL_EMAIL_URL, PORTAL_EMAIL_FROM): giấy mời in ra rồi chuyển tay vẫn dùng được."
)
FAILED = (
    "Máy chủ thư không nhận thư ({}). Xem lại PORTAL_EMAIL_URL, PORTAL_EMAIL_FROM hoặc hỏi nơi quản lý máy chủ thư."
)


class MailFailed(Exception):
    """No mail can be sent; the message says why, in Vietnamese."""


class AddressRefused(Exception):
    """The mail server does not take this address; others it may."""


def is_set() -> bool:
    """True where the portal can send mail: never from a rehearsal, whose people are real."""
    return bool(settings.MAIL_URL and settings.DEFAULT_FROM_EMAIL and not settings.PORTAL_REHEARSAL)


def connection() -> BaseEmailBackend:
    """One connection for many mails. Raises MailFailed where there is no server to talk to."""
    if not is_set():
        raise MailFailed(NOT_SET)
    opened = get_connection()
    try:
        opened.open()
    except (OSError, SMTPException) as error:
        raise MailFailed(FAILED.format(type(error).__name__))
    return opened


def send(to: str, subject: str, text: str, opened: BaseEmailBackend) -> None:
    """Send one mail. Raises AddressRefused, or MailFailed where no further mail would go out either."""
    try:
        EmailMessage(subject, text, to=[to], connection=opened).send()
    except SMTPRecipientsRefused:
        raise AddressRefused(to)
    except (OSError, SMTPException) as error:
        raise MailFailed(FAILED.format(type(error).__name__))
