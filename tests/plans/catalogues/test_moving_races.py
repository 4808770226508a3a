"""Two people move files at the same moment: none waits for the other for ever, no file is lost or doubled."""

from functools import partial

import pytest

from plans.catalogues.files import counted, totals_of, write_files
from plans.catalogues.moving import move_files
from plans.catalogues.services import create_catalogue
from plans.catalogues.undoing import undo_change
from plans.models import ArchivalFile, Catalogue, CatalogueChange
from tests.helpers.catalogues import four_different_files, fresh, numbered, row
from tests.helpers.racing import refused, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def both(plan, lan):
    """Two drafts of Lan's, with files 01 to 04 and 51 to 54."""
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2011–2020", fonds_name="Sở Y tế")
    write_files(other, actor=lan, added=[row(f"5{number}") for number in range(1, 5)])
    return four_different_files(plan, lan), fresh(other)


def all_numbers():
    return sorted(ArchivalFile.objects.values_list("file_number", flat=True))


def nothing_is_lost():
    assert all_numbers() == ["01", "02", "03", "04", "51", "52", "53", "54"]
    assert [totals_of(one) == counted(one) for one in Catalogue.objects.all()] == [True, True]


def test_to_and_fro_at_once(lan, nam, both):
    first, second = both
    answers = together(
        partial(move_files, first, numbered(first, "01", "02"), second, actor=lan),
        partial(move_files, second, numbered(second, "51"), first, actor=nam),
    )
    assert answers == [2, 1]
    nothing_is_lost()


def test_the_same_files_at_once_go_once(lan, nam, both):
    first, second = both
    seen = first.version
    move = partial(move_files, first, first.files.all(), second, expected_version=seen)
    assert refused(together(partial(move, actor=lan), partial(move, actor=nam))) == 1
    nothing_is_lost()


def test_it_is_taken_back_once_from_both_sides(lan, nam, both):
    first, second = both
    move_files(first, numbered(first, "01"), second, actor=lan)
    sides = [CatalogueChange.objects.filter(catalogue=one).latest("pk") for one in both]
    answers = together(*(partial(undo_change, each, actor=who) for each, who in zip(sides, (lan, nam), strict=True)))
    assert refused(answers) == 1 and numbered(first, "01").exists()
    nothing_is_lost()
