"""Pages reported and pages that can be shown, on every day and for the province."""

from datetime import date

import pytest

from plans.evidence.services import explain_gap
from plans.models import ScanManifest
from reports.board import evidence
from reports.figures import province_figures
from tests.helpers import factories as make

DAY, LATER = date(2025, 6, 13), date(2025, 6, 20)


@pytest.fixture
def shown(plan, agencies, lan):
    """Sở Y tế reports 1.000 pages and can show 400, 100 of them since a week; Sở Xây dựng shows and reports none."""
    make.a_progress_report(agencies["SYT"], DAY, 1_000, DAY)
    facts = {"plan": plan, "agency": agencies["SYT"], "requester": lan, "scanned_on": DAY, "kind": "scan_manifest"}
    ScanManifest.objects.create(**facts, read_on=DAY, replaced_on=LATER, evidenced_files=3, evidenced_pages=300)
    ScanManifest.objects.create(**facts, read_on=LATER, evidenced_files=4, evidenced_pages=400)
    return agencies["SYT"]


@pytest.mark.parametrize("day, pages", [(date(2025, 6, 12), 0), (DAY, 300), (date(2025, 6, 19), 300), (LATER, 400)])
def test_a_day_has_the_evidence_of_its_time(shown, plan, day, pages):
    figures = province_figures(plan, day)
    assert figures.by_code["SYT"].evidenced_pages == figures.total.evidenced_pages == pages
    assert figures.groups["departments"].evidenced_pages == pages


def test_a_gap_is_what_one_lacks_whatever_others_have(shown, plan, agencies, lan):
    facts = {"plan": plan, "agency": agencies["SXD"], "requester": lan, "scanned_on": DAY, "kind": "scan_manifest"}
    ScanManifest.objects.create(**facts, read_on=DAY, evidenced_files=9, evidenced_pages=900)
    total = province_figures(plan, LATER).total
    assert (total.scanned_pages, total.evidenced_pages, total.unevidenced_pages) == (1_000, 1_300, 600)


def test_the_board_names_the_gap_and_its_reason(shown, plan, lan):
    explain_gap(shown, plan=plan, actor=lan, reason="Nhà thầu chưa giao ổ cứng")
    drawn = evidence.of_province(plan, province_figures(plan, LATER))
    [gap] = drawn["gaps"]
    assert (gap.name, gap.reported, gap.evidenced, gap.share, gap.gap) == ("Sở Y tế", "1.000", "400", "40,00%", "600")
    assert gap.reason == "Nhà thầu chưa giao ổ cứng"


def test_a_past_day_has_the_reason_of_its_time(shown, plan, lan, day):
    day("2025-06-16")
    explain_gap(shown, plan=plan, actor=lan, reason="Nhà thầu chưa giao ổ cứng")
    day("2025-06-20")
    explain_gap(shown, plan=plan, actor=lan, reason="Còn 600 trang chưa quét lại")
    figures = [province_figures(plan, each) for each in (DAY, date(2025, 6, 16), LATER)]
    said = [evidence.of_province(plan, each)["gaps"][0].reason for each in figures]
    assert said == ["", "Nhà thầu chưa giao ổ cứng", "Còn 600 trang chưa quét lại"]
    own = [evidence.of_agency(plan, shown, each.by_code["SYT"], lan)["total"].reason for each in figures]
    assert own == said


def test_the_agency_writes_why_and_everybody_who_sees_it_reads_it(shown, as_user, lan, hoa, day):
    day("2025-06-20")
    page = as_user(lan).get("/co-quan/SYT/").content.decode()
    assert "Ghi lý do chênh lệch" in page and "/chung-cu/ly-do/?co_quan=SYT" in page
    as_user(lan).submit("/chung-cu/ly-do/", {"reason": "Nhà thầu chưa giao ổ cứng", "co_quan": "SYT"})
    page = as_user(hoa).get("/co-quan/SYT/").content.decode()
    assert "Nhà thầu chưa giao ổ cứng" in page and "Ghi lý do chênh lệch" not in page
    assert "Đã báo cáo và có chứng cứ" in as_user(hoa).get("/toan-tinh/").content.decode()
