"""The list of estimates: whose, in which order, and what it adds up to."""

from datetime import date

import pytest

from budgets.estimates import listing, services
from budgets.models import Estimate
from tests.helpers.estimates import DOCUMENT, granted
from tests.helpers.factories import moment


@pytest.fixture
def handed_in(estimate_of):
    """`handed_in("SYT", day=date(2025, 6, 5), a4=10)`: a submitted estimate that waits since the day."""

    def make(code="SYT", name="Đợt 1", day=date(2025, 6, 10), state="submitted", **pages):
        estimate = estimate_of(code, name, state, **pages or {"a4": 10})
        Estimate.objects.filter(pk=estimate.pk).update(submitted_at=moment(day), state_since=moment(day))
        estimate.refresh_from_db()
        return estimate

    return make


def names(user, **filters):
    return [(row.agency.code, row.name) for row in listing.rows_for(user, filters)]


def test_agencies_stand_in_the_official_order_and_theirs_as_they_were_made(mai, handed_in):
    for code, name in (("SXD", "Đợt 1"), ("SYT", "Đợt 2"), ("STC", "Đợt 1"), ("SXD", "Bổ sung")):
        handed_in(code, name)
    assert names(mai) == [("STC", "Đợt 1"), ("SXD", "Đợt 1"), ("SXD", "Bổ sung"), ("SYT", "Đợt 2")]


def test_for_tuan_what_waits_comes_first_the_oldest_on_top(tuan, handed_in):
    handed_in("STC", state="appraised", day=date(2025, 6, 1))
    handed_in("SXD", day=date(2025, 6, 12))
    handed_in("SYT", day=date(2025, 6, 5))
    assert [code for code, _ in names(tuan)] == ["SYT", "SXD", "STC"]
    rows = listing.rows_for(tuan, {})
    assert [listing.waiting_since(row) for row in rows[1:]] == [moment(date(2025, 6, 12)).timestamp(), 0]


def test_the_list_is_narrowed_by_state_group_agency_and_name(mai, handed_in):
    handed_in("SYT", "Đợt đặc biệt")
    handed_in("SXD", state="appraised")
    handed_in("20335", state="decided")
    assert names(mai, state="appraised") == [("SXD", "Đợt 1")]
    assert names(mai, group="districts") == [("20335", "Đợt 1")]
    assert names(mai, group="departments", state="submitted") == [("SYT", "Đợt đặc biệt")]
    assert names(mai, q="DAC biet") == names(mai, q="sở y tế") == [("SYT", "Đợt đặc biệt")]
    assert names(mai, q="sở y tế đợt") == [("SYT", "Đợt đặc biệt")] and names(mai, q="zz") == []
    assert len(names(mai, q="", state="", group="")) == 3


def test_nobody_sees_what_was_never_handed_in_but_its_own_agency(mai, lan, binh, estimate_of):
    estimate_of(a4=10)
    assert (names(lan), names(mai), names(binh)) == ([("SYT", "Đợt 1")], [], [])


def test_the_sums_compare_what_was_decided_with_what_was_asked_then(mai, tuan, handed_in):
    first, second = handed_in("SYT", a4=1_000), handed_in("SXD", a4=500)
    handed_in("STC", a4=10)
    services.record_appraisal(first, tuan, document=DOCUMENT, lines=granted(900))
    services.record_appraisal(second, tuan, document=DOCUMENT, same_document=True)
    Estimate.objects.filter(pk=first.pk).update(requested_dong=1, state="appraised")
    assert listing.sums_of(listing.rows_for(mai, {})) == {
        "count": 3,
        "page_count": 1_510,
        "requested_dong": 4_896_000 + 2_448_000 + 48_960,
        "decided_count": 2,
        "decided_requested_dong": 4_896_000 + 2_448_000,
        "appraised_dong": 4_406_400 + 2_448_000,
        "difference_dong": -489_600,
        "gap_dong": 489_600,
        "unconfirmed_count": 0,
        "unconfirmed_dong": 0,
        "waiting": 2,
        "later_count": 0,
        "later_dong": 0,
    }
    assert set(listing.sums_of([]).values()) == {0}


def test_the_last_decision_of_a_row_stands_for_it(mai, tuan, handed_in):
    estimate = handed_in("SYT", a4=1_000)
    row = Estimate.objects.with_result().get()
    assert (row.result_dong, row.result_on, row.result_difference_dong) == (None, None, None)
    for pages in (900, 1_000):
        given = {"document": DOCUMENT, "same_document": True, "lines": granted(pages)}
        services.record_appraisal(estimate, tuan, **given)
    row = Estimate.objects.with_result().get()
    assert (row.result_dong, row.result_requested_dong, row.result_on) == (4_896_000, 4_896_000, date(2025, 6, 20))
    assert row.result_difference_dong == 0 and row.result.appraised_dong == 4_896_000


@pytest.mark.engine
@pytest.mark.parametrize(
    ("code", "state", "desk"),
    [
        ("SYT", "draft", "Sở Y tế"),
        ("SYT", "submitted", "Sở Tài chính"),
        ("SYT", "returned", "Sở Y tế"),
        ("SYT", "appraised", ""),
        ("20335", "decided", ""),
    ],
)
def test_on_whose_desk_it_lies(estimate_of, code, state, desk):
    estimate = estimate_of(code, state=state, a4=1)
    assert estimate.desk == desk and estimate.is_appraised_by_finance is (code == "SYT")
