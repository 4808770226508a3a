"""The search form of words is remembered, up to a bound, and the same when it is worked out anew."""

from agencies.formats import text
from agencies.formats.text import clean_text, fold


def test_words_are_remembered_up_to_a_number_and_a_length(monkeypatch):
    remembered = text._FoldedWords()
    monkeypatch.setattr(text, "_FOLDED", remembered)
    monkeypatch.setattr(text._FoldedWords, "MOST", 3)
    assert fold("Đất Đai Đất") == "dat dai dat" and set(remembered) == {"Đất", "Đai"}
    assert fold("Hồ") == "ho" and len(remembered) == 3
    assert fold("sơ") == "so" and set(remembered) == {"sơ"}
    longest, longer = "ệ" * 40, "ệ" * 41
    assert fold(longest) == "e" * 40 and fold(longer) == "e" * 41
    assert longest in remembered and longer not in remembered


def test_punctuation_parts_words_and_vanishes_at_their_ends():
    assert fold("(Quyết_định) 12/QĐ-UBND … -") == "quyet dinh 12 qd ubnd"
    assert fold("a--b") == "a b"


def test_text_that_is_clean_stays_the_same_object_of_one_line():
    assert clean_text("Hồ sơ 01") == "Hồ sơ 01"
    assert clean_text("Hồ sơ\n01") == "Hồ sơ 01"
    assert clean_text("một\n\n\nhai", multiline=True) == "một\n\n\nhai"
    assert clean_text("a\u200bb") == "ab" and clean_text("a\x07b") == "a b"
