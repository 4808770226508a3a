"""Values exactly on a bound, and what Django itself writes by our formats."""

from datetime import date, datetime

import pytest
from django.utils import formats

from agencies.formats.dates import DateError, parse_partial_date, partial_span
from agencies.formats.numbers import pad_quantity


@pytest.mark.parametrize(("quantity", "shown"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (-1, "−1")])
def test_quantities_under_ten_are_padded(quantity, shown):
    assert pad_quantity(quantity) == shown


@pytest.mark.parametrize("text", ["", "x", "2008-3x", "08", "2008/03"])
def test_what_is_not_stored_as_a_partial_date_has_no_span(text):
    with pytest.raises(DateError, match="nhập ngày/tháng/năm, tháng/năm hoặc năm"):
        partial_span(text)


def test_without_a_bound_a_year_may_be_the_next_one():
    following = date.today().year + 1
    assert parse_partial_date(str(following)) == str(following)
    with pytest.raises(DateError, match=f"năm phải từ 1800 đến {following}"):
        parse_partial_date(str(following + 1))


@pytest.mark.parametrize("name", ["DATE_FORMAT", "SHORT_DATE_FORMAT"])
def test_django_writes_the_day_before_the_month(name):
    assert formats.date_format(date(2025, 6, 5), name) == "05/06/2025"


@pytest.mark.parametrize("name", ["DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_django_writes_the_hour_before_the_day(name):
    assert formats.date_format(datetime(2025, 6, 5, 7, 30), name) == "07:30 05/06/2025"
