"""What the report to UBND tỉnh says in sentences: figures, difficulties, what is late, who signs."""

import io
from datetime import date

import docx
import pytest

from plans.models import Target
from reports.documents.docx import to_docx
from reports.documents.report import FiguresDisagree, report_document
from reports.figures import province_figures
from tests.helpers import factories
from tests.helpers.reports import AS_OF, begun, text_of

pytestmark = pytest.mark.once


@pytest.fixture
def province(agencies, hoa, tuan):
    begun(agencies, hoa, tuan)


@pytest.fixture
def document(province, plan):
    return report_document(plan, province_figures(plan, AS_OF))


def test_the_body_speaks_in_figures(document):
    text = "\n".join(block.text for block in document.blocks)
    assert "427.312 hồ sơ; 29.573.193 trang; kinh phí 144.790.352.928 đồng; hoàn thành trước ngày 15/8/2025" in text
    assert "khớp với số liệu của Kế hoạch" in text
    assert "toàn tỉnh đã số hóa" in text and "10.209.876 trang, đạt 14,24%" in text
    assert "riêng UBND cấp xã: 12.345 hồ sơ; 333.333 trang" in text
    assert "Rà soát hồ sơ, tài liệu số hóa: 1/265" in text
    assert "Sở Tài chính thẩm định 27.197.280.000 đồng" in text


def test_the_same_difficulty_is_written_once_with_everybody_who_has_it(document):
    difficulties = [block.text for block in document.blocks if "Thiếu máy quét" in block.text]
    assert difficulties == ["- Thiếu máy quét khổ lớn (Sở Y tế, UBND phường Tân Thạnh)."]


def test_without_difficulties_the_report_says_so(agencies, plan):
    factories.full_targets(agencies)
    document = report_document(plan, province_figures(plan, AS_OF))
    assert "chưa báo cáo khó khăn, vướng mắc" in "\n".join(block.text for block in document.blocks)
    assert len(document.annexes) == 5


def test_targets_that_miss_the_plan_are_named(agencies, plan):
    factories.full_targets(agencies)
    Target.objects.filter(agency__code="SYT").update(page_count=29_573_192)
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, AS_OF)).blocks)
    assert "chênh lệch so với số liệu của Kế hoạch: 0 hồ sơ; -1 trang; -4.896 đồng" in text


def test_a_total_that_does_not_equal_its_lines_stops_the_report(province, plan):
    figures = province_figures(plan, AS_OF)
    figures.groups["departments"].planned_pages += 1
    with pytest.raises(FiguresDisagree, match="Phụ lục I"):
        report_document(plan, figures)


def test_the_first_days_report_does_not_boast_of_noughts(agencies, plan):
    factories.full_targets(agencies)
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, date(2025, 4, 21))).blocks)
    for sentence in ("chưa có Mục lục được thẩm định", "chưa trình dự toán", "Chưa có hồ sơ, tài liệu được tích hợp"):
        assert sentence in text
    assert "–" not in text


def test_after_the_last_day_the_report_says_what_is_left(province, plan):
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, date(2025, 8, 20))).blocks)
    assert "đã quá thời hạn của Kế hoạch" in text


def test_signer_and_province_are_data(province, plan):
    plan.province_name, plan.report_signer_title, plan.report_signer_name = "Kon Tum", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A"
    document = report_document(plan, province_figures(plan, AS_OF))
    assert document.letterhead.superior == "UBND TỈNH KON TUM"
    text = text_of(docx.Document(io.BytesIO(to_docx(document))))
    assert "PHÓ GIÁM ĐỐC" in text and "Nguyễn Văn A" in text and "Quảng Nam" not in text
