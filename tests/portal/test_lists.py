"""Lists: sorted by their heads, taken along as workbooks that say the same, and found again as they were left."""

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from budgets.estimates.list_columns import COLUMNS as ESTIMATES
from plans.catalogues.list_columns import COLUMNS as CATALOGUES
from plans.excess.workbook import COLUMNS as EXCESS
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2025, 4, 25)


@pytest.fixture
def lists(plan, agencies, lan):
    """Two agencies with a catalogue, an estimate, a target and a progress report each."""
    for code, pages in (("SYT", 900), ("SXD", 5_000)):
        make.a_target(agencies[code], 10 * pages)
        make.a_catalogue(agencies[code], pages, state="submitted", submitted_on=DAY, name=f"Mục lục {code}")
        make.an_estimate(agencies[code], 4_896 * pages, submitted_on=DAY, name=f"Dự toán {code}")
        make.a_progress_report(agencies[code], date(2025, 6, 13), pages)


def names(page, word):
    return re.findall(rf"{word} (SYT|SXD)</a>", page)


def sheet_of(answer):
    assert answer.status_code == 200, answer
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]


@pytest.mark.parametrize("path, word", [("/muc-luc/", "Mục lục"), ("/du-toan/", "Dự toán")])
def test_a_head_sorts_and_a_filter_keeps_the_order(as_user, mai, lists, path, word):
    client = as_user(mai)
    assert names(client.get(f"{path}?sort=pages").content.decode(), word) == ["SYT", "SXD"]
    page = client.get(f"{path}?sort=-pages&q=so").content.decode()
    assert names(page, word) == ["SXD", "SYT"]
    assert '<input type="hidden" name="sort" value="-pages">' in page and 'aria-sort="descending"' in page


@pytest.mark.parametrize(
    "path, columns", [("/muc-luc/", CATALOGUES), ("/du-toan/", ESTIMATES), ("/vuot-chi-tieu/", EXCESS)]
)
def test_each_head_that_sorts_names_a_column(as_user, mai, lists, agencies, path, columns):
    make.a_catalogue(agencies["SYT"], 20_000, state="submitted", submitted_on=DAY, name="Vượt")
    heads = set(re.findall(r"sort=-?([a-z_]+)", as_user(mai).get(path).content.decode()))
    assert heads and heads <= {column.key for column in columns}


def test_workbooks_hold_what_the_filter_leaves(as_user, mai, lists):
    client = as_user(mai)
    rows = sheet_of(client.get("/muc-luc.xlsx?q=y+te&sort=-pages"))
    assert [row[1] for row in rows[2:]] == ["Mục lục SYT", "Tổng cộng"] and rows[-1][8] == 900
    rows = sheet_of(client.get("/du-toan.xlsx?sort=-pages"))
    assert [row[2] for row in rows[2:4]] == ["Dự toán SXD", "Dự toán SYT"] and rows[-1][6] == 4_896 * 5_900
    rows = sheet_of(client.get("/chi-tieu.xlsx"))
    assert rows[-1][3:5] == [59_000, 59_000 * 4_896]
    rows = sheet_of(client.get("/tien-do.xlsx?ky=2025-06-13&trang-thai=da-gui"))
    assert [row[3] for row in rows[2:-1]] == ["đã gửi"] * 2 and rows[-1][9] == 5_900


def test_lan_takes_along_what_she_sees(as_user, lan, lists):
    client = as_user(lan)
    for path in ("/muc-luc.xlsx", "/du-toan.xlsx", "/chi-tieu.xlsx", "/tien-do.xlsx"):
        text = str(sheet_of(client.get(path)))
        assert "Sở Xây dựng" not in text and "SXD" not in text, path


def test_a_list_is_found_again_as_it_was_left(as_user, mai, lists):
    from plans.models import Catalogue

    client = as_user(mai)
    pk = Catalogue.objects.first().pk
    assert 'href="/muc-luc/"' in client.get(f"/muc-luc/{pk}/").content.decode()
    client.get("/muc-luc/?sort=-pages&q=y+te")
    assert 'href="/muc-luc/?sort=-pages&amp;q=y+te"' in client.get(f"/muc-luc/{pk}/").content.decode()
    client.get("/muc-luc/")
    assert 'href="/muc-luc/?' not in client.get(f"/muc-luc/{pk}/").content.decode()


def test_a_list_left_alone_writes_nothing_into_the_session(as_user, mai, lists, django_assert_num_queries):
    client = as_user(mai)
    client.get("/muc-luc/?q=so")
    before = dict(client.session)
    client.get("/muc-luc/?q=so")
    assert dict(client.session) == before
