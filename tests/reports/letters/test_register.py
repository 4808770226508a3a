"""Sổ công văn trình: what came in, from whom, with what; found in the lists, in the register and in the search."""

import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from plans.letters.services import Letter, enclose
from plans.models import CoverLetter
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2025, 6, 18)
REGISTER = "/cong-van/"


@pytest.fixture
def objects(plan, agencies, lan):
    """What Sở Y tế handed in, one of each kind, and a catalogue of Sở Xây dựng."""
    syt, waiting = agencies["SYT"], {"state": "submitted", "submitted_on": DAY}
    return {
        "catalogue": make.a_catalogue(syt, 900, **waiting, name="Đợt một"),
        "estimate": make.an_estimate(syt, 4_406_400, submitted_on=DAY, name="Số hóa năm 2025"),
        "review": make.a_review(syt, 900),
        "progress": make.a_progress_report(syt, date(2025, 6, 13), 100),
        "other": make.a_catalogue(agencies["SXD"], 50, **waiting, name="Bản vẽ"),
    }


@pytest.fixture
def letters(objects, lan, binh):
    """A letter with each of Sở Y tế's, of four days; a second one with the catalogue, which replaces the first."""
    sent = (("catalogue", "45/SYT-VP", 16), ("estimate", "46/SYT-TC", 17), ("review", "47/SYT-VP", 18))
    for name, number, day in (*sent, ("progress", "48/SYT-VP", 19), ("catalogue", "52/SYT-VP", 20)):
        turn = 2 if number.startswith("52") else 1
        enclose(objects[name], Letter(number, date(2025, 6, day)), actor=lan, turn=turn)
    enclose(objects["other"], Letter("9/SXD-VP", DAY), actor=binh, turn=1)


def rows(answer):
    """[number, …] as the register lists them."""
    return re.findall(r'<th scope="row">\s*([^<]+?)\s*</th>', answer.content.decode())


def test_the_register_says_what_came_with_what_and_leads_there(as_user, hoa, objects, letters):
    page = as_user(hoa).get(REGISTER)
    assert rows(page) == ["9/SXD-VP", "52/SYT-VP", "48/SYT-VP", "47/SYT-VP", "46/SYT-TC", "45/SYT-VP"]
    shown = page.content.decode()
    for name, route in (
        ("catalogue", "catalogue_detail"),
        ("estimate", "estimate_detail"),
        ("review", "review_version"),
        ("progress", "progress_report"),
    ):
        assert f'href="{reverse(route, args=[objects[name].pk])}"' in shown, name
    assert "<b>6</b> lần trình có công văn của" in " ".join(shown.split())


@pytest.mark.parametrize(
    "query, found",
    [
        ("kind=estimate", ["46/SYT-TC"]),
        ("agency=SXD", ["9/SXD-VP"]),
        ("q=syt-vp+47", ["47/SYT-VP"]),
        ("q=dot+mot", ["52/SYT-VP", "45/SYT-VP"]),
        ("since=18/6/2025&until=19/6/2025&sort=day", ["9/SXD-VP", "47/SYT-VP", "48/SYT-VP"]),
        ("kind=catalogue&sort=-day", ["52/SYT-VP", "9/SXD-VP", "45/SYT-VP"]),
        ("q=khong+co", []),
    ],
)
def test_it_is_narrowed_and_sorted_and_the_workbook_follows(as_user, hoa, letters, query, found):
    client = as_user(hoa)
    assert rows(client.get(f"{REGISTER}?{query}")) == found
    book = load_workbook(io.BytesIO(client.get(f"/cong-van.xlsx?{query}").content)).active
    assert [row[1].value for row in list(book.iter_rows())[2 : 2 + len(found)]] == found


def test_a_day_that_cannot_be_read_is_said(as_user, hoa, letters):
    page = as_user(hoa).get(f"{REGISTER}?since=31/2/2025").content.decode()
    assert 'id="errors"' in page and "31/2/2025" in page and "52/SYT-VP" in page


def test_each_agency_reads_its_own_letters_alone(as_user, binh, minh, letters):
    page = as_user(binh).get(REGISTER)
    assert rows(page) == ["9/SXD-VP"] and "SYT" not in page.content.decode()
    assert rows(as_user(binh).get(f"{REGISTER}?agency=SYT")) == []
    seen = rows(as_user(minh).get(REGISTER))
    assert len(seen) == 5 and "9/SXD-VP" not in seen


def test_lists_name_the_last_letter_and_are_narrowed_by_it(as_user, hoa, tuan, objects, letters, agencies):
    make.a_catalogue(agencies["STP"], 10, state="submitted", submitted_on=DAY, name="Không kèm gì")
    client = as_user(hoa)
    for path in ("/muc-luc/", "/tham-dinh/"):
        page = client.get(path).content.decode()
        assert "52/SYT-VP" in page and "45/SYT-VP" not in page and "Công văn trình" in page
        page = client.get(f"{path}?letter=khong").content.decode()
        assert "Không kèm gì" in page and "Đợt một" not in page
        page = client.get(f"{path}?q=52/SYT-VP&letter=co").content.decode()
        assert "Đợt một" in page and "Bản vẽ" not in page and "Không kèm gì" not in page
    page = as_user(tuan).get("/du-toan/?q=46/SYT").content.decode()
    assert "Công văn 46/SYT-TC ngày 17/6/2025" in page
    assert "46/SYT-TC" not in as_user(tuan).get("/du-toan/?letter=khong").content.decode()


def test_the_search_of_every_page_finds_a_letter_by_its_number(as_user, hoa, binh, objects, lan, plan):
    from agencies.history import record

    enclose(objects["catalogue"], Letter("45/SYT-VP", DAY), actor=lan)
    record(objects["catalogue"], actor=lan, action="submit", sentence="trình", document=("45/SYT-VP", DAY))
    page = as_user(hoa).get("/tim/?q=045/syt-vp").content.decode()
    assert "45/SYT-VP ngày 18/6/2025" in page and f"/muc-luc/{objects['catalogue'].pk}/" in page
    assert "45/SYT-VP ngày" not in as_user(binh).get("/tim/?q=45/syt-vp").content.decode()


def test_many_letters_cost_no_more_queries_than_one_of_each_kind(as_user, hoa, lan, letters, objects, agencies):
    client = as_user(hoa)
    client.get(REGISTER)
    with CaptureQueriesContext(connection) as few:
        client.get(REGISTER)
    for number in range(60, 70):
        enclose(objects["catalogue"], Letter(f"{number}/SYT-VP", DAY), actor=lan, turn=number)
    assert CoverLetter.objects.count() == 16
    with CaptureQueriesContext(connection) as many:
        client.get(REGISTER)
    assert len(many) == len(few)
