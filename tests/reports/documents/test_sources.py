"""Every sentence of every paper names the records that make it true, and they exist."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps

from reports.documents import (
    achievements,
    annexes,
    appraisal,
    appraisal_annexes,
    assessment,
    body,
    joint_appraisal,
    joint_body,
    joint_returns,
    statements,
)
from reports.documents.catalogue import OfficialForm
from reports.documents.report import report_document
from reports.documents.sources import SOURCES
from reports.figures import province_figures
from reports.urging import paper as urging_paper
from tests.helpers import factories as make
from tests.helpers.reports import AS_OF, begun

pytestmark = pytest.mark.once

LETTERS = (appraisal, appraisal_annexes, joint_appraisal, joint_body, joint_returns, urging_paper)
ROOMS = (achievements, annexes, assessment, body, statements, *LETTERS)
SENTENCES = ("paragraph", "item", "note")
DAYS = (date(2025, 4, 20), date(2025, 4, 26), AS_OF, date(2025, 7, 1), date(2025, 8, 20))


def calls():
    """(module, line, arguments) of every place where a sentence is made."""
    for room in ROOMS:
        for node in ast.walk(ast.parse(Path(room.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENTENCES:
                yield room.__name__, node.lineno, node.args


def test_every_sentence_is_made_with_its_source():
    assert [place for *place, arguments in calls() if len(arguments) < 2] == []


def test_every_literal_source_is_known_and_every_known_one_is_used():
    literal = {args[1].value for _, _, args in calls() if isinstance(args[1], ast.Constant)}
    passed_on = {key for key, _ in assessment.BEHIND} | {"difficulties", "proposals"}
    form = OfficialForm("", "", "", 3, "", left_out=1, has_gaps=True, unknown=1, estimated=1)
    assert literal | passed_on | form.sentences.keys() == set(SOURCES)


@pytest.mark.parametrize("record", sorted({record for records in SOURCES.values() for record in records}))
def test_every_record_is_kept(record):
    name, field = record.split(".")
    (model,) = [model for model in apps.get_models() if model.__name__ == name]
    assert field in {each.name for each in model._meta.get_fields()}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_sentence_is_printed_without_a_source(agencies, plan, hoa, tuan, day):
    begun(agencies, hoa, tuan)
    document = report_document(plan, province_figures(plan, day))
    blocks = document.blocks + [note for annex in document.annexes for note in annex.notes]
    assert {block.source for block in blocks if block.kind in SENTENCES} <= set(SOURCES)


def said(plan, day=AS_OF):
    return [block.text for block in report_document(plan, province_figures(plan, day)).blocks]


def test_nobody_is_said_to_have_been_urged(agencies, plan, hoa, tuan):
    begun(agencies, hoa, tuan)
    text = "\n".join(said(plan))
    assert "đôn đốc" not in text and "2/5 cơ quan, đơn vị, địa phương có chỉ tiêu số hóa đã gửi báo cáo" in text


def test_every_late_unit_is_written_out(agencies, plan):
    for number in range(502, 519):
        make.a_target(agencies[str(number)], 1_000)
    (late,) = [line for line in said(plan, date(2025, 8, 20)) if line.startswith("- Chậm tiến độ")]
    assert late.count("UBND") == 17 and "đơn vị khác" not in late


def test_a_risk_is_no_achievement(agencies, plan, hoa, tuan):
    begun(agencies, hoa, tuan)
    lines = said(plan)
    achieved = lines[lines.index("1. Kết quả đạt được") + 1 : lines.index("2. Tồn tại, hạn chế")]
    assert "dưới mức" not in " ".join(achieved)


def test_what_is_asked_of_the_department_is_not_handed_on(agencies, plan):
    for code, words in (
        ("SYT", "Đề nghị Sở Nội vụ hướng dẫn xử lý tài liệu hỏng. Đề nghị UBND tỉnh giao Sở Nội vụ mở lớp tập huấn."),
        ("SXD", "Kiến nghị Sở Nội vụ tham mưu UBND tỉnh bố trí kinh phí; mở lớp. Bố trí thêm kho."),
    ):
        make.a_progress_report(agencies[code], AS_OF, 100, proposals=words)
    lines = said(plan)
    asked = lines[lines.index("V. KIẾN NGHỊ, ĐỀ XUẤT") :]
    assert [line for line in asked if line.startswith("- ")] == [
        "- Bố trí thêm kho (Sở Xây dựng).",
        "- Đề nghị UBND tỉnh giao Sở Nội vụ mở lớp tập huấn (Sở Y tế).",
    ]
    assert (
        "Kiến nghị gửi Sở Nội vụ của 02 cơ quan, đơn vị, địa phương (Sở Xây dựng; Sở Y tế) do Sở Nội vụ giải đáp theo "
        "Kế hoạch."
    ) in asked


def test_causes_are_what_the_late_reported_themselves(agencies, plan):
    make.a_target(agencies["502"], 9_000)
    assert "Các đơn vị nêu trên chưa nêu nguyên nhân trong báo cáo tiến độ." in said(plan)
    make.a_progress_report(agencies["20335"], AS_OF, 10, difficulties="Mạng chậm.")
    make.a_progress_report(agencies["SYT"], AS_OF, 10, difficulties="Không liên quan.")
    (causes,) = [line for line in said(plan) if line.startswith("Theo báo cáo tiến độ của các đơn vị nêu trên")]
    assert "Mạng chậm (báo cáo kỳ đến 20/6/2025)" in causes and "Không liên quan" not in causes


def test_causes_of_older_reports_are_dated(agencies, plan):
    make.a_target(agencies["502"], 10_000)
    make.a_target(agencies["503"], 10_000)
    make.a_progress_report(agencies["502"], date(2025, 5, 30), 10, difficulties="Mạng chậm")
    make.a_progress_report(agencies["503"], date(2025, 6, 6), 10, difficulties="Mạng chậm.")
    (causes,) = [line for line in said(plan) if line.startswith("Theo báo cáo tiến độ của các đơn vị nêu trên")]
    assert "Mạng chậm (báo cáo các kỳ đến 30/5/2025 – 06/6/2025)" in causes


def test_nought_and_not_reported_are_not_the_same(agencies, plan):
    make.full_targets(agencies, department="SYT", district="502")
    make.a_progress_report(agencies["SYT"], AS_OF, 0)
    document = report_document(plan, province_figures(plan, AS_OF))
    rows = {texts[1]: texts for _, texts in document.annex("III").shown_rows()}
    assert rows["Sở Y tế"][4:9] == ["0", "0", "0", "0,00%", "29.573.193"]
    assert rows["UBND thành phố Tam Kỳ"][4:9] == ["…", "…", "…", "…", "42.149.028"]
    assert "Dấu “…” là chưa có báo cáo." in [note.text for note in document.annex("III").notes]
    money = {texts[1]: texts for _, texts in document.annex("IV").shown_rows()}
    assert money["Sở Y tế"][2:] == ["…"] * 11
