"""The small errors that measure the tests: what is changed, and what is left alone."""

import pytest

from tests.mutants import rooms
from tests.mutants.changes import mutants_of
from tests.mutants.copies import ROOT

SOURCE = '''"""A module."""
LIMIT: int = 3


def price(pages: int, kind: str = "a4") -> int:
    """Never changed."""
    if not pages >= LIMIT and kind:
        return pages + len(kind)
    record(pages, "thêm")
'''


@pytest.fixture
def mutants(tmp_path):
    path = tmp_path / "pricing.py"
    path.write_text(SOURCE, encoding="utf-8")
    return mutants_of(path, tmp_path)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("comparison", {"pages > LIMIT", "pages < LIMIT"}),
        ("and/or", {"(not pages >= LIMIT or kind)"}),
        ("not dropped", {"(pages >= LIMIT)"}),
        ("condition", {"True", "False"}),
        ("operator", {"pages - len(kind)"}),
        ("returned value", {"None"}),
        ("constant", {"4", "(2)"}),
        ("argument order", {"record('thêm', pages)"}),
        ("call removed", {"pass"}),
        ("text emptied", {'""'}),
        ("text changed", {"'Xa4X'", "'XthêmX'"}),
    ],
)
def test_each_kind_of_error_is_made(mutants, kind, texts):
    assert {each.text for each in mutants if each.kind == kind} == texts


def test_an_error_changes_its_place_and_nothing_else(mutants):
    (one,) = (each for each in mutants if each.text == "pages - len(kind)")
    assert one.applied(SOURCE.encode()).decode() == SOURCE.replace("pages + len", "pages - len")
    assert (one.line, one.function) == (8, "price")
    assert all(each.is_python(SOURCE.encode()) for each in mutants)


def test_docstrings_and_type_hints_stay(mutants):
    assert not [each for each in mutants if each.before in ('"""A module."""', '"""Never changed."""', "int")]


def test_what_runs_on_import_belongs_to_no_function(mutants):
    assert {each.function for each in mutants if each.line < 6} == {""}


@pytest.mark.parametrize("room", rooms.NAMED.split())
def test_every_named_room_has_modules_and_tests_of_its_own(room):
    assert rooms.modules_of(room, ROOT) and rooms.tests_of(room, ROOT)


@pytest.mark.parametrize("room", ["config/launch", "portal"])
def test_what_could_harm_the_machine_is_never_changed(room):
    with pytest.raises(SystemExit, match="may harm"):
        rooms.modules_of(room, ROOT)
