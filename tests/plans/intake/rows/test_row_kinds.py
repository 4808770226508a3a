"""What a row is, by its cells alone; merged cells; what a total row says."""

import pytest

from plans.intake.cells.spans import ends
from plans.intake.cells.texts import row_code
from plans.intake.rows.merged import MergedCells
from plans.intake.rows.row_kinds import is_numbering, repeats_header
from plans.intake.rows.sections import Section
from plans.intake.rows.sums import figures_of


class OneHeader:
    """A header whose columns are where `places` says."""

    last = 1
    scales = {}

    def __init__(self, **places):
        self.places = dict.fromkeys(places.values())
        self.at = places.get


def test_a_code_of_the_portal_is_known_and_nothing_else():
    assert row_code(" T12D7 ") == "T12D7"
    assert [row_code(cell) for cell in ("T12", "T0D1", "t12d7", 12, None)] == [None] * 5


def test_three_marks_that_count_up_number_the_columns():
    assert is_numbering(["(1)", "(2)", "(3)"]) and is_numbering(["A", "1", "2"])
    assert not is_numbering(["1", "2"]) and not is_numbering(["1", "3", "4"]) and not is_numbering(["4", "5", "6"])


def test_a_longer_row_may_repeat_a_shorter_header():
    header = [["ho so so", "tieu de"]]
    assert repeats_header(["Hồ sơ số", "Tiêu đề", "Ghi chú"], header)
    assert not repeats_header(["Hồ sơ số", "Khác", "Ghi chú"], header)


@pytest.mark.parametrize(
    ("cells", "filled"),
    [
        (((1, 0), (3, 0)), [["a"], ["a"], [None]]),  # rows 2 to 4 of the first column
        (((1, 0), (1, 1)), [["a"], [None], [None]]),  # across
        (((1, 0), (3, 1)), [["a"], [None], [None]]),  # a block
    ],
)
def test_only_what_is_merged_downwards_in_one_column_is_filled(cells, filled):
    rows = [["a"], [None], [None]]
    MergedCells([cells]).fill(OneHeader(box_number=0), 2, rows)
    assert [row[:1] for row in rows][: len(filled)] == ([["a"]] * 3 if cells[1] == (3, 0) else filled)


def test_a_merged_cell_goes_on_into_the_rows_that_are_read_next():
    merged = MergedCells([((1, 0), (4, 0))])
    first, then = [["a"], [None]], [[None], [None], [None]]
    merged.fill(OneHeader(box_number=0), 2, first)
    merged.fill(OneHeader(box_number=0), 4, then)
    assert (first, then) == ([["a"], ["a"]], [["a"], ["a"], [None]])


def test_an_end_lends_its_year_to_a_beginning_without_one_only():
    assert ends("15/3", "20/12/2008", None) == ("2008-03-15", "2008-12-20")
    assert ends("15/3/2007", "20/12/2008", None) == ("2007-03-15", "2008-12-20")
    assert ends("15/3", "không rõ", None) is None and ends("2009", "2008", None) is None


def test_a_list_is_by_years_only_once_a_heading_says_so():
    assert Section().by_year is False and Section().copy().by_year is False


def test_a_total_row_says_its_numbers_and_no_ticks():
    header = OneHeader(page_count=0, sheets_pages=1)
    assert figures_of(header, ["1.200", None]) == {"page_count": 1200}
    assert figures_of(header, [True, "623/1.234"]) == {"sheet_count": 623, "page_count": 1234}
    assert figures_of(header, [None, "1.234"]) == {}
