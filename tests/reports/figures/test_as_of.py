"""Figures as of a day: the latest version known then, appraised pages, money, and what tranches add up to."""

from datetime import date

import pytest

from budgets.models import Estimate
from plans.models import Catalogue, Target
from reports.figures import province_figures
from tests.helpers import factories as make
from tests.helpers.figures import DAY, PERIODS, a_thousand_a_day, row_of


@pytest.fixture
def syt(agencies):
    return a_thousand_a_day(agencies)


def test_the_latest_version_by_the_day_counts(plan, syt):
    make.a_review(syt, 100_000, date(2025, 4, 18))
    make.a_review(syt, 120_000, date(2025, 5, 6), version=2)
    assert row_of(plan, day=date(2025, 4, 17)).reviewed_pages == 0
    assert row_of(plan, day=date(2025, 5, 5)).reviewed_pages == 100_000
    row = row_of(plan, day=date(2025, 5, 6))
    assert (row.reviewed_pages, row.milestones["review"].done_on) == (120_000, date(2025, 4, 18))


def test_a_corrected_period_counts_from_the_day_it_was_corrected(plan, syt):
    make.a_progress_report(syt, PERIODS[0], 5_000)
    make.a_progress_report(syt, PERIODS[1], 9_000)
    make.a_progress_report(syt, PERIODS[0], 4_000, day=date(2025, 5, 10), version=2)
    make.a_progress_report(syt, PERIODS[1], 8_000, day=date(2025, 5, 12), version=2)
    assert row_of(plan, day=date(2025, 5, 11)).scanned_pages == 9_000
    row = row_of(plan, day=date(2025, 5, 12))
    assert (row.scanned_pages, row.last_period_end) == (8_000, PERIODS[1])


def test_a_report_handed_in_late_was_not_known_before(plan, syt):
    make.a_progress_report(syt, PERIODS[0], 5_000, day=date(2025, 5, 20))
    assert row_of(plan, day=date(2025, 5, 19)).scanned_pages == 0
    assert row_of(plan, day=date(2025, 5, 20)).scanned_pages == 5_000


def test_the_last_ended_period_shows_what_it_brought(plan, syt):
    make.a_progress_report(syt, PERIODS[7], 50_000)
    make.a_progress_report(syt, PERIODS[8], 61_000)
    row = row_of(plan)
    assert (row.period_scanned_pages, row.period_scanned_files) == (11_000, 61_000 // 27 - 50_000 // 27)
    assert row_of(plan, day=date(2025, 6, 27)).period_scanned_pages == 0


def test_appraised_pages_come_from_the_latest_decision(plan, syt, hoa):
    catalogue = make.a_catalogue(syt, 80_000, submitted_on=date(2025, 5, 5))
    make.an_appraisal(catalogue, hoa, date(2025, 5, 8), pages=80_000, files=1_000)
    make.an_appraisal(catalogue, hoa, date(2025, 6, 10), pages=70_000, files=900)
    make.an_appraised_catalogue(syt, hoa, 500, date(2025, 5, 9), name="Mục lục 2011–2020")
    assert row_of(plan, day=date(2025, 5, 7)).appraised_pages == 0
    assert row_of(plan, day=date(2025, 5, 9)).appraised_pages == 80_500
    assert (row_of(plan).appraised_pages, row_of(plan).appraised_files) == (70_500, 900 + 500 // 27)


def test_catalogues_wait_in_a4_pages(plan, syt):
    make.a_catalogue(syt, 100, Catalogue.State.SUBMITTED, DAY, page_count_a3=10, page_count_a0=2)
    make.a_catalogue(syt, 999, name="Đang lập")
    row = row_of(plan)
    assert (row.awaiting_catalogues, row.awaiting_pages) == (1, 100 + 20 + 32)


def test_money_asked_for_and_granted(plan, agencies, syt, tuan, thu):
    appraised = make.an_estimate(syt, 5_000_000, date(2025, 5, 5))
    make.an_estimate_appraisal(appraised, tuan, date(2025, 5, 20), 4_800_000)
    make.an_estimate(syt, 1_000_000, date(2025, 6, 2), name="Bổ sung")
    make.an_estimate(syt, 77, name="Đang lập")
    own = make.an_estimate(agencies["20335"], 300_000, date(2025, 5, 6))
    make.an_estimate_appraisal(own, thu, date(2025, 5, 6), own_decision=True)
    before, row = row_of(plan, day=date(2025, 5, 19)), row_of(plan)
    assert (before.requested_dong, before.appraised_dong) == (5_000_000, 0)
    assert (row.requested_dong, row.appraised_dong, row.decided_dong) == (6_000_000, 4_800_000, 0)
    total = province_figures(plan, DAY).total
    assert (total.appraised_dong, total.decided_dong) == (5_100_000, 300_000)


def test_a_withdrawn_estimate_is_no_request(plan, syt):
    make.an_estimate(syt, 5_000_000, date(2025, 5, 5), state=Estimate.State.DRAFT)
    assert row_of(plan).requested_dong == 0


def test_targets_of_another_plan_do_not_count(plan, syt):
    plan.pk, plan.starts_on, plan.first_period_end = None, date(2026, 1, 1), date(2026, 1, 7)
    plan.save()
    Target.objects.create(plan=plan, agency=syt, file_count=5, page_count=5)
    old = type(plan).objects.order_by("starts_on").first()
    assert row_of(old).planned_pages == 117_000
    assert province_figures(plan, DAY).by_code["SYT"].planned_pages == 5


def a_tranche(catalogue, by, day, pages, files=1):
    tranche = make.an_appraisal(catalogue, by, day, pages=pages, files=files)
    type(tranche).objects.filter(pk=tranche.pk).update(is_tranche=True)
    Catalogue.objects.filter(pk=catalogue.pk).update(state="received")


def test_tranches_add_up_until_the_whole_replaces_them(plan, syt, hoa):
    catalogue = make.a_catalogue(syt, 2_700, "submitted", date(2025, 5, 5))
    a_tranche(catalogue, hoa, date(2025, 5, 10), 300, 10)
    a_tranche(catalogue, hoa, date(2025, 5, 15), 200, 5)
    whole = make.an_appraisal(catalogue, hoa, date(2025, 5, 20), pages=2_500, files=95)
    type(whole).objects.filter(pk=whole.pk).update(
        left_out_files=5, left_out_pages=200, left_out_by_reason={"superfluous": [5, 200]}
    )
    seen = [row_of(plan, day=date(2025, 5, day)) for day in (9, 10, 15, 20)]
    assert [(row.appraised_files, row.appraised_pages) for row in seen] == [(0, 0), (10, 300), (15, 500), (95, 2_500)]
    assert [row.awaiting_pages for row in seen] == [2_700, 2_400, 2_200, 0]
    assert [row.milestones["catalogue"].state.startswith("done") for row in seen] == [False, False, False, True]
    assert [(row.left_out_pages, row.saved_dong) for row in seen[2:]] == [(0, 0), (200, 200 * 4_896)]


def test_a_new_version_leaves_the_last_appraisal_in_force(plan, syt, hoa):
    catalogue = make.an_appraised_catalogue(syt, hoa, 2_700, date(2025, 5, 10))
    Catalogue.objects.filter(pk=catalogue.pk).update(state="draft", page_count=3_000)
    assert row_of(plan).appraised_pages == 2_700 and row_of(plan).awaiting_catalogues == 0
    Catalogue.objects.filter(pk=catalogue.pk).update(state="submitted", submitted_at="2025-06-10T00:00Z")
    assert (row_of(plan).appraised_pages, row_of(plan).awaiting_pages) == (2_700, 300)
    assert row_of(plan, day=date(2025, 6, 1)).awaiting_catalogues == 0
    make.an_appraisal(catalogue, hoa, date(2025, 6, 15), pages=3_000)
    assert (row_of(plan).appraised_pages, row_of(plan).awaiting_catalogues) == (3_000, 0)


def test_what_is_saved_stands_on_the_dashboard_and_in_the_report(as_user, plan, agencies, mai, hoa):
    from reports.documents.report import report_document

    make.full_targets(agencies)
    catalogue = make.an_appraised_catalogue(agencies["SYT"], hoa, 2_700, date(2025, 5, 10))
    assert "Tiết kiệm do loại trùng, thừa" not in as_user(mai).get("/toan-tinh/").content.decode()
    gone = {"worthless": [5, 2_000], "unarranged": [4, 700]}
    catalogue.appraisals.update(left_out_files=9, left_out_pages=2_700, left_out_by_reason=gone)
    page = as_user(mai).get("/toan-tinh/").content.decode()
    assert "Tiết kiệm do loại trùng, thừa" in page and "5 hồ sơ · 2.000 trang A4 quy đổi" in page
    assert "4 hồ sơ chưa chỉnh lý để lại số hóa sau" in page
    document = report_document(plan, province_figures(plan, DAY))
    assert any("tiết kiệm 9.792.000 đồng" in block.text for block in document.blocks)
    assert any("sẽ số hóa sau với kinh phí 3.427.200 đồng" in block.text for block in document.blocks)
    assert any(row.cells["total"] == 9_792_000 for row in document.summary.rows)
