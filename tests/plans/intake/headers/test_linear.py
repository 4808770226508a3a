"""No work that grows with the square: a head twice as long asks at most about twice as many questions."""

import pytest

from plans.intake.cells.rich_counts import rich_counts
from plans.intake.headers import meaning
from plans.intake.headers.meaning import KNOWN, field_of_text


class Counting(dict):
    """A dictionary that counts how often it is asked."""

    asked = 0

    def __contains__(self, key):
        self.asked += 1
        return super().__contains__(key)

    def get(self, *key):
        self.asked += 1
        return super().get(*key)


HEADS = {
    "words of no column": "bàn ghế tủ sách ",
    "fillers only": "số lượng của ",
    "a column among fillers": "tổng cộng số trang theo ",
    "words that say which holds": "mới cũ ",
}


@pytest.mark.parametrize("words", HEADS.values(), ids=HEADS)
def test_the_meaning_of_a_head_is_looked_up_a_bounded_number_of_times(words, monkeypatch):
    asked = []
    for times in (20, 40, 80):
        known = Counting(KNOWN)
        monkeypatch.setattr(meaning, "KNOWN", known)
        meaning.field_of.cache_clear()
        field_of_text(words * times)
        asked.append(known.asked)
    meaning.field_of.cache_clear()
    assert asked[2] <= 2 * asked[1] <= 4 * asked[0] <= 2_000


def test_long_texts_are_no_counts():
    assert rich_counts("page_count", "1 trang " * 5_000) is None


def test_what_is_longer_than_any_head_means_nothing_and_is_not_searched_for_brackets(monkeypatch):
    asked = []
    monkeypatch.setattr(meaning, "fold", lambda text: asked.append(text) or "")
    assert field_of_text("Số trang " + "(" * 16_000) == "" and asked == []
