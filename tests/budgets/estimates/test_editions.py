"""Lan adjusts an estimate that was decided: the old one stays and counts until the new one is decided."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from agencies.models import Duty, Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from budgets.allocations.queries import standings
from budgets.estimates.attention import reasons_by_estimate
from budgets.estimates.corrections import corrects
from budgets.estimates.edition_rules import SAME
from budgets.estimates.editions import line_of, start_edition
from budgets.estimates.excess import excess_of
from budgets.estimates.limits import page_limit
from budgets.estimates.listing import rows_for, sums_of
from budgets.estimates.services import draft_estimate, revise_estimate
from budgets.estimates.together_views import waiting_for
from budgets.models import Estimate
from plans.models import Plan
from reports.figures import province_figures
from tests.helpers.allocations import allocate
from tests.helpers.estimates import DOCUMENT, granted

LATER = ("14/STC-NS", date(2025, 6, 20))
DAY = date(2025, 6, 20)


@pytest.fixture
def decided(catalogue_of, estimate_of, lan, tuan):
    """2.000 pages A4 appraised, 1.000 asked for, 900 granted: 4.406.400 đồng."""
    catalogue_of(a4=2_000)
    estimate = perform(estimate_of(a4=1_000), "submit", actor=lan)
    return perform(estimate, "appraise", actor=tuan, document=DOCUMENT, lines=granted(900, reason="Trùng"))


@pytest.fixture
def later(decided, lan):
    return start_edition(decided, change="adjusted", reason="Sót một kho.", actor=lan)


def revised(estimate, actor, pages, **given):
    return revise_estimate(estimate, actor=actor, name=estimate.name, note="", pages_by_size={"a4": pages}, **given)


def money():
    total = province_figures(Plan.current(), DAY).total
    return total.requested_dong, total.appraised_dong


def test_it_starts_from_what_was_decided_and_both_histories_say_so(decided, later, lan):
    assert (later.name, later.edition, later.replaces, later.requested_dong) == (
        "Đợt 1 (điều chỉnh lần 1)",
        2,
        decided,
        4_406_400,
    )
    assert Event.objects.about(later).get(action="draft").reason == "Sót một kho."
    assert "Đợt 1 (điều chỉnh lần 1)" in Event.objects.about(decided).get(action="start_edition").sentence
    with pytest.raises(WorkflowError, match=SAME[:30]):
        perform(later, "submit", actor=lan)


def test_one_of_both_counts_at_every_step(decided, later, lan, tuan):
    """Never both: figures, what may be allocated, the list; the old one until the new one is decided."""
    old = (4_896_000, 4_406_400)
    assert money() == old
    handed_in = perform(revised(later, lan, 1_500), "submit", actor=lan)
    assert money() == old
    rows = rows_for(tuan, {})
    assert {row.name: row.counts for row in rows} == {"Đợt 1": True, "Đợt 1 (điều chỉnh lần 1)": False}
    sums = sums_of(rows)
    assert (sums["requested_dong"], sums["later_dong"], sums["waiting"]) == (4_896_000, 7_344_000, 1)
    assert corrects(tuan, decided.result)[0] is False

    perform(handed_in, "appraise", actor=tuan, document=LATER)
    assert money() == (7_344_000, 7_344_000)
    assert standings(Plan.current(), [lan.agency])[lan.agency.pk].appraised_dong == 7_344_000
    assert [row.edition for row in rows_for(tuan, {})] == [2]
    assert [row.edition for row in rows_for(tuan, {"state": "replaced"})] == [1]
    sums = sums_of(rows_for(tuan, {}))
    assert (sums["requested_dong"], sums["appraised_dong"], sums["later_count"]) == (7_344_000, 7_344_000, 0)
    told = Event.objects.about(decided).get(action="replace_estimate")
    assert "từ 4.406.400 đồng thành 7.344.000 đồng" in told.sentence and told.document_number == "14/STC-NS"
    decided.refresh_from_db()
    assert (decided.state, decided.requested_dong, decided.result.appraised_dong) == ("appraised", 4_896_000, 4_406_400)


def test_pages_are_held_once_and_never_twice(decided, later, lan, tuan):
    """While a smaller version waits, the larger decided one holds its pages; once it is decided they are free."""
    assert page_limit(lan.agency, besides=later)["a4"] == 2_000
    handed_in = perform(revised(later, lan, 400), "submit", actor=lan)
    assert page_limit(lan.agency)["a4"] == 1_000
    other = draft_estimate(lan.agency, plan=Plan.current(), actor=lan, name="Đợt 2", pages_by_size={"a4": 1_000})
    own = excess_of(other)
    assert own is not None
    perform(handed_in, "appraise", actor=tuan, document=LATER)
    assert page_limit(lan.agency)["a4"] == 1_600


def test_only_the_last_decided_one_is_followed_and_one_at_a_time(decided, later, lan, binh, minh):
    with pytest.raises(Overtaken, match="đã có bản điều chỉnh"):
        start_edition(decided, change="added", reason="Thêm.", actor=lan)
    with pytest.raises(NotAllowed, match="đã có quyết định"):
        start_edition(later, change="added", reason="Thêm.", actor=lan)
    for stranger in (binh, minh):
        with pytest.raises(WorkflowError):
            start_edition(decided, change="added", reason="Thêm.", actor=stranger)
    assert Estimate.objects.count() == 2


def test_a_supplement_takes_nothing_away(decided, lan):
    more = start_edition(decided, change="added", reason="Thêm một kho.", actor=lan)
    with pytest.raises(WorkflowError, match="Dự toán bổ sung không được giảm.*trang A4"):
        perform(revised(more, lan, 899), "submit", actor=lan)
    assert perform(revised(fresh(more), lan, 901), "submit", actor=lan).state == "submitted"


def test_who_handed_in_the_first_decides_on_no_later_one(later, lan, nam, agencies):
    """Lan handed in the first version and works for Sở Tài chính now; Nam hands in the later one."""
    handed_in = perform(revised(later, lan, 1_500), "submit", actor=nam)
    lan.agency, lan.duty = agencies["STC"], Duty.APPRAISES_ESTIMATES
    lan.save()
    moved = type(lan).objects.get(pk=lan.pk)
    assert handed_in not in waiting_for(moved)
    with pytest.raises(NotAllowed, match="không được tự quyết định"):
        perform(handed_in, "appraise", actor=moved, document=LATER)


def test_the_desk_says_how_far_it_lies_from_the_old_one(decided, later, lan):
    handed_in = perform(revised(later, lan, 1_500), "submit", actor=lan)
    reason = "bản điều chỉnh: tăng 600 trang A4 quy đổi, tăng 2.937.600 đồng so với bản đã quyết định"
    assert reason in reasons_by_estimate([handed_in])[handed_in.pk]


def test_the_page_compares_and_the_workbook_adds_up(as_user, decided, later, lan, tuan):
    page = as_user(lan).get(f"/du-toan/{decided.pk}/").content.decode()
    assert "Có bản điều chỉnh, bổ sung chưa quyết định" in page and "Lập dự toán điều chỉnh" not in page
    page = as_user(tuan).get(f"/du-toan/{decided.pk}/").content.decode()
    assert "điều chỉnh lần 1" not in page  # a draft is its agency's own
    perform(revised(later, lan, 1_500), "submit", actor=lan)
    page = as_user(tuan).get(f"/du-toan/{later.pk}/").content.decode()
    assert "So với bản đã quyết định" in page and "Khối lượng khổ A4" in page and "+2.937.600" in page
    answer = as_user(tuan).get(f"/du-toan/{later.pk}/so-sanh.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[-1][-2:] == (600, 2_937_600) and rows[2][1:] == (
        "Khối lượng khổ A4",
        "900 trang",
        "1.500 trang",
        600,
        2_937_600,
    )
    assert as_user(tuan).get(f"/du-toan/{decided.pk}/so-sanh.xlsx").status_code == 302


def test_what_was_allocated_above_the_new_sum_is_warned_of(as_user, decided, later, lan, tuan):
    allocate(tuan, {lan.agency: 4_400_000})
    shown = as_user(lan).get(f"/du-toan/{later.pk}/").content.decode()
    assert "Đã giao nhiều hơn" not in shown
    handed_in = perform(revised(later, lan, 500), "submit", actor=lan)
    shown = as_user(tuan).get(f"/du-toan/{later.pk}/").content.decode()
    assert "sẽ vượt số thẩm định, phê duyệt" in " ".join(shown.split()) and "1.952.000 đồng" in shown
    perform(handed_in, "appraise", actor=tuan, document=LATER)
    shown = as_user(tuan).get(f"/du-toan/{later.pk}/").content.decode()
    assert "Đã giao nhiều hơn" in shown and "1.952.000 đồng" in shown


def test_a_commune_adjusts_its_own_decision(as_user, estimate_of, thu):
    own = perform(estimate_of("20335", name="Xã", a4=1_000), "decide", actor=thu, document=("7/QĐ", DAY))
    address = f"/du-toan/{own.pk}/ban-moi/"
    assert "Lập dự toán điều chỉnh" in as_user(thu).get(f"/du-toan/{own.pk}/").content.decode()
    page = as_user(thu).submit(address, {"change": "added", "reason": " "}).content.decode()
    assert "Ghi lý do điều chỉnh, bổ sung." in page
    as_user(thu).submit(address, {"change": "added", "reason": "Thêm kho."})
    later = Estimate.objects.get(replaces=own)
    perform(revised(later, thu, 1_200), "decide", actor=thu, document=("8/QĐ", DAY))
    assert money() == (5_875_200, 5_875_200)
    third = start_edition(fresh(later), change="added", reason="Thêm nữa.", actor=thu)
    assert (third.name, third.edition, third.first) == ("Xã (bổ sung lần 2)", 3, own)
    assert [one.edition for one in line_of(thu, own).editions] == [1, 2, 3]
    assert money() == (5_875_200, 5_875_200)


def fresh(one):
    return Estimate.objects.get(pk=one.pk)
