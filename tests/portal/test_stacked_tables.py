"""On a phone the cells of a table.stack stand below each other: a number without the name of its column says nothing.

Each template is read as it is written: whatever stands inside such a table, what it includes too.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template

pytestmark = pytest.mark.once
ROOT = Path("templates")
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))
OPENING = re.compile(r'\{% data_table [^%]*css="[^"]*\bstack\b[^"]*"[^%]*%\}|<table\b[^>]*class="[^"]*\bstack\b[^>]*>')
CLOSING = re.compile(r"\{% enddata_table %\}|</table>")
LIST_PAGE = '{% extends "components/list_page.html" %}'  # its rows are a table.stack
INCLUDE = re.compile(r'\{% include "([^"]+)"')
CELL = re.compile(r"<td\b(?:[^>{]|\{[^}]*\}+)*>")
COLUMN = re.compile(r"\{% column [^%]*numeric=True[^%]*%\}|\{% number_column [^%]*%\}")
WIDE = "wide-only"  # not shown on a phone


def stacked(name: str) -> Iterator[str]:
    """The parts of the template that are drawn in a table.stack, with what they include."""
    text = (ROOT / name).read_text()
    if text.startswith(LIST_PAGE):
        yield with_included(text)
        return
    for opened in OPENING.finditer(text):
        closed = CLOSING.search(text, opened.end())
        yield with_included(text[opened.end() : closed.start() if closed else len(text)])


def with_included(text: str) -> str:
    """The text, and behind it the templates that it includes."""
    names = [name for name in INCLUDE.findall(text) if (ROOT / name).exists() and not has_own_table(name)]
    return "\n".join([text, *(with_included((ROOT / name).read_text()) for name in names)])


def has_own_table(name: str) -> bool:
    text = (ROOT / name).read_text()
    return "<table" in text or "{% data_table" in text


def unlabelled(text: str) -> list[str]:
    """Numbers that a phone would show without a word."""
    cells = [cell for cell in CELL.findall(text) if is_number(cell) and "data-label=" not in cell and WIDE not in cell]
    columns = [column for column in COLUMN.findall(text) if 'label=""' in column]
    return [*cells, *columns, *re.findall(r"\{% number_cells [^%]*%\}", text)]


def is_number(cell: str) -> bool:
    found = re.search(r'class="([^"]*)"', cell)
    return found is not None and "num" in found[1].split()


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_number_of_a_stacked_table_has_the_name_of_its_column(name):
    found = [cell for part in stacked(name) for cell in unlabelled(part)]
    assert found == []


def test_what_is_looked_for_is_found():
    """The reader of templates sees each of the ways in which a number can be drawn without its name."""
    bad = ('<td class="num">{{ a|number }}</td>', "{% number_cells a b %}", '{% column "A" label="" numeric=True %}')
    assert [len(unlabelled(each)) for each in bad] == [1, 1, 1]
    good = '<td class="num" data-label="{{ name }}">1</td><td class="num wide-only">1</td>{% number_column "A" a %}'
    assert unlabelled(good) == [] and any(True for name in TEMPLATES for _ in stacked(name))


def test_a_number_with_its_name_is_drawn_as_one():
    drawn = Template('{% number_cell "Số tiền" 1234 %}').render(Context())
    assert drawn == '<td class="num" data-label="Số tiền">1.234</td>'
