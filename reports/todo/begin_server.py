"""Steps of the start list about the server: mail and backup."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from agencies import mail
from agencies.formats.dates import format_datetime

from .step import Step

LAST_BACKUP = "last-backup"  # in the data folder, written by `./portal backup`


def mail_server() -> Step:
    """Optional: invitations can be printed."""
    said = f"Thư gửi từ {settings.DEFAULT_FROM_EMAIL}; gửi thử một thư ở đây." if mail.is_set() else mail.NOT_SET
    return Step("Thư điện tử", mail.is_set(), said, reverse("mail_test"), is_optional=True)


def backup() -> Step:
    """Done when a backup was made by the portal's own command, whenever that was."""
    moment = last_backup()
    said = f"Lần gần nhất: {format_datetime(moment)}." if moment else "Chưa sao lưu lần nào bằng ./portal backup."
    return Step("Sao lưu", moment is not None, said, reverse("backup_help"))


def last_backup() -> datetime | None:
    """When `./portal backup` last ended well on this data folder; None where it never did."""
    path = Path(settings.DATA_DIR) / LAST_BACKUP
    try:
        return datetime.fromisoformat(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
