"""However the words of a mark are spelt, whatever is around them, it is found."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.secrecy.marks import hints_at_mark, is_marked
from agencies.secrecy.spelling import in_latin, parted, plainly, unspaced, unstretched

AROUND = ["", "Hồ sơ ", "Phương án phòng thủ ", "12/KH-SYT ", "Mục lục hồ sơ năm 1985 – "]
AFTER = ["", " năm 2008", ", quyển 2", ".", " (bản sao)"]
BETWEEN = [" ", "", "-", "‐", "‑", "‒", "–", "—", ".", "/", "_", "  ", " - ", "\u00a0", "·", "\u200b "]
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u034f", "\u3164", "\u180e"]
LOOK_ALIKE = str.maketrans("AMTOIamtoi", "АМТОІаΜТоі")
WIDE = {letter: chr(ord(letter) + 0xFEE0) for letter in map(chr, range(0x21, 0x7F))}


def spaced(word, sign):
    return sign.join(word)


SPELLINGS = [
    str,
    str.upper,
    str.title,
    lambda word: unicodedata.normalize("NFD", word),
    lambda word: word.translate(LOOK_ALIKE),
    lambda word: "".join(WIDE.get(letter, letter) for letter in word),
    lambda word: word + word[-1],
    lambda word: word[0] + word,
    lambda word: spaced(word, " "),
    lambda word: spaced(word.upper(), "."),
    lambda word: spaced(word, "\u200b"),
    lambda word: "".join(letter + "\u0336" for letter in word),
]
spellings = st.sampled_from(SPELLINGS)


@settings(max_examples=400, deadline=None)
@given(
    highest=st.sampled_from(["tối", "tuyệt"]),
    first=spellings,
    second=spellings,
    between=st.sampled_from(BETWEEN),
    before=st.sampled_from(AROUND),
    after=st.sampled_from(AFTER),
)
def test_the_two_words_of_a_mark_are_found_in_any_spelling(highest, first, second, between, before, after):
    between = between or ("" if first in SPELLINGS[:3] and second in SPELLINGS[:3] else " ")
    text = before + first(highest) + between + second("mật") + after
    assert hints_at_mark(text) and is_marked(text)


@settings(max_examples=200, deadline=None)
@given(spelling=spellings, before=st.sampled_from(AROUND), brackets=st.sampled_from(["()", "[]", "{}", "（）", "“”"]))
def test_a_mark_in_brackets_is_found_in_any_spelling(spelling, before, brackets):
    assert is_marked(f"{before}{brackets[0]}{spelling('mật')}{brackets[1]}")


@settings(max_examples=200, deadline=None)
@given(sign=st.sampled_from(INVISIBLE), places=st.sets(st.integers(0, 6), min_size=1))
def test_what_nobody_sees_hides_no_mark(sign, places):
    assert is_marked("".join(letter + sign * (at in places) for at, letter in enumerate("TỐI MẬT")))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_text_stops_the_look(text):
    assert is_marked(text) in (True, False)
    assert not is_marked(text) or hints_at_mark(text)


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (plainly, "Hå s¬  (MËt)", "Hồ sơ (Mật)"),
        (plainly, "M\u200bật\u00ad", "Mật"),
        (plainly, "ṃ̶ậ̶ṭ", "mật"),
        (in_latin, "ＭẬＴ", "MẬT"),
        (in_latin, "Мат", "Mat"),
        (unstretched, "TTỐII MẬTT", "TỐI MẬT"),
        (unstretched, "Matsushita", "Matsushita"),
        (unspaced, "T U Y Ệ T M Ậ T", "TỐI MẬT"),
        (unspaced, "phiếu M.Ậ.T", "phiếu MẬT"),
        (unspaced, "U.B.N.D", "UBND"),
        (parted, "TốiMật", "Tối Mật"),
    ],
)
def test_each_step_undoes_one_way_of_writing(step, before, after):
    assert step(before) == after
