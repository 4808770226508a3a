"""A district's extra line far above its pages, and pages nobody appraised: a reason first, then a second person."""

from datetime import date

import pytest

from agencies import history
from agencies.models import Duty
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from budgets.estimates.corrections import correct_decision
from budgets.estimates.editions import start_edition
from budgets.estimates.services import draft_estimate, revise_estimate
from budgets.models import Estimate
from plans.models import Plan, UnusualValue
from plans.unusual.services import Unusual, confirm, give_back, take_back
from reports.figures import province_figures
from tests.helpers import factories as make
from tests.helpers.estimates import DOCUMENT, decision_fields, edit_fields, granted

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SLIP = 99_000_000_000
WHY = "Mua máy quét cho cả huyện."
State = UnusualValue.State


@pytest.fixture
def estimate(plan, agencies, hai):
    return draft_estimate(agencies["502"], plan=plan, actor=hai, pages_by_size={"a4": 1_000})


@pytest.fixture
def decided(estimate, hai):
    """Hải's own decision with an extra line of 99.000.000.000 đồng beside 4.896.000 đồng of pages."""
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Máy quét", SLIP)], "unusual_reason": WHY}
    revised = revise_estimate(estimate, actor=hai, name="Đợt 1", note="", **lines)
    return perform(revised, "decide", actor=hai, document=DOCUMENT)


def value_of(estimate):
    return UnusualValue.objects.get(object_id=estimate.pk, state__in=("open", "confirmed", "returned"))


def total():
    return province_figures(Plan.current(), date(2025, 6, 20)).total


def test_the_form_says_what_is_unusual_and_loses_nothing(estimate, as_user, hai):
    typed = {"extra-0-title": "Máy quét", "extra-0-extra": "99.000.000.000", "pages_a3": "", "note": "Ba đợt"}
    address = f"/du-toan/{estimate.pk}/sua/"
    shown = as_user(hai).submit(address, edit_fields(estimate, **typed)).content.decode()
    assert "Chi phí khác 99.000.000.000 đồng" in shown and "thường không quá 30%" in shown
    assert "Lý do số liệu bất thường" in shown and "sau khi Sở Tài chính xác nhận" in shown
    assert "Ba đợt" in shown and "Máy quét" in shown
    assert Estimate.objects.get().requested_dong == 4_896_000

    as_user(hai).submit(address, edit_fields(estimate, unusual_reason=WHY, **typed))
    revised = Estimate.objects.get()
    assert (revised.requested_dong, revised.unusual_reason) == (SLIP + 4_896_000, WHY)


def test_the_decision_asks_again_and_knows_the_reason(estimate, as_user, hai):
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Máy quét", SLIP)], "unusual_reason": WHY}
    revise_estimate(estimate, actor=hai, name="Đợt 1", note="", **lines)
    address = f"/du-toan/{estimate.pk}/decide/"
    page = as_user(hai).get(address).content.decode()
    assert "Chi phí khác 99.000.000.000 đồng" in page and WHY in page
    version = Estimate.objects.get().version
    sent = decision_fields(estimate, version=version, unusual_reason="")
    assert "Số liệu này khác thường" in as_user(hai).submit(address, sent).content.decode()
    as_user(hai).submit(address, sent | {"unusual_reason": WHY})
    assert value_of(estimate).state == State.OPEN


def test_below_the_bound_nothing_is_asked(estimate, hai):
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Vật tư", 50_000_000)]}
    revised = revise_estimate(estimate, actor=hai, name="Đợt 1", note="", **lines)
    perform(revised, "decide", actor=hai, document=DOCUMENT)
    assert not UnusualValue.objects.exists()
    assert total().appraised_dong == 54_896_000


def test_pages_far_above_the_target_are_unusual(plan, agencies, hai):
    make.a_target(agencies["502"], 100_000)
    estimate = draft_estimate(agencies["502"], plan=plan, actor=hai, pages_by_size={"a4": 1_000})
    with pytest.raises(Unusual, match="bằng 500,00% chỉ tiêu của Kế hoạch"):
        revise_estimate(estimate, actor=hai, name="Đợt 1", note="", pages_by_size={"a4": 500_000})


def test_many_small_estimates_are_no_way_round(plan, agencies, hai):
    make.a_target(agencies["502"], 100_000)
    for number in range(2):
        made = draft_estimate(agencies["502"], plan=plan, actor=hai, name=f"Đợt {number}", pages_by_size={"a4": 80_000})
        details = {"document": DOCUMENT, "excess_reason": "Sót kho."}
        if number:
            with pytest.raises(Unusual, match="160.000 trang"):
                perform(made, "decide", actor=hai, same_document=True, **details)
        else:
            perform(made, "decide", actor=hai, **details)


def test_it_counts_only_after_a_second_person(decided, hai, tuan):
    assert (total().requested_dong, total().appraised_dong, total().decided_dong) == (0, 0, 0)
    assert total().unconfirmed_appraised_dong == total().unconfirmed_decided_dong == SLIP + 4_896_000
    value = value_of(decided)
    with pytest.raises(NotAllowed, match="của Sở Tài chính"):
        confirm(value, actor=hai, seen=value.version)
    confirm(value, actor=tuan, seen=value.version, answer="Đã xem hợp đồng.")
    assert total().appraised_dong == SLIP + 4_896_000 and total().unconfirmed_appraised_dong == 0
    event = history.of(decided).get(action="confirm_unusual")
    assert (event.actor, event.reason) == (tuan, "Đã xem hợp đồng.")


def test_the_writer_never_confirms_at_a_later_desk(decided, agencies, hai):
    hai.agency, hai.duty = agencies["STC"], Duty.APPRAISES_ESTIMATES
    hai.save()
    value = value_of(decided)
    with pytest.raises(NotAllowed, match="người thứ hai"):
        confirm(value, actor=type(hai).objects.get(pk=hai.pk), seen=value.version)


def test_what_was_returned_is_decided_anew(decided, hai, tuan):
    value = value_of(decided)
    with pytest.raises(WorkflowError, match="Ghi lý do trả lại"):
        give_back(value, actor=tuan, seen=value.version, answer=" ")
    give_back(value, actor=tuan, seen=value.version, answer="Thừa ba số 0.")
    assert total().unconfirmed_appraised_dong == SLIP + 4_896_000
    opened = start_edition(Estimate.objects.get(), change="adjusted", reason="Sửa chi phí khác.", actor=hai)
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Máy quét", 9_000_000)]}
    revised = revise_estimate(opened, actor=hai, name="Đợt 1", note="", **lines)
    details = {"document": ("13/QĐ-UBND", date(2025, 6, 20))}
    perform(revised, "decide", actor=hai, **details)
    assert UnusualValue.objects.get().state == State.REPLACED
    assert (total().appraised_dong, total().unconfirmed_appraised_dong) == (13_896_000, 0)


def test_undone_until_the_estimate_goes_on(decided, hai, tuan):
    value = value_of(decided)
    confirm(value, actor=tuan, seen=value.version)
    take_back(value, actor=tuan, seen=value.version)
    assert value.state == State.OPEN and total().appraised_dong == 0
    confirm(value, actor=tuan, seen=value.version)
    later = start_edition(Estimate.objects.get(), change="adjusted", reason="Sửa.", actor=hai)
    revised = revise_estimate(later, actor=hai, name="Đợt 1, lần 2", note="", pages_by_size={"a4": 1_000})
    perform(revised, "decide", actor=hai, document=("13/QĐ-UBND", date(2025, 6, 20)))
    with pytest.raises(WorkflowError, match="không hoàn tác được"):
        take_back(value, actor=tuan, seen=value.version)


def test_what_was_seen_counts(decided, agencies, tuan):
    value, other = value_of(decided), make.a_user(agencies["STC"], Duty.APPRAISES_ESTIMATES)
    seen = value.version
    confirm(value, actor=tuan, seen=seen)
    with pytest.raises(Overtaken):
        give_back(UnusualValue.objects.get(), actor=other, seen=seen, answer="Sai.")


def test_a_confirmed_amount_that_is_raised_afterwards_waits_again(estimate, hai, tuan):
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Máy quét", SLIP)], "unusual_reason": WHY}
    revised = revise_estimate(estimate, actor=hai, name="Đợt 1", note="", **lines)
    perform(revised, "decide", actor=hai, document=DOCUMENT, lines=granted(1_000, 104_000))
    value = value_of(estimate)
    confirm(value, actor=tuan, seen=value.version)
    assert total().appraised_dong == 5_000_000
    correct_decision(
        Estimate.objects.get().result,
        actor=hai,
        number=DOCUMENT[0],
        day=DOCUMENT[1],
        lines=granted(1_000, SLIP - 4_896_000, reason="Giảm ít."),
        reason="Ghi nhầm.",
    )
    assert value_of(estimate).state == State.OPEN
    assert (total().appraised_dong, total().unconfirmed_appraised_dong) == (0, SLIP)


def test_the_finance_office_confirms_before_it_appraises(plan, lan, tuan, hoa, as_user):
    make.an_appraised_catalogue(lan.agency, hoa, 1_000, date(2025, 6, 2))
    made = draft_estimate(lan.agency, plan=plan, actor=lan, pages_by_size={"a4": 1_000})
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Máy quét", SLIP)], "unusual_reason": WHY}
    made = perform(revise_estimate(made, actor=lan, name="Đợt 1", note="", **lines), "submit", actor=lan)
    assert total().requested_dong == 0 and total().unconfirmed_requested_dong == SLIP + 4_896_000
    details = {"document": DOCUMENT, "lines": granted(1_000, 0, reason="Không mua máy.")}
    with pytest.raises(WorkflowError, match="chưa được xác nhận"):
        perform(made, "appraise", actor=tuan, **details)
    assert "Chưa tính vào số liệu của tỉnh" in as_user(tuan).get(f"/du-toan/{made.pk}/").content.decode()
    confirm(value_of(made), actor=tuan, seen=1)
    perform(made, "appraise", actor=tuan, **details)
    assert (total().appraised_dong, total().unconfirmed_requested_dong) == (4_896_000, 0)
    with pytest.raises(WorkflowError, match="không hoàn tác được"):
        take_back(value_of(made), actor=tuan, seen=2)


def test_returned_as_a_whole_it_waits_for_what_is_handed_in_next(plan, lan, tuan, hoa):
    make.an_appraised_catalogue(lan.agency, hoa, 1_000, date(2025, 6, 2))
    made = draft_estimate(lan.agency, plan=plan, actor=lan, pages_by_size={"a4": 1_000})
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Máy quét", SLIP)], "unusual_reason": WHY}
    made = perform(revise_estimate(made, actor=lan, name="Đợt 1", note="", **lines), "submit", actor=lan)
    with pytest.raises(WorkflowError, match="ở trang dự toán"):
        give_back(value_of(made), actor=tuan, seen=1, answer="Thừa số 0.")
    made = perform(made, "return", actor=tuan, reason="Thừa số 0.")
    assert value_of(made).state == State.RETURNED and total().requested_dong == 0
    made = revise_estimate(made, actor=lan, name="Đợt 1", note="", pages_by_size={"a4": 1_000})
    perform(made, "submit", actor=lan)
    assert UnusualValue.objects.get().state == State.REPLACED
    assert (total().requested_dong, total().unconfirmed_requested_dong) == (4_896_000, 0)
