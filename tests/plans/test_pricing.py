"""What pages cost: the price of a day, K of each paper size, and A4 pages in Python and in the database alike."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from plans.models import Catalogue, Plan, SizeFactor, UnitPrice
from plans.models.pages import PAGE_FIELDS, SIZES
from plans.pricing import Tariff, a4_pages, a4_pages_of, factors_on, plan_price_dong, tariff_on, with_a4_pages
from tests.helpers import factories as make

TARIFF = Tariff({"a4": 1, "a3": 2, "a2": 4, "a1": 8, "a0": 16}, ("a0",), unit_price_dong=4896)


@pytest.fixture
def prices(plan):
    """4.000 đồng from 2020, 4.896 from 1/1/2025, 5.120 from 1/7/2025."""
    UnitPrice.objects.all().delete()
    for amount, day in ((4000, date(2020, 1, 1)), (4896, date(2025, 1, 1)), (5120, date(2025, 7, 1))):
        UnitPrice.objects.create(amount_dong=amount, valid_from=day, source="Lương cơ sở")


def test_each_size_counts_by_its_factor():
    pages = {"a4": 100, "a3": 10, "a2": 5, "a1": 2, "a0": 1}
    assert TARIFF.a4_pages(pages) == 100 + 20 + 20 + 16 + 16
    assert TARIFF.amount_dong(pages) == 172 * 4896
    assert TARIFF.a4_pages({"a3": 3}) == 6 and TARIFF.a4_pages({}) == TARIFF.amount_dong({}) == 0


@pytest.mark.parametrize(("pages", "asked"), [({"a0": 1}, True), ({"a0": 0}, False), ({"a3": 9}, False), ({}, False)])
def test_only_an_unconfirmed_size_that_is_used_needs_confirmation(pages, asked):
    assert TARIFF.needs_confirmation(pages) is asked


@pytest.mark.engine
@pytest.mark.parametrize(
    ("day", "dong"),
    [
        (date(2020, 1, 1), 4000),
        (date(2024, 12, 31), 4000),
        (date(2025, 1, 1), 4896),
        (date(2025, 6, 30), 4896),
        (date(2025, 7, 1), 5120),
    ],
)
def test_a_price_holds_from_its_first_day_on(prices, day, dong):
    assert tariff_on(day).unit_price_dong == dong


def test_before_the_first_price_there_is_none(prices):
    with pytest.raises(ObjectDoesNotExist, match="^Chưa có đơn giá áp dụng cho ngày này: "):
        tariff_on(date(2019, 12, 31))
    assert factors_on(date(2019, 12, 31)).a4_pages({"a4": 3}) == 3


def test_factors_are_those_stored_and_1_where_none_is(prices):
    SizeFactor.objects.all().delete()
    assert tariff_on(date(2025, 6, 20)) == Tariff(dict.fromkeys(SIZES, 1), (), unit_price_dong=4896)
    SizeFactor.objects.create(size="a3", factor=2, confirmed=True)
    SizeFactor.objects.create(size="a2", factor=5, confirmed=False)
    SizeFactor.objects.create(size="a4", factor=1, confirmed=False)  # what is one page needs no word
    tariff = tariff_on(date(2025, 6, 20))
    assert tariff.factors == {"a4": 1, "a3": 2, "a2": 5, "a1": 1, "a0": 1} and tariff.unconfirmed == ("a2",)


@pytest.mark.parametrize(
    ("starts_on", "dong"),
    [
        (date(2025, 1, 1), 4896),
        (date(2024, 12, 31), 4000),
        (date(2025, 7, 1), 5120),
        (date(2030, 1, 1), 5120),
        (date(2019, 1, 1), 4000),
    ],
)
def test_a_plan_is_made_with_the_price_of_its_first_day_or_the_earliest(prices, starts_on, dong):
    assert plan_price_dong(Plan(starts_on=starts_on)) == dong


def test_without_prices_a_plan_costs_nothing(plan):
    UnitPrice.objects.all().delete()
    assert plan_price_dong(plan) == 0


def test_the_database_counts_a4_pages_as_python_does(agencies):
    sizes = dict(zip(PAGE_FIELDS.values(), (100, 10, 5, 2, 1), strict=True))
    made = make.a_catalogue(agencies["SYT"], **sizes)
    make.a_catalogue(agencies["SXD"], name="Trống")
    tariff = tariff_on(date(2025, 6, 20))
    expected = sum(number * tariff.factors[size] for size, number in zip(SIZES, (100, 10, 5, 2, 1), strict=True))
    assert a4_pages_of(made) == expected > 118
    rows = with_a4_pages(Catalogue.objects.order_by("pk"))
    assert [row.a4_pages for row in rows] == [expected, 0]
    assert Catalogue.objects.filter(pk=made.pk).values_list(a4_pages(), flat=True).get() == expected


def test_pages_follow_the_factor_of_the_day(agencies):
    made = make.a_catalogue(agencies["SYT"], page_count_a3=10)
    SizeFactor.objects.update_or_create(size="a3", defaults={"factor": 3})
    assert a4_pages_of(made) == with_a4_pages(Catalogue.objects.all()).get().a4_pages == 30


def test_pages_of_every_size_are_counted_once(agencies):
    made = make.a_catalogue(agencies["SYT"], page_count=4, page_count_a3=3, page_count_a0=1)
    assert made.pages_by_size() == {"a4": 4, "a3": 3, "a2": 0, "a1": 0, "a0": 1} and made.all_pages == 8
