"""Numbers as Vietnam writes and reads them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.formats.numbers import (
    COMMA_IS_DECIMAL,
    LARGEST,
    NOT_NEGATIVE,
    TOO_LARGE,
    WHOLE_NUMBER,
    NumberError,
    format_billion,
    format_decimal,
    format_dong,
    format_int,
    format_percent,
    pad_quantity,
    parse_decimal,
    parse_int,
)

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "number, text",
    [(0, "0"), (999, "999"), (1981241, "1.981.241"), (-1250, "−1.250"), (351151994016, "351.151.994.016")],
)
def test_whole_numbers_have_dots(number, text):
    assert format_int(number) == text


@pytest.mark.parametrize(
    "number, places, text",
    [
        (69.2, 1, "69,2"),
        (2.675, 2, "2,68"),
        (Decimal("0.05"), 1, "0,1"),
        (-1234.56, 1, "−1.234,6"),
        (-0.01, 1, "0,0"),
        (1234.5, 0, "1.235"),
    ],
)
def test_decimals_have_a_comma_and_round_half_up(number, places, text):
    assert format_decimal(number, places) == text


def test_shares_of_a_whole():
    assert format_percent(314, 1000) == "31,40%"
    assert format_percent(8537, 10000) == "85,37%"
    assert format_percent(1, 8) == "12,50%"
    assert format_percent(1, 2000) == "0,05%"
    assert format_percent(5, 4) == "125,00%"
    assert format_percent(0, 7) == "0,00%"


def test_a_share_of_nothing_is_a_dash():
    assert format_percent(0, 0) == "–"
    assert format_percent(None, 5) == "–"


def test_money():
    assert format_dong(351151994016) == "351.151.994.016 đồng"
    assert format_billion(351151994016) == "351,15 tỷ"
    assert format_billion(1234500000000, places=1) == "1.234,5 tỷ"


def test_quantities_under_ten_are_padded():
    assert [pad_quantity(n) for n in (0, 5, 9, 10, 1234)] == ["0", "05", "09", "10", "1.234"]


@pytest.mark.parametrize(
    "value, number",
    [
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        (" 12 ", 12),
        ("1234", 1234),
        ("007", 7),
        ("1.234,00", 1234),
        ("12,0", 12),
        ("71.722.221", 71722221),
        (1234.0, 1234),
        (Decimal("1E+3"), 1000),
        (0, 0),
    ],
)
def test_a_clerk_writes_a_whole_number(value, number):
    assert parse_int(value) == number


@pytest.mark.parametrize(
    "value",
    ["", " ", "12,5", "1.23", "1.2345", "12.34.567", "0.123", "1 23", "1.234 567", "12a", "１２", "٣", "--1", "1e3"],
)
def test_what_is_no_whole_number_is_refused_with_an_example(value):
    with pytest.raises(NumberError, match=WHOLE_NUMBER):
        parse_int(value)


@pytest.mark.parametrize("value", [True, None, 12.5, float("nan"), float("inf"), Decimal("0.5"), [], b"1"])
def test_cells_that_are_no_whole_number_are_refused(value):
    with pytest.raises(NumberError, match=WHOLE_NUMBER):
        parse_int(value)


@pytest.mark.parametrize("value", ["1,234", "1,000", "1,234,567", "1,234.00"])
def test_an_english_comma_is_never_guessed(value):
    with pytest.raises(NumberError, match=COMMA_IS_DECIMAL):
        parse_int(value)


def test_negative_numbers_only_where_they_make_sense():
    assert parse_int("-1.250", allow_negative=True) == -1250
    assert parse_int("−5", allow_negative=True) == -5
    for value in ("-1", -1, -1.0):
        with pytest.raises(NumberError, match=NOT_NEGATIVE):
            parse_int(value)


@pytest.mark.parametrize("value", [10**15 + 1, 1e16, 1e300, "9" * 17, "9" * 5000, Decimal("1E+999999")])
def test_a_slip_of_the_finger_is_not_stored(value):
    with pytest.raises(NumberError, match=TOO_LARGE):
        parse_int(value)
    assert parse_int(LARGEST) == 10**15


def test_a_unit_may_follow_where_it_is_expected():
    assert parse_int("1.250 trang", units="trang") == 1250
    assert parse_int("12 Tờ", units=("tờ", "trang")) == 12
    assert parse_int("4.896đ", units=("đồng", "đ")) == 4896
    for value in ("12 trang", "trang"):
        with pytest.raises(NumberError):
            parse_int(value, units="tờ")


@pytest.mark.parametrize(
    "value, number",
    [("69,2", "69.2"), ("1.234,5", "1234.5"), ("1.234", "1234"), ("1,234", "1.234"), (0.1, "0.1"), (5, "5")],
)
def test_a_clerk_writes_a_decimal(value, number):
    assert parse_decimal(value) == Decimal(number)


@pytest.mark.parametrize("value", ["69.2", "1,234,5", "1,234.5", ",5", "5,", "", None, True, float("nan")])
def test_a_decimal_point_is_refused(value):
    with pytest.raises(NumberError):
        parse_decimal(value)


@given(st.integers(min_value=-LARGEST, max_value=LARGEST))
def test_every_number_is_read_back(number):
    assert parse_int(format_int(number), allow_negative=True) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_sentence(text):
    try:
        assert isinstance(parse_int(text), int)
    except NumberError as error:
        assert "ví dụ" in str(error)
