"""Days on which offices work: no weekend, no holiday that the administrator entered."""

from datetime import date, timedelta

import pytest

from agencies.models import Holiday
from agencies.working_days import is_working_day, next_working_day, working_days_after

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("first", [date(2025, 6, 16) + timedelta(days=each) for each in range(7)])
def test_weekends_are_skipped(first):
    found, left = first, 3
    while left:
        found += timedelta(days=1)
        left -= found.isoweekday() <= 5
    assert working_days_after(first, 3) == found


def test_a_holiday_is_none():
    Holiday.objects.create(day=date(2025, 6, 23), name="Nghỉ bù")
    assert not is_working_day(date(2025, 6, 23))
    assert next_working_day(date(2025, 6, 20)) == date(2025, 6, 24)
    assert working_days_after(date(2025, 6, 20), 2) == date(2025, 6, 25)
