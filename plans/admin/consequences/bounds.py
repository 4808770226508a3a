"""Consequences of adding or editing a bound of unusual values."""

from collections.abc import Iterator

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from plans.models import Bound
from plans.unusual.bounds import bounds_on


def of_bound(before: Bound | None, after: Bound) -> Iterator[str]:
    """From which day what is entered is judged by the new value; what was entered before is not judged again."""
    if before and before.value == after.value and before.valid_from == after.valid_from:
        return
    day = after.valid_from or portal_today()
    old = before.value if before else bounds_on(day)[after.key]
    yield (
        f"Số liệu gửi từ ngày {format_date(day)} xét theo “{after.get_key_display()}” từ {format_int(old)} thành "
        f"{format_int(after.value)}; số liệu đã gửi không xét lại."
    )
