"""Who sets targets, who divides a district's, who appraises a catalogue; each refusal in words."""

import pytest

from plans.permissions import appraises_catalogue, divides_target, sets_targets
from tests.helpers import factories as make

EVERYBODY = ("lan", "minh", "nam", "hoa", "tuan", "son", "mai", "quy", "binh", "hai", "thu")


def allowed(cast, predicate, obj=None):
    """Who is let through; the others read why in one and the same sentence."""
    answers = {name: predicate(cast(name), obj) for name in EVERYBODY}
    assert {why for yes, why in answers.values() if yes} == {""}
    [why] = {why for yes, why in answers.values() if not yes}
    return [name for name, (yes, _) in answers.items() if yes], why


def test_so_noi_vu_and_administrators_set_targets(cast, plan):
    assert allowed(cast, sets_targets) == (["hoa", "quy"], "Việc đặt chỉ tiêu của Sở Nội vụ.")
    assert allowed(cast, sets_targets, plan) == allowed(cast, sets_targets)


def test_a_district_divides_its_own_target(cast, agencies):
    refusal = "Việc chia chỉ tiêu do cán bộ của huyện hoặc Sở Nội vụ thực hiện."
    assert allowed(cast, divides_target, agencies["502"]) == (["hoa", "quy", "hai"], refusal)
    assert divides_target(cast("hai"), agencies["503"]) == (False, refusal)


@pytest.mark.parametrize("code", ["SYT", "20335", "UBND"])
def test_nobody_divides_what_is_no_districts(cast, agencies, code):
    assert not any(divides_target(cast(name), agencies[code])[0] for name in EVERYBODY)


def test_a_superuser_sets_targets(hoa):
    hoa.duty, hoa.is_superuser = "reads", True
    assert sets_targets(hoa) == (True, "")


def test_only_the_appraiser_appraises(cast, agencies):
    made = make.a_catalogue(agencies["SYT"], submitted_on=make.FIRST_DAY)
    answers = {name: appraises_catalogue(cast(name), made) for name in EVERYBODY}
    assert [name for name, (yes, _) in answers.items() if yes] == ["hoa"]
    assert answers["lan"][1] == "Việc này của: Thẩm định Mục lục (Sở Nội vụ)."


def test_nobody_appraises_what_they_handed_in(hoa, agencies):
    made = make.a_catalogue(agencies["SNV"], submitted_on=make.FIRST_DAY)
    made.submitted_by = hoa
    refusal = "Người trình không được tự quyết định hồ sơ mình trình."
    assert appraises_catalogue(hoa, made) == (False, refusal)
