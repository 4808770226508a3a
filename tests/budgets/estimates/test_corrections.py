"""Tuấn corrects a slip in his decision while nothing rests on it; the history keeps what it was before."""

from datetime import date

import pytest

from agencies.documents import NumberTaken
from agencies.models import Duty, Event, IssuedDocument
from agencies.workflow import NotAllowed, WorkflowError, perform
from budgets.allocations.services import reversal_of
from budgets.estimates import services
from budgets.estimates.corrections import NO_CHANGE, correct_decision, corrects, kept_by_others, lines_of
from budgets.estimates.editions import start_edition
from budgets.estimates.own_tariff import own_tariff
from tests.helpers import money
from tests.helpers.estimates import DOCUMENT, granted
from tests.helpers.factories import a_user


@pytest.fixture
def decided(catalogue_of, estimate_of, lan, tuan):
    """Tuấn's decision on an estimate of 4.896.000 đồng."""
    catalogue_of()
    estimate = perform(estimate_of(a4=1_000), "submit", actor=lan)
    perform(estimate, "appraise", actor=tuan, document=DOCUMENT)
    return estimate.result


def corrected(decision, actor, **changes):
    given = {"number": "12/STC-NS", "day": DOCUMENT[1], "lines": {}}
    return correct_decision(decision, actor=actor, **given | {"reason": "Ghi nhầm"} | changes)


def test_number_day_and_amount_are_corrected_and_the_history_says_so(decided, tuan):
    done = corrected(decided, tuan, number="21/STC-NS", day=date(2025, 6, 20), lines=granted(900, reason="Trang trùng"))
    assert (done.document.reference, done.appraised_dong) == (("21/STC-NS", date(2025, 6, 20)), 900 * 4_896)
    assert done.difference_dong == -489_600 and decided.estimate.result.difference_reason == "Trang trùng"
    event = Event.objects.get(action="correct")
    assert event.sentence.startswith("đính chính số 12/STC-NS ngày 20/6/2025, 4.896.000 đồng thành số 21/STC-NS")
    assert event.reason == "Ghi nhầm"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, NO_CHANGE),
        ({"number": "13/STC-NS", "reason": " "}, "Ghi lý do đính chính."),
        ({"lines": granted(1_001)}, "không được lớn hơn số đề nghị"),
        ({"lines": granted(900, reason="")}, "ghi lý do chênh lệch"),
    ],
)
def test_what_is_refused_changes_nothing(decided, tuan, changes, sentence):
    with pytest.raises(WorkflowError, match=sentence):
        corrected(decided, tuan, **changes)
    decided.refresh_from_db()
    assert (decided.appraised_dong, decided.document.number) == (4_896_000, "12/STC-NS")


def test_only_whoever_decided_and_only_while_it_stands(estimate_of, thu, tuan, decided):
    with pytest.raises(NotAllowed, match="Chỉ người đã ghi"):
        corrected(decided, a_user(tuan.agency, tuan.duty), number="13/STC-NS")
    own = perform(estimate_of("20335", name="Xã", a4=1_000), "decide", actor=thu, document=("7/QĐ", DOCUMENT[1]))
    assert corrects(thu, own.result) == (True, "")
    later = start_edition(own, change="adjusted", reason="Sót kho.", actor=thu)
    assert corrects(thu, own.result) == (True, "")
    services.set_lines(later, {"a4": 900}, tariff=own_tariff(later))
    perform(later, "decide", actor=thu, document=("8/QĐ", DOCUMENT[1]))
    assert "bản điều chỉnh, bổ sung đã trình" in corrects(thu, own.result)[1]


def test_what_was_allocated_on_it_keeps_its_amounts(decided, tuan, lan):
    """Number and day are still a slip; amounts are again once the allocation was taken back."""
    line = money.allocated(lan.agency, 4_896_000)
    with pytest.raises(
        WorkflowError, match="Đã giao dự toán 4.896.000 đồng cho Sở Y tế theo Quyết định số 100/QĐ-UBND"
    ):
        corrected(decided, tuan, lines=granted(10))
    assert lines_of(decided)[1].amount == 1_000 and decided.estimate.result.appraised_dong == 4_896_000
    assert corrected(decided, tuan, number="21/STC-NS").document.number == "21/STC-NS"
    reversal_of(line.allocation, tuan, "Ghi nhầm")
    assert corrected(decided, tuan, number="21/STC-NS", lines=granted(10)).appraised_dong == 48_960


@pytest.fixture
def second(decided, catalogue_of, estimate_of, binh):
    """`second(actor)`: a decision on Sở Xây dựng's estimate by the same document."""
    catalogue_of("SXD")

    def make(actor):
        estimate = perform(estimate_of("SXD", a4=1_000), "submit", actor=binh)
        details = {"document": DOCUMENT, "same_document": True}
        return perform(estimate, "appraise", actor=actor, **details).result

    return make


def test_every_estimate_of_a_document_hears_of_its_new_number(decided, second, tuan):
    other = second(tuan)
    corrected(decided, tuan, number="21/STC-NS")
    other.refresh_from_db()
    assert other.document.number == "21/STC-NS"
    sentences = Event.objects.filter(action="correct").values_list("agency__code", "sentence")
    assert {code for code, _ in sentences} == {"SYT", "SXD"}
    assert all("thành số 21/STC-NS ngày 20/6/2025, 4.896.000 đồng" in sentence for _, sentence in sentences)


def test_what_a_colleague_decided_by_it_keeps_its_number_until_the_colleague_corrects_it(decided, second, tuan):
    colleague = a_user(tuan.agency, tuan.duty)
    other = second(colleague)
    assert kept_by_others(decided.document, tuan) == [(colleague, 1)]
    assert corrected(decided, tuan, number="21/STC-NS").document.number == "21/STC-NS"
    other.refresh_from_db()
    assert Event.objects.get(action="correct").agency.code == "SYT" and other.document.number == "12/STC-NS"
    with pytest.raises(NumberTaken, match="đánh dấu “Cùng một văn bản”"):
        corrected(other, colleague, number="21/STC-NS")
    assert (
        corrected(other, colleague, number="21/STC-NS", same_document=True).document == decided.estimate.result.document
    )
    assert IssuedDocument.objects.filter(kind="estimate_appraisal").get().number == "21/STC-NS"


def test_the_number_stays_where_ones_own_other_decision_can_no_longer_be_corrected(decided, second, tuan):
    other = second(tuan)
    type(other.estimate).objects.filter(pk=other.estimate_id).update(state="returned")
    with pytest.raises(NotAllowed, match="Bạn cũng quyết định .*Sở Xây dựng.* mà nay không đính chính được"):
        corrected(decided, tuan, number="21/STC-NS")
    corrected(decided, tuan, lines=granted(900))
    assert decided.estimate.result.document.number == "12/STC-NS"


def test_whoever_has_another_duty_now_corrects_nothing(decided, tuan):
    tuan.duty = Duty.READS_EVERYTHING
    assert corrects(tuan, decided) == (False, "Chỉ người đã ghi quyết định này đính chính được.")


def test_tuan_corrects_on_the_page(as_user, tuan, lan, decided):
    path = f"/du-toan/{decided.estimate_id}/"
    assert "Đính chính số, ngày, số tiền" in as_user(tuan).get(path).content.decode()
    assert "Đính chính số, ngày" not in as_user(lan).get(path).content.decode()
    assert as_user(lan).get(f"{path}dinh-chinh/").status_code == 302
    right = {"number": "14/STC-NS", "day": "20/6/2025", "capacity": "head", "amount_1": "1.000"}
    browser, data = as_user(tuan), right
    assert "Ghi lý do đính chính." in browser.submit(f"{path}dinh-chinh/", data).content.decode()
    page = browser.submit(f"{path}dinh-chinh/", data | {"reason": "Ghi nhầm số"}, follow=True).content.decode()
    assert "Đã đính chính quyết định." in page and "14/STC-NS ngày 20/6/2025" in page


def test_the_capacity_is_corrected_for_every_decision_by_the_document(decided, second, tuan):
    """Signed by the deputy head and entered as signed by the head: the letters of both estimates say so afterwards."""
    other = second(tuan)
    corrected(decided, tuan, capacity="deputy")
    for one in (decided, other):
        one.refresh_from_db()
        assert one.document.capacity == "deputy"
        said = Event.objects.about(one.estimate).get(action="correct").sentence
        assert "(Giám đốc), " in said and "(KT. Giám đốc – Phó Giám đốc), " in said
    with pytest.raises(WorkflowError, match="Tư cách ký này không có"):
        corrected(decided, tuan, capacity="nobody")


def test_the_page_offers_the_capacities_of_the_office_and_keeps_the_one_that_is_right(as_user, tuan, decided):
    path = f"/du-toan/{decided.estimate_id}/dinh-chinh/"
    browser, data = as_user(tuan), {"number": "12/STC-NS", "day": "20/6/2025", "amount_1": "1.000"}
    page = browser.get(path).content.decode()
    assert "Tư cách ký văn bản" in page and '<option value="head" selected>' in page
    data |= {"reason": "Phó Giám đốc ký", "capacity": "deputy"}
    assert "Đã đính chính" in browser.submit(path, data, follow=True).content.decode()
    assert '<option value="deputy" selected>' in browser.get(path).content.decode()
