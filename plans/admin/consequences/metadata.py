"""Consequences of adding or editing a field of the shared archive's metadata."""

from collections.abc import Iterator

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from plans.models import MetadataField


def of_metadata_field(before: MetadataField | None, after: MetadataField) -> Iterator[str]:
    """From which day exports hold the field as it is entered; what went out before stays as it is."""
    day = after.valid_from or portal_today()
    what = f"có trường “{after.code}” như vừa nhập" if after.is_used else f"không còn trường “{after.code}”"
    yield f"Lần xuất sang Kho dùng chung từ ngày {format_date(day)} {what}; lần đã xuất giữ nguyên."
