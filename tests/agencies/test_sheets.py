"""Rows poured into a workbook as text: what any cell holds is read back as it was."""

import io
import random

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from agencies.sheets import BATCH, pour, row

ODD = (
    "a & b",
    "<b>",
    "]]>",
    "_x0041_",
    "50% %s %d",
    "=1+1",
    "dòng một\ndòng hai",
    'nói "có"',
    "Tiêu đề",
    None,
    0,
    -3,
    10**12,
)


def poured(lines):
    book, target = Workbook(), io.BytesIO()
    for place in range(1, 4):
        book.active.cell(1, place, "x").number_format = "@"
    pour(book, target, [(1, lambda styles: (row(n, styles[0], line) for n, line in enumerate(lines, 1)))])
    rows = load_workbook(target).active.iter_rows(max_col=3, values_only=True)
    return [[unescape(value) if isinstance(value, str) else value for value in values] for values in rows]


def test_every_value_comes_back_as_it_was_beside_any_other():
    chance = random.Random(7)
    lines = [[chance.choice(ODD) for _ in range(3)] for _ in range(300)]
    assert poured(lines) == lines


def test_what_a_workbook_cannot_hold_becomes_a_space_and_an_empty_text_an_empty_cell():
    assert poured([["a\x01b", "", "c"]]) == [["a b", None, "c"]]


def test_no_row_is_lost_between_two_batches():
    lines = [[number, "Hồ sơ", ""] for number in range(2 * BATCH + 1)]
    assert [line[0] for line in poured(lines)] == list(range(2 * BATCH + 1))


def test_what_fails_on_the_way_is_raised():
    def failing(styles):
        yield row(1, styles[0], ["a"])
        raise OSError("the database went away")

    book = Workbook()
    book.active["A1"], book.active["A1"].number_format = "x", "@"
    with pytest.raises(OSError, match="went away"):
        pour(book, io.BytesIO(), [(1, failing)])
