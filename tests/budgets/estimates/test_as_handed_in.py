"""Those who oversee the plan read an estimate as it was handed in or decided, whatever its agency writes since."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from agencies.workflow import perform
from budgets.estimates.services import DEFAULT_NAME, revise_estimate
from budgets.models import Estimate
from plans.models import Plan
from reports.figures import province_figures

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NEW = "Tên chưa trình"
SUM, NEW_SUM = "5.385.600", "4.977.600"


def fresh(estimate):
    return Estimate.objects.get(pk=estimate.pk)


def write(estimate, actor):
    fields = {"note": f"{NEW}: ghi chú", "pages_by_size": {"a4": 1_000}, "extra_lines": [(f"{NEW}: dòng", 81_600)]}
    revise_estimate(fresh(estimate), actor=actor, name=NEW, **fields)


WAYS = {
    "withdraw": lambda estimate, lan, tuan: perform(estimate, "withdraw", actor=lan),
    "return": lambda estimate, lan, tuan: perform(estimate, "return", actor=tuan, reason="Thiếu."),
}


@pytest.fixture(params=WAYS)
def written(request, draft, lan, tuan):
    WAYS[request.param](perform(draft, "submit", actor=lan), lan, tuan)
    write(draft, lan)
    return fresh(draft)


def test_no_page_shows_what_is_written(written, as_user, lan, tuan, mai):
    for user in (tuan, mai):
        for address in ("/", "/toan-tinh/", "/co-quan/SYT/", "/du-toan/", f"/du-toan/{written.pk}/"):
            shown = as_user(user).get(address).content.decode()
            assert NEW not in shown and NEW_SUM not in shown, (user, address)
        assert SUM in shown and "Số hóa trang A3" in shown
    own = as_user(lan).get(f"/du-toan/{written.pk}/").content.decode()
    assert NEW in own and NEW_SUM in own and "Số hóa trang A3" not in own


def test_what_lay_on_a_desk_before_is_kept_with_its_sum(written, as_user, tuan):
    Estimate.objects.update(as_handed_in={})
    import_module("budgets.migrations.0006_keep_what_overseers_saw").keep_what_goes_back(apps, None)
    kept = fresh(written).as_handed_in
    assert (kept["requested_dong"], kept["lines"], kept["note"]) == (5_385_600, [], "")
    shown = as_user(tuan).get(f"/du-toan/{written.pk}/").content.decode()
    assert NEW not in shown and kept["name"] in shown and kept["name"] == DEFAULT_NAME


def test_figures_count_what_was_handed_in(written):
    figures = province_figures(Plan.current(), date(2025, 7, 1)).total
    asked = {"returned": 5_385_600, "draft": 0}  # a withdrawn one asks for nothing
    assert figures.requested_dong == asked[written.state]


def test_what_is_handed_in_again_is_shown(written, as_user, lan, tuan):
    perform(written, "submit", actor=lan)
    shown = as_user(tuan).get(f"/du-toan/{written.pk}/").content.decode()
    assert NEW in shown and NEW_SUM in shown
