"""Targets against the nine control figures, to the unit, and where a difference comes from (domain §1)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.history import record
from plans.models import Target
from plans.targets.reconciliation import reconcile
from reports.figures import province_figures
from tests.helpers import factories as make


@pytest.fixture
def targets(agencies):
    make.full_targets(agencies)
    return {code: Target.objects.get(agency=agencies[code]) for code in ("SYT", "502")}


def row(plan, group, measure):
    return next(each for each in reconcile(plan) if (each.group, each.measure) == (group, measure))


def change(target, actor, **after):
    """Change a target as people do: with its trace in the history."""
    before = {name: getattr(target, name) for name in after}
    for name, value in after.items():
        setattr(target, name, value)
    target.save()
    record(target, actor=actor, action="change", sentence="sửa chỉ tiêu", before=before, after=after)


def test_all_nine_control_figures_match(plan, targets):
    rows = reconcile(plan)
    assert [(each.group, each.measure) for each in rows] == [
        (group, measure) for group in ("departments", "districts", "total") for measure in ("files", "pages", "dong")
    ]
    assert all(each.matches and each.difference == 0 and each.sentence == "Khớp" for each in rows)
    assert [each.sum for each in rows] == [
        427_312,
        29_573_193,
        144_790_352_928,
        1_553_929,
        42_149_028,
        206_361_641_088,
        1_981_241,
        71_722_221,
        351_151_994_016,
    ]


def test_dividing_a_district_among_communes_changes_nothing(plan, agencies, targets):
    targets["502"].page_count -= 1_000_000
    targets["502"].file_count -= 40_000
    targets["502"].save()
    make.a_target(agencies["20335"], 1_000_000, 40_000)
    assert all(each.matches for each in reconcile(plan))


def test_one_page_too_few_is_named_to_the_unit(plan, hoa, targets):
    change(targets["SYT"], hoa, page_count=29_573_192)
    pages = row(plan, "departments", "pages")
    assert (pages.matches, pages.difference) == (False, -1)
    assert row(plan, "departments", "files").matches
    assert row(plan, "departments", "dong").difference == -4_896
    assert row(plan, "total", "pages").difference == -1
    assert row(plan, "districts", "pages").matches


def test_the_difference_names_who_changed_since_all_matched(plan, hoa, targets):
    change(targets["SYT"], hoa, page_count=29_573_000)
    change(targets["SYT"], hoa, page_count=29_573_193)
    change(targets["SYT"], hoa, page_count=29_574_393)
    pages = row(plan, "departments", "pages")
    assert [(source.code, source.amount) for source in pages.changed] == [("SYT", 1_200)]
    assert "Nhiều hơn 1.200 trang" in pages.sentence
    assert "Sở Y tế (+1.200)" in pages.sentence
    assert [source.amount for source in row(plan, "departments", "dong").changed] == [1_200 * 4_896]


def test_the_largest_change_stands_first(plan, agencies, hoa, targets):
    change(targets["SYT"], hoa, page_count=29_573_193 - 500_000)
    other = make.a_target(agencies["SXD"], 0, 0)
    change(other, hoa, page_count=499_000)
    pages = row(plan, "departments", "pages")
    assert pages.difference == -1_000
    assert [(source.code, source.amount) for source in pages.changed] == [("SYT", -500_000), ("SXD", 499_000)]


def test_agencies_without_a_target_are_named_but_communes_are_not_missed(plan, agencies, targets):
    targets["502"].delete()
    pages = row(plan, "districts", "pages")
    assert pages.difference == -42_149_028
    assert len(pages.missing) == 17
    assert "17 cơ quan chưa có chỉ tiêu: UBND thành phố Tam Kỳ" in pages.sentence
    assert "và 14 cơ quan khác" in pages.sentence


def test_an_empty_portal_lacks_everything(plan):
    rows = reconcile(plan)
    assert not any(each.matches for each in rows)
    assert len(row(plan, "total", "files").missing) == 15 + 17


def test_what_the_plan_prints_and_nobody_entered_agrees_with_nothing(plan, agencies, as_user, hoa):
    plan.control_figures.all().delete()
    rows = reconcile(plan)
    assert not any(each.matches for each in rows)
    assert {(each.printed, each.gap) for each in rows} == {(None, None)}
    assert row(plan, "departments", "pages").sentence.startswith(
        "Chưa ghi số kiểm soát của Kế hoạch; 15 cơ quan chưa có chỉ tiêu: "
    )
    make.a_target(agencies["SYT"], 5, 5)
    assert not row(plan, "departments", "pages").changed
    page = as_user(hoa).get("/chi-tieu/").content.decode()
    assert "chưa ghi" in page and "Khớp</b> cả" not in page


def test_another_plans_targets_do_not_count(plan, agencies, targets):
    plan.pk, plan.starts_on, plan.first_period_end = None, date(2026, 1, 1), date(2026, 1, 7)
    plan.save()
    make.a_target(agencies["SYT"], 5, 5, plan=plan)
    first = type(plan).objects.order_by("starts_on").first()
    assert all(each.matches for each in reconcile(first))


def test_asking_costs_few_queries(plan, targets, hoa):
    with CaptureQueriesContext(connection) as matching:
        reconcile(plan)
    change(targets["SYT"], hoa, page_count=1)
    with CaptureQueriesContext(connection) as differing:
        reconcile(plan)
    assert (len(matching), len(differing)) == (3, 4)


def test_the_dashboards_figures_reconcile_with_two_queries(plan, targets, hoa):
    change(targets["SYT"], hoa, page_count=29_573_000)
    figures = province_figures(plan, date(2025, 6, 20))
    with CaptureQueriesContext(connection) as caught:
        rows = figures.reconciled()
    assert (len(caught), rows) == (2, reconcile(plan))
