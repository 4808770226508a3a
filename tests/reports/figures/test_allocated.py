"""What is allocated in the figures: as of a day by the day it was recorded, the same as the pages of money say."""

from datetime import date

import pytest

from budgets.allocations import listing, queries
from budgets.allocations.services import take_back
from budgets.models import Allocation
from reports.board import funnels
from reports.figures import as_plain, province_figures
from tests.helpers.allocations import allocate, appraised

pytestmark = pytest.mark.once
DAY, LATER, LAST = date(2025, 6, 10), date(2025, 6, 12), date(2025, 6, 14)


def recorded(made, day):
    Allocation.objects.filter(pk=made.pk).update(recorded_on=day)


@pytest.fixture
def story(agencies, plan, tuan, hai):
    """600 and 5 on the first day, 200 less on the second; on the last one the 5 are taken back."""
    first = allocate(tuan, {agencies["SYT"]: 600}, "1/QĐ")
    district = allocate(hai, {agencies["502"]: 3, agencies["20335"]: 2}, "1/QĐ")
    cut = allocate(tuan, {agencies["SYT"]: 200}, "2/QĐ", kind="cut")
    reversal = take_back(district, actor=hai, reason="Nhầm")
    for made, day in ((first, DAY), (district, DAY), (cut, LATER), (reversal, LAST)):
        recorded(made, day)


@pytest.mark.parametrize(
    "on, syt, district, total",
    [(date(2025, 6, 9), 0, 0, 0), (DAY, 600, 5, 605), (LATER, 400, 5, 405), (LAST, 400, 0, 400)],
)
def test_each_day_keeps_its_own(plan, story, on, syt, district, total):
    figures = province_figures(plan, on)
    assert figures.by_code["SYT"].allocated_dong == syt
    assert figures.district("502").allocated_dong == district
    assert figures.total.allocated_dong == total == as_plain(figures)["total"]["allocated_dong"]
    assert province_figures(plan, LAST).on(on).total.allocated_dong == total


def test_the_pages_of_money_say_the_same(plan, agencies, story, tuan, hai, quy):
    appraised(agencies["SYT"], 900, tuan)
    appraised(agencies["502"], 70, hai)
    figures = province_figures(plan, LAST)
    by_agency, granted = queries.allocated_by_agency(plan), queries.appraised_by_agency(plan)
    for row in figures.agencies:
        assert row.allocated_dong == by_agency.get(row.pk, 0), row.code
        assert row.appraised_dong == granted.get(row.pk, 0), row.code
    groups = listing.groups_for(quy, plan)
    assert [group.allocated_dong for group in groups] == [each.allocated_dong for each in figures.groups.values()]
    assert [group.appraised_dong for group in groups] == [each.appraised_dong for each in figures.groups.values()]


def test_the_funnel_of_money_shows_it(plan, story):
    stages = {stage["name"]: stage["value"] for stage in funnels.money(province_figures(plan, DAY).total)}
    assert stages["Được giao"] == 605 and stages["Hợp đồng"] is None
