"""Milestones are met by their own acts and judged by the calendar (Kế hoạch III)."""

from datetime import date

import pytest

from plans.models import Catalogue, Milestone
from reports.figures import province_figures
from tests.helpers import factories as make
from tests.helpers.figures import DAY, PERIODS, a_thousand_a_day, row_of


@pytest.fixture
def syt(agencies):
    return a_thousand_a_day(agencies)


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
        "review": None,
        "detailed_plan": date(2025, 4, 18),
        "catalogue": date(2025, 4, 19),
        "estimate": date(2025, 4, 25),
        "digitization": PERIODS[3],
        "report": None,
    }


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


def test_an_extension_is_a_deadline_from_its_day_on(plan, syt, agencies):
    first = plan.milestones.get(key="digitization", group="departments")
    more = Milestone(
        plan=plan,
        key="digitization",
        group="departments",
        valid_from=date(2025, 6, 10),
        printed_date=date(2025, 9, 30),
        last_day_on_time=date(2025, 9, 29),
        source="QĐ gia hạn",
    )
    more.full_clean()
    more.save()
    own = Milestone.objects.create(
        plan=plan, key="digitization", agency=syt, printed_date=date(2025, 7, 1), last_day_on_time=date(2025, 6, 30)
    )
    before, after = (province_figures(plan, date(2025, 6, each)) for each in (9, 10))
    assert before.by_code["SXD"].deadline == first.last_day_on_time
    assert after.by_code["SXD"].deadline == date(2025, 9, 29)
    assert before.by_code["SYT"].deadline == after.by_code["SYT"].deadline == own.last_day_on_time
    assert after.on(date(2025, 6, 9)).by_code["SXD"].deadline == first.last_day_on_time


def test_an_extension_for_one_agency_moves_the_deadline_of_nobody_else(plan, agencies):
    days = {"printed_date": date(2025, 7, 10), "last_day_on_time": date(2025, 7, 9)}
    Milestone.objects.create(plan=plan, key="digitization", agency=agencies["502"], **days)
    figures = province_figures(plan, date(2025, 6, 20))
    assert figures.groups["districts"].deadline == date(2025, 6, 29)
    assert figures.district("502").deadline == date(2025, 7, 9)
    assert figures.district("503").deadline == date(2025, 6, 29)
