"""The index of words: what a search of many catalogues finds with it is what it finds without."""

import pytest
from django.db import connection

from agencies.formats.text import fold
from plans.catalogues import words
from plans.catalogues.files import write_files
from plans.catalogues.search import MOST_OF_A_TEXT, in_catalogues, looked_up, narrowed
from plans.catalogues.services import create_catalogue
from plans.catalogues.undoing import undo_change
from plans.models import Catalogue, CatalogueChange, SearchedCatalogue, SearchedFile
from plans.tasks import index_words
from tests.helpers.catalogues import row

TEXTS = ("Hoà Vang", "quy hoạch mạng", "mạng lưới quy hoạch", "12 QĐ", "an", "cua", "'", "' & | !", "không có thật")
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps words")


@pytest.fixture
def two(plan, lan, monkeypatch):
    """Two catalogues of Lan's, searched by words however few their files are."""
    monkeypatch.setattr(words, "WORTH_IT", 0)
    titles = {
        "Một": ("Quy hoạch mạng lưới y tế Hoà Vang", "Toàn văn báo cáo của ông Ba", "Vang danh Hòa Tiến"),
        "Hai": ("Hồ sơ Hòa Vang", "Mạng lưới, quy hoạch chợ"),
    }
    for name, lines in titles.items():
        made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Sở Y tế")
        rows = [row(f"{n:02}", title=title, reference_code=f"{n}/QĐ-UBND") for n, title in enumerate(lines, 11)]
        write_files(made, actor=lan, added=rows)
    return list(Catalogue.objects.order_by("name"))


def found(catalogues, text):
    """Titles that the search finds."""
    keys = [one.pk for one in catalogues]
    files, sums = looked_up(narrowed(in_catalogues(keys), {"q": text}, catalogues), True, MOST_OF_A_TEXT)
    titles = sorted(files.values_list("title", flat=True))
    assert sums.files == len(titles)
    return titles


def read(catalogues, text):
    """The same by looking at every file."""
    files = in_catalogues([one.pk for one in catalogues])
    return sorted(file.title for file in files if f" {fold(text)}" in f" {file.search_text}")


def test_a_text_is_found_where_its_words_follow_each_other_and_the_last_may_be_begun(two):
    before = {text: found(two, text) for text in TEXTS}
    assert before["Hoà Vang"] == ["Hồ sơ Hòa Vang", "Quy hoạch mạng lưới y tế Hoà Vang"]
    assert before["quy hoạch mạng"] == ["Quy hoạch mạng lưới y tế Hoà Vang"] and before["an"] == []
    assert before == {text: read(two, text) if fold(text) else before[text] for text in TEXTS}
    index_words()
    assert {text: found(two, text) for text in TEXTS} == before


@on_postgres
def test_what_changed_since_is_read_and_the_next_round_learns_it(two, lan):
    assert words.candidates("hoa vang", two) is None
    assert words.bring_up_to_date() == 2 and words.bring_up_to_date() == 0
    assert len(words.candidates("hoa vang", two)) == 2  # "Vang danh Hòa Tiến" has both words, apart
    file = two[0].files.order_by("pk").first()
    write_files(two[0], actor=lan, changed=[(file, row(file.file_number, title="Chợ Đà Nẵng"))])
    assert found(two, "cho da nang") == ["Chợ Đà Nẵng"] and words.bring_up_to_date() == 1
    assert found(two, "cho da nang") == ["Chợ Đà Nẵng"] and "da" in str(SearchedFile.objects.get(pk=file.pk).words)
    undo_change(CatalogueChange.objects.latest("pk"), actor=lan)
    assert found(two, "cho da nang") == []
    words.bring_up_to_date()
    file.refresh_from_db()
    assert found(two, "cho da nang") == [] and found(two, file.title) == [file.title]


@on_postgres
def test_pairs_and_the_catalogue_tell_files_apart_before_any_is_read(two, monkeypatch):
    words.bring_up_to_date()
    assert len(words.candidates("mang luoi", two)) == 2 and len(words.candidates("mang luoi", two[:1])) == 1
    assert len(words.candidates("quy hoach mang l", two)) == 1  # the begun word is left to the look at the file
    monkeypatch.setattr(words, "NAMED", 0)  # more catalogues than are named to the index
    assert len(words.candidates("mang luoi", two[:1])) == 1
    monkeypatch.setattr(words, "MOST", 1)  # the others alone find too many: the begun word is asked for too
    assert len(words.candidates("qd ubnd quy", two)) == 1


@on_postgres
def test_a_common_text_is_read_and_removed_files_are_forgotten(two, lan, monkeypatch):
    words.bring_up_to_date()
    monkeypatch.setattr(words, "MOST", 2)
    assert words.candidates("qd", two) is None and len(found(two, "qd")) == 5
    write_files(two[0], actor=lan, removed=list(two[0].files.all()))
    words.bring_up_to_date()
    assert set(SearchedFile.objects.values_list("catalogue", flat=True)) == {two[1].pk}
    words.forget([two[1].pk])
    assert not SearchedFile.objects.exists() and SearchedCatalogue.objects.get().catalogue_id == two[0].pk


@on_postgres
def test_one_round_ends_in_time_and_the_next_goes_on(two):
    assert words.bring_up_to_date(seconds=-1) == 0
    assert words.bring_up_to_date() == 2
    Catalogue.objects.filter(pk=two[1].pk).update(deleted_at="2025-05-01T00:00:00Z")
    words.forget_deleted()
    assert set(SearchedFile.objects.values_list("catalogue", flat=True)) == {two[0].pk}
