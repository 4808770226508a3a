"""Whoever changes an appraised file is told so before, and whoever appraises it again sees what changed since."""

import pytest

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.catalogues.appraised_before import with_changes_since
from plans.catalogues.files import write_files
from tests.helpers.catalogues import DECISION_DOCUMENT, appraise, fresh, hand_in, numbered, row
from tests.helpers.grids import page_of


@pytest.fixture
def returned(plan, lan, hoa):
    """Document 777 let 01 and 02 through; then the catalogue came back."""
    made = hand_in(lan.agency, lan)
    decide(made, "accept", numbered(made, "01", "02"), actor=hoa)
    appraise(fresh(made), hoa, "tranche", document=("777/SNV", DECISION_DOCUMENT[1]))
    return perform(fresh(made), "return", actor=hoa, reason="Xem lại hồ sơ 01.")


def address(catalogue, number, rest=""):
    return f"/muc-luc/ho-so/{numbered(catalogue, number).get().pk}/{rest}"


def test_a_change_of_an_appraised_file_is_announced(returned, as_user, lan):
    browser = as_user(lan)
    one = "Hồ sơ này đã được thẩm định theo văn bản số 777/SNV; sửa thì phải thẩm định lại."
    assert one in page_of(browser.get(address(returned, "01", "sua/")))
    tranche = browser.get(address(returned, "01", "xoa/"), follow=True)
    assert "đã được thẩm định theo đợt" in tranche.content.decode() and tranche.resolver_match.kwargs["pk"]
    returned.appraisals.update(is_tranche=False)
    gone = "văn bản đó vẫn ghi hồ sơ như đã thẩm định"
    assert gone in page_of(browser.get(address(returned, "01", "xoa/")))
    assert "đã được thẩm định" not in page_of(browser.get(address(returned, "03", "sua/")))
    several = "Trong đó có 2 hồ sơ đã được thẩm định theo văn bản số 777/SNV"
    assert several in page_of(browser.get(f"/muc-luc/{returned.pk}/ho-so/sua/"))
    bulk = {"pham_vi": "tat-ca", "dat-retention": "20", "xem": "1"}
    assert several in page_of(browser.get(f"/muc-luc/{returned.pk}/ho-so/hang-loat/", bulk))


def test_both_sides_see_what_changed_since(returned, as_user, lan, hoa):
    file = numbered(returned, "01").get()
    write_files(returned, actor=lan, changed=[(file, row("01", page_count=600))])
    changed = "Đổi sau văn bản số 777/SNV: Trang A4: “100” → “600”"
    assert [one.changed_since for one in with_changes_since(returned.files.by_position())] == [changed, "", "", "", ""]
    assert changed in page_of(as_user(lan).get(address(returned, "01")))
    again = perform(fresh(returned), "submit", actor=lan, secrecy_declared=True)
    assert changed in page_of(as_user(hoa).get(f"/quan-tri/plans/catalogue/{again.pk}/change/"))
    write_files_back(again, lan, hoa)
    same = "Đã thẩm định theo văn bản số 777/SNV, nay chờ thẩm định lại"
    assert with_changes_since(numbered(again, "01"))[0].changed_since == same


def write_files_back(catalogue, lan, hoa):
    perform(fresh(catalogue), "return", actor=hoa, reason="Vẫn là 100 trang.")
    file = numbered(catalogue, "01").get()
    write_files(fresh(catalogue), actor=lan, changed=[(file, row("01"))])
