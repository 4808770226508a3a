"""State of the last backups, as `./portal backup` and the daily one noted it in the data folder."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from . import backup_record
from .formats.dates import format_datetime
from .formats.numbers import format_decimal

NEVER = "Chưa sao lưu lần nào bằng ./portal backup."


@dataclass(frozen=True)
class State:
    """The last good backup and the last failure of the daily one; None where there is none."""

    good_at: datetime | None
    size_bytes: int
    failed_at: datetime | None
    why: str

    @property
    def age(self) -> timedelta | None:
        """By the machine's clock: the demo's day makes no backup older."""
        return timezone.now() - self.good_at if self.good_at else None

    @property
    def has_failed(self) -> bool:
        """The last attempt was no good one."""
        return self.failed_at is not None and (self.good_at is None or self.failed_at > self.good_at)

    @property
    def is_old(self) -> bool:
        return self.age is not None and self.age > settings.BACKUP_OLD_AFTER

    @property
    def is_troubled(self) -> bool:
        return self.good_at is None or self.is_old or self.has_failed

    @property
    def said(self) -> str:
        """A sentence or two for administrators."""
        failed = (
            f" Lần {format_datetime(self.failed_at)} không thành công." if self.has_failed and self.failed_at else ""
        )
        if self.good_at is None or self.age is None:
            return f"{NEVER}{failed}"
        size = format_decimal(self.size_bytes / 1e6)
        return f"Lần gần nhất: {format_datetime(self.good_at)}, {since(self.age)}, {size} MB.{failed}"


def since(age: timedelta) -> str:
    """Hours, or whole days from the third day on."""
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return "chưa đến một giờ trước"
    return f"cách đây {hours} giờ" if hours < 48 else f"cách đây {hours // 24} ngày"


def state() -> State:
    """What the data folder remembers."""
    found = backup_record.read(Path(settings.DATA_DIR))
    good, failed = found.get("good", {}), found.get("failed", {})
    return State(moment(good), int(good.get("bytes", 0)), moment(failed), str(failed.get("why", "")))


def moment(noted: dict[str, str]) -> datetime | None:
    return datetime.fromisoformat(noted["at"]) if "at" in noted else None
