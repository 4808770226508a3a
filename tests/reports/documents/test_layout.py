"""The forty points of layout (NĐ 30/2020, Phụ lục I; domain §7) on the report, the công văn and the official form.

Each point is one line of POINTS, held in the Word file and in the PDF alike. R is the report, L the letter (văn bản
thẩm định), J the letter about many catalogues, E what is extracted from it, F the official form of the catalogue.
"""

import io
import re
from datetime import date

import pytest

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.appraisal.together import Choice, decide_together
from plans.models import Appraisal, ArchivalFile, Catalogue, Plan, Signer
from reports.documents import catalogue_docx, catalogue_pdf
from reports.documents.appraisal import appraisal_document
from reports.documents.docx import to_docx
from reports.documents.joint_appraisal import joint_document
from reports.documents.pdf import PdfUnavailable, to_pdf
from reports.documents.report import report_document
from reports.figures import province_figures
from tests.helpers import factories as make
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, fresh, hand_in, numbered
from tests.helpers.paper_files import PdfPaper, WordPaper
from tests.helpers.paper_points import annexes, body, head, page
from tests.helpers.reports import AS_OF, begun

pytestmark = pytest.mark.once

# (what is held, of which papers, how it is looked at)
POINTS = (
    ("khổ giấy A4 đứng", "RLJEF", page.is_upright_a4),
    ("lề trái 30–35 mm", "RLJEF", page.left_margin),
    ("lề phải 15–20 mm", "RLJEF", page.right_margin),
    ("lề trên, lề dưới 20–25 mm", "RLJEF", page.upper_and_lower_margin),
    ("phông Times New Roman, màu đen", "RLJEF", page.font_and_colour),
    ("số trang 13–14, giữa, phía trên", "RLJEF", page.page_numbers),
    ("trang thứ nhất không ghi số", "RLJEF", page.first_page_has_no_number),
    ("Quốc hiệu 12–13, in hoa, đậm", "RLJEF", head.nation),
    ("Tiêu ngữ 13–14, đậm", "RLJEF", head.motto),
    ("đường kẻ dưới Tiêu ngữ dài bằng Tiêu ngữ", "RLJEF", head.rule_of_motto),
    ("cơ quan chủ quản 12–13, in hoa, không đậm", "RLJEF", head.superior),
    ("cơ quan ban hành 12–13, in hoa, đậm", "RLJEF", head.issuer),
    ("đường kẻ dưới cơ quan ban hành 1/3–1/2", "RLJEF", head.rule_of_issuer),
    ("phần đầu nằm trong lề", "RLJEF", head.head_within_margins),
    ("số, ký hiệu 13, đứng, dưới cơ quan ban hành", "RLJE", head.number),
    ("địa danh, ngày tháng 13–14, nghiêng", "RLJEF", head.place_and_date),
    ("tên loại 13–14, in hoa, đậm; công văn không có tên loại", "RLJEF", head.name_of_kind),
    ("trích yếu 13–14 đậm; của công văn 12–13 đứng", "RLJEF", head.subject),
    ("đường kẻ dưới trích yếu 1/3–1/2", "RF", head.rule_of_subject),
    ("Kính gửi 13–14, giữa", "RLJE", head.addressee),
    ("nội dung 13–14, đứng", "RLJE", body.size_of_body),
    ("nội dung dàn đều hai lề", "RLJE", body.is_justified),
    ("dòng đầu lùi vào 1–1,27 cm", "RLJE", body.first_line),
    ("các đoạn cách nhau tối thiểu 6 pt", "RLJE", body.between_paragraphs),
    ("dòng đơn đến 1,5 dòng", "RLJE", body.between_lines),
    ("Kế hoạch được viện dẫn bằng số và ngày", "RLJE", body.plan_is_cited),
    ("kết thúc bằng ./.", "RLJE", body.ends_with_the_mark),
    ("phần nội dung viện dẫn từng Phụ lục", "RLJE", body.annexes_are_referred_to),
    ("Nơi nhận 12, nghiêng, đậm", "RLJE", body.recipients_head),
    ("danh sách nơi nhận 11; Lưu: VT, đơn vị soạn thảo", "RLJE", body.recipients),
    ("quyền hạn, chức vụ người ký in hoa, đậm", "RLJEF", body.signer_title),
    ("họ tên người ký đậm, dưới chức vụ", "RLJE", body.signer_name),
    ("phần ký không đứng một mình trên trang", "RLJEF", body.signature_is_not_alone),
    ("mỗi Phụ lục bắt đầu một trang ngang, đánh số riêng", "RLJE", annexes.annexes_begin_pages),
    ("Phụ lục 14 đậm; tên in hoa đậm; (Kèm theo …) nghiêng", "RLJE", annexes.heads_of_annexes),
    ("Đơn vị tính nghiêng, bên phải", "RLJE", annexes.unit),
    ("tiêu đề cột đậm, (1)(2)(3) và công thức nghiêng", "RLJE", annexes.heads_of_columns),
    ("tiêu đề cột lặp lại ở mọi trang", "RLJEF", annexes.heads_are_repeated),
    ("TỔNG CỘNG và các nhóm đậm; tỷ lệ không bị ngắt", "R", annexes.totals_and_shares),
    ("ghi chú cách bảng", "RJF", annexes.notes_are_apart),
)


def test_there_are_forty_points():
    assert len(POINTS) == len({name for name, _, _ in POINTS}) == 40


@pytest.fixture
def office(plan):
    """A plan of which everything is recorded that papers name."""
    Plan.objects.filter(pk=plan.pk).update(
        number="2510/KH-UBND",
        issued_on=date(2025, 4, 18),
        drafting_unit="QLVTLT",
        drafter_signs="NVA.(05b)",
        report_signer_name="Nguyễn Văn A",
        figures_are_illustrative=True,
    )
    Signer.objects.create(plan=plan, capacity="deputy", title="PHÓ GIÁM ĐỐC", name="Trần Thị B")
    plan.refresh_from_db()
    return plan


@pytest.fixture
def report(office, agencies, hoa, tuan):
    begun(agencies, hoa, tuan)
    return report_document(office, province_figures(office, AS_OF))


@pytest.fixture
def whole(office, lan, hoa):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "leave_out", numbered(catalogue, "04"), actor=hoa, reason="duplicate")
    perform(catalogue, "appraise", actor=hoa, document=DECISION_DOCUMENT, capacity="deputy", **GATE_ANSWERS)
    return appraisal_document(Appraisal.objects.get(catalogue=catalogue))


@pytest.fixture
def signed(office, agencies, hoa):
    """A document on three agencies: one catalogue passes with a file left out, one in part, one comes back."""
    passed, part, back = (hand_in(agencies[code], make.a_user(agencies[code])) for code in ("SYT", "SXD", "TTT"))
    decide(passed, "leave_out", numbered(passed, "04"), actor=hoa, reason="duplicate")
    decide(part, "accept", numbered(part, "01"), actor=hoa)
    actions = ((passed, "appraise", ""), (part, "tranche", ""), (back, "return", "Sai."))
    choices = [Choice(fresh(one), name, fresh(one).version, reason) for one, name, reason in actions]
    common = {"document": DECISION_DOCUMENT, "capacity": "deputy", **GATE_ANSWERS}
    return decide_together(choices, actor=hoa, **common)[0]


@pytest.fixture
def joint(signed):
    return joint_document(signed)


@pytest.fixture
def extract(signed):
    return appraisal_document(signed.appraisals.get(is_tranche=False))


@pytest.fixture
def catalogue(office, lan):
    made = hand_in(lan.agency, lan, name="Giai đoạn 2011–2020")
    known = {"catalogue": made, "box_number": "1", "start_date": "2008", "page_count": 9}
    files = [
        ArchivalFile(position=n, file_number=f"{n:03}", title=f"Hồ sơ số {n}", sheet_count=n % 2 * 7, **known)
        for n in range(10, 110)
    ]
    ArchivalFile.objects.bulk_create(files)
    ArchivalFile.objects.filter(file_number="050").update(decision="left_out", left_out_reason="duplicate")
    return Catalogue.objects.select_related("agency__parent", "fonds", "plan__reporting_agency").get(pk=made.pk)


def broken(paper, letter):
    """The points that the paper breaks, with what is wrong."""
    found = []
    for name, papers, look in POINTS:
        if letter in papers:
            try:
                look(paper, letter)
            except AssertionError as error:
                found.append(f"{name}: {error}")
    return found


def both_files(word, pdf, folder):
    try:
        return WordPaper(word), PdfPaper(pdf(), folder)
    except PdfUnavailable as error:
        pytest.skip(str(error))


def form_of(write, catalogue):
    target = io.BytesIO()
    write(catalogue, target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("letter", "name"), [("R", "report"), ("L", "whole"), ("J", "joint"), ("E", "extract")], ids=lambda it: it
)
def test_every_point_holds_in_both_files_of_a_paper_in_the_same_sizes(letter, name, request, tmp_path):
    document = request.getfixturevalue(name)
    holds(*both_files(to_docx(document), lambda: to_pdf(document), tmp_path), letter)


def test_every_point_holds_in_both_files_of_the_official_form_in_the_same_sizes(catalogue, tmp_path):
    word = form_of(catalogue_docx.write_docx, catalogue)
    holds(*both_files(word, lambda: form_of(catalogue_pdf.write_pdf, catalogue), tmp_path), "F")


def holds(word, pdf, letter):
    assert (broken(word, letter), broken(pdf, letter)) == ([], [])
    written, printed = sizes(word), sizes(pdf)
    both = {text for text in written.keys() & printed.keys() if is_whole(text, written)}
    assert len(both) > 20
    assert [text for text in both if not printed[text] <= written[text]] == []


def is_whole(text, written):
    """Not a page's number, and not the first line of a longer text."""
    return not text.isdigit() and sum(one.startswith(text) for one in written) == 1


def sizes(paper):
    """The sizes in which each text is in the paper."""
    found = {}
    for line in paper.lines:
        found.setdefault(re.sub(r"\s+", " ", line.text.strip()), set()).add(line.size)
    return found
