"""Who goes on with the work of several agencies is led from one review to the next."""

from datetime import date

import pytest

from agencies.models import Agency
from plans.declarations.review_next import still_to_review
from plans.declarations.review_signing import ask_review
from plans.declarations.reviews import submit_review

LINE = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 100, "page_count": 5000}


@pytest.fixture
def predecessors(agencies, lan):
    """Sở Xây dựng and Sở Tư pháp ended; Sở Y tế goes on with their work."""
    codes = ("SXD", "STP")
    Agency.objects.filter(code__in=codes).update(successor=lan.agency, active_to=date(2025, 6, 15))
    return [Agency.objects.get(code=code) for code in codes]


def left(user, plan):
    return {one.code: url for one, url in still_to_review(user, plan)}


def test_each_review_leads_to_those_that_are_left(as_user, lan, plan, predecessors):
    addresses = left(lan, plan)
    assert set(addresses) == {"SYT", "SXD", "STP"} and addresses["SXD"] == "/ra-soat/khoi-luong/?co_quan=SXD"
    made = submit_review(lan.agency, plan=plan, actor=lan, lines=[LINE], counts={})
    page = as_user(lan).get(f"/ra-soat/{made.pk}/").content.decode()
    assert "còn 2 cơ quan chưa gửi rà soát" in page and addresses["SXD"] in page and addresses["SYT"] not in page
    for one in predecessors:
        submit_review(one, plan=plan, actor=lan, lines=[LINE], counts={})
    assert left(lan, plan) == {} and "chưa gửi rà soát" not in as_user(lan).get(f"/ra-soat/{made.pk}/").content.decode()


def test_what_waits_for_the_head_is_not_left(heads_sign, as_user, lan, nam, plan, predecessors):
    asked = ask_review(lan.agency, plan=plan, actor=lan, lines=[LINE], counts={})
    assert set(left(lan, plan)) == {"SXD", "STP"}
    address = f"/ra-soat/trinh-ky/{asked.pk}/"
    assert "còn 2 cơ quan chưa gửi rà soát" in as_user(lan).get(address).content.decode()
    assert "cơ quan chưa gửi rà soát:" not in as_user(nam).get(address).content.decode()


def test_a_clerk_of_one_agency_is_told_nothing(as_user, lan, minh, plan):
    assert left(lan, plan) == left(minh, plan) == {}
    assert "chưa gửi rà soát:" not in as_user(lan).get("/ra-soat/").content.decode()
