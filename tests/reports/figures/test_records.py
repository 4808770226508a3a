"""What an agency's records add up to on a day, where one state follows another."""

from datetime import date

import pytest

from plans.models import Catalogue
from tests.helpers import factories as make
from tests.helpers.figures import row_of

MAY = [date(2025, 5, day) for day in range(1, 32)]


@pytest.fixture
def appraised(plan, agencies, hoa):
    """A catalogue of 2.700 pages of which 200 are left out; appraised on 10 May and handed in anew on 20 May."""
    catalogue = make.an_appraised_catalogue(agencies["SYT"], hoa, 2_700, MAY[9])
    gone = {"duplicate": [4, 80], "worthless": [1, 20], "unarranged": [3, 60], "other": [2, 40]}
    catalogue.appraisals.update(file_count=90, a4_page_count=2_500, left_out_files=10, left_out_pages=200)
    catalogue.appraisals.update(left_out_by_reason=gone)
    handed_in = {"state": "submitted", "submitted_at": make.moment(MAY[19])}
    Catalogue.objects.filter(pk=catalogue.pk).update(page_count=3_000, **handed_in)
    return catalogue


def test_a_new_version_waits_with_what_is_neither_appraised_nor_left_out(plan, appraised):
    row = row_of(plan, day=MAY[19])
    assert (row.awaiting_catalogues, row.awaiting_pages) == (1, 300)
    assert (row.appraised_files, row.appraised_pages) == (90, 2_500)
    assert (row.left_out_files, row.left_out_pages) == (10, 200)
    assert (row.saved_files, row.saved_pages, row.saved_dong) == (5, 100, 100 * 4_896)
    assert (row.put_off_files, row.put_off_pages, row.put_off_dong) == (3, 60, 60 * 4_896)
    assert (row.duplicate_pages, row.superfluous_pages, row.worthless_pages, row.other_pages) == (80, 0, 20, 40)
    earlier = row_of(plan, day=MAY[18])
    assert (earlier.awaiting_catalogues, earlier.awaiting_pages, earlier.appraised_pages) == (0, 0, 2_500)


def test_a_smaller_version_waits_with_nothing_rather_than_less(plan, appraised):
    Catalogue.objects.update(page_count=2_600)
    assert (row_of(plan).awaiting_catalogues, row_of(plan).awaiting_pages) == (1, 0)


def test_two_catalogues_add_up_and_the_later_one_meets_the_milestone(plan, agencies, hoa):
    make.an_appraised_catalogue(agencies["SYT"], hoa, 2_700, MAY[9])
    make.an_appraised_catalogue(agencies["SYT"], hoa, 270, MAY[4], name="Đợt 2")
    row = row_of(plan)
    assert (row.appraised_files, row.appraised_pages) == (110, 2_970)
    assert row.milestones["catalogue"].done_on == MAY[9]


@pytest.mark.parametrize(
    ("state", "requested"), [("draft", 0), ("submitted", 4_896), ("returned", 4_896), ("appraised", 4_896)]
)
def test_what_was_asked_for_counts_unless_withdrawn(plan, agencies, state, requested):
    make.an_estimate(agencies["SYT"], 4_896, submitted_on=MAY[9], state=state)
    assert row_of(plan, day=MAY[9]).requested_dong == requested
    assert row_of(plan, day=MAY[8]).requested_dong == 0


def test_a_second_decision_replaces_the_first_and_the_first_met_the_milestone(plan, agencies, tuan):
    estimate = make.an_estimate(agencies["SYT"], 4_896, submitted_on=MAY[1])
    for day, amount in ((MAY[4], 4_000), (MAY[9], 4_500)):
        make.an_estimate_appraisal(estimate, tuan, day, amount)
    seen = [row_of(plan, day=day) for day in (MAY[3], MAY[4], MAY[9])]
    assert [(row.requested_dong, row.appraised_dong) for row in seen] == [(4_896, 0), (4_896, 4_000), (4_896, 4_500)]
    assert [row.decided_dong for row in seen] == [0, 0, 0]
    assert seen[-1].milestones["estimate"].done_on == MAY[4]
