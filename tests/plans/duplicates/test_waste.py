"""Lãng phí: what leaving out still saves, and what is too late because it is appraised, at present."""

import pytest

from plans.appraisal.decisions import decide
from plans.catalogues.files import recount
from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict
from tests.helpers import factories as make
from tests.helpers.catalogues import appraise
from tests.helpers.duplicate_files import own, page, search, sums, waiting


@pytest.fixture
def syt(agencies):
    """Three copies of 100, 99 and 98 pages."""
    return waiting(agencies["SYT"], "Sổ 1", files=3)


def test_what_was_left_out_wastes_nothing_whatever_is_said_of_the_group(syt, hoa, as_user):
    [group] = search(Scope(), hoa)
    assert page(as_user(hoa)).context["waste"] == sums(files=2, pages=197)
    leave_out_duplicates(
        group, syt.files.filter(file_number__in=["02", "03"]).values_list("pk", flat=True), actor=hoa, scope=Scope()
    )
    give_verdict(group, actor=hoa, scope=Scope(), verdict="")
    seen = page(as_user(hoa))
    body = seen.content.decode()
    assert seen.context["waste"] == sums() and "lãng phí" not in body
    assert "Loại hồ sơ đánh dấu" not in body and 'name="file"' not in body  # only the kept one remains


def test_what_is_appraised_is_too_late(syt, agencies, lan, hoa, as_user):
    other = waiting(agencies["SXD"], "Của Sở Xây dựng", files=1)
    search(Scope(), hoa)
    appraise(syt, hoa)
    seen = page(as_user(hoa))
    assert seen.context["sums"] == sums(files=1, pages=100, late_files=2, late_pages=197)
    body = seen.content.decode()
    assert "đã thẩm định, không loại được nữa" in body and "thừa, đã thẩm định" in body
    appraise(other, hoa)
    seen = page(as_user(hoa))
    assert seen.context["waste"] == sums(late_files=3, late_pages=297)
    assert "không còn hồ sơ thừa nào loại được" in seen.content.decode()


def test_of_copies_the_appraised_one_stays_though_thinner(syt, agencies, hoa, as_user):
    other = make.a_catalogue(agencies["SXD"], submitted_on=make.FIRST_DAY, name="Mỏng", state="submitted")
    other.files.create(position=1, file_number="1", title=syt.files.first().title, page_count=95, start_date="2008")
    recount(other)
    appraise(other, hoa)
    [group] = search(Scope(), hoa)
    [shown] = page(as_user(hoa)).context["groups"]
    assert [(each.known.page_count, each.is_extra) for each in shown.shown] == [
        (95, False),
        (100, True),
        (99, True),
        (98, True),
    ]
    leave_out_duplicates(group, syt.files.values_list("pk", flat=True), actor=hoa, scope=Scope())
    assert page(as_user(hoa)).context["sums"] == sums()


def test_what_is_no_duplicate_wastes_nothing(syt, lan, hoa, as_user):
    [mine] = search(own(lan), lan)
    [group] = search(Scope(), hoa)
    give_verdict(mine, actor=lan, scope=own(lan), verdict="different")
    assert page(as_user(lan)).context["sums"] == sums()
    assert page(as_user(hoa)).context["sums"] == sums(files=2, pages=197)
    give_verdict(group, actor=hoa, scope=Scope(), verdict="handled")
    assert page(as_user(lan)).context["sums"] == sums(files=2, pages=197)


def test_a_file_left_out_otherwise_is_no_surplus(syt, hoa, as_user):
    search(Scope(), hoa)
    decide(syt, "leave_out", syt.files.filter(file_number="01"), actor=hoa, reason="worthless")
    seen = page(as_user(hoa))
    assert seen.context["sums"] == sums(files=1, pages=98)
    assert "Σ" not in seen.content.decode() and "Tổng hồ sơ thừa còn loại được" in seen.content.decode()
