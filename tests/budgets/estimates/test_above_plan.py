"""One agency cannot move the province's figures by a zero too many: no estimate is above what the whole plan costs."""

from datetime import date

import pytest

from agencies.workflow import WorkflowError, perform
from budgets.estimates.services import draft_estimate, revise_estimate
from budgets.models import Estimate
from plans.models import Plan
from reports.figures import province_figures
from tests.helpers.estimates import DOCUMENT, edit_fields

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SLIP = 99_000_000_000_000


@pytest.fixture
def estimate(plan, agencies, hai):
    return draft_estimate(agencies["502"], plan=plan, actor=hai, pages_by_size={"a4": 1_000})


def test_an_extra_line_of_99_000_billion_is_refused_with_a_sentence(estimate, as_user, hai):
    fields = {"extra-0-title": "Vật tư", "extra-0-extra": "99.000.000.000.000", "pages_a3": ""}
    shown = as_user(hai).submit(f"/du-toan/{estimate.pk}/sua/", edit_fields(estimate, **fields)).content.decode()
    assert "lớn hơn kinh phí của cả Kế hoạch" in shown and "99.000.000.000.000" in shown
    assert Estimate.objects.get().requested_dong == 4_896_000 and Estimate.objects.get().lines.count() == 1


def test_the_plan_itself_is_the_last_that_is_taken(estimate, plan, hai):
    whole = sum(plan.control_figures.values_list("amount_dong", flat=True))
    for amount, is_taken in ((whole - 4_896_000, True), (whole - 4_895_999, False)):
        fields = {"name": "Đợt 1", "note": "", "pages_by_size": {"a4": 1_000}, "extra_lines": [("Vật tư", amount)]}
        fields["unusual_reason"] = "Mua máy quét cho cả tỉnh."
        if is_taken:
            assert revise_estimate(estimate, actor=hai, **fields).requested_dong == whole
        else:
            with pytest.raises(WorkflowError, match="cả Kế hoạch"):
                revise_estimate(estimate, actor=hai, **fields)


def test_what_was_stored_before_is_not_decided_and_moves_no_figure(estimate, hai):
    Estimate.objects.update(requested_dong=SLIP)
    details = {"document": DOCUMENT, "excess_reason": "Sót kho."}
    with pytest.raises(WorkflowError, match="cả Kế hoạch"):
        perform(Estimate.objects.get(), "decide", actor=hai, **details)
    assert province_figures(Plan.current(), date(2025, 7, 1)).total.appraised_dong == 0
