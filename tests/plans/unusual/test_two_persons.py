"""Whatever is entered, what lies beyond a bound is in no sum that counts before two different persons saw it."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.workflow import WorkflowError
from budgets.models import EstimateAppraisal, EstimateLine
from plans.models import Plan, ProgressReport, UnusualValue
from plans.unusual.services import confirm, give_back, take_back
from reports.figures import province_figures
from tests.helpers import factories as make
from tests.helpers.unusual import NEXT, PERIOD, decided, reported

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST_EXTRA, MOST_SCANNED, PLANNED = 50_000_000, 1_100_000, 1_000_000
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["report", "report", "decide", "decide", "confirm", "confirm", "return", "undo"]),
        st.integers(0, 3_000_000),
        st.integers(0, 3),
    ),
    min_size=3,
    max_size=9,
)


class TakenBack(Exception):
    """Ends an example: nothing of it stays."""


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_nothing_beyond_a_bound_counts_before_two_persons(plan, lan, hai, hoa, tuan, steps):
    with pytest.raises(TakenBack), transaction.atomic():
        make.a_target(lan.agency, PLANNED)
        for place, step in enumerate(steps):
            try:
                act(place, *step, people=[lan, hai, hoa, tuan])
            except WorkflowError:
                pass
            holds()
        raise TakenBack


def act(place, name, number, who, people):
    """One step of one person; the desk refuses what it must."""
    lan, hai, *_ = people
    if name == "report":
        return reported(lan, number, PERIOD if who % 2 else NEXT)
    if name == "decide":
        return decided(hai, extra_dong=number * 100 + 1, name=f"Đợt {place}", number=f"{place}/QĐ")
    values = list(UnusualValue.objects.order_by("pk"))
    if not values:
        return None
    value = values[number % len(values)]
    if name == "confirm":
        return confirm(value, actor=people[who], seen=value.version)
    if name == "return":
        return give_back(value, actor=people[who], seen=value.version, answer="Sai.")
    return take_back(value, actor=people[who], seen=value.version)


def seen_by_two(kind, **which):
    return any(
        value.state == "confirmed" and value.decided_by_id not in (None, value.entered_by_id)
        for value in UnusualValue.objects.filter(kind=kind, **which)
    )


def holds():
    """The sums that count, worked out anew from the rows; and with what waits they are all that was handed in."""
    figures = province_figures(Plan.current(), date(2025, 6, 20))
    health, district = figures.by_code["SYT"], figures.by_code["502"]
    reports = ProgressReport.objects.order_by("period_end", "version")
    usual = [one for one in reports if one.scanned_pages == health.scanned_pages]
    if health.scanned_pages > MOST_SCANNED:
        assert any(seen_by_two("progress", object_id=one.pk) for one in usual)
    decisions = EstimateAppraisal.objects.select_related("estimate")
    alone = [one for one in decisions if not UnusualValue.objects.filter(decision=one.pk).exists()]
    counted = alone + [one for one in decisions if one not in alone and seen_by_two("estimate", decision=one.pk)]
    assert district.appraised_dong == sum(one.appraised_dong for one in counted)
    extra = EstimateLine.objects.filter(estimate__in=[one.estimate for one in alone], size="")
    assert (extra.aggregate(dong=Sum("amount_dong"))["dong"] or 0) <= MOST_EXTRA
    every = sum(one.appraised_dong for one in decisions)
    assert district.appraised_dong + district.unconfirmed_appraised_dong == every
    latest = reports.last()
    assert health.scanned_pages + health.unconfirmed_scanned_pages == (latest.scanned_pages if latest else 0)
