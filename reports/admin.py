"""For administrators: the wording of letters that urge, dated, and the days on which offices are closed."""

from collections.abc import Iterator

from django.contrib import admin

from agencies.admin.base import day_column
from agencies.formats.dates import format_date
from agencies.models import Holiday
from plans.admin.reference import ADMINISTRATORS, DatedAdmin, ReferenceAdmin

from .models import UrgingWording


def of_wording(before: UrgingWording | None, after: UrgingWording) -> Iterator[str]:
    """From the figures of which day letters are drafted so."""
    yield (
        f"Công văn đôn đốc soạn theo số liệu từ ngày {format_date(after.valid_from)} dùng lời văn này; dự thảo và công "
        "văn đã soạn giữ nguyên."
    )


@admin.register(UrgingWording)
class UrgingWordingAdmin(DatedAdmin):
    list_display = ["subject", "valid"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_wording)


@admin.register(Holiday)
class HolidayAdmin(ReferenceAdmin):
    """No digest is mailed on them; entered for each year as it is decided."""

    list_display = ["name", "dated"]
    add_duties = delete_duties = ADMINISTRATORS
    dated = day_column("day", "ngày")
