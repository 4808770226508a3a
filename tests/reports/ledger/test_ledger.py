"""Stories of the ledger: what an official reads between two stages, whose ledger opens, the workbook, the queries."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from budgets.models import AppraisedLine
from reports.figures import province_figures
from reports.ledger.book import book_of
from reports.ledger.scopes import GROUPS, PROVINCE, of_agency, scope_of
from reports.ledger.walk import walk_of
from tests.helpers import factories as make
from tests.helpers.ledgers import write_document

pytestmark = pytest.mark.once
MAY, JUNE, DAY = date(2025, 5, 12), date(2025, 6, 2), date(2025, 6, 20)
PRICE = 4_896


@pytest.fixture
def story(plan, agencies, hoa, tuan, day):
    """Sở Y tế: 1.000 pages planned, 1.200 reviewed, 100 of them double; 1.050 asked for, 1.000 granted, 900 signed."""
    day(DAY.isoformat())
    syt = agencies["SYT"]
    make.a_target(syt, 1_000)
    make.a_review(syt, 1_200)
    catalogue = make.a_catalogue(syt, 1_100, submitted_on=MAY)
    appraisal = make.an_appraisal(catalogue, hoa, MAY)
    gone = {"left_out_files": 1, "left_out_pages": 100, "left_out_by_reason": {"duplicate": [1, 100]}}
    type(appraisal).objects.filter(pk=appraisal.pk).update(**gone)
    estimate = make.an_estimate(syt, 1_050 * PRICE, MAY, name="Dự toán đợt 1")
    decision = make.an_estimate_appraisal(estimate, tuan, MAY, 1_000 * PRICE)
    AppraisedLine.objects.create(
        appraisal=decision,
        position=1,
        name="Trang A4",
        size="a4",
        requested_pages=1_050,
        requested_dong=1_050 * PRICE,
        page_count=1_000,
        amount_dong=1_000 * PRICE,
        reason="Trang trắng",
    )
    documents = [
        ("given", 950 * PRICE, 0, JUNE),
        ("signed", 900 * 4_000, 4_000, JUNE),
        ("accepted", 1_000_000, 4_000, JUNE),
        ("advance", 300_000, 0, JUNE),
        ("payment", 600_000, 0, DAY),
        ("recovery", 100_000, 0, DAY),
    ]
    return [write_document(syt, number, one, tuan) for number, one in enumerate(documents)]


def causes(plan, code="SYT", day=DAY):
    book = book_of(province_figures(plan, day))
    walk = walk_of(book, of_agency(book.figures, code))
    assert walk.is_explained
    return {cause.key: (cause.pages, cause.dong) for step in walk.steps for cause in step.causes}


def test_each_difference_is_explained_by_its_causes(plan, story):
    assert causes(plan) == {
        "reviewed_more": (200, 200 * PRICE),
        "duplicate": (-100, -100 * PRICE),
        "asked_less": (-50, -50 * PRICE),
        "pages_cut": (-50, -50 * PRICE),
        "allocated_less": (0, -50 * PRICE),
        "contracted_less": (0, -50 * PRICE),
        "cheaper": (0, -900 * 896),
        "not_accepted": (250 - 900, 1_000_000 - 3_600_000),
        "unpaid": (0, -300_000),
        "open_advance": (0, 200_000),
        "not_settled": (0, -900_000),
    }


def test_a_cause_shows_the_documents_of_both_sides(plan, story):
    """900 pages at the estimate's price were signed of 950 that were given: both are there with what they have."""
    book = book_of(province_figures(plan, DAY))
    documents = [one for item in book.items for one in item.by_document]
    sides = [(item.document[0], item.dong) for item in documents if item.cause == "contracted_less"]
    assert sides == [("allocation", -950 * PRICE), ("contract", 900 * 4_000), ("contract", 900 * 896)]
    given = {item.document[0]: item.dong for item in documents if item.cause == "allocated_less"}
    assert given == {"estimate": -1_000 * PRICE, "allocation": 950 * PRICE}


def test_savings_of_the_figures_are_the_causes_of_the_ledger(plan, story):
    row, found = province_figures(plan, DAY).by_code["SYT"], causes(plan)
    assert row.duplicate_dong == -found["duplicate"][1]
    assert row.cut_dong == -found["pages_cut"][1]
    assert row.cheaper_dong == -found["cheaper"][1]
    assert row.savings_dong == (100 + 50) * PRICE + 900 * 896


def test_a_past_day_keeps_its_ledger(plan, story):
    before = causes(plan, day=date(2025, 5, 31))
    assert "not_allocated" in before and "cheaper" not in before and "unpaid" not in before
    assert causes(plan, day=JUNE)["open_advance"] == (0, 300_000)


def test_who_reviewed_nothing_and_who_only_handed_in(plan, agencies):
    make.a_target(agencies["SXD"], 500)
    make.a_target(agencies["TTT"], 300)
    make.a_review(agencies["TTT"], 200)
    make.a_catalogue(agencies["TTT"], 150, "submitted", MAY)
    make.an_estimate(agencies["TTT"], 100 * PRICE, MAY)
    assert causes(plan, "SXD") == {"not_reviewed": (-500, -500 * PRICE)}
    assert causes(plan, "TTT") == {
        "reviewed_less": (-100, -100 * PRICE),
        "awaiting": (-150, -150 * PRICE),
        "listed_less": (-50, -50 * PRICE),
        "asked_more": (100, 100 * PRICE),
        "waiting_finance": (-100, -100 * PRICE),
    }


def test_the_page_shows_causes_with_documents(as_user, lan, story):
    page = as_user(lan).get("/doi-chieu/").content.decode()
    for words in (
        "Rà soát nhiều hơn chỉ tiêu",
        "Loại vì trùng",
        "Trang trắng",
        "tự thực hiện số 06/HĐ",
        "Dự toán đợt 1",
    ):
        assert words in page, words
    assert "+979.200" in page and "chưa giải thích" not in page


def test_the_province_shows_agencies_that_lead_to_their_ledgers(as_user, hoa, story):
    page = as_user(hoa).get("/doi-chieu/?ngay=20/6/2025").content.decode()
    assert "?don-vi=SYT&amp;ngay=20%2F6%2F2025" in page and "Trang trắng" not in page


def test_a_clerk_opens_the_own_ledger_only(as_user, lan, story):
    client = as_user(lan)
    assert client.get("/doi-chieu/?don-vi=SYT").status_code == 200
    for other in ("SXD", PROVINCE, *GROUPS, "nothing"):
        assert client.get("/doi-chieu/", {"don-vi": other}).status_code == 404
        assert client.get("/doi-chieu.xlsx", {"don-vi": other}).status_code == 404


@pytest.mark.parametrize("asked", ["31/2/2025", "1/1/2030"])
def test_a_day_that_cannot_be_is_said_and_today_shown(as_user, lan, story, asked):
    response = as_user(lan).get("/doi-chieu/", {"ngay": asked})
    assert response.status_code == 200 and 'href="#id_ngay"' in response.content.decode()


def test_the_workbook_holds_the_same_lines(as_user, lan, story):
    response = as_user(lan).get("/doi-chieu.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [row[1:5] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert ("Công đoạn", "Kế hoạch", 1_000, 1_000 * PRICE) == rows[0]
    assert ("Nguyên nhân", "Loại vì trùng", -100, -100 * PRICE) in rows
    assert [row[1] for row in rows if row[0] == "Công đoạn"][-1] == "Quyết toán"


def queries_of(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_as_many_queries_for_many_agencies_as_for_one(as_user, hoa, agencies, tuan, story):
    client = as_user(hoa)
    make.an_estimate(agencies["SXD"], PRICE, MAY)
    one = queries_of(client, "/doi-chieu/")
    for code in ("BQLKKT", "TTT", "503", "511"):
        make.a_target(agencies[code], 1_000)
        make.a_review(agencies[code], 900)
        make.an_estimate(agencies[code], 800 * PRICE, MAY)
        for number, kind in enumerate(("given", "signed", "accepted", "advance", "settled")):
            write_document(agencies[code], number, (kind, 400_000, 4_000, JUNE), tuan)
    assert queries_of(client, "/doi-chieu/") == one
    assert one <= 15


@pytest.mark.slow
def test_the_demo_is_explained_on_every_day(demo_until):
    with demo_until() as plan:
        hoa = User.objects.get(username="hoa")
        for day in (date(2025, 5, 12), date(2025, 6, 12), DAY):
            book = book_of(province_figures(plan, day))
            for key in (PROVINCE, *GROUPS):
                walk = walk_of(book, scope_of(book.figures, hoa, key))
                assert walk.is_explained, (day, key)
            assert walk_of(book, scope_of(book.figures, hoa, PROVINCE)).standings[0].dong == 351_151_994_016
