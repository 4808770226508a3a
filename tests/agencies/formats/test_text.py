"""Vietnamese text: one form to store, one to search, one to sort."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.formats.text import clean_text, fold, nfc, sort_key


@pytest.mark.parametrize(
    "text, found",
    [
        ("Sở Y tế", "so y te"),
        ("Đà Nẵng", "da nang"),
        ("ĐẤU THẦU", "dau thau"),
        ("Hồ sơ: số 12/QĐ-UBND", "ho so so 12 qd ubnd"),
        ("  Tam   Kỳ\u00a0", "tam ky"),
        ("Ðiện Bàn", "dien ban"),
        ("Nguyễn_Thị", "nguyen thi"),
        ("", ""),
    ],
)
def test_search_ignores_diacritics_case_and_punctuation(text, found):
    assert fold(text) == found


def test_search_ignores_tone_placement_and_unicode_form():
    assert fold("Hoà Khánh") == fold("Hòa Khánh") == fold(unicodedata.normalize("NFD", "HÒA KHÁNH"))
    assert fold("Thuỷ lợi") == fold("Thủy lợi")


def test_names_sort_by_the_vietnamese_alphabet():
    names = ["An", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Ban", "Duy Xuyên", "Đà Nẵng", "Em", "Êm"]
    names += ["Oanh", "Ông", "Ơn", "Sơn", "Tam Kỳ", "Tây Giang", "Ung", "Ưng", "Vĩnh", "Yên"]
    assert sorted(names[1::2] + names[::2], key=sort_key) == names


def test_words_come_before_tones_of_later_words():
    assert sort_key("Hoà An") < sort_key("Hòa Bình") < sort_key("Hoà Vang")
    assert sort_key("Xã 1") < sort_key("Xã An")


def test_text_from_elsewhere_is_cleaned():
    assert clean_text(unicodedata.normalize("NFD", " Sở \u200bY\ttế\x00\ufeff\n")) == "Sở Y tế"
    assert clean_text("Quyết\u00a0 định\x07số 1") == "Quyết định số 1"
    assert clean_text("\u00adhồ\u00ad sơ \ud800") == "hồ sơ"


def test_paragraphs_keep_their_lines():
    assert clean_text("một  hai\r\n\r\nba \n", multiline=True) == "một hai\n\nba"


def test_composed_form():
    assert nfc("e\u0302\u0301") == "ế"


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_any_two_texts_can_be_ordered(one, other):
    assert (sort_key(one) < sort_key(other)) or (sort_key(one) >= sort_key(other))
