"""The one source of numbers: control figures, sums, who sees what, and the cost of asking (Kế hoạch II; domain §1)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Catalogue, Plan, UnitPrice
from plans.pricing import plan_price_dong
from reports.figures import SUMMED, province_figures
from tests.helpers import factories as make
from tests.helpers.figures import DAY, PERIODS, a_thousand_a_day, row_of, weekly


@pytest.fixture
def syt(agencies):
    return a_thousand_a_day(agencies)


def test_the_plans_control_figures_to_the_dong(plan, agencies):
    make.full_targets(agencies)
    province = province_figures(plan, DAY)
    departments, districts, total = province.groups["departments"], province.groups["districts"], province.total
    assert (departments.planned_files, departments.planned_pages) == (427_312, 29_573_193)
    assert (districts.planned_files, districts.planned_pages) == (1_553_929, 42_149_028)
    assert (total.planned_files, total.planned_pages) == (1_981_241, 71_722_221)
    assert departments.planned_cost_dong == 144_790_352_928
    assert districts.planned_cost_dong == 206_361_641_088
    assert total.planned_cost_dong == 351_151_994_016


def test_the_plan_demands_the_pace_printed_in_it(plan, agencies):
    make.full_targets(agencies)
    groups = province_figures(plan, DAY).groups
    assert (groups["districts"].total_days, groups["districts"].planned_per_day) == (71, 593_648)
    assert (groups["departments"].total_days, groups["departments"].planned_per_day) == (117, 252_762)


def test_the_straight_line_ends_at_the_deadline_with_everything(plan, syt):
    eve, first, last = plan.starts_on - timedelta(days=1), plan.starts_on, date(2025, 8, 14)
    assert [row_of(plan, day=day).expected_pages for day in (eve, first, last)] == [0, 1_000, 117_000]
    assert row_of(plan, day=last + timedelta(days=9)).expected_pages == 117_000


@pytest.mark.parametrize(
    ("day", "left", "needed"),
    [
        ("2025-04-01", 135, 867),
        ("2025-04-15", 121, 967),
        ("2025-04-19", 117, 1_000),
        ("2025-04-20", 116, 1_009),
        ("2025-08-13", 1, 117_000),
        ("2025-08-14", 0, None),
        ("2025-09-01", 0, None),
    ],
)
def test_days_left_are_those_after_the_day_with_the_deadline_included(plan, syt, day, left, needed):
    row = row_of(plan, day=date.fromisoformat(day))
    assert (row.days_left, row.needed_per_day) == (left, needed)


def test_a_new_unit_price_leaves_the_plans_cost_alone(plan, agencies):
    make.full_targets(agencies)
    UnitPrice.objects.create(amount_dong=5_500, valid_from=date(2025, 5, 1), source="Lương cơ sở mới")
    assert province_figures(plan, DAY).total.planned_cost_dong == 351_151_994_016
    UnitPrice.objects.filter(valid_from__lt=plan.starts_on).delete()
    assert plan_price_dong(plan) == 5_500
    UnitPrice.objects.all().delete()
    assert plan_price_dong(plan) == 0


def test_every_sum_is_the_sum_of_its_rows(plan, agencies, hoa, tuan):
    make.full_targets(agencies)
    for number, code in enumerate(("SYT", "SXD", "502", "20335"), 1):
        make.a_review(agencies[code], 10_000 * number)
        weekly(agencies[code], 100 * number)
        make.an_appraised_catalogue(agencies[code], hoa, 900 * number, DAY)
        make.an_estimate_appraisal(make.an_estimate(agencies[code], 4896 * number, DAY), tuan, DAY)
    province = province_figures(plan, DAY)
    for name in SUMMED:
        own = sum(getattr(row, name) for row in province.agencies)
        rolled = sum(getattr(row, name) for row in province.rolled_up)
        assert own == rolled == getattr(province.total, name)
    assert province.total.scanned_pages == 9 * 100 * (1 + 2 + 3 + 4)


def test_rows_stand_in_the_official_order_and_new_communes_have_none(plan):
    province = province_figures(plan, DAY)
    assert len(province.agencies) == 15 + 17 + 233
    assert [row.code for row in province.agencies[:3]] == ["VPUB", "SNV", "STC"]
    assert [row.code for row in province.rolled_up][-1] == "518"
    assert len(province.rolled_up_rows_of("departments")) == 15
    assert len(province.rolled_up_rows_of("districts")) == 17


def test_a_district_counts_its_communes_once(plan, agencies):
    make.a_target(agencies["502"], 60_000)
    make.a_target(agencies["20335"], 11_000)
    make.a_progress_report(agencies["502"], PERIODS[7], 5_000)
    make.a_progress_report(agencies["20335"], PERIODS[8], 700)
    province = province_figures(plan, DAY)
    rolled = province.district("502")
    assert (rolled.planned_pages, rolled.scanned_pages, rolled.last_period_end) == (71_000, 5_700, PERIODS[8])
    assert len(rolled.children) == 12
    assert "20335" in [child.code for child in rolled.children]
    assert province.by_code["502"].scanned_pages == 5_000
    assert province.by_code["20335"].scanned_pages == 700
    assert province.groups["districts"].scanned_pages == 5_700


def test_a_district_is_done_when_its_communes_did_the_rest(plan, agencies):
    make.a_target(agencies["502"], 1_000)
    make.a_progress_report(agencies["502"], PERIODS[0], 400)
    make.a_progress_report(agencies["20335"], PERIODS[2], 600)
    province = province_figures(plan, DAY)
    assert province.by_code["502"].milestones["digitization"].state == "open"
    rolled = province.district("502")
    assert (rolled.schedule, rolled.milestones["digitization"].done_on) == ("done", PERIODS[2])


def test_what_one_unit_did_beyond_its_target_does_not_hide_what_another_has_left(plan, agencies):
    for code, scanned in (("SYT", 1_500), ("SXD", 800), ("502", 700), ("503", 2_000)):
        make.a_target(agencies[code], 1_000)
        make.a_progress_report(agencies[code], PERIODS[8], scanned)
    make.a_progress_report(agencies["20335"], PERIODS[8], 100)
    province = province_figures(plan, DAY)
    left = {key: group.remaining_pages for key, group in province.groups.items()}
    assert left == {"departments": 200, "districts": 200} and province.total.remaining_pages == 400
    assert not any(row.is_done for row in (province.total, *province.groups.values()))
    departments = province.groups["departments"]
    assert departments.needed_per_day == -(-200 // departments.days_left)


def test_lan_sees_her_own_row_hai_his_district_and_mai_everything(plan, lan, binh, hai, thu, mai):
    province = province_figures(plan, DAY)
    assert [row.code for row in province.visible(lan)] == ["SYT"]
    assert [row.code for row in province.visible(binh)] == ["SXD"]
    assert [row.code for row in province.visible(thu)] == ["20335"]
    assert len(province.visible(hai)) == 1 + 12
    assert len(province.visible(mai)) == 265


def test_a_week_ago_is_worked_out_from_the_same_rows(plan, agencies, hoa, tuan):
    fill(agencies, ["SYT", "502"], hoa, tuan)
    make.a_progress_report(agencies["SYT"], PERIODS[2], 50, day=date(2025, 6, 14), version=2)
    make.a_catalogue(agencies["SXD"], 77, Catalogue.State.RETURNED, date(2025, 5, 2))
    late = make.a_catalogue(agencies["SXD"], 33, submitted_on=date(2025, 5, 2), name="Đợt 2")
    make.an_appraisal(late, hoa, date(2025, 5, 20))
    make.an_appraisal(late, hoa, DAY, pages=30)
    today = province_figures(plan, DAY)
    for day in (date(2025, 4, 19), date(2025, 5, 2), date(2025, 5, 19), date(2025, 6, 13), DAY):
        with CaptureQueriesContext(connection) as caught:
            earlier = today.on(day)
        assert not caught.captured_queries
        assert earlier.agencies == province_figures(plan, day).agencies
    with pytest.raises(ValueError, match="2025-06-20"):
        today.on(DAY + timedelta(days=1))


def queries(plan):
    plan = Plan.objects.get(pk=plan.pk)
    with CaptureQueriesContext(connection) as caught:
        province = province_figures(plan, DAY)
        assert province.total, province.rolled_up
    return len(caught)


def test_the_number_of_queries_does_not_grow(plan, agencies, hoa, tuan):
    fill(agencies, ["SYT"], hoa, tuan)
    one = queries(plan)
    fill(agencies, ["SXD", "502", "20335", "STC", "503", "504"], hoa, tuan)
    assert queries(plan) == one <= 16


def fill(agencies, codes, hoa, tuan):
    for code in codes:
        make.a_target(agencies[code], 10_000)
        make.a_review(agencies[code], 10_000)
        make.a_detailed_plan(agencies[code])
        weekly(agencies[code], 100)
        make.an_appraised_catalogue(agencies[code], hoa, 900, DAY)
        make.a_catalogue(agencies[code], 60, Catalogue.State.SUBMITTED, DAY, name="Đợt 2", page_count_a3=1)
        make.an_estimate_appraisal(make.an_estimate(agencies[code], 4896, DAY), tuan, DAY)
