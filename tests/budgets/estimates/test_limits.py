"""How many pages an estimate may ask money for, to the page."""

from datetime import date

import pytest

from budgets.estimates import limits
from plans.models import VolumeReview

NONE = {"a4": 0, "a3": 0, "a2": 0, "a1": 0, "a0": 0}


def test_the_pages_of_all_appraised_catalogues_add_up(agencies, catalogue_of):
    catalogue_of(a4=1_000, a3=50)
    catalogue_of(a4=200, a0=7, name="Mục lục 2")
    catalogue_of("SXD", a4=999)
    assert limits.appraised_pages(agencies["SYT"]) == NONE | {"a4": 1_200, "a3": 50, "a0": 7}
    assert limits.appraised_pages(agencies["STC"]) == NONE


@pytest.mark.parametrize(
    ("state", "counts"),
    [("draft", False), ("returned", False), ("submitted", True), ("appraised", True), ("decided", True)],
)
def test_only_what_was_handed_in_is_asked_for_elsewhere(agencies, estimate_of, state, counts):
    estimate = estimate_of(state=state, a4=300, a3=5)
    estimate_of("SXD", state="submitted", a4=70)
    estimate.lines.create(position=9, name="Thuế", amount_dong=1_000)
    assert limits.asked_for_elsewhere(agencies["SYT"]) == (NONE | {"a4": 300, "a3": 5} if counts else NONE)
    assert limits.asked_for_elsewhere(agencies["SYT"], besides=estimate) == NONE


def test_what_is_left_is_never_less_than_nothing(agencies, catalogue_of, estimate_of):
    catalogue_of(a4=1_000, a3=50)
    first = estimate_of(state="submitted", a4=400, a3=60)
    estimate_of(name="Đợt 2", state="decided", a4=100)
    assert limits.page_limit(agencies["SYT"]) == NONE | {"a4": 500}
    assert limits.page_limit(agencies["SYT"], besides=first) == NONE | {"a4": 900, "a3": 50}


def test_a_new_estimate_starts_from_what_is_left_of_the_catalogues(agencies, catalogue_of, estimate_of):
    catalogue_of(a4=1_000)
    estimate_of(state="submitted", a4=400)
    assert limits.source_pages(agencies["SYT"]) == (NONE | {"a4": 600}, "catalogue")


def test_a_department_without_a_catalogue_starts_from_nothing_although_it_reviewed(plan, agencies, lan):
    review(plan, agencies["SYT"], lan, 1, 500)
    assert limits.source_pages(agencies["SYT"]) == (NONE, "")


def test_a_district_without_a_catalogue_starts_from_its_latest_review(plan, agencies, hai):
    assert limits.source_pages(agencies["502"]) == (NONE, "")
    review(plan, agencies["502"], hai, 1, 500)
    review(plan, agencies["502"], hai, 2, 700)
    assert limits.source_pages(agencies["502"]) == (NONE | {"a4": 700}, "review")


def review(plan, agency, user, version, pages):
    handed_in = {"submitted_by": user, "submitted_on": date(2025, 4, 20 + version)}
    VolumeReview.objects.create(plan=plan, agency=agency, version=version, page_count=pages, **handed_in)


def test_the_last_page_left_may_be_asked_for_and_not_one_more():
    limit = NONE | {"a4": 1_000, "a3": 50}
    assert limits.over_limit(NONE | {"a4": 1_000, "a3": 50}, limit) == {}
    assert limits.over_limit(NONE | {"a4": 1_001, "a3": 50, "a2": 3}, limit) == {
        "a4": "dự toán 1.001 trang, vượt số đã thẩm định còn lại là 1.000 trang.",
        "a2": "dự toán 3 trang, vượt số đã thẩm định còn lại là 0 trang.",
    }


def test_an_estimate_without_lines_is_not_ready(estimate_of, catalogue_of):
    empty = estimate_of()
    empty.lines.all().delete()
    empty.requested_dong = 0
    assert limits.ready_to_decide(empty) == ["Dự toán chưa có dòng nào: nhập số trang trước."]
    assert limits.ready_to_submit(empty) == [
        "Dự toán chưa có dòng nào: nhập số trang trước.",
        "Mục lục của cơ quan chưa được Sở Nội vụ thẩm định nên chưa trình dự toán được.",
    ]
    catalogue_of()
    assert limits.ready_to_submit(empty) == ["Dự toán chưa có dòng nào: nhập số trang trước."]


def test_an_estimate_within_the_limit_is_ready_and_above_it_says_where(estimate_of, catalogue_of):
    catalogue_of(a4=1_000, a3=50)
    estimate = estimate_of(a4=1_000, a3=50)
    assert limits.ready_to_submit(estimate) == limits.ready_to_decide(estimate) == []
    estimate_of(name="Đợt 2", state="submitted", a3=1)
    sentence = "Trang A3: dự toán 50 trang, vượt số đã thẩm định còn lại là 49 trang."
    assert limits.ready_to_submit(estimate) == [sentence]


def test_pages_are_shown_of_every_size_and_extra_lines_have_none(estimate_of):
    estimate = estimate_of(a4=10, a1=2)
    estimate.lines.create(position=9, name="Thuế", amount_dong=1_000)
    assert estimate.pages_by_size() == NONE | {"a4": 10, "a1": 2}
