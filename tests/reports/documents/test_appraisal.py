"""Văn bản thẩm định Mục lục: Word and PDF say what was decided, for the whole and for a tranche."""

import io
import shutil
import subprocess

import docx
import pytest

from agencies.workflow import perform
from plans.appraisal.catalogue_sample import draw_sample
from plans.appraisal.decisions import decide
from plans.appraisal.effects import hash_of
from plans.appraisal.results import draft_of_whole
from plans.models import Appraisal, Catalogue, SizeFactor
from reports.documents.appraisal import appraisal_document
from reports.documents.docx import to_docx
from reports.documents.pdf import PdfUnavailable, to_pdf
from tests.helpers import factories as make
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, appraise, hand_in, numbered, one_by_one, reopen

pytestmark = pytest.mark.once


@pytest.fixture
def handed_in(plan, lan):
    return hand_in(lan.agency, lan)


@pytest.fixture
def whole(handed_in, hoa):
    decide(handed_in, "leave_out", numbered(handed_in, "04"), actor=hoa, reason="duplicate")
    decide(handed_in, "leave_out", numbered(handed_in, "05"), actor=hoa, reason="worthless")
    perform(handed_in, "appraise", actor=hoa, document=DECISION_DOCUMENT, capacity="deputy", **GATE_ANSWERS)
    return Appraisal.objects.get()


def lines(annex):
    return [(row.cells["name"], row.cells["files"], row.cells["pages"], row.cells["cost"]) for row in annex.rows]


def text_of(data):
    word = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_the_table_adds_up(whole):
    assert lines(appraisal_document(whole).annex("I")) == [
        ("Cơ quan, đơn vị trình", 5, 520, 520 * 4896),
        ("Loại khỏi diện số hóa", 2, 208, 208 * 4896),
        ("– Trùng", 1, 104, 104 * 4896),
        ("– Hết giá trị", 1, 104, 104 * 4896),
        ("Được số hóa", 3, 312, 312 * 4896),
    ]


def test_the_table_says_for_good_that_a_factor_was_not_confirmed_when_it_was_signed(whole, agencies, hoa):
    note = "Hệ số K quy đổi trang A3 ra trang A4 cần Sở Tài chính xác nhận, đến ngày 20/6/2025 chưa xác nhận."
    assert [each.text for each in appraisal_document(whole).annex("I").notes] == [note]
    SizeFactor.objects.filter(size="a3").update(confirmed=True)
    assert [each.text for each in appraisal_document(whole).annex("I").notes] == [note]
    later = appraise(
        hand_in(agencies["SXD"], make.a_user(agencies["SXD"])), hoa, document=("124/SNV", DECISION_DOCUMENT[1])
    )
    assert appraisal_document(later.appraisals.get()).annex("I").notes == []


def test_parts_have_no_number_of_their_own_and_there_is_no_line_of_noughts(handed_in, whole, agencies, hoa):
    numbers = [row.cells["serial"] for row in appraisal_document(whole).annex("I").rows]
    assert numbers == ["1", "2", "", "", "3"]
    clean = appraise(hand_in(agencies["SXD"], make.a_user(agencies["SXD"])), hoa, capacity="deputy")
    names = [line[0] for line in lines(appraisal_document(clean.appraisals.get()).annex("I"))]
    assert names == ["Cơ quan, đơn vị trình", "Được số hóa"]


def test_what_is_left_out_for_one_reason_is_counted_once(whole):
    (said,) = [block.text for block in appraisal_document(whole).blocks if "Loại khỏi" in block.text]
    assert said == (
        "- Loại khỏi diện số hóa vì trùng, thừa, hết giá trị: 02 hồ sơ; 208 trang A4 quy đổi, tiết kiệm 1.018.368 đồng "
        "(danh sách tại Phụ lục III)."
    )


def test_word_names_number_day_capacity_and_the_files_left_out(whole):
    text = text_of(to_docx(appraisal_document(whole)))
    for part in (
        "Số: 123/SNV-QLVTLT",
        "ngày 20 tháng 6 năm 2025",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        "Kính gửi: Sở Y tế",
        "tiết kiệm 1.018.368 đồng",
        "Hồ sơ khám chữa bệnh số 04",
        "Hết giá trị",
    ):
        assert part in text, part


def test_the_whole_lists_what_it_approves_and_apart_what_it_leaves_out(whole):
    document = appraisal_document(whole)
    assert [texts[2] for texts in document.annex("II").lines()] == ["01", "02", "03"]
    assert [texts[2] for texts in document.annex("III").lines()] == ["04", "05"]
    code = next(block.text for block in document.blocks if "Mã kiểm tra" in block.text)
    assert whole.frozen_hash[:12] in code and "để biết nội dung không bị sửa" in code


def test_a_tranche_lists_its_files_and_the_sum_so_far(handed_in, hoa):
    for number in ("01", "02"):
        decide(handed_in, "accept", numbered(handed_in, number), actor=hoa)
        appraise(handed_in, hoa, "tranche")
    first, second = (appraisal_document(one) for one in Appraisal.objects.order_by("pk"))
    assert [line[0] for line in lines(first.annex("I"))] == ["Thẩm định đợt này", "Lũy kế đã thẩm định"]
    document = second
    assert [line[:3] for line in lines(document.annex("I"))] == [
        ("Đã thẩm định các đợt trước", 1, 104),
        ("Thẩm định đợt này", 1, 104),
        ("Lũy kế đã thẩm định", 2, 208),
    ]
    assert [texts[2] for texts in document.annex("II").lines()] == ["02"]


def test_a_later_version_does_not_change_the_old_document(whole, lan, hoa):
    before = lines(appraisal_document(whole).annex("I"))
    draft = reopen(whole.catalogue, lan, hoa)
    from plans.catalogues.files import write_files

    write_files(draft, actor=lan, removed=list(numbered(draft, "04")))
    after = lines(appraisal_document(Appraisal.objects.get(pk=whole.pk)).annex("I"))
    assert after == before


def test_it_is_downloaded_as_word_and_pdf(as_user, lan, binh, whole):
    browser, path = as_user(lan), f"/tham-dinh/{whole.pk}/van-ban/"
    assert text_of(b"".join(browser.get(f"{path}docx/"))).count(
        "V/v thẩm định Mục lục hồ sơ, tài liệu số hóa của Sở Y tế"
    )
    try:
        to_pdf(appraisal_document(whole))
    except PdfUnavailable:
        assert browser.get(f"{path}pdf/").status_code == 302
    else:
        assert b"".join(browser.get(f"{path}pdf/")).startswith(b"%PDF")
    assert browser.get(f"{path}xlsx/").status_code == 404
    assert as_user(binh).get(f"{path}docx/").status_code == 404


def draft(browser, catalogue, scope="whole", extension="docx", capacity="deputy"):
    return browser.get(f"/muc-luc/{catalogue.pk}/du-thao/{scope}/{extension}/?tu-cach={capacity}", follow=True)


def test_a_draft_is_printed_before_it_has_a_number_so_that_it_can_be_signed(as_user, handed_in, hoa):
    decide(handed_in, "leave_out", numbered(handed_in, "04"), actor=hoa, reason="duplicate")
    answer = draft(as_user(hoa), handed_in)
    text = text_of(b"".join(answer))
    for part in (
        "Số:       /SNV-…",
        "ngày      tháng      năm 2025",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        "416 trang A4 quy đổi",
        "tiết kiệm 509.184 đồng",
        "Hồ sơ khám chữa bệnh số 04",
    ):
        assert part in text, part
    assert not Appraisal.objects.exists()


def test_a_draft_bears_the_sign_of_the_unit_that_writes_it(handed_in, plan):
    handed_in.plan.drafting_unit = "QLVTLT"
    drawn = appraisal_document(draft_of_whole(handed_in, "head")).letterhead
    assert drawn.number == "Số:       /SNV-QLVTLT" and "/SNV-QLVTLT ngày" in drawn.annex_reference


def test_a_draft_of_a_tranche_lists_what_is_accepted_by_now(as_user, handed_in, hoa):
    decide(handed_in, "accept", numbered(handed_in, "02"), actor=hoa)
    text = text_of(b"".join(draft(as_user(hoa), handed_in, "tranche")))
    assert "V/v thẩm định một đợt Mục lục" in text and "Hồ sơ khám chữa bệnh số 02" in text
    assert "Hồ sơ khám chữa bệnh số 01" not in text


def test_no_draft_of_what_cannot_be_decided_yet(as_user, handed_in, hoa, lan):
    decide(handed_in, "ask", numbered(handed_in, "02"), actor=hoa, text="Hồ sơ này ở đâu?")
    assert "Còn 1 hồ sơ đang hỏi cơ quan" in draft(as_user(hoa), handed_in).content.decode()
    assert "Chưa có hồ sơ nào mới được chấp nhận" in draft(as_user(hoa), handed_in, "tranche").content.decode()
    perform(handed_in, "return", actor=hoa, reason="Thiếu hộp 7.")
    assert "không chờ thẩm định" in draft(as_user(hoa), handed_in).content.decode()
    assert draft(as_user(hoa), handed_in, capacity="minister").status_code == 404
    assert draft(as_user(lan), handed_in).status_code == 403


def test_a_long_list_is_whole_in_word_and_pdf(plan, lan, hoa, tmp_path):
    catalogue = hand_in(lan.agency, lan, rows=320)
    decide(catalogue, "leave_out", catalogue.files.exclude(file_number="01"), actor=hoa, reason="superfluous")
    perform(catalogue, "appraise", actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    document = appraisal_document(Appraisal.objects.get())
    assert [len(list(document.annex(roman).lines())) for roman in ("II", "III")] == [1, 319]
    text = text_of(to_docx(document))
    assert text.count("Hồ sơ khám chữa bệnh số") == 320 and "Hồ sơ khám chữa bệnh số 320" in text
    try:
        data = to_pdf(document)
    except PdfUnavailable as error:
        pytest.skip(str(error))
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (tmp_path / "long.pdf").write_bytes(data)
    said = subprocess.run(["pdftotext", tmp_path / "long.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert said.count("Hồ sơ khám chữa bệnh số") == 320 and "SỞ NỘI VỤ" in said


def test_another_reason_stands_in_the_appraisers_words(handed_in, hoa):
    decide(
        handed_in, "leave_out", numbered(handed_in, "04"), actor=hoa, reason="other", text="Tài liệu của cơ quan khác."
    )
    perform(handed_in, "appraise", actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    assert [texts[-1] for texts in appraisal_document(Appraisal.objects.get()).annex("III").lines()] == [
        "Tài liệu của cơ quan khác."
    ]


def test_the_sample_that_was_checked_is_written_with_its_interval(plan, lan, hoa):
    catalogue = hand_in(lan.agency, lan, rows=120)
    draw = draw_sample(catalogue, 30, actor=hoa)
    drawn = draw.file_keys
    one_by_one = {"actor": hoa, "looked_at": drawn}
    decide(catalogue, "leave_out", catalogue.files.filter(pk=drawn[0]), reason="duplicate", **one_by_one)
    decide(catalogue, "accept", catalogue.files.filter(pk__in=drawn[1:]), **one_by_one)
    perform(catalogue, "appraise", actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    said = next(
        block.text for block in appraisal_document(Appraisal.objects.get()).blocks if "ngẫu nhiên" in block.text
    )
    assert f"Ngày 20/6/2025 rút ngẫu nhiên 30 trong 120 hồ sơ (mã rút mẫu {draw.seed}), đã xem từng hồ sơ" in said
    assert "loại 01 hồ sơ" in said and "từ 0,08% đến 17,22%" in said


def test_no_sample_is_stated_that_nobody_drew(plan, lan, hoa):
    """Fifty files decided on are no sample, however many they are."""
    catalogue = hand_in(lan.agency, lan, rows=120)
    files = catalogue.files.filter(position__lte=110)
    decide(catalogue, "accept", files, actor=hoa, looked_at=files.values_list("pk", flat=True))
    appraise(catalogue, hoa)
    assert Appraisal.objects.get().sample == {}


def test_a_sample_looked_at_in_part_says_how_far_and_concludes_nothing(plan, lan, hoa):
    catalogue = hand_in(lan.agency, lan, rows=120)
    drawn = draw_sample(catalogue, 30, actor=hoa).file_keys
    decide(catalogue, "accept", catalogue.files.filter(pk__in=drawn[:12]), actor=hoa, looked_at=drawn)
    decide(catalogue, "accept", catalogue.files.filter(pk__in=drawn[12:20]), actor=hoa)  # by a filter
    appraise(catalogue, hoa)
    (said,) = [each.text for each in appraisal_document(Appraisal.objects.get()).blocks if "ngẫu nhiên" in each.text]
    assert "đã xem 12 hồ sơ trong mẫu: loại 0 hồ sơ." in said


def test_what_passed_the_gate_stands_in_the_letter_with_its_reason(handed_in, hoa):
    numbered(handed_in, "04", "05").update(arranged=False)
    Catalogue.objects.update(frozen_hash=hash_of(handed_in))
    one_by_one(handed_in, hoa, "05")
    appraise(handed_in, hoa)
    said = "\n".join(block.text for block in appraisal_document(Appraisal.objects.get()).blocks)
    assert "Chấp nhận số hóa 02 hồ sơ chưa chỉnh lý; lý do: Chỉnh lý xong trước khi quét." in said
    unseen = "Chấp nhận 04 hồ sơ (80,00% số hồ sơ được số hóa) mà không xem từng hồ sơ; lý do: "
    assert f"{unseen}Đã đối chiếu với Mục lục nộp lưu." in said


def test_what_is_put_off_saves_nothing(handed_in, hoa):
    for number, reason in (("01", "duplicate"), ("02", "unarranged"), ("03", "other")):
        decide(handed_in, "leave_out", numbered(handed_in, number), actor=hoa, reason=reason, text="Xem lại.")
    appraise(handed_in, hoa)
    (said,) = [each.text for each in appraisal_document(Appraisal.objects.get()).blocks if "Loại khỏi" in each.text]
    assert "03 hồ sơ; 312 trang A4 quy đổi" in said
    assert "trùng, thừa, hết giá trị: 01 hồ sơ; 104 trang A4 quy đổi, tiết kiệm 509.184 đồng" in said
    assert "chưa chỉnh lý, số hóa sau: 01 hồ sơ; 104 trang A4 quy đổi; lý do khác: 01 hồ sơ" in said


def test_no_sample_is_written_where_every_file_was_decided_on_or_none_was_drawn(whole):
    assert whole.sample == {}


def test_the_whole_lists_the_tranches_before_it(handed_in, hoa):
    decide(handed_in, "accept", numbered(handed_in, "01"), actor=hoa)
    perform(handed_in, "tranche", actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    perform(handed_in, "appraise", actor=hoa, document=("124/SNV", DECISION_DOCUMENT[1]), **GATE_ANSWERS)
    rows = [line[:3] for line in lines(appraisal_document(Appraisal.objects.first()).annex("I"))]
    assert rows[-3:] == [
        ("Đã thẩm định đợt 1 (Công văn số 123/SNV-QLVTLT)", 1, 104),
        ("Thẩm định lần này", 4, 416),
        ("Được số hóa", 5, 520),
    ]
