"""The one source of numbers: control figures, pace, as-of days, schedule, queries (Kế hoạch II; domain §1, §3)."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from budgets.models import Estimate
from plans.models import Catalogue, Milestone, Target, UnitPrice
from plans.pricing import plan_price_dong
from reports.bench.province import LAST_DAY, build
from reports.figures import SCHEDULES, SUMMED, province_figures
from tests import factories as make

DAY = date(2025, 6, 20)
PERIODS = [date(2025, 4, 25) + timedelta(days=7 * week) for week in range(9)]  # 25/4 … 20/6


@pytest.fixture
def syt(agencies):
    """Sở Y tế, with 117.000 pages to do: 1.000 a day."""
    make.a_target(agencies["SYT"], 117_000, 1_700)
    return agencies["SYT"]


def row_of(plan, code="SYT", day=DAY):
    return province_figures(plan, day).by_code[code]


def weekly(agency, pages_a_week, weeks=9):
    """Reports of equal weeks, each handed in on the last day of its period."""
    for number, end in enumerate(PERIODS[:weeks], 1):
        make.a_progress_report(agency, end, number * pages_a_week)


def growing(pages_a_week, weeks):
    """Cumulative pages of equal weeks."""
    return [pages_a_week * week for week in range(1, weeks + 1)]


# Control figures and the pace the plan demands


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
    [("2025-04-01", 117, 1_000), ("2025-04-19", 117, 1_000), ("2025-04-20", 116, 1_009), ("2025-08-13", 1, 117_000),
     ("2025-08-14", 0, None), ("2025-09-01", 0, None)],
)  # fmt: skip
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


# Sums


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


def test_lan_sees_her_own_row_hai_his_district_and_mai_everything(plan, lan, binh, hai, thu, mai):
    province = province_figures(plan, DAY)
    assert [row.code for row in province.visible(lan)] == ["SYT"]
    assert [row.code for row in province.visible(binh)] == ["SXD"]
    assert [row.code for row in province.visible(thu)] == ["20335"]
    assert len(province.visible(hai)) == 1 + 12
    assert len(province.visible(mai)) == 265


# As of a day


def test_the_latest_version_by_the_day_counts(plan, syt):
    make.a_review(syt, 100_000, date(2025, 4, 18))
    make.a_review(syt, 120_000, date(2025, 5, 6), version=2)
    assert row_of(plan, day=date(2025, 4, 17)).reviewed_pages == 0
    assert row_of(plan, day=date(2025, 5, 5)).reviewed_pages == 100_000
    row = row_of(plan, day=date(2025, 5, 6))
    assert (row.reviewed_pages, row.milestones["review"].done_on) == (120_000, date(2025, 4, 18))


def test_a_corrected_period_counts_from_the_day_it_was_corrected(plan, syt):
    make.a_progress_report(syt, PERIODS[0], 5_000)
    make.a_progress_report(syt, PERIODS[1], 9_000)
    make.a_progress_report(syt, PERIODS[0], 4_000, day=date(2025, 5, 10), version=2)
    make.a_progress_report(syt, PERIODS[1], 8_000, day=date(2025, 5, 12), version=2)
    assert row_of(plan, day=date(2025, 5, 11)).scanned_pages == 9_000
    row = row_of(plan, day=date(2025, 5, 12))
    assert (row.scanned_pages, row.last_period_end) == (8_000, PERIODS[1])


def test_a_report_handed_in_late_was_not_known_before(plan, syt):
    make.a_progress_report(syt, PERIODS[0], 5_000, day=date(2025, 5, 20))
    assert row_of(plan, day=date(2025, 5, 19)).scanned_pages == 0
    assert row_of(plan, day=date(2025, 5, 20)).scanned_pages == 5_000


def test_the_last_ended_period_shows_what_it_brought(plan, syt):
    make.a_progress_report(syt, PERIODS[7], 50_000)
    make.a_progress_report(syt, PERIODS[8], 61_000)
    row = row_of(plan)
    assert (row.period_scanned_pages, row.period_scanned_files) == (11_000, 61_000 // 27 - 50_000 // 27)
    assert row_of(plan, day=date(2025, 6, 27)).period_scanned_pages == 0


def test_appraised_pages_come_from_the_latest_decision(plan, syt, hoa):
    catalogue = make.a_catalogue(syt, 80_000, submitted_on=date(2025, 5, 5))
    make.an_appraisal(catalogue, hoa, date(2025, 5, 8), pages=80_000, files=1_000)
    make.an_appraisal(catalogue, hoa, date(2025, 6, 10), pages=70_000, files=900)
    make.an_appraised_catalogue(syt, hoa, 500, date(2025, 5, 9), name="Mục lục 2011–2020")
    assert row_of(plan, day=date(2025, 5, 7)).appraised_pages == 0
    assert row_of(plan, day=date(2025, 5, 9)).appraised_pages == 80_500
    assert (row_of(plan).appraised_pages, row_of(plan).appraised_files) == (70_500, 900 + 500 // 27)


def test_catalogues_wait_in_a4_pages(plan, syt):
    make.a_catalogue(syt, 100, Catalogue.State.SUBMITTED, DAY, page_count_a3=10, page_count_a0=2)
    make.a_catalogue(syt, 999, name="Đang lập")
    row = row_of(plan)
    assert (row.awaiting_catalogues, row.awaiting_pages) == (1, 100 + 20 + 32)


def test_money_asked_for_and_granted(plan, agencies, syt, tuan, thu):
    appraised = make.an_estimate(syt, 5_000_000, date(2025, 5, 5))
    make.an_estimate_appraisal(appraised, tuan, date(2025, 5, 20), 4_800_000)
    make.an_estimate(syt, 1_000_000, date(2025, 6, 2), name="Bổ sung")
    make.an_estimate(syt, 77, name="Đang lập")
    own = make.an_estimate(agencies["20335"], 300_000, date(2025, 5, 6))
    make.an_estimate_appraisal(own, thu, date(2025, 5, 6), own_decision=True)
    before, row = row_of(plan, day=date(2025, 5, 19)), row_of(plan)
    assert (before.requested_dong, before.appraised_dong) == (5_000_000, 0)
    assert (row.requested_dong, row.appraised_dong, row.decided_dong) == (6_000_000, 4_800_000, 0)
    total = province_figures(plan, DAY).total
    assert (total.appraised_dong, total.decided_dong) == (5_100_000, 300_000)


def test_a_withdrawn_estimate_is_no_request(plan, syt):
    make.an_estimate(syt, 5_000_000, date(2025, 5, 5), state=Estimate.State.DRAFT)
    assert row_of(plan).requested_dong == 0


def test_targets_of_another_plan_do_not_count(plan, syt):
    plan.pk, plan.starts_on = None, date(2026, 1, 1)
    plan.save()
    Target.objects.create(plan=plan, agency=syt, file_count=5, page_count=5)
    old = type(plan).objects.order_by("starts_on").first()
    assert row_of(old).planned_pages == 117_000
    assert province_figures(plan, DAY).by_code["SYT"].planned_pages == 5


# Pace, forecast and schedule


def test_pace_forecast_and_need_after_nine_equal_weeks(plan, syt):
    weekly(syt, 7_000)
    row = row_of(plan)
    assert (row.scanned_pages, row.recent_scanned_pages, row.pace_per_day) == (63_000, 28_000, 1_000)
    assert row.forecast_done_on == DAY + timedelta(days=54)
    assert (row.days_left, row.needed_per_day) == (55, 982)
    assert float(row.share) == pytest.approx(63 / 117)


def test_pace_of_the_first_week_counts_its_days_only(plan, syt):
    make.a_progress_report(syt, PERIODS[0], 6_000)
    row = row_of(plan, day=PERIODS[0])
    assert (row.recent_scanned_pages, row.pace_days, row.pace_per_day) == (6_000, 6, 1_000)


def test_pace_is_measured_back_from_a_fresh_report(plan, syt):
    weekly(syt, 7_000, weeks=8)
    assert row_of(plan).pace_per_day == 1_000
    assert row_of(plan).expected_by_report_pages == 55_000
    weeks_later = row_of(plan, day=date(2025, 7, 4))
    assert (weeks_later.recent_scanned_pages, weeks_later.schedule) == (7_000, "silent")


@pytest.mark.parametrize(
    ("weeks", "schedule"),
    [
        ([117_000] * 9, "done"),
        (growing(8_000, 9), "on_time"),
        (growing(8_000, 8), "on_time"),
        (growing(6_300, 9), "at_risk"),
        (growing(5_500, 9), "late"),
        ([70_000] * 9, "late"),
        (growing(8_000, 7), "silent"),
        ([], "silent"),
    ],
)
def test_on_time_or_late_on_the_day(plan, syt, weeks, schedule):
    for end, pages in zip(PERIODS, weeks, strict=False):
        make.a_progress_report(syt, end, pages)
    row = row_of(plan)
    assert row.schedule == schedule
    assert (row.schedule_name, row.schedule_tone) == SCHEDULES[schedule]


def test_behind_the_line_with_a_good_pace_is_a_risk(plan, syt):
    for end, pages in zip(PERIODS[5:], (1_000, 20_000, 40_000, 60_000), strict=True):
        make.a_progress_report(syt, end, pages)
    row = row_of(plan)
    assert row.forecast_done_on < row.deadline
    assert row.schedule == "at_risk"


def test_nobody_is_late_before_the_first_period_ends(plan, syt):
    assert row_of(plan, day=PERIODS[0]).schedule == "waiting"
    assert row_of(plan, day=PERIODS[0] + timedelta(days=1)).schedule == "silent"
    assert row_of(plan, "SXD").schedule == "none"


def test_after_the_deadline_the_unfinished_is_late(plan, agencies):
    make.a_target(agencies["502"], 100_000)
    for end, pages in zip(PERIODS, growing(10_900, 9), strict=True):
        make.a_progress_report(agencies["502"], end, pages)
    assert row_of(plan, "502", date(2025, 6, 29)).schedule == "at_risk"
    assert row_of(plan, "502", date(2025, 6, 30)).schedule == "late"


def test_the_province_stands_as_its_worse_group(plan, agencies):
    make.a_target(agencies["SYT"], 117_000)
    make.a_target(agencies["502"], 71_000)
    weekly(agencies["SYT"], 8_000)
    weekly(agencies["502"], 1_000)
    province = province_figures(plan, DAY)
    assert [each.schedule for each in province.groups.values()] == ["on_time", "late"]
    total = province.total
    assert (total.schedule, total.deadline) == ("late", date(2025, 8, 14))
    assert total.needed_per_day == sum(each.needed_per_day for each in province.groups.values())
    assert total.forecast_done_on == province.groups["districts"].forecast_done_on
    assert total.planned_per_day == 2_000


def test_an_empty_portal_has_figures_of_nothing(plan):
    total = province_figures(plan, DAY).total
    assert (total.planned_pages, total.share, total.forecast_done_on, total.schedule) == (0, None, None, "none")
    assert (total.needed_per_day, total.pace_per_day) == (0, 0)


def test_a_plan_without_milestones_judges_nobody(plan, syt):
    Milestone.objects.all().delete()
    row = row_of(plan)
    assert (row.deadline, row.days_left, row.schedule, row.expected_pages) == (None, None, "none", 0)
    assert province_figures(plan, DAY).total.schedule == "none"


# Milestones


def states(row):
    return {key: milestone.state for key, milestone in row.milestones.items()}


def test_milestones_follow_dates_and_the_day(plan, syt):
    assert set(states(row_of(plan, day=date(2025, 4, 1))).values()) == {"open", "none"}
    assert states(row_of(plan, day=date(2025, 4, 12)))["review"] == "due_soon"
    assert states(row_of(plan, day=date(2025, 4, 19)))["review"] == "due_soon"
    assert states(row_of(plan, day=date(2025, 4, 20)))["review"] == "overdue"


def test_the_literal_reading_makes_20_april_late(plan, agencies):
    make.a_review(agencies["SYT"], 1_000, date(2025, 4, 19))
    make.a_review(agencies["SXD"], 1_000, date(2025, 4, 20))
    province = province_figures(plan, DAY)
    assert province.by_code["SYT"].milestones["review"].state == "done_on_time"
    late = province.by_code["SXD"].milestones["review"]
    assert (late.state, late.printed_date) == ("done_late", date(2025, 4, 20))
    Milestone.objects.filter(key="review").update(last_day_on_time=date(2025, 4, 20))
    assert row_of(plan, "SXD").milestones["review"].state == "done_on_time"


def test_each_milestone_is_met_by_its_own_act(plan, syt, hoa, tuan):
    make.a_detailed_plan(syt, date(2025, 4, 18))
    make.an_appraised_catalogue(syt, hoa, 900, date(2025, 4, 19))
    make.an_estimate_appraisal(make.an_estimate(syt, 4896, date(2025, 4, 20)), tuan, date(2025, 4, 25))
    make.a_progress_report(syt, PERIODS[3], 117_000)
    done = {key: milestone.done_on for key, milestone in row_of(plan).milestones.items()}
    assert done == {
        "review": None, "detailed_plan": date(2025, 4, 18), "catalogue": date(2025, 4, 19),
        "estimate": date(2025, 4, 25), "digitization": PERIODS[3], "report": None,
    }  # fmt: skip


def test_the_catalogue_milestone_waits_for_every_catalogue_handed_in(plan, syt, hoa):
    make.an_appraised_catalogue(syt, hoa, 900, date(2025, 4, 18))
    make.a_catalogue(syt, 50, name="Đang lập")
    assert row_of(plan).milestones["catalogue"].done_on == date(2025, 4, 18)
    second = make.a_catalogue(syt, 60, Catalogue.State.SUBMITTED, date(2025, 5, 2), name="Đợt 2")
    assert row_of(plan).milestones["catalogue"].state == "overdue"
    assert row_of(plan, day=date(2025, 5, 1)).milestones["catalogue"].state == "done_on_time"
    make.an_appraisal(second, hoa, date(2025, 5, 9))
    assert row_of(plan).milestones["catalogue"].done_on == date(2025, 5, 9)


def test_only_so_noi_vu_owes_the_report_and_only_targets_are_digitized(plan, syt):
    province = province_figures(plan, DAY)
    assert states(province.by_code["SNV"])["report"] == "open"
    assert states(province.by_code["SYT"])["report"] == "none"
    assert states(province.by_code["20335"])["digitization"] == "none"
    assert states(province.by_code["20335"])["review"] == "overdue"


# Cost of asking


def test_a_week_ago_is_told_from_the_same_rows(plan, agencies, hoa, tuan):
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
    with CaptureQueriesContext(
        connection,
    ) as caught:
        province = province_figures(plan, DAY)
        assert province.total, province.rolled_up
    return len(caught)


def test_the_number_of_queries_does_not_grow(plan, agencies, hoa, tuan):
    fill(agencies, ["SYT"], hoa, tuan)
    one = queries(plan)
    fill(agencies, ["SXD", "502", "20335", "STC", "503", "504"], hoa, tuan)
    assert queries(plan) == one <= 10


def fill(agencies, codes, hoa, tuan):
    for code in codes:
        make.a_target(agencies[code], 10_000)
        make.a_review(agencies[code], 10_000)
        make.a_detailed_plan(agencies[code])
        weekly(agencies[code], 100)
        make.an_appraised_catalogue(agencies[code], hoa, 900, DAY)
        make.a_catalogue(agencies[code], 60, Catalogue.State.SUBMITTED, DAY, name="Đợt 2", page_count_a3=1)
        make.an_estimate_appraisal(make.an_estimate(agencies[code], 4896, DAY), tuan, DAY)


# The command


def printed(*arguments):
    out = StringIO()
    call_command("figures", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_plain_integers(plan, agencies):
    make.full_targets(agencies)
    weekly(agencies["SYT"], 700)
    told = json.loads(printed("--as-of", "2025-06-20", "--json"))
    assert told["as_of"] == "2025-06-20"
    assert [group["key"] for group in told["groups"]] == ["departments", "districts"]
    assert [group["planned_cost_dong"] for group in told["groups"]] == [144_790_352_928, 206_361_641_088]
    assert told["total"]["planned_pages"] == 71_722_221
    agency = next(row for row in told["agencies"] if row["code"] == "SYT")
    assert (agency["name"], agency["group"], agency["scanned_pages"]) == ("Sở Y tế", "departments", 6_300)
    assert agency["milestones"]["review"] == {
        "state": "overdue", "printed_date": "2025-04-20", "last_day_on_time": "2025-04-19", "done_on": None,
    }  # fmt: skip
    for row in (*told["groups"], told["total"], *told["agencies"]):
        assert all(type(row[name]) is int and name.isascii() for name in SUMMED)


def test_the_command_prints_a_table_for_people(plan, agencies):
    make.full_targets(agencies)
    text = printed()
    assert "Số liệu đến ngày 20/6/2025" in text
    assert "351.151.994.016" in text
    assert "Sở Y tế" in text


def test_the_command_explains_a_wrong_day(plan):
    with pytest.raises(CommandError, match="2025-06-20"):
        printed("--as-of", "20/6/2025")


def test_every_kind_of_agency_has_a_group(plan):
    kinds = set(Agency.Kind) - {Agency.Kind.PROVINCE}
    assert {row.kind for row in province_figures(plan, DAY).agencies} == kinds


def test_300_agencies_with_20_periods_cost_no_more_queries(db):
    plan, reader = build()
    with CaptureQueriesContext(connection) as caught:
        province = province_figures(plan, LAST_DAY)
    assert len(caught) <= 10
    assert (len(province.agencies), {len(periods) for periods in province.history.values()}) == (300, {20})
    assert len(province.visible(reader)) == 300


# Tranches, what was left out, and the next version


def a_tranche(catalogue, by, day, pages, files=1):
    tranche = make.an_appraisal(catalogue, by, day, pages=pages, files=files)
    type(tranche).objects.filter(pk=tranche.pk).update(is_tranche=True)
    Catalogue.objects.filter(pk=catalogue.pk).update(state="received")


def test_tranches_add_up_until_the_whole_replaces_them(plan, syt, hoa):
    catalogue = make.a_catalogue(syt, 2_700, "submitted", date(2025, 5, 5))
    a_tranche(catalogue, hoa, date(2025, 5, 10), 300, 10)
    a_tranche(catalogue, hoa, date(2025, 5, 15), 200, 5)
    whole = make.an_appraisal(catalogue, hoa, date(2025, 5, 20), pages=2_500, files=95)
    type(whole).objects.filter(pk=whole.pk).update(left_out_files=5, left_out_pages=200)
    seen = [row_of(plan, day=date(2025, 5, day)) for day in (9, 10, 15, 20)]
    assert [(row.appraised_files, row.appraised_pages) for row in seen] == [(0, 0), (10, 300), (15, 500), (95, 2_500)]
    assert [row.awaiting_pages for row in seen] == [2_700, 2_400, 2_200, 0]
    assert [row.milestones["catalogue"].state.startswith("done") for row in seen] == [False, False, False, True]
    assert [(row.left_out_pages, row.saved_dong) for row in seen[2:]] == [(0, 0), (200, 200 * 4_896)]


def test_a_new_version_leaves_the_last_appraisal_in_force(plan, syt, hoa):
    catalogue = make.an_appraised_catalogue(syt, hoa, 2_700, date(2025, 5, 10))
    Catalogue.objects.filter(pk=catalogue.pk).update(state="draft", page_count=3_000)
    assert row_of(plan).appraised_pages == 2_700 and row_of(plan).awaiting_catalogues == 0
    Catalogue.objects.filter(pk=catalogue.pk).update(state="submitted", submitted_at="2025-06-10T00:00Z")
    assert (row_of(plan).appraised_pages, row_of(plan).awaiting_pages) == (2_700, 300)
    assert row_of(plan, day=date(2025, 6, 1)).awaiting_catalogues == 0
    make.an_appraisal(catalogue, hoa, date(2025, 6, 15), pages=3_000)
    assert (row_of(plan).appraised_pages, row_of(plan).awaiting_catalogues) == (3_000, 0)


def test_what_is_saved_stands_on_the_dashboard_and_in_the_report(as_user, plan, agencies, mai, hoa):
    from reports.documents.report import report_document

    make.full_targets(agencies)
    catalogue = make.an_appraised_catalogue(agencies["SYT"], hoa, 2_700, date(2025, 5, 10))
    assert "Tiết kiệm do loại trùng, thừa" not in as_user(mai).get("/toan-tinh/").content.decode()
    catalogue.appraisals.update(left_out_files=5, left_out_pages=2_000)
    page = as_user(mai).get("/toan-tinh/").content.decode()
    assert "Tiết kiệm do loại trùng, thừa" in page and "2.000 trang A4 quy đổi" in page
    document = report_document(plan, province_figures(plan, DAY))
    assert any("tiết kiệm 9.792.000 đồng" in block.text for block in document.blocks)
    assert any(row.cells["total"] == 9_792_000 for row in document.summary.rows)
