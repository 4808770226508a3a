"""Word, PDF and Excel of each paper say the same figures; long tables repeat their head, no signature is alone."""

from datetime import date

import pytest

from agencies.models import Agency
from budgets.estimates import services
from budgets.payments.settlements import settle
from tests.helpers import factories as make
from tests.helpers import money
from tests.helpers.allocations import allocate
from tests.helpers.money_files import drawn, figures_of, pages, pdf_figures, sheet_figures, word_figures

pytestmark = [pytest.mark.once, pytest.mark.django_db]
DAY = date(2025, 6, 20)


def an_estimate(agency, plan, lan, extras):
    estimate = services.draft_estimate(agency, plan=plan, actor=lan, pages_by_size={"a4": 1_234_567, "a3": 4_321})
    for position in range(extras):
        name = f"Chi phí khác số {position}: thuê kho, vận chuyển tài liệu"
        estimate.lines.create(position=50 + position, name=name, amount_dong=1_000_001 + position)
    estimate.requested_dong += sum(1_000_001 + position for position in range(extras))
    return estimate


@pytest.fixture
def papers(plan, agencies, lan, hoa, tuan):
    """A document of each kind, by name."""
    money.usual_limits()
    money.allocated(lan.agency, 3_000_000)
    contract = money.an_advanced_contract(lan, hoa)
    money.paid(contract, lan, 48_000, kind="recovery", number="THTU 02")
    money.paid(contract, lan, 152_000, kind="refund", number="NT 01")
    estimate = an_estimate(agencies["SYT"], plan, lan, 3)
    cut = make.an_estimate_appraisal(make.an_estimate(agencies["SXD"], 9_792_000), tuan, DAY, 4_896_000).estimate
    decision = allocate(tuan, dict.fromkeys(Agency.objects.filter(kind="department"), 1234567))
    closed = settle(lan.agency, plan=plan, actor=lan, year=2025, number="9/QT", dated_on=DAY)
    minutes, payment = contract.acceptances.get(), contract.payments.get(kind="payment")
    wanted = [(estimate, "du-toan"), (estimate, "to-trinh"), (cut, "ket-qua"), (decision, "quyet-dinh")]
    wanted += [(minutes, "bien-ban"), (minutes, "khoi-luong"), (payment, "khoi-luong"), (closed, "doi-chieu")]
    return [drawn(obj, slug) for obj, slug in wanted]


def test_all_three_formats_of_each_paper_have_its_figures(papers, tmp_path):
    for document in papers:
        known = figures_of(document)
        assert known
        assert word_figures(document) == known
        assert sheet_figures(document) == known
        assert pdf_figures(document, tmp_path) == known


@pytest.mark.parametrize(("extras", "least"), [(0, 1), (58, 3)])
def test_an_estimate_of_two_and_of_sixty_lines(plan, agencies, lan, tmp_path, extras, least):
    document = drawn(an_estimate(agencies["SYT"], plan, lan, extras), "du-toan")
    found = pages(document, tmp_path)
    assert len(found) >= least
    with_rows = [page for page in found if "Số hóa trang" in page or "Chi phí khác" in page]
    assert all("Thành tiền" in page and "(8)=(6)×(7)" in page for page in with_rows)
    last = next(page for page in found if "NGƯỜI LẬP" in page)
    assert "TỔNG CỘNG" in last or "Bằng chữ" in last


def test_a_decision_for_seventy_eight_agencies_keeps_its_head_on_every_page(plan, tuan, tmp_path):
    for number in range(78 - Agency.objects.filter(kind="department").count()):
        Agency.objects.create(code=f"D{number}", name=f"Sở Minh họa số {number}", kind="department", official_order=500)
    agencies = Agency.objects.filter(kind="department")
    assert len(agencies) == 78
    document = drawn(allocate(tuan, dict.fromkeys(agencies, 1234567890)), "quyet-dinh")
    first, *annex = pages(document, tmp_path)
    assert "78 cơ quan, đơn vị" in " ".join(first.split()) and "KT. CHỦ TỊCH" in first
    assert len(annex) > 2 and all("Cơ quan, đơn vị" in page and "(5)=(3)+(4)" in page for page in annex)
    assert "TỔNG CỘNG" in annex[-1] and annex[-1].count("1.234.567.890") > 2 and "Bằng chữ" in annex[-1]
