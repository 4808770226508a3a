"""Words that an official uses, one spelling each in the whole product: what is on a page, in a workbook or a guide."""

import re
from pathlib import Path

import pytest

ROOMS = ("agencies", "plans", "budgets", "reports", "templates")
WRONG = {
    "column": (r'"(Ai|Lúc)"', "Người thực hiện, Thời điểm"),
    "pictures": (r"[Pp]him(,\s+|\s+)ảnh", "phim/ảnh, as the plan has it"),
}


def texts():
    for room in ROOMS:
        for path in sorted(Path(room).rglob("*")):
            if path.suffix in (".py", ".html", ".js", ".txt") and "migrations" not in path.parts:
                yield path, path.read_text()


@pytest.mark.parametrize("what", WRONG)
def test_no_page_has_the_wrong_word(what):
    pattern, right = WRONG[what]
    found = [(str(path), match[0]) for path, text in texts() for match in re.finditer(pattern, text)]
    assert found == [], right
