"""A catalogue as a whole beyond a bound is warned of before it is handed in or appraised; nothing stops it."""

import pytest

from plans.appraisal.facts import facts_for
from plans.models import Catalogue
from plans.models.pages import PAGE_FIELDS
from tests.helpers import factories as make
from tests.helpers.catalogues import fresh, hand_in

pytestmark = pytest.mark.django_db


def said(catalogue, action):
    return [fact["value"] for fact in facts_for(action, catalogue) if fact["label"] == "Khác thường, kiểm tra lại"]


def with_sums(catalogue, files, pages):
    none = dict.fromkeys(PAGE_FIELDS.values(), 0)
    Catalogue.objects.filter(pk=catalogue.pk).update(**none | {"file_count": files, "page_count": pages})
    return fresh(catalogue)


@pytest.mark.parametrize("action", ["submit", "appraise", "tranche"])
def test_a_digit_too_many_is_said_to_whoever_hands_in_and_appraises(plan, lan, action):
    odd = with_sums(hand_in(lan.agency, lan), 100, 90_000)
    assert said(odd, action) == [
        "Mục lục 100 hồ sơ có 90.000 trang, trung bình 900 trang một hồ sơ; thường là 5–300 trang."
    ]
    assert said(with_sums(odd, 1_000, 90_000), action) == []


def test_more_than_the_whole_plan_is_said(plan, lan, binh):
    for person in (lan, binh):
        make.a_target(person.agency, 40_000)
    many = with_sums(hand_in(lan.agency, lan), 1_000, 80_001)
    assert said(many, "submit") == ["Mục lục 80.001 trang A4 quy đổi, nhiều hơn cả Kế hoạch (80.000 trang)."]
    assert said(with_sums(many, 1_000, 80_000), "submit") == []
