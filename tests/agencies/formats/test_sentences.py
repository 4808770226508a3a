"""What a clerk reads when a number or a date is refused, word for word, and the last values that are still taken."""

from datetime import date
from decimal import Decimal

import pytest

from agencies.formats.dates import DateError, parse_date, parse_partial_date
from agencies.formats.numbers import (
    NumberError,
    format_billion,
    format_decimal,
    format_percent,
    format_signed,
    parse_decimal,
    parse_int,
)
from agencies.formats.text import as_sentence, capitalized

pytestmark = pytest.mark.once
DAY = "nhập ngày/tháng/năm, ví dụ 20/4/2025"
NO_SUCH_DAY = "ngày này không có trong lịch; nhập ngày/tháng/năm, ví dụ 20/4/2025"
FOUR_DIGITS = "viết năm đủ bốn chữ số, ví dụ 20/4/2025"
PARTIAL = "nhập ngày/tháng/năm, tháng/năm hoặc năm, ví dụ 15/3/2008, 3/2008, 2008"
WHOLE = "nhập một số nguyên, ví dụ 1.250"
DECIMAL = "nhập một số, phần thập phân sau dấu phẩy, ví dụ 69,2"
COMMA = "dấu phẩy là dấu thập phân; số hàng nghìn viết với dấu chấm, ví dụ 1.250"
NEGATIVE = "nhập một số không âm, ví dụ 1.250"
LARGE = "số quá lớn, kiểm tra lại; nhập một số nguyên, ví dụ 1.250"


def refusal(read, value, **options):
    with pytest.raises((NumberError, DateError)) as refused:
        read(value, **options)
    return str(refused.value)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("hôm nay", DAY),
        (None, DAY),
        ("4/2025", DAY),
        ("00/4/2025", DAY),
        ("30/2/2025", NO_SUCH_DAY),
        ("20/4/25", FOUR_DIGITS),
        ("4/25", FOUR_DIGITS),
        ("1/4/202", FOUR_DIGITS),
        ("20/4/1799", "năm phải từ 1800 đến 2199"),
        ("20/4/2200", "năm phải từ 1800 đến 2199"),
    ],
)
def test_a_day_is_refused_with_the_reason(value, sentence):
    assert refusal(parse_date, value) == sentence


def test_the_first_and_the_last_year_of_a_day():
    assert parse_date("01/01/1800") == date(1800, 1, 1)
    assert parse_date("31/12/2199") == date(2199, 12, 31)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", PARTIAL),
        (True, PARTIAL),
        (2008.5, PARTIAL),
        ("15/00/2008", PARTIAL),
        ("20080315", PARTIAL),
        ("31/4/2008", NO_SUCH_DAY),
        ("13/2008", NO_SUCH_DAY),
        ("3/08", FOUR_DIGITS),
        ("1799", "năm phải từ 1800 đến 2026"),
        ("2027", "năm phải từ 1800 đến 2026"),
    ],
)
def test_a_date_known_in_part_is_refused_with_the_reason(value, sentence):
    assert refusal(parse_partial_date, value, latest_year=2026) == sentence


def test_the_first_and_the_last_year_of_a_date_known_in_part():
    assert parse_partial_date("1800", latest_year=2026) == "1800"
    assert parse_partial_date("2026", latest_year=2026) == "2026"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("12a", WHOLE),
        (12.5, WHOLE),
        (True, WHOLE),
        (float("inf"), WHOLE),
        ("1,234", COMMA),
        ("1,234.5", COMMA),
        ("-1", NEGATIVE),
        (-1, NEGATIVE),
        ("9" * 17, LARGE),
        ("9" * 41, LARGE),
        (10**15 + 1, LARGE),
        (1e300, LARGE),
    ],
)
def test_a_whole_number_is_refused_with_the_reason(value, sentence):
    assert refusal(parse_int, value) == sentence


@pytest.mark.parametrize("value", ["69.2", "", None, False, float("nan")])
def test_a_decimal_is_refused_with_the_reason(value):
    assert refusal(parse_decimal, value) == DECIMAL


def test_a_caller_sets_the_largest_number():
    assert parse_int("10", largest=10) == 10 and parse_decimal("10,0", largest=10) == 10
    assert refusal(parse_int, "11", largest=10) == LARGE
    assert refusal(parse_decimal, "10,1", largest=10) == LARGE
    assert parse_int("-10", allow_negative=True, largest=10) == -10
    assert refusal(parse_int, "-11", allow_negative=True, largest=10) == LARGE
    assert refusal(parse_int, 10**18, largest=10**18 - 1) == LARGE and parse_int(10**18, largest=10**18) == 10**18


def test_no_number_has_more_than_forty_digits():
    assert parse_int("9" * 40, largest=10**60) == 10**40 - 1
    assert refusal(parse_int, "9" * 41, largest=10**60) == LARGE


def test_a_decimal_may_have_a_sign_and_a_unit():
    assert parse_decimal("−1.234,50 m", units="m", allow_negative=True) == Decimal("-1234.50")
    assert parse_decimal("12 mét", units=("m", "mét")) == 12
    assert refusal(parse_decimal, "-0,5") == NEGATIVE


@pytest.mark.parametrize(("number", "text"), [(1250, "+1.250"), (1, "+1"), (0, "0"), (-1, "−1"), (-1250, "−1.250")])
def test_a_difference_has_a_sign(number, text):
    assert format_signed(number) == text


def test_how_many_places_there_are_where_nobody_asks():
    assert format_decimal(69.25) == "69,3"
    assert format_decimal(Decimal("-1234.56")) == "−1.234,6"
    assert format_decimal(0.05, places=3) == "0,050"
    assert format_percent(1, 3) == "33,33%" and format_percent(-1, 8) == "−12,50%"
    assert format_billion(1_005_000_000) == "1,01 tỷ" and format_billion(-5_000_000) == "−0,01 tỷ"


def test_a_message_becomes_a_sentence():
    assert as_sentence("nhập một số nguyên") == "Nhập một số nguyên."
    assert as_sentence("đủ bốn chữ số.") == "Đủ bốn chữ số."
    assert capitalized("ô") == "Ô"
