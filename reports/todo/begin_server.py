"""Steps of the start list about the server: mail and backup."""

from django.conf import settings
from django.urls import reverse

from agencies import backups, mail

from .step import Step


def mail_server() -> Step:
    """Optional: invitations can be printed."""
    said = f"Thư gửi từ {settings.DEFAULT_FROM_EMAIL}; gửi thử một thư ở đây." if mail.is_set() else mail.NOT_SET
    return Step("Thư điện tử", mail.is_set(), said, reverse("mail_test"), is_optional=True)


def backup() -> Step:
    """Done while the last good backup is fresh and none has failed since."""
    state = backups.state()
    return Step("Sao lưu", not state.is_troubled, state.said, reverse("backup_help"))
