"""Money that the bench invents: a small sample of `./portal bench money`, whose bars are measured by hand."""

import pytest

from budgets.models import Acceptance, Allocation, Contract, ContractChange, Estimate, Payment, Settlement
from plans.models import Plan
from reports.bench import invented_money, money
from reports.bench.province import LAST_DAY, fill
from reports.figures import province_figures
from reports.ledger.book import book_of
from reports.ledger.scopes import of_agency
from reports.ledger.walk import walk_of

pytestmark = pytest.mark.once


def test_each_agency_has_twenty_documents_that_the_ledger_explains(plan, agencies, lan, day):
    day(LAST_DAY.isoformat())
    some = [agencies["SYT"], agencies["503"]]
    fill(plan, some, lan)
    invented_money.write_money(plan, some, lan, "1")
    kinds = (Estimate, Allocation, Contract, Acceptance, Payment, Settlement)
    amended = ContractChange.objects.filter(kind="amended").count()
    assert sum(kind.objects.count() for kind in kinds) + amended == invented_money.DOCUMENTS * len(some)
    book = book_of(province_figures(Plan.current(), LAST_DAY))
    for one in some:
        assert walk_of(book, of_agency(book.figures, one.code)).is_explained


@pytest.mark.parametrize(
    ("begun", "reported", "done", "holds"),
    [
        (money.Cost(100, 15), money.Cost(110, 15), money.Cost(200, 15), True),
        (money.Cost(100, 15), money.Cost(110, 15), money.Cost(201, 15), False),  # beside when few have anything
        (money.Cost(110, 15), money.Cost(100, 15), money.Cost(201, 15), False),
        (money.Cost(100, 15), money.Cost(100, 15), money.Cost(100, 16), False),
    ],
)
def test_a_page_may_ask_fifteen_queries_and_take_twice_as_long(begun, reported, done, holds):
    said = []
    assert money.held(said.append, money.Visit("desk", None, "/"), begun, reported, done) is holds
    assert f"{done.queries} queries" in said[0]
