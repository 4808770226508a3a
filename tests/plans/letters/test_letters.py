"""The agency's letter comes with what it hands in: catalogue, estimate, review, progress; who decides reads it."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.documents import Kind, register
from agencies.models import Event
from agencies.workflow import WorkflowError, perform
from budgets.models import Estimate
from plans.catalogues.files import write_files
from plans.declarations.reviews import submit_review
from plans.intake import attachments
from plans.letters.services import Letter, enclose
from plans.models import Catalogue, CoverLetter, ProgressReport, VolumeReview
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress
from tests.helpers import factories as make
from tests.helpers.attachments import PDF, pdf_of
from tests.helpers.catalogues import four_different_files, row

DAY = date(2025, 6, 18)
SENT = {"letter_number": "45/SYT-VP", "letter_date": "18/6/2025"}
LINE = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 10, "page_count": 900}
WHY = "Số hóa thử một phần."


def scan(content=PDF, name="Công văn 45.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def catalogue(plan, lan):
    return four_different_files(plan, lan)


@pytest.fixture
def hand_in(as_user, lan):
    """`hand_in(catalogue, letter_number="45/SYT-VP", …)`: Lan sends the page for handing it in."""

    def sent(catalogue, **fields):
        current = Catalogue.objects.get(pk=catalogue.pk)
        data = {"secrecy_declared": "on", "version": current.version} | fields
        return as_user(lan).submit(f"/muc-luc/{catalogue.pk}/thao-tac/submit/", data, follow=True)

    return sent


def stored():
    return list(CoverLetter.objects.order_by("pk").values_list("kind", "turn", "number"))


def test_lan_hands_a_catalogue_in_with_a_letter_and_hoa_reads_it(as_user, lan, hoa, catalogue, hand_in):
    page = hand_in(catalogue, **SENT, letter_scan=scan()).content.decode()
    letter = CoverLetter.objects.get()
    assert (letter.agency, letter.turn, letter.issued_on) == (lan.agency, 1, DAY)
    assert letter.scan_name == "Công văn 45.pdf" and "văn" not in letter.scan.name
    assert "Công văn trình" in page and "45/SYT-VP" in page
    assert Event.objects.about(catalogue).get(action="submit").document_number == "45/SYT-VP"
    file = reverse("letter_scan", args=[letter.pk])
    for address in (f"/muc-luc/{catalogue.pk}/", f"/quan-tri/plans/catalogue/{catalogue.pk}/thao-tac/return/"):
        seen = as_user(hoa).get(address).content.decode()
        assert "45/SYT-VP" in seen and file in seen, address
    assert as_user(hoa).get(file).getvalue() == PDF


def test_without_a_letter_nothing_is_asked_and_nothing_shown(catalogue, hand_in):
    assert "Công văn trình" not in hand_in(catalogue).content.decode()
    assert Catalogue.objects.get(pk=catalogue.pk).state == "submitted" and stored() == []


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"letter_number": "45/SYT-VP"}, "Ghi ngày công văn"),
        ({"letter_date": "18/6/2025"}, "Ghi số công văn"),
        (SENT | {"letter_date": "30/12/2025"}, "Ngày công văn không được sau hôm nay"),
        (SENT | {"letter_number": "45/TUYỆT MẬT"}, "dấu hiệu bí mật nhà nước"),
    ],
)
def test_half_a_letter_is_asked_about(catalogue, hand_in, fields, sentence):
    assert sentence in hand_in(catalogue, **fields).content.decode()
    assert Catalogue.objects.get(pk=catalogue.pk).state == "draft" and stored() == []


@pytest.mark.parametrize(
    "content, sentence",
    [(b"PK khong phai", "không phải PDF"), (pdf_of("TUYỆT MẬT", "Kho đạn ở Zeta"), attachments.NO_SECRETS)],
)
def test_a_scan_is_looked_at_before_anything_is_kept(catalogue, hand_in, settings, content, sentence):
    page = hand_in(catalogue, **SENT, letter_scan=scan(content)).content.decode()
    assert sentence in page and "Zeta" not in page and 'value="45/SYT-VP"' in page
    assert stored() == [] and not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_scan_that_is_too_large_is_refused(catalogue, hand_in, settings):
    settings.UPLOAD_MAX_BYTES = 100
    assert "Giảm độ phân giải" in hand_in(catalogue, **SENT, letter_scan=scan()).content.decode()
    assert stored() == []


def test_a_scan_stays_while_the_rest_is_corrected(catalogue, hand_in):
    page = hand_in(catalogue, letter_number="45/SYT-VP", letter_scan=scan()).content.decode()
    assert "Đã chọn" in page and "Công văn 45.pdf" in page
    (kept,) = re.findall(r'name="_kept_letter_scan" value="(\d+)"', " ".join(page.split()))
    hand_in(catalogue, **SENT, _kept_letter_scan=kept)
    assert CoverLetter.objects.get().scan_name == "Công văn 45.pdf"


def test_each_hand_in_keeps_its_own_letter(as_user, hoa, lan, catalogue, hand_in):
    hand_in(catalogue, **SENT, letter_scan=scan())
    perform(Catalogue.objects.get(pk=catalogue.pk), "return", actor=hoa, reason="Sai số trang.")
    write_files(catalogue, actor=lan, added=[row("09")])
    hand_in(catalogue, letter_number="52/SYT-VP", letter_date="20/6/2025")
    assert stored() == [("catalogue", 1, "45/SYT-VP"), ("catalogue", 2, "52/SYT-VP")]
    page = as_user(hoa).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "45/SYT-VP</b> ngày 18/6/2025, lần 1" in page and "52/SYT-VP</b> ngày 20/6/2025, lần 2" in page
    facts = as_user(hoa).get(f"/quan-tri/plans/catalogue/{catalogue.pk}/thao-tac/return/").content.decode()
    assert "52/SYT-VP ngày 20/6/2025 (lần trình 2)" in facts and "lần trình 1" not in facts


def test_one_letter_may_come_with_several_objects_under_one_day(lan, catalogue, hand_in):
    hand_in(catalogue, **SENT)
    report = make.a_progress_report(lan.agency, DAY, 100)
    assert enclose(report, Letter("045/ syt-vp", DAY), actor=lan, turn=1)
    with pytest.raises(WorkflowError, match="đã ghi ngày 18/6/2025"):
        enclose(report, Letter("45/SYT-VP", date(2025, 6, 19)), actor=lan, turn=1)


def test_the_number_of_another_document_is_refused(lan, catalogue, hand_in):
    register(lan.agency, Kind.DETAILED_PLAN, "45/SYT-VP", DAY, actor=lan)
    assert "đã cấp cho kế hoạch số hóa chi tiết" in hand_in(catalogue, **SENT).content.decode()
    assert Catalogue.objects.get(pk=catalogue.pk).state == "draft"


def test_an_estimate_goes_to_finance_with_its_letter(as_user, lan, hoa, tuan, agencies):
    make.an_appraised_catalogue(agencies["SYT"], hoa, 5000, DAY)
    estimate = make.an_estimate(agencies["SYT"], 4_896_000)
    Estimate.objects.filter(pk=estimate.pk).update(a4_page_count=1000)
    estimate.lines.create(position=1, name="Số hóa trang A4", size="a4", page_count=1000, factor=1, amount_dong=4896000)
    address = f"/du-toan/{estimate.pk}/submit/"
    page = as_user(lan).submit(address, SENT | {"version": "1", "letter_scan": scan()}, follow=True).content.decode()
    assert stored() == [("estimate", 1, "45/SYT-VP")] and "Công văn trình" in page
    file = reverse("letter_scan", args=[CoverLetter.objects.get().pk])
    for shown in (f"/du-toan/{estimate.pk}/", f"/du-toan/{estimate.pk}/appraise/"):
        assert file in as_user(tuan).get(shown).content.decode(), shown
    assert as_user(tuan).get(file).getvalue() == PDF


def test_a_review_and_a_progress_report_keep_their_letters(as_user, lan, hoa, plan, agencies):
    letter = Letter("45/SYT-VP", DAY, scan())
    review = submit_review(lan.agency, plan=plan, actor=lan, lines=[LINE], reason=WHY, letter=letter)
    figures = dict.fromkeys(FIGURES, 0)
    sent = {"plan": plan, "actor": lan, "period_end": date(2025, 6, 13), "figures": figures}
    report = submit_progress(lan.agency, **sent, letter=Letter("46/SYT-VP", DAY), reason=WHY)
    assert stored() == [("volumereview", 1, "45/SYT-VP"), ("progressreport", 1, "46/SYT-VP")]
    assert Event.objects.about(review).get(action="submit").document_number == "45/SYT-VP"
    assert "45/SYT-VP" in as_user(hoa).get(reverse("review_version", args=[review.pk])).content.decode()
    assert "46/SYT-VP" in as_user(hoa).get(reverse("progress_report", args=[report.pk])).content.decode()


def test_the_forms_of_review_and_progress_take_a_letter(as_user, lan, plan, agencies):
    browser = as_user(lan)
    lines = {f"lines-0-{name}": value for name, value in LINE.items()}
    browser.submit("/ra-soat/khoi-luong/", lines | {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"})
    browser.submit("/ra-soat/do-mat/", {})
    browser.submit("/ra-soat/xem-lai/", SENT | {"reason": WHY, "version": "0", "letter_scan": scan()})
    assert VolumeReview.objects.count() == 1 and CoverLetter.objects.get().scan_name == "Công văn 45.pdf"
    figures = dict.fromkeys(FIGURES, "0") | {"reason": WHY, "version": "0"}
    browser.submit("/tien-do/ky/2025-06-13/", figures | SENT | {"letter_scan": scan()})
    assert ProgressReport.objects.count() == 1 and CoverLetter.objects.count() == 2


def test_strangers_find_no_letter(as_user, binh, lan, catalogue, hand_in):
    hand_in(catalogue, **SENT, letter_scan=scan())
    letter = CoverLetter.objects.get()
    assert as_user(binh).get(reverse("letter_scan", args=[letter.pk])).status_code == 404
    letter.scan.delete()
    assert as_user(lan).get(reverse("letter_scan", args=[letter.pk])).status_code == 404
