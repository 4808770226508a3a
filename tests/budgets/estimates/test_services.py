"""What each change of an estimate writes: lines, sums, history, decisions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError, perform
from budgets.estimates import services
from budgets.models import Estimate
from plans.models import SizeFactor
from plans.pricing import tariff_on
from tests.helpers.estimates import DOCUMENT, granted

PRICE = 4_896


def lines_of(estimate):
    rows = estimate.lines.order_by("position")
    return [(row.position, row.name, row.size, row.page_count, row.factor, row.amount_dong) for row in rows]


def test_a_draft_has_a_line_per_size_used_and_says_its_sum_in_the_history(estimate_of, lan):
    estimate = estimate_of(a4=1_000, a3=50, a2=0)
    assert lines_of(estimate) == [
        (1, "Số hóa trang A4", "a4", 1_000, 1, 1_000 * PRICE),
        (2, "Số hóa trang A3", "a3", 50, 2, 100 * PRICE),
    ]
    assert (estimate.unit_price_dong, estimate.a4_page_count) == (PRICE, 1_100)
    event = Event.objects.about(estimate).get()
    assert (event.action, event.actor, event.before, event.after) == ("draft", lan, {}, {"requested_dong": 5_385_600})
    assert event.sentence == "lập Dự toán “Đợt 1” của Sở Y tế: 5.385.600 đồng"


def test_a_draft_without_a_name_takes_the_usual_one_and_the_appraised_pages(plan, agencies, lan, catalogue_of):
    catalogue_of(a4=70)
    estimate = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan)
    assert estimate.name == "Số hóa tài liệu lưu trữ" and estimate.pages_by_size()["a4"] == 70


def test_the_factor_of_a_large_size_stays_unconfirmed_until_it_is_confirmed(estimate_of):
    first = estimate_of(a4=1, a3=1)
    SizeFactor.objects.filter(size="a3").update(confirmed=True)
    second = estimate_of(name="Đợt 2", a4=1, a3=1)
    assert [row.factor_confirmed for row in first.lines.all()] == [True, False]
    assert [row.factor_confirmed for row in second.lines.all()] == [True, True]
    assert (first.needs_confirmation, second.needs_confirmation) == (True, False)


def revise(estimate, actor, **changes):
    fields = {"name": "Đợt 1", "note": "", "pages_by_size": {"a4": 10}} | changes
    return services.revise_estimate(estimate, actor=actor, **fields)


def test_a_revision_writes_lines_extras_and_totals_anew(estimate_of, lan):
    estimate = estimate_of(a4=1_000)
    extras = [("Vật tư", 1_500_000), ("Thuế", 200)]
    revised = revise(estimate, lan, name="Đợt A", note="Theo QĐ", pages_by_size={"a4": 900}, extra_lines=extras)
    assert lines_of(revised) == [
        (1, "Số hóa trang A4", "a4", 900, 1, 900 * PRICE),
        (2, "Vật tư", "", 0, 1, 1_500_000),
        (3, "Thuế", "", 0, 1, 200),
    ]
    estimate.refresh_from_db()
    assert (estimate.name, estimate.note, estimate.version) == ("Đợt A", "Theo QĐ", 2)
    assert (estimate.a4_page_count, estimate.requested_dong) == (900, 900 * PRICE + 1_500_200)
    event = Event.objects.about(estimate).get(action="revise")
    assert (event.before, event.after) == ({"requested_dong": 1_000 * PRICE}, {"requested_dong": 5_906_600})
    assert event.sentence == "sửa Dự toán “Đợt A” của Sở Y tế: 5.906.600 đồng" and event.actor == lan


def test_two_revisions_in_a_row_keep_the_price_of_the_first_day(estimate_of, lan):
    estimate = estimate_of(a4=1_000)
    Estimate.objects.update(unit_price_dong=5_000)
    revise(estimate, lan, pages_by_size={"a4": 10, "a3": 1})
    again = revise(estimate, lan, pages_by_size={"a3": 2}, expected_version=2)
    assert lines_of(again) == [(1, "Số hóa trang A3", "a3", 2, 2, 20_000)]
    assert (again.version, again.requested_dong, again.a4_page_count) == (3, 20_000, 4)


@pytest.mark.parametrize("seen", [0, 2])
def test_who_saw_another_version_overwrites_nothing(estimate_of, lan, seen):
    estimate = estimate_of(a4=1_000)
    with pytest.raises(Overtaken, match="^Có người vừa thay đổi dự toán này. Hãy xem lại nội dung mới rồi sửa tiếp.$"):
        revise(estimate, lan, expected_version=seen)
    assert revise(estimate, lan, expected_version=1).version == 2


@pytest.mark.parametrize("state", ["submitted", "appraised", "decided"])
def test_what_is_on_another_desk_is_not_revised(estimate_of, lan, state):
    with pytest.raises(Overtaken):
        revise(estimate_of(state=state, a4=1), lan)


def test_what_was_returned_is_revised(estimate_of, lan):
    assert revise(estimate_of(state="returned", a4=1), lan).a4_page_count == 10


def test_a_deleted_draft_leaves_its_sum_in_the_history(estimate_of, lan):
    estimate = estimate_of(a4=1_000)
    services.delete_estimate(estimate, actor=lan)
    event = Event.objects.get(action="delete")
    assert event.sentence == "xóa Dự toán “Đợt 1” của Sở Y tế: 4.896.000 đồng" and event.actor == lan
    assert (event.before, event.after) == ({"requested_dong": 4_896_000}, {})
    with pytest.raises(WorkflowError, match="^Chỉ xóa được dự toán đang lập, chưa trình lần nào.$"):
        services.delete_estimate(estimate, actor=lan)


def test_what_was_decided_is_not_deleted(estimate_of, lan, tuan):
    estimate = estimate_of(a4=1_000)
    services.record_appraisal(estimate, tuan, document=DOCUMENT)
    with pytest.raises(WorkflowError):
        services.delete_estimate(estimate, actor=lan)
    assert Estimate.objects.exists()


def test_the_second_of_two_hand_ins_is_refused_with_every_size(estimate_of, catalogue_of, lan):
    catalogue_of(a4=1_000, a3=50)
    first, second = estimate_of(a4=600, a3=50), estimate_of(name="Đợt 2", a4=600, a3=1)
    perform(first, "submit", actor=lan)
    with pytest.raises(Overtaken) as refusal:
        services.hold_limit(second, lan)
    assert str(refusal.value) == (
        "Trang A4: dự toán 600 trang, vượt số đã thẩm định còn lại là 400 trang. "
        "Trang A3: dự toán 1 trang, vượt số đã thẩm định còn lại là 0 trang."
    )
    assert services.hold_limit(first, lan) is None


def test_hand_ins_of_one_agency_come_one_after_the_other(estimate_of, catalogue_of, lan):
    """The agency's row is asked for first, so that PostgreSQL makes the second hand-in wait for the first."""
    catalogue_of()
    estimate = estimate_of(a4=1)
    with CaptureQueriesContext(connection) as asked:
        services.hold_limit(estimate, lan)
    assert 'FROM "agencies_agency" WHERE "agencies_agency"."id"' in asked[0]["sql"]


def test_a_decision_keeps_both_amounts_document_and_reason(estimate_of, tuan):
    estimate = estimate_of(a4=1_000)
    given = {"document": DOCUMENT, "lines": granted(900, reason="Trang trùng")}
    decision = services.record_appraisal(estimate, tuan, **given)
    decision.refresh_from_db()
    assert (decision.estimate, decision.decided_by, decision.decided_on) == (estimate, tuan, date(2025, 6, 20))
    assert decision.document.reference == DOCUMENT
    assert (decision.requested_dong, decision.appraised_dong, decision.difference_dong) == (
        4_896_000,
        900 * 4_896,
        -100 * 4_896,
    )
    assert (decision.difference_reason, decision.own_decision) == ("Trang trùng", False)


@pytest.mark.parametrize(
    ("pages", "reason", "sentence"),
    [
        (
            1_001,
            "x",
            "Số hóa trang A4: không được lớn hơn số đề nghị (1.000 trang); cần tăng thì phải lập lại dự toán.",
        ),
        (999, " ", "Số hóa trang A4: số này khác số đề nghị, ghi lý do chênh lệch."),
    ],
)
def test_a_decision_that_is_no_decision_is_refused(estimate_of, tuan, pages, reason, sentence):
    estimate = estimate_of(a4=1_000)
    with pytest.raises(WorkflowError) as refusal:
        services.record_appraisal(estimate, tuan, document=DOCUMENT, lines=granted(pages, reason=reason))
    assert str(refusal.value) == sentence and not estimate.appraisals.exists()


def test_the_amount_asked_for_needs_no_reason_and_nothing_at_all_is_an_amount(estimate_of, tuan):
    estimate = estimate_of(a4=1_000)
    assert services.record_appraisal(estimate, tuan, document=DOCUMENT).difference_dong == 0
    zero = services.record_appraisal(
        estimate, tuan, document=("13/STC", DOCUMENT[1]), lines=granted(0, reason="Không duyệt")
    )
    assert zero.difference_dong == -4_896_000 and estimate.result == zero


def test_a_communes_own_decision_stands_as_handed_in_today(estimate_of, thu):
    estimate = estimate_of("20335", a4=1_000)
    decision = services.record_own_decision(estimate, thu, document=DOCUMENT)
    estimate.refresh_from_db()
    assert decision.own_decision and decision.appraised_dong == 4_896_000
    assert estimate.submitted_by == thu and f"{localdate(estimate.submitted_at):%d/%m/%Y}" == "20/06/2025"


def test_unsaved_lines_leave_out_sizes_without_pages(db, plan):
    lines = services.page_lines({"a4": 0, "a3": 3}, tariff_on(date(2025, 6, 20)), 1_000)
    assert [(line.name, line.amount_dong, line.pk) for line in lines] == [("Số hóa trang A3", 6_000, None)]
