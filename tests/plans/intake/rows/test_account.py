"""The check of every reading: what goes in comes out, and what does not is reported."""

from datetime import date

from plans.intake.collected import Collected
from plans.intake.rows import account
from plans.intake.rows.account import NOT_BALANCED, CellAccount, count_filled, lost_cells
from plans.intake.rows.sheet_walk import SheetWalk
from plans.intake.rows.sums import no_figures
from tests.helpers.walked_sheets import HEAD, as_read, file_row, walked


def test_cells_that_go_in_and_do_not_come_out_are_said():
    """As if the walk had passed a row of two cells over."""
    collected, rows = Collected(), as_read([HEAD, file_row(1), ("I. Xây dựng",), file_row(2)])
    walk = SheetWalk(0, "Mục lục", collected, no_figures(), date(2025, 6, 1), lambda *files: None)
    walk.begin(rows, (), None, None)
    walk.walk(1, rows)
    walk.end()
    assert (walk.account.missing, collected.notes) == (0, [])
    walk.account.take_in([["03", "Hồ sơ xây dựng chợ"]])
    walk.end()
    assert collected.notes == [f"Trang tính “Mục lục”: {NOT_BALANCED.format(2)}."]


def test_cells_are_counted_by_what_became_of_their_row():
    counts = CellAccount()
    counts.take_in([["a", "", None, 1.0], ["", ""]])
    assert (counts.cells_in, counts.missing) == (2, 2)
    counts.became[account.FILE] += 2
    assert counts.missing == 0 and count_filled(["", None, 0.0, False]) == 2


def test_a_cell_of_a_file_that_gives_neither_value_nor_problem_is_found():
    sheet = walked(HEAD, file_row(1), file_row(2))
    header = sheet.headers[0]
    rows = [list(file_row(1)), list(file_row(2))]
    columns = {name: [row[at] for row in rows] for at, name in header.places.items()}
    assert lost_cells(header, rows, columns, []) == []
    columns["title"] = [None, rows[1][2]]
    assert lost_cells(header, rows, columns, []) == [(0, "title")]
