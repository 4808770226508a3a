"""How much of an agency's catalogues lies above its target and its review; golden figures at 4.896 đ a page."""

from datetime import date

import pytest

from agencies.models import Agency
from plans.excess.measure import Volume, every_excess, excess_of, with_catalogue
from plans.excess.words import sentences
from plans.models import Catalogue
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2025, 4, 25)


def handed_in(agency, pages, **fields):
    return make.a_catalogue(agency, pages, Catalogue.State.SUBMITTED, DAY, **{"file_count": 10} | fields)


def test_catalogue_that_lifts_an_agency_above_its_target_is_named_with_files_pages_share_and_dong(plan, agencies):
    syt = agencies["SYT"]
    make.a_target(syt, 1000, files=12)
    handed_in(syt, 900)
    draft = make.a_catalogue(syt, 649, file_count=4, name="Giai đoạn 2011–2020")

    assert not excess_of(syt, plan)  # nobody has handed in the draft
    found = with_catalogue(draft)
    assert (found.listed, found.above_target, found.target_dong) == (Volume(14, 1549), Volume(2, 549), 549 * 4896)
    assert sentences(found) == [
        "Vượt chỉ tiêu của Sở Y tế: 2 hồ sơ, 549 trang A4 quy đổi (2.687.904 đồng); "
        "Mục lục có 1.549 trang, bằng 154,90% chỉ tiêu (1.000 trang)."
    ]


def test_files_left_out_and_drafts_of_others_do_not_count(plan, agencies):
    syt = agencies["SYT"]
    make.a_target(syt, 1000, files=20)
    handed_in(syt, 1200, left_out_files=1, left_out_pages=200)
    make.a_catalogue(syt, 5000, name="Đang lập")

    assert excess_of(syt, plan).listed == Volume(9, 1000)
    assert not excess_of(syt, plan)


def test_reopened_catalogue_counts_as_it_was_appraised(plan, agencies, hoa):
    syt = agencies["SYT"]
    make.a_target(syt, 1000, files=20)
    made = make.an_appraised_catalogue(syt, hoa, 1100, DAY)
    Catalogue.objects.filter(pk=made.pk).update(state=Catalogue.State.DRAFT, page_count=5)

    assert excess_of(syt, plan).above_target.pages == 100
    made.refresh_from_db()
    assert with_catalogue(made).listed.pages == 5


def test_review_is_measured_beside_the_catalogues_of_those_who_reviewed(plan, agencies):
    district = agencies["502"]
    reviewing, silent = district.children.order_by("code")[:2]
    make.a_review(reviewing, 400, files=10)
    make.a_review(reviewing, 500, files=10, version=2)
    handed_in(reviewing, 520)
    handed_in(silent, 10_000)

    found = excess_of(district, plan)
    assert (found.planned, found.above_target) == (None, Volume())
    assert (found.reviewed, found.above_review, found.review_dong) == (Volume(10, 500), Volume(0, 20), 97_920)
    assert sentences(found)[0].startswith(f"Vượt khối lượng rà soát của {district}: 20 trang A4 quy đổi")


def test_commune_stands_in_its_districts_line_until_it_has_a_target_of_its_own(plan, agencies):
    district = agencies["502"]
    commune = district.children.order_by("code").first()
    make.a_target(district, 1000, files=50)
    handed_in(district, 800)
    handed_in(commune, 300)
    assert excess_of(commune, plan).holder == district
    assert excess_of(commune, plan).above_target.pages == 100

    make.a_target(commune, 250, files=50)
    assert excess_of(commune, plan).holder == commune
    assert excess_of(commune, plan).above_target.pages == 50
    assert not excess_of(district, plan)  # 1.100 of 1.250 pages together


def test_list_asks_as_many_queries_for_three_as_for_one(plan, agencies, django_assert_num_queries):
    every = list(Agency.objects.select_related("parent"))
    for count, code in enumerate(("SYT", "SXD", "502"), 1):
        make.a_target(agencies[code], 1000, files=50)
        handed_in(agencies[code], 1000 + 10 * count)
        with django_assert_num_queries(6):
            found = every_excess(plan, every)
    assert [(one.holder.code, one.above_target.pages) for one in found] == [("502", 30), ("SXD", 20), ("SYT", 10)]
