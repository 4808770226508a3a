"""Time and number of a report within its day, for its text and the names of its files."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from agencies.calendar import day_of
from agencies.formats.dates import format_date
from agencies.formats.numbers import pad_quantity


@dataclass(frozen=True)
class Build:
    """The figures of a day as they were at a moment; `number` counts the reports of the day, 0 where none is kept."""

    as_of: date
    made_at: datetime | None = None
    number: int = 0

    @property
    def is_of_the_same_day(self) -> bool:
        """Made before the day was over."""
        return self.made_at is not None and day_of(self.made_at) == self.as_of

    @property
    def until(self) -> str:
        """07 giờ 56 phút ngày 20/6/2025, or: hết ngày 19/6/2025."""
        return f"{self.hour if self.is_of_the_same_day else 'hết'} ngày {format_date(self.as_of)}"

    @property
    def hour(self) -> str:
        """07 giờ 56 phút, in Vietnam."""
        return f"{timezone.localtime(self.made_at):%H giờ %M phút}" if self.made_at else ""

    @property
    def provenance(self) -> str:
        """Which report of the day this is, and when it was made where the text does not say it; or nothing."""
        number = f"lần lập thứ {pad_quantity(self.number)} của số liệu ngày này" if self.number else ""
        made = ""
        if self.made_at and not self.is_of_the_same_day:
            made = f"lập lúc {self.hour} ngày {format_date(self.made_at)}"
        return ", ".join(filter(None, (number, made)))

    @property
    def file_name(self) -> str:
        """bao-cao-so-hoa-2025-06-20-lan-02-luc-0756, without an extension; the day too where it is another one."""
        number = f"-lan-{self.number:02}" if self.number else ""
        made = timezone.localtime(self.made_at) if self.made_at else None
        day = f"-lap-{made:%Y-%m-%d}" if made and not self.is_of_the_same_day else ""
        return f"bao-cao-so-hoa-{self.as_of:%Y-%m-%d}{number}{day}{f'-luc-{made:%H%M}' if made else ''}"
