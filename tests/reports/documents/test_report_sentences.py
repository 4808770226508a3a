"""What the report to UBND tỉnh says in sentences: figures, difficulties, what is late, who signs."""

import io
from datetime import date

import docx
import pytest

from agencies.models import Agency
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
    assert "27.197.280.000 đồng, bằng 7,75% kinh phí dự kiến của Kế hoạch; toàn bộ do Sở Tài chính thẩm định (" in text


def test_the_same_difficulty_is_written_once_with_everybody_who_has_it(document):
    causes, *written = [block.text for block in document.blocks if "Thiếu máy quét" in block.text]
    assert written == ["- Thiếu máy quét khổ lớn (Sở Y tế; UBND phường Tân Thạnh)."]
    assert causes.startswith("Theo báo cáo tiến độ của các đơn vị nêu trên")


def test_without_difficulties_the_report_says_so(agencies, plan):
    factories.full_targets(agencies)
    document = report_document(plan, province_figures(plan, AS_OF))
    assert "chưa báo cáo khó khăn, vướng mắc" in "\n".join(block.text for block in document.blocks)
    assert len(document.annexes) == 5


def test_targets_that_miss_the_plan_are_named(agencies, plan):
    factories.full_targets(agencies)
    Target.objects.filter(agency__code="SYT").update(page_count=29_573_192)
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, AS_OF)).blocks)
    assert "chênh lệch so với số liệu của Kế hoạch: 0 hồ sơ; −1 trang; −4.896 đồng" in text


def test_a_total_that_does_not_equal_its_lines_stops_the_report(province, plan):
    figures = province_figures(plan, AS_OF)
    figures.groups["departments"].planned_pages += 1
    with pytest.raises(FiguresDisagree, match="Phụ lục I"):
        report_document(plan, figures)


def test_the_first_days_report_does_not_boast_of_noughts(agencies, plan):
    factories.full_targets(agencies)
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, date(2025, 4, 21))).blocks)
    for sentence in ("chưa có Mục lục được thẩm định", "chưa trình dự toán", "địa phương báo cáo đã tích hợp"):
        assert sentence in text
    assert "–" not in text


def test_after_the_last_day_the_report_says_what_is_left(province, plan):
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, date(2025, 8, 20))).blocks)
    assert "đã quá thời hạn của Kế hoạch" in text


def said_on(day, plan):
    return "\n".join(block.text for block in report_document(plan, province_figures(plan, day)).blocks)


def test_after_the_last_day_nobody_is_asked_to_be_in_time(province, plan):
    """Between the two deadlines the one group is asked to be in time, the other to finish soon."""
    in_time = "hoàn thành số hóa theo thời hạn của Kế hoạch"
    soon = "sớm hoàn thành khối lượng còn lại đã quá thời hạn của Kế hoạch"
    days = (date(2025, 6, 20), date(2025, 7, 10), date(2025, 8, 20))
    asked = [(f"{in_time};" in said, f"{soon};" in said) for said in (said_on(day, plan) for day in days)]
    assert asked == [(True, False), (True, True), (False, True)]


def test_silent_units_are_not_named_twice_and_no_kind_is_named_that_nobody_is_of(province, plan):
    said = said_on(date(2025, 8, 20), plan)
    assert "- Chưa báo cáo hoặc ngừng báo cáo tiến độ: 02 đơn vị chậm tiến độ còn hoạt động nêu trên." in said
    assert said.count("Sở Xây dựng") == 1 and "không có" not in said


def test_for_who_has_ended_the_heirs_owe_the_reports_and_where_there_is_none_it_is_said(province, plan):
    said = said_on(date(2025, 8, 20), plan)
    assert "- Chưa báo cáo phần việc đã tiếp nhận: 01 đơn vị kế thừa (UBND phường Bàn Thạch)." in said
    assert "phần việc còn lại của 02 đơn vị chưa ghi đơn vị kế thừa" in said
    assert "phần của 01 đơn vị đã kết thúc do 01 đơn vị kế thừa có trách nhiệm báo cáo" in said
    assert "UBND cấp huyện, cấp xã (tính theo đơn vị trước sắp xếp): " in said


def test_that_nobody_is_late_is_said(agencies, plan):
    factories.full_targets(agencies)
    assert "- Chậm tiến độ: không có." in said_on(date(2025, 4, 21), plan)


def test_what_is_left_out_for_one_reason_is_counted_once(plan, agencies, hoa):
    factories.full_targets(agencies)
    catalogue = factories.an_appraised_catalogue(agencies["SYT"], hoa, 100, AS_OF)
    gone = {"left_out_files": 3, "left_out_pages": 1_200, "left_out_by_reason": {"duplicate": [3, 1_200]}}
    catalogue.appraisals.update(**gone)
    once = "đã loại khỏi diện số hóa 03 hồ sơ; 1.200 trang trùng, thừa, hết giá trị, tiết kiệm 5.875.200 đồng."
    assert once in said_on(AS_OF, plan)


def test_estimates_that_nobody_has_appraised_are_no_noughts(plan, agencies):
    factories.full_targets(agencies)
    factories.an_estimate(agencies["SYT"], 4_896_000, AS_OF)
    assert "dự toán 4.896.000 đồng; chưa có dự toán được thẩm định, phê duyệt (chi tiết" in said_on(AS_OF, plan)


def test_signer_and_province_are_data(province, plan):
    plan.province_name, plan.report_signer_title, plan.report_signer_name = "Kon Tum", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A"
    document = report_document(plan, province_figures(plan, AS_OF))
    assert document.letterhead.superior == "UBND TỈNH KON TUM"
    text = text_of(docx.Document(io.BytesIO(to_docx(document))))
    assert "PHÓ GIÁM ĐỐC" in text and "Nguyễn Văn A" in text and "Quảng Nam" not in text


def test_several_notes_stand_under_one_name(document):
    """Whoever reads two lines that both begin with “Ghi chú” looks for what the other one belongs to."""
    for annex in (annex for annex in document.annexes if annex.notes):
        named = [line for line in annex.note_lines if line.startswith("Ghi chú:")]
        assert len(named) == 1 and annex.note_lines[0] == named[0], annex.roman
    one, many = document.annex("V"), document.annex("IV")
    assert one.note_lines == [f"Ghi chú: {one.notes[0].text}"]
    assert many.note_lines == ["Ghi chú:", *(f"- {note.text}" for note in many.notes)]


def test_names_that_hold_commas_are_told_apart(agencies, hoa, tuan, plan):
    Agency.objects.filter(code="SYT").update(name="Sở Y tế, Dân số và Trẻ em")
    begun(agencies, hoa, tuan)
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, AS_OF)).blocks)
    assert "02 đơn vị (Sở Y tế, Dân số và Trẻ em; UBND thành phố Tam Kỳ)" in text


def test_appraised_catalogues_above_their_target_are_named_with_pages_and_dong(agencies, plan, hoa):
    factories.full_targets(agencies)
    factories.a_target(agencies["SXD"], 1000)
    factories.an_appraised_catalogue(agencies["SXD"], hoa, 1549, AS_OF)
    text = "\n".join(block.text for block in report_document(plan, province_figures(plan, AS_OF)).blocks)
    assert (
        "Mục lục đã thẩm định vượt chỉ tiêu của Kế hoạch: 01 đơn vị, 549 trang, tương ứng 2.687.904 đồng "
        "(Sở Xây dựng 549 trang)." in text
    )
