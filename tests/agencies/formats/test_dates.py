"""Dates as Vietnam writes and reads them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.formats.dates import (
    DAY_FIRST,
    FOUR_DIGITS,
    NO_SUCH_DAY,
    DateError,
    format_date,
    format_date_long,
    format_datetime,
    format_partial_date,
    parse_date,
    parse_partial_date,
    partial_span,
)

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "text, day",
    [
        ("20/4/2025", date(2025, 4, 20)),
        ("01/4/2025", date(2025, 4, 1)),
        ("1-4-2025", date(2025, 4, 1)),
        ("20.4.2025", date(2025, 4, 20)),
        (" 20 / 4 / 2025 ", date(2025, 4, 20)),
        ("2025-04-20", date(2025, 4, 20)),
        ("ngày 05 tháng 01 năm 2025", date(2025, 1, 5)),
        (date(2025, 4, 20), date(2025, 4, 20)),
        (datetime(2025, 4, 20, 8, 0), date(2025, 4, 20)),
        (datetime(2025, 4, 19, 23, 0, tzinfo=UTC), date(2025, 4, 20)),
    ],
)
def test_the_day_comes_first(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text, message",
    [
        ("20/4/25", FOUR_DIGITS),
        ("1-4-25", FOUR_DIGITS),
        ("4/20/2025", NO_SUCH_DAY),
        ("30/2/2025", NO_SUCH_DAY),
        ("00/4/2025", DAY_FIRST),
        ("4/2025", DAY_FIRST),
        ("2025", DAY_FIRST),
        ("20/4-2025", DAY_FIRST),
        ("hôm nay", DAY_FIRST),
        ("", DAY_FIRST),
        (None, DAY_FIRST),
        (45767, DAY_FIRST),
        ("20/4/0025", "năm phải từ"),
    ],
)
def test_what_is_no_date_is_refused_with_an_example(text, message):
    with pytest.raises(DateError, match=message):
        parse_date(text)


@pytest.mark.parametrize(
    "day, text, long",
    [
        (date(2025, 4, 20), "20/4/2025", "ngày 20 tháng 4 năm 2025"),
        (date(2025, 4, 1), "01/4/2025", "ngày 01 tháng 4 năm 2025"),
        (date(2025, 1, 5), "05/01/2025", "ngày 05 tháng 01 năm 2025"),
        (date(2024, 2, 29), "29/02/2024", "ngày 29 tháng 02 năm 2024"),
        (date(2025, 12, 31), "31/12/2025", "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_days_are_padded_as_in_documents(day, text, long):
    assert format_date(day) == text
    assert format_date_long(day) == long


def test_moments_are_written_by_vietnams_clock():
    assert format_datetime(datetime(2025, 6, 20, 9, 41)) == "09:41 ngày 20/6/2025"
    evening_in_london = datetime(2025, 6, 19, 18, 5, tzinfo=UTC)
    assert format_datetime(evening_in_london) == "01:05 ngày 20/6/2025"
    assert format_date(evening_in_london) == "20/6/2025"


@pytest.mark.parametrize(
    "value, known, shown",
    [
        ("2008", "2008", "2008"),
        ("00/00/2008", "2008", "2008"),
        (2008, "2008", "2008"),
        (2008.0, "2008", "2008"),
        ("năm 2008", "2008", "2008"),
        ("3/2008", "2008-03", "3/2008"),
        ("2008-03", "2008-03", "3/2008"),
        ("00/01/2008", "2008-01", "01/2008"),
        ("tháng 3 năm 2008", "2008-03", "3/2008"),
        ("15/3/2008", "2008-03-15", "15/3/2008"),
        (date(2008, 3, 5), "2008-03-05", "05/3/2008"),
        (datetime(2008, 3, 5, 7, 0), "2008-03-05", "05/3/2008"),
    ],
)
def test_old_files_are_dated_as_exactly_as_known(value, known, shown):
    assert parse_partial_date(value) == known
    assert format_partial_date(known) == shown
    assert parse_partial_date(shown) == known


@pytest.mark.parametrize(
    "value",
    [
        "15/00/2008",
        "13/2008",
        "31/4/2008",
        "1799",
        "3/08",
        "08",
        "20080315",
        "",
        None,
        True,
        39448,
        2008.5,
        float("nan"),
    ],
)
def test_implausible_partial_dates_are_refused(value):
    with pytest.raises(DateError):
        parse_partial_date(value)


def test_a_file_may_not_end_far_in_the_future():
    this_year = date.today().year
    assert parse_partial_date(str(this_year + 1)) == str(this_year + 1)
    with pytest.raises(DateError, match="năm phải từ 1800 đến"):
        parse_partial_date(str(this_year + 2))
    with pytest.raises(DateError, match="1800 đến 2026"):
        parse_partial_date("2027", latest_year=2026)


def test_a_partial_date_spans_all_the_days_it_may_mean():
    assert partial_span("2008") == (date(2008, 1, 1), date(2008, 12, 31))
    assert partial_span("2008-02") == (date(2008, 2, 1), date(2008, 2, 29))
    assert partial_span("2008-02-05") == (date(2008, 2, 5), date(2008, 2, 5))


def test_an_unknown_date_shows_nothing():
    assert format_partial_date("") == format_partial_date(None) == ""


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_back(day):
    assert parse_date(format_date(day)) == parse_date(format_date_long(day)) == day


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_sentence(text):
    for read in (parse_date, parse_partial_date):
        try:
            read(text)
        except DateError as error:
            assert str(error)
