"""Phụ lục VI: each difficulty of the register with kind, office, state and answer, as of the report's day."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from agencies.history import record
from agencies.workflow import perform
from plans.difficulties.services import join_many, raise_difficulty
from plans.difficulties.sorting import sort_many
from plans.models import Difficulty, DifficultyKind
from plans.progress.services import submit_progress
from reports.documents.docx import to_docx
from reports.documents.pdf import to_pdf
from reports.documents.report import report_document
from reports.documents.xlsx import to_xlsx
from reports.figures import province_figures
from tests.helpers import factories as make

DAY, LATER, LATE = date(2025, 6, 20), date(2025, 7, 8), date(2025, 7, 5)
TEXT = "Bản vẽ A0 phải thuê máy quét riêng."
COLUMNS = ("name", "difficulties", "number", "kind", "answerer", "state", "answer")


def annex(plan, day=DAY):
    return report_document(plan, province_figures(plan, day)).annex("VI")


def lines(plan, day=DAY):
    return [tuple(row.cells.get(key) for key in COLUMNS) for row in annex(plan, day).rows]


@pytest.fixture
def raised(plan, lan):
    kind = DifficultyKind.objects.order_by("pk").first()
    return raise_difficulty(lan.agency, plan=plan, actor=lan, kind=kind, text=TEXT, proposal="Xác nhận hệ số K.")


def test_a_line_says_what_the_list_of_the_register_says(plan, raised):
    whose = raised.get_answerer_display()
    assert lines(plan) == [("Sở Y tế", TEXT, str(raised.pk), str(raised.kind), whose, "Chờ trả lời", "")]


def test_each_day_has_its_own_state_and_answers(plan, raised, hoa, lan, day):
    Difficulty.objects.update(answerer="home_affairs")
    day(LATER.isoformat())
    raised.refresh_from_db()
    perform(raised, "answer_difficulty", actor=hoa, text="Hệ số K là 4.", document=("15/SNV", DAY))
    day("2025-07-10")
    perform(raised, "close_difficulty", actor=lan)
    seen = {when: lines(plan, when)[0][-2:] for when in (DAY, LATE, LATER, date(2025, 7, 10))}
    answer = "Hệ số K là 4. (Văn bản số 15/SNV ngày 20/6/2025)."
    assert seen == {
        DAY: ("Chờ trả lời", ""),
        LATE: ("Chờ trả lời, quá hạn", ""),
        LATER: ("Đã trả lời", answer),
        date(2025, 7, 10): ("Đã khép lại", answer),
    }


def told(plan, when, number):
    """(kind, office, state) of the difficulty in the annex of the day."""
    return next(line[3:6] for line in lines(plan, when) if line[2] == str(number))


def test_kind_office_and_joining_are_those_of_the_day(plan, raised, lan, hoa, day):
    first, other = DifficultyKind.objects.order_by("pk")[:2]
    lead = raise_difficulty(lan.agency, plan=plan, actor=lan, kind=other, text="Thiếu kho.", answerer="home_affairs")
    Difficulty.objects.filter(pk=raised.pk).update(answerer="home_affairs", kind=None)
    both = {raised.pk: 1, lead.pk: 1}
    day("2025-06-23")
    sort_many([raised], kind=first, actor=hoa, versions=both)
    day("2025-06-25")
    join_many(lead, [raised], actor=hoa, versions=both | {raised.pk: 2})
    day("2025-06-27")
    perform(lead, "hand_over_difficulty", actor=hoa, answerer="archive", kind=first, reason="Về Kho.")
    day("2025-07-01")
    raised.refresh_from_db()
    perform(raised, "separate_difficulty", actor=hoa)
    waits, together, snv, archive = "Chờ trả lời", "Chờ trả lời chung", "Sở Nội vụ", "Sở Khoa học và Công nghệ"
    days = [DAY, *(date(2025, 6, each) for each in (23, 25, 27)), date(2025, 7, 1)]
    assert [told(plan, when, raised.pk) for when in days] == [
        ("Chưa phân loại", snv, waits),
        (str(first), snv, waits),
        (str(first), snv, together),
        (str(first), archive, together),
        (str(first), archive, waits),
    ]
    assert [told(plan, when, lead.pk)[:2] for when in days[2:4]] == [(str(other), snv), (str(first), archive)]


def test_of_a_handing_over_that_kept_no_office_the_day_is_said(plan, raised, hoa, day):
    Difficulty.objects.update(answerer="home_affairs")
    day("2025-06-27")
    Difficulty.objects.update(answerer="finance")
    kept = {"before": {"state": "raised"}, "after": {"state": "raised"}}  # as it was written before
    record(raised, actor=hoa, action="hand_over_difficulty", sentence="chuyển nơi trả lời", **kept)
    since = " (như ghi ngày 27/6/2025)"
    assert told(plan, DAY, raised.pk)[:2] == (f"{raised.kind}{since}", f"Sở Tài chính{since}")
    assert told(plan, date(2025, 6, 27), raised.pk)[:2] == (str(raised.kind), "Sở Tài chính")


def test_the_states_add_up_to_the_figures(plan, raised, lan, binh):
    raise_difficulty(binh.agency, plan=plan, actor=binh, kind=None, text="Thiếu kho.")
    total = province_figures(plan, LATE).total
    states = [line[-2] for line in lines(plan, LATE)]
    assert (total.open_difficulties, total.overdue_difficulties) == (2, 2)
    assert states == ["Chờ trả lời, quá hạn"] * 2


def test_a_text_of_a_report_that_came_into_the_register_stands_once(plan, lan):
    figures = {f"{stage}_{unit}": 0 for stage in ("scanned", "checked", "integrated") for unit in ("files", "pages")}
    known = {"plan": plan, "actor": lan, "period_end": date(2025, 6, 13), "figures": figures, "reason": "Thử."}
    submit_progress(lan.agency, **known, difficulties="Thiếu máy quét.", proposals="Cấp máy.")
    one = Difficulty.objects.get()
    found = annex(plan)
    assert [(row.cells["number"], row.cells["period_end"]) for row in found.rows] == [(str(one.pk), date(2025, 6, 13))]
    assert found.notes == []


def test_words_of_a_report_outside_the_register_have_no_number(plan, raised, agencies):
    make.a_progress_report(agencies["SYT"], DAY, 10, difficulties="Không.", proposals="Cấp thêm máy chủ.")
    assert [line[2] for line in lines(plan)] == [None, str(raised.pk)]
    assert "không vào sổ" in annex(plan).notes[0].text


def test_word_pdf_and_excel_have_the_same_columns(plan, raised):
    document = report_document(plan, province_figures(plan, DAY))
    wanted = [column.title for column in document.annex("VI").columns]
    table = docx.Document(io.BytesIO(to_docx(document))).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == wanted
    assert table.rows[-1].cells[5].text == str(raised.pk) and "Chờ trả lời" in table.rows[-1].cells[8].text
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))["Phụ lục VI"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert wanted in rows and any(str(raised.pk) in row and "Chờ trả lời" in row for row in rows)
    pages = PdfReader(io.BytesIO(to_pdf(document))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert all(word in printed for word in ("Số trong sổ", "Nơi trả lời", "Chờ trả lời"))
