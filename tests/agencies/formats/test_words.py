"""Amounts in words, as under every figure of a Vietnamese document."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.formats.words import DIGITS, amount_in_words, in_words

pytestmark = pytest.mark.once
VECTORS = {
    0: "không",
    1: "một",
    5: "năm",
    10: "mười",
    11: "mười một",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi bốn",
    55: "năm mươi lăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    1_000: "một ngàn",
    1_001: "một ngàn không trăm linh một",
    1_010: "một ngàn không trăm mười",
    4_896: "bốn ngàn tám trăm chín mươi sáu",
    1_000_000: "một triệu",
    2_005_000_000: "hai tỷ không trăm linh năm triệu",
    1_000_000_000_000: "một ngàn tỷ",
    10**18: "một tỷ tỷ",
    206_361_641_088: "hai trăm linh sáu tỷ ba trăm sáu mươi mốt triệu "
    "sáu trăm bốn mươi mốt ngàn không trăm tám mươi tám",
    -5: "âm năm",
}

READINGS = {word: digit for digit, word in enumerate(DIGITS)} | {"mốt": 1, "lăm": 5, "tư": 4}
UNITS = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6}


def read_back(words):
    """A reader of its own, so that the writer is not tested against itself."""
    if words.startswith("âm "):
        return -read_back(words.removeprefix("âm "))
    billions, tỷ, rest = words.rpartition("tỷ")
    total, group = (read_back(billions.strip()) * 10**9 if tỷ else 0), []
    for word in rest.split():
        if word in UNITS:
            total, group = total + read_group(group) * UNITS[word], []
        else:
            group.append(word)
    return total + read_group(group)


def read_group(words):
    text = " ".join(words)
    match = re.fullmatch(r"(?:(\w+) trăm ?)?(?:linh |lẻ )?(?:(\w+) mươi ?|(mười) ?)?(\w+)?", text)
    hundreds, tens, ten, unit = match.groups()
    return sum(
        (
            READINGS[hundreds] * 100 if hundreds else 0,
            READINGS[tens] * 10 if tens else 0,
            10 if ten else 0,
            READINGS[unit] if unit else 0,
        )
    )


@pytest.mark.parametrize("number, words", VECTORS.items())
def test_numbers_are_spelled(number, words):
    assert in_words(number) == words
    assert read_back(words) == number


def test_the_plans_total_is_spelled_as_in_the_plan():
    assert amount_in_words(351_151_994_016) == (
        "Ba trăm năm mươi mốt tỷ một trăm năm mươi mốt triệu chín trăm chín mươi bốn ngàn không trăm mười sáu đồng"
    )


def test_the_departments_share_is_spelled():
    assert amount_in_words(144_790_352_928) == (
        "Một trăm bốn mươi bốn tỷ bảy trăm chín mươi triệu ba trăm năm mươi hai ngàn chín trăm hai mươi tám đồng"
    )


def test_an_office_may_prefer_other_words():
    northern = {"thousand": "nghìn", "zero_ten": "lẻ", "four": "tư"}
    assert in_words(1_204, **northern) == "một nghìn hai trăm lẻ tư"
    assert in_words(4_024, **northern) == "bốn nghìn không trăm hai mươi tư"
    assert in_words(14, **northern) == "mười bốn"


def test_other_units_and_the_first_letter():
    assert amount_in_words(5, unit="hồ sơ") == "Năm hồ sơ"
    assert amount_in_words(0) == "Không đồng"
    assert amount_in_words(-5) == "Âm năm đồng"
    assert amount_in_words(12, unit="") == "Mười hai"


@given(
    st.one_of(st.integers(-(10**18), 10**18), st.integers(0, 2_000_000)),
    st.sampled_from(["ngàn", "nghìn"]),
    st.sampled_from(["linh", "lẻ"]),
    st.sampled_from(["bốn", "tư"]),
)
def test_every_number_is_read_back_from_its_words(number, thousand, zero_ten, four):
    assert read_back(in_words(number, thousand, zero_ten, four)) == number
