"""Predicates answer whether a person may, and say in Vietnamese why not."""

from datetime import date

import pytest

from agencies.history import record
from agencies.models import Duty
from agencies.permissions import (
    ALLOWED,
    NOT_CHANGEABLE,
    both,
    changes,
    did_not_submit,
    has_duty,
    is_changeable,
    prepares_for,
    works_in_the_plan,
)
from tests.helpers.factories import a_catalogue

REFUSED_TWICE = (False, "Đã đóng.")


@pytest.fixture
def catalogue(lan):
    return a_catalogue(lan.agency)


def test_only_clerks_and_heads_of_the_agency_prepare(cast, catalogue):
    assert prepares_for(cast("lan"), catalogue) == prepares_for(cast("nam"), catalogue) == (True, "")
    for name in ("minh", "hoa", "binh", "thu", "quy"):
        refusal = (False, "Chỉ cán bộ hoặc thủ trưởng của Sở Y tế làm được việc này.")
        assert prepares_for(cast(name), catalogue) == refusal, name


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("draft", True), ("returned", True), ("submitted", False), ("received", False), ("appraised", False)],
)
def test_the_content_changes_only_while_it_lies_with_its_agency(lan, catalogue, state, allowed):
    catalogue.state = state
    answer = (True, "") if allowed else (False, NOT_CHANGEABLE)
    assert is_changeable(lan, catalogue) == changes(lan, catalogue) == answer
    assert NOT_CHANGEABLE == "Hồ sơ đã trình nên không sửa được nữa. Rút lại, hoặc chờ trả lại, rồi sửa."


def test_a_stranger_is_refused_before_the_state_is_looked_at(binh, catalogue):
    catalogue.state = "submitted"
    assert changes(binh, catalogue)[1].startswith("Chỉ cán bộ")


def test_who_works_in_the_plan(cast, agencies):
    assert works_in_the_plan(cast("lan")) == works_in_the_plan(cast("thu"), None) == (True, "")
    nobody = (False, "Tài khoản này không lập hồ sơ cho cơ quan nào trong Kế hoạch.")
    for name in ("minh", "hoa", "mai"):
        assert works_in_the_plan(cast(name)) == nobody, name
    at_the_province = cast("lan")
    at_the_province.agency = agencies["UBND"]
    assert works_in_the_plan(at_the_province) == nobody


def test_a_duty_is_named_in_the_refusal(lan, hoa, catalogue):
    appraises = has_duty(Duty.APPRAISES_CATALOGUES)
    assert appraises(hoa, catalogue) == (True, "")
    assert appraises(lan, catalogue) == (False, "Việc này của: Thẩm định Mục lục (Sở Nội vụ).")


def test_who_submitted_now_or_earlier_decides_nothing(lan, nam, hoa, catalogue):
    refusal = (False, "Người trình không được tự quyết định hồ sơ mình trình.")
    assert did_not_submit(lan, catalogue) == (True, "")
    catalogue.submitted_by = lan
    assert did_not_submit(lan, catalogue) == refusal and did_not_submit(nam, catalogue) == (True, "")
    record(catalogue, actor=nam, action="submit", sentence="trình", document=("1", date(2025, 6, 1)))
    record(catalogue, actor=hoa, action="return", sentence="trả lại")
    assert did_not_submit(nam, catalogue) == refusal and did_not_submit(hoa, catalogue) == (True, "")


def test_the_first_refusal_is_the_reason(lan, catalogue):
    def no(user, obj):
        return REFUSED_TWICE

    assert both()(lan, catalogue) == ALLOWED == (True, "")
    assert both(prepares_for, no)(lan, catalogue) == REFUSED_TWICE
    assert both(no, has_duty(Duty.READS))(lan, catalogue) == REFUSED_TWICE
    assert both(has_duty(Duty.READS), no)(lan, catalogue)[1] == "Việc này của: Chỉ xem trong cơ quan."
