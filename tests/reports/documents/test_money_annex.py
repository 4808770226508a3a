"""Phụ lục IV and the paragraph on money: every stage as the screen has it, and none of which nothing was recorded."""

from datetime import timedelta

from agencies.calendar import portal_today
from budgets.models import Allocation, Contractor
from reports.documents.report import report_document
from reports.figures import province_figures
from tests.helpers import money
from tests.helpers.reports import AS_OF


def written(plan, day=AS_OF):
    return report_document(plan, province_figures(plan, day))


def said(document):
    return [block.text for block in document.blocks if block.source == "spent"]


def half_paid(lan, hoa):
    """2.080.000 đồng under contract and accepted, 1.000.000 of them paid, of 10.000.000 that were allocated."""
    money.allocated(lan.agency, 10_000_000)
    catalogue = money.an_appraised(lan, hoa)
    money.checked(lan.agency)
    contract = money.signed(lan, catalogue)
    money.accepted(contract, lan)
    money.paid(contract, lan, 1_000_000)


def test_the_report_follows_money_as_far_as_it_was_recorded(plan, lan, hoa):
    half_paid(lan, hoa)
    (sentence,) = said(written(plan))
    assert sentence == (
        "Lũy kế đến hết ngày 20/6/2025, toàn tỉnh: được giao dự toán 10.000.000 đồng; giá trị hợp đồng đã ký 2.080.000 "
        "đồng; nghiệm thu 2.080.000 đồng; giải ngân (gồm tạm ứng) 1.000.000 đồng, bằng 10,00% số được giao (chi tiết "
        "tại Phụ lục IV)."
    )


def test_lines_heads_and_totals_of_the_annex_are_the_figures_of_the_screen(plan, lan, hoa):
    half_paid(lan, hoa)
    annex = written(plan).annex("IV")
    rows = {texts[1]: texts[2:] for _, texts in annex.shown_rows()}
    stages = ["…", "…", "10.000.000", "2.080.000", "2.080.000", "1.000.000", "10,00%", "…"]
    for name in ("Sở Y tế", "CÁC SỞ, BAN, NGÀNH TỈNH", "TỔNG CỘNG"):
        assert rows[name][:3] + rows[name][6:] == stages
    number, contractor = Allocation.objects.get().number, Contractor.objects.get().name
    assert rows["Sở Y tế"][3:6] == [f"Ngân sách tỉnh ({number})", "Chào hàng cạnh tranh", contractor]
    assert rows["Sở Xây dựng"] == ["…"] * 11
    assert annex.numbering[-2:] == ["(12)=(11)/(5)", "(13)"]
    assert any("Giải ngân gồm cả tạm ứng" in line for line in annex.note_lines)


def test_of_a_day_before_anything_was_recorded_nothing_is_said(plan, lan, hoa):
    half_paid(lan, hoa)
    assert portal_today() == AS_OF
    document = written(plan, AS_OF - timedelta(days=1))
    assert said(document) == []
    assert document.annex("IV").total["allocated"] == "…"
    assert not any("tạm ứng" in line for line in document.annex("IV").note_lines)
