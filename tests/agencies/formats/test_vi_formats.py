"""Django's own widgets and filters write days, hours and numbers as the portal does."""

from datetime import date, datetime

import pytest
from django import forms
from django.utils import formats


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATE_FORMAT", "01/04/2025"),
        ("SHORT_DATE_FORMAT", "01/04/2025"),
        ("DATETIME_FORMAT", "07:05 01/04/2025"),
        ("SHORT_DATETIME_FORMAT", "07:05 01/04/2025"),
        ("TIME_FORMAT", "07:05"),
        ("YEAR_MONTH_FORMAT", "tháng 4/2025"),
        ("MONTH_DAY_FORMAT", "01/04"),
    ],
)
def test_days_and_hours(name, written):
    assert formats.date_format(datetime(2025, 4, 1, 7, 5), name) == written


def test_the_week_begins_on_monday_and_numbers_have_dots_for_thousands():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
    assert formats.number_format(1234567.5, 1, use_l10n=True, force_grouping=True) == "1.234.567,5"


@pytest.mark.parametrize("typed", ["01/4/2025", "1-4-2025", "01.04.2025"])
def test_a_day_is_read_day_first(typed):
    assert forms.DateField().clean(typed) == date(2025, 4, 1)


@pytest.mark.parametrize("typed", ["01/4/2025 07:05:00", "01/4/2025 07:05", "07:05 01/4/2025"])
def test_a_moment_is_read_day_first(typed):
    assert forms.DateTimeField().clean(typed).replace(tzinfo=None) == datetime(2025, 4, 1, 7, 5)
