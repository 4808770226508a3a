"""Tuấn appraises many estimates by one document; what deserves a closer look is named beside each."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import IssuedDocument
from agencies.workflow import WorkflowError, perform
from budgets.estimates.attention import reasons_by_estimate
from budgets.estimates.services import revise_estimate
from budgets.estimates.together import NOTHING_CHOSEN, TOO_MANY, NothingDecided, appraise_together
from budgets.estimates.together_views import waiting_for
from budgets.models import Estimate, EstimateBasis
from plans.models import UnitPrice
from tests.helpers import factories as make
from tests.helpers.estimates import DOCUMENT

ADDRESS = "/du-toan/tham-dinh-chung/"


@pytest.fixture
def waiting(catalogue_of, estimate_of, lan, binh):
    """Estimates of Sở Y tế and Sở Xây dựng, handed in."""
    catalogue_of()
    catalogue_of("SXD")
    first = perform(estimate_of(a4=1_000), "submit", actor=lan)
    return [first, perform(estimate_of("SXD", a4=500), "submit", actor=binh)]


def sent(*chosen, **changes):
    ticks = {f"chosen_{one.pk}": "on" for one in chosen} | {f"version_{one.pk}": one.version for one in chosen}
    return {"document_number": "12/STC-NS", "document_date": "20/6/2025", "reason": ""} | ticks | changes


def test_tuan_decides_on_both_by_one_number(as_user, tuan, waiting):
    page = as_user(tuan).get(ADDRESS).content.decode()
    assert "<b>2 dự toán</b> đang chờ" in page and "7.344.000 đồng" in page
    done = as_user(tuan).submit(ADDRESS, sent(*waiting), follow=True).content.decode()
    assert "Đã thẩm định 2 dự toán theo văn bản số 12/STC-NS." in done
    document = IssuedDocument.objects.get(kind="estimate_appraisal")
    assert {row.appraised_dong for row in document.estimate_appraisals.all()} == {4_896_000, 2_448_000}


def test_what_changed_meanwhile_is_named_and_the_other_is_decided(as_user, tuan, lan, waiting):
    fields = sent(*waiting)
    browser = as_user(tuan)
    browser.get(ADDRESS)
    perform(waiting[0], "withdraw", actor=lan)
    perform(Estimate.objects.get(pk=waiting[0].pk), "submit", actor=lan)
    page = browser.submit(ADDRESS, fields, follow=True).content.decode()
    assert "Đã thẩm định 1 dự toán" in page and "Có người vừa thay đổi hồ sơ này" in page
    assert Estimate.objects.get(pk=waiting[0].pk).state == "submitted"


@pytest.mark.parametrize(("count", "sentence"), [(0, NOTHING_CHOSEN), (51, TOO_MANY)])
def test_none_and_too_many_are_refused(tuan, count, sentence):
    chosen = {Estimate(pk=number): 1 for number in range(1, count + 1)}
    with pytest.raises(WorkflowError, match=sentence[:20]):
        appraise_together(chosen, actor=tuan, document=DOCUMENT)


def test_nothing_is_registered_where_all_are_refused(tuan, waiting):
    with pytest.raises(NothingDecided):
        appraise_together(dict.fromkeys(waiting, 99), actor=tuan, document=DOCUMENT)
    assert not IssuedDocument.objects.filter(kind="estimate_appraisal").exists()


def test_nobody_else_opens_it(as_user, hoa, lan, mai, waiting):
    for person in (hoa, lan, mai):
        assert as_user(person).get(ADDRESS).status_code == 403
        assert as_user(person).submit(ADDRESS, sent(*waiting)).status_code == 403
    assert not any(one.appraisals.exists() for one in waiting)


def test_reasons_to_look_closer(plan, lan, estimate_of, catalogue_of):
    catalogue_of(a3=50)
    plain = estimate_of(a4=400)
    assert reasons_by_estimate([plain]) == {plain.pk: []}
    odd = estimate_of(name="Đợt 2", a4=600, a3=50)
    revise_estimate(
        odd, actor=lan, name="Đợt 2", note="", pages_by_size={"a4": 600, "a3": 50}, extra_lines=[("Vật tư", 200_000)]
    )
    EstimateBasis.objects.filter(estimate=odd).update(file_count=1)
    make.a_target(lan.agency, 350)
    make.a_review(lan.agency, 350)
    make.a_review(lan.agency, 400, version=2)
    UnitPrice.objects.create(amount_dong=5_000, valid_from=date(2025, 6, 1), source="Lương cơ sở mới")
    found = reasons_by_estimate([Estimate.objects.get(pk=odd.pk)])[odd.pk]
    assert found == [
        "đơn giá 4.896 đồng, nay là 5.000 đồng",
        "K khổ A3 chưa xác nhận",
        "chi phí khác 200.000 đồng",
        "1.000,0 trang mỗi hồ sơ",
        "bằng 200,00% chỉ tiêu",
        "bằng 175,00% số đã rà soát",
    ]


def test_what_deserves_attention_comes_before_what_waits_longer(tuan, waiting):
    longest, odd = waiting
    EstimateBasis.objects.filter(estimate=odd).update(file_count=1)
    found = waiting_for(tuan)
    assert [one.pk for one in found] == [odd.pk, longest.pk] and found[0].reasons and not found[1].reasons


def test_the_page_asks_as_often_for_two_as_for_one(tuan, waiting):
    waiting_for(tuan)  # what is asked once and remembered
    with CaptureQueriesContext(connection) as two:
        assert len(waiting_for(tuan)) == 2
    Estimate.objects.filter(pk=waiting[0].pk).update(state="returned")
    with CaptureQueriesContext(connection) as one:
        assert len(waiting_for(tuan)) == 1
    assert len(two) == len(one)


def test_what_came_at_night_waits_since_that_day_in_vietnam(waiting, tuan):
    Estimate.objects.update(state_since=datetime(2025, 6, 18, 18, 30, tzinfo=UTC))
    assert {one.days for one in waiting_for(tuan)} == {1}
