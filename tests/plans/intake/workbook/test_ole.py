"""What an old .xls container holds, also where its directory hides it."""

import pytest

from plans.intake.workbook.column_letters import index_of, letter_of
from plans.intake.workbook.file_kinds import Refusal, kind_of, names_in_ole
from tests.helpers.workbooks import ole

MACROS = ole({"Workbook": b"\t\b" + b"x" * 5000, "_VBA_PROJECT_CUR": b"x" * 5000})


def cut_off(data, name):
    """The container with an entry that leads nowhere: neither before nor after it is another one."""
    at = data.index((name + "\0").encode("utf-16-le"))
    return data[: at + 68] + b"\xff" * 8 + data[at + 76 :]


@pytest.mark.parametrize("data", [MACROS, cut_off(cut_off(MACROS, "Workbook"), "_VBA_PROJECT_CUR")])
def test_macros_are_found_in_a_storage_that_is_cut_off_the_directory(data):
    assert set(names_in_ole(data)) == {"Workbook", "_VBA_PROJECT_CUR"}
    with pytest.raises(Refusal) as refusal:
        kind_of(data, ".xls")
    assert refusal.value.code == "macro"


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_have_letters(index, letters):
    assert letter_of(index) == letters and index_of(letters) == index
