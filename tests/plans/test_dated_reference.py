"""What is dated is dated: a new length, deadline, price or factor applies from its day; the past stays as it was."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plans.models import Catalogue, Milestone, PeriodLength, Plan, SizeFactor, UnitPrice
from plans.models.plan import Period
from plans.pricing import a4_pages_of, tariff_on, with_a4_pages
from tests.helpers.factories import a_catalogue, moment

pytestmark = pytest.mark.django_db


def test_a_new_length_of_periods_leaves_those_that_have_begun(plan):
    before = plan.period_ends(date(2025, 6, 27))
    change = PeriodLength(plan=plan, valid_from=date(2025, 6, 28), period_days=10)
    change.full_clean()
    change.save()
    plan = Plan.current()
    assert plan.period_ends(date(2025, 6, 27)) == before
    later = list(plan.periods(date(2025, 7, 20)))[-3:]
    assert later[0] == Period(date(2025, 6, 28), date(2025, 7, 7))
    assert later[2] == Period(date(2025, 7, 18), date(2025, 7, 27))
    assert plan.first_day_of(date(2025, 7, 7)) == date(2025, 6, 28)
    assert plan.first_day_of(date(2025, 6, 27)) == date(2025, 6, 21)


def test_a_length_begins_where_a_coming_period_begins(plan):
    for wrong in (date(2025, 6, 21) - timedelta(days=7), date(2025, 6, 25), date(2099, 1, 1)):
        with pytest.raises(ValidationError) as refused:
            PeriodLength(plan=plan, valid_from=wrong, period_days=10).full_clean()
        assert "Chọn ngày đầu của một kỳ chưa bắt đầu: 21/6/2025; 28/6/2025" in refused.value.messages[0]


def test_no_length_makes_a_page_without_end(plan):
    for days in (0, 93):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.update(period_days=days)
    plan.period_days = 1
    assert len(plan.period_ends(date(9999, 12, 31))) <= 3661


def test_the_same_milestone_twice_is_a_sentence(plan):
    first = plan.milestones.first()
    twin = Milestone(
        plan=plan,
        key=first.key,
        group=first.group,
        printed_date=first.printed_date,
        last_day_on_time=first.printed_date,
    )
    with pytest.raises(ValidationError, match="Đã có mốc này cho cùng nhóm"):
        twin.full_clean()


def test_a_factor_applies_from_its_day_and_leaves_what_was_handed_in(plan, agencies):
    with pytest.raises(ValidationError, match="luôn là 1"):
        SizeFactor(size="a4", factor=2).full_clean()
    old = tariff_on(date(2025, 6, 1)).factors["a3"]
    SizeFactor.objects.create(size="a3", factor=old + 3, valid_from=date(2025, 6, 15))
    assert tariff_on(date(2025, 6, 14)).factors["a3"] == old
    assert tariff_on(date(2025, 6, 15)).factors["a3"] == old + 3
    handed_in = a_catalogue(agencies["SYT"], name="Đã trình")
    a_catalogue(agencies["SYT"], name="Đang lập")
    last_moment = moment(date(2025, 6, 14), 23)
    Catalogue.objects.filter(pk=handed_in.pk).update(state="submitted", submitted_at=last_moment)
    Catalogue.objects.update(page_count_a3=10)
    pages = {each.name: each for each in with_a4_pages(Catalogue.objects.all())}
    for name, factor in (("Đã trình", old), ("Đang lập", old + 3)):
        expected = pages[name].page_count + 10 * factor
        assert pages[name].a4_pages == a4_pages_of(pages[name]) == expected, name


@pytest.mark.parametrize("amount", [0, 10_000_001])
def test_a_price_is_a_price(plan, amount):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitPrice.objects.create(amount_dong=amount, valid_from=date(2025, 9, 1), source="x")
