"""Which rows the figures ask the database for, and no others."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Catalogue, VolumeReview
from reports.figures import MILESTONE_STATES, gather
from tests.helpers import factories as make
from tests.helpers.figures import DAY, PERIODS

MAY = date(2025, 5, 5)


def test_the_day_ends_at_midnight_in_vietnam():
    assert gather.end_of(DAY).isoformat() == "2025-06-21T00:00:00+07:00"


def without_keys(rows):
    return [row[1:] for row in rows]


def test_reviews_and_plans_handed_in_by_the_day_oldest_version_first(plan, agencies):
    syt = agencies["SYT"]
    make.a_review(syt, 200, MAY, files=7, version=2)
    make.a_review(syt, 100, date(2025, 4, 18), files=3)
    make.a_review(agencies["SXD"], 50, date(2025, 5, 6))
    make.a_detailed_plan(syt, date(2025, 4, 30), day=MAY)
    make.a_detailed_plan(syt, date(2025, 5, 6), version=2)
    assert without_keys(gather.reviews(plan, MAY)) == [(syt.pk, date(2025, 4, 18), 3, 100, 1), (syt.pk, MAY, 7, 200, 2)]
    assert gather.detailed_plans(plan, MAY) == [(syt.pk, MAY, date(2025, 4, 30))]


def test_progress_period_by_period_version_by_version(plan, agencies):
    syt = agencies["SYT"]
    make.a_progress_report(syt, PERIODS[1], 90, day=date(2025, 5, 2), scanned_files=9)
    make.a_progress_report(syt, PERIODS[0], 40, day=date(2025, 5, 3), version=2, scanned_files=4)
    make.a_progress_report(syt, PERIODS[0], 50, scanned_files=5, checked_pages=1, integrated_files=2)
    make.a_progress_report(syt, PERIODS[2], 99, day=date(2025, 5, 9))
    assert without_keys(gather.progress(plan, date(2025, 5, 8))) == [
        (syt.pk, PERIODS[0], PERIODS[0], 5, 50, 0, 1, 2, 0, None, None),
        (syt.pk, date(2025, 5, 3), PERIODS[0], 4, 40, 0, 0, 0, 0, None, None),
        (syt.pk, date(2025, 5, 2), PERIODS[1], 9, 90, 0, 0, 0, 0, None, None),
    ]


def states(rows):
    return [(row["state"], row["decided_on"]) for row in rows]


@pytest.mark.engine
@pytest.mark.parametrize("asked", ["catalogues", "estimates"])
def test_what_was_never_handed_in_or_only_later_is_not_asked_for(plan, agencies, asked):
    build = make.a_catalogue if asked == "catalogues" else make.an_estimate
    build(agencies["SYT"], 100, name="Đang lập")
    build(agencies["SYT"], 100, submitted_on=date(2025, 5, 6), state="submitted", name="Đợt sau")
    build(agencies["SYT"], 100, submitted_on=MAY, state="draft", name="Đã rút")
    build(agencies["SYT"], 100, submitted_on=MAY, state="submitted", name="Đợt 1")
    assert states(getattr(gather, asked)(plan, MAY)) == [("submitted", None)]


def test_one_row_for_each_decision_the_oldest_first(plan, agencies, hoa, tuan):
    catalogue = make.a_catalogue(agencies["SYT"], 270, submitted_on=MAY, page_count_a3=10)
    make.an_appraisal(catalogue, hoa, date(2025, 5, 20), pages=200, files=8)
    make.an_appraisal(catalogue, hoa, date(2025, 5, 10), pages=100, files=4)
    catalogue.appraisals.update(left_out_files=1, left_out_pages=20)
    rows = gather.catalogues(plan, DAY)
    assert [(row["decided_on"], row["decided_files"], row["decided_pages"]) for row in rows] == [
        (date(2025, 5, 10), 4, 100),
        (date(2025, 5, 20), 8, 200),
    ]
    assert [(row["gone_files"], row["gone_pages"], row["is_tranche"], row["a4_pages"]) for row in rows] == [
        (1, 20, False, 290)
    ] * 2
    assert states(gather.catalogues(plan, date(2025, 5, 9))) == [("appraised", None)]
    estimate = make.an_estimate(agencies["SYT"], 4_896, submitted_on=MAY)
    make.an_estimate_appraisal(estimate, tuan, date(2025, 5, 10), 4_000, own_decision=True)
    (row,) = gather.estimates(plan, DAY)
    assert (row["asked"], row["granted"], row["own"], row["requested_dong"]) == (4_896, 4_000, True, 4_896)
    assert row["agency_id"] == agencies["SYT"].pk and row["pk"] == estimate.pk and row["submitted_at"]


@pytest.mark.engine
@pytest.mark.parametrize(("larger", "queries"), [({}, 1), ({"page_count_a3": 2}, 2), ({"page_count_a0": 1}, 2)])
def test_factors_are_asked_for_only_where_there_are_larger_pages(plan, agencies, larger, queries):
    make.a_catalogue(agencies["SYT"], 100, Catalogue.State.SUBMITTED, MAY, **larger)
    with CaptureQueriesContext(connection) as asked:
        gather.catalogues(plan, DAY)
    assert len(asked) == queries


def test_records_of_another_plan_are_not_asked_for(plan, agencies):
    make.a_review(agencies["SYT"], 100, MAY)
    make.a_catalogue(agencies["SYT"], 100, Catalogue.State.SUBMITTED, MAY)
    make.an_estimate(agencies["SYT"], 4_896, submitted_on=MAY)
    make.a_progress_report(agencies["SYT"], PERIODS[0], 1)
    make.a_detailed_plan(agencies["SYT"])
    plan.pk = None
    plan.save()
    for name in ("reviews", "detailed_plans", "progress", "catalogues", "estimates"):
        assert getattr(gather, name)(plan, DAY) == [], name
    assert VolumeReview.objects.count() == 1


def test_the_words_and_tones_of_milestones():
    assert MILESTONE_STATES == {
        "done_on_time": ("Hoàn thành đúng hạn", "ok"),
        "done_late": ("Hoàn thành trễ", "warn"),
        "overdue": ("Quá hạn", "bad"),
        "due_soon": ("Sắp đến hạn", "run"),
        "open": ("Chưa đến hạn", "idle"),
        "none": ("Không áp dụng", "idle"),
    }
