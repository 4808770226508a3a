"""The bounds in force on a day: rows that administrators enter, and the usual values where there is none."""

from collections.abc import Mapping
from datetime import date

from plans.models import Bound

Bounds = Mapping[str, int]  # by Bound.Key
SOURCE = "Mức thường dùng, đặt sẵn của cổng"


def bounds_on(day: date) -> Bounds:
    """Each bound by its key as it holds on the day."""
    rows = list(Bound.objects.all())
    rows.sort(key=lambda row: row.valid_from or date.min)
    known = {row.key: row.value for row in rows if row.valid_from is None or row.valid_from <= day}
    return {str(key): value for key, value in Bound.USUAL.items()} | known


def make_usual_bounds() -> None:
    """Enter the usual value of each bound that has none, so that an administrator sees what holds."""
    known = set(Bound.objects.values_list("key", flat=True))
    missing = {key: value for key, value in Bound.USUAL.items() if key not in known}
    Bound.objects.bulk_create(Bound(key=key, value=value, source=SOURCE) for key, value in missing.items())
