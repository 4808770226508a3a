"""The pages of letters that urge: choosing, reading, the paper, and what each side sees."""

import io
from urllib.parse import urlencode

import docx
import pytest

from reports.documents.report import report_document
from reports.figures import province_figures
from reports.models import UrgingLetter
from reports.todo.urged import urged_by_letters
from reports.urging.paper import urging_document
from reports.urging.services import receive_letter, send_letter
from tests.helpers import factories as make
from tests.helpers.figures import DAY
from tests.helpers.racing import refused, together


def drawn(browser, address, **fields):
    """The form as it was drawn, with its key, and the fields."""
    page = browser.get(address)
    key = page.content.decode().partition('name="_once" value="')[2][:32]
    return {"_once": key} | fields


def test_late_lines_are_ticked_and_become_drafts(as_user, hoa, late):
    browser, address = as_user(hoa), "/don-doc/lap/?" + urlencode({"tinh_trang": "late"})
    page = browser.get(address).content.decode()
    assert 'value="SYT"' in page and "đã số hóa 9.000 trang trong 117.000 trang" in page
    answer = browser.post(address, drawn(browser, address, don_vi=["SYT"], cach="rieng"))
    letter = UrgingLetter.objects.get()
    assert answer["Location"] == f"/don-doc/{letter.pk}/sua/"


def test_the_list_of_the_forecast_offers_its_own_lines(as_user, hoa, late, agencies):
    make.a_target(agencies["SXD"], 5_000, 100)
    page = as_user(hoa).get("/don-doc/lap/?tu=du-bao&q=Xây").content.decode()
    assert 'value="SXD"' in page and 'value="SYT"' not in page


def test_a_choice_of_nobody_is_refused(as_user, hoa, late):
    browser, address = as_user(hoa), "/don-doc/lap/"
    page = browser.post(address, drawn(browser, address, cach="chung")).content.decode()
    assert "Đánh dấu ít nhất một cơ quan." in page and not UrgingLetter.objects.exists()


def test_who_does_not_follow_the_plan_is_led_back(as_user, mai, lan, late):
    assert as_user(mai).get("/don-doc/lap/").status_code == 403
    assert as_user(lan).get("/don-doc/lap/").status_code == 403


def test_edited_text_with_a_state_secret_is_refused(as_user, hoa, drafted):
    (letter,) = drafted()
    answer = as_user(hoa).post(
        f"/don-doc/{letter.pk}/sua/", {"_seen": "1", "subject": "nhắc", "body": "Hồ sơ độ Tối mật của cơ quan."}
    )
    assert "Có dấu hiệu bí mật nhà nước" in answer.content.decode()
    letter.refresh_from_db()
    assert "Tối mật" not in letter.body


def test_a_page_that_showed_an_older_text_changes_nothing(as_user, hoa, drafted):
    (letter,) = drafted()
    browser, address = as_user(hoa), f"/don-doc/{letter.pk}/sua/"
    assert browser.post(address, {"_seen": "1", "subject": "một", "body": "Một."}).status_code == 302
    assert browser.post(address, {"_seen": "1", "subject": "hai", "body": "Hai."}).status_code == 409
    letter.refresh_from_db()
    assert letter.subject == "một"


def test_the_form_of_what_went_out(as_user, hoa, drafted):
    (letter,) = drafted()
    sent = {"_seen": "1", "number": "9/SNV", "day": "20/6/2025", "capacity": "deputy", "signer": "Trần Nam"}
    browser = as_user(hoa)
    assert browser.post(f"/don-doc/{letter.pk}/ban-hanh/", sent).status_code == 302
    page = browser.get(f"/don-doc/{letter.pk}/").content.decode()
    assert "Công văn số 9/SNV ngày 20/6/2025" in page and "KT. Giám đốc – Phó Giám đốc Trần Nam" in page


def test_the_agency_reads_it_at_home_and_confirms(as_user, lan, sent):
    letter = sent()
    browser = as_user(lan)
    assert f"Công văn số 1234/SNV-QLVTLT ngày 20/6/2025 nhắc: {letter.subject}" in browser.get("/").content.decode()
    assert "Xác nhận đã nhận" in browser.get(f"/don-doc/{letter.pk}/").content.decode()
    browser.post(f"/don-doc/{letter.pk}/da-nhan/")
    assert urged_by_letters(lan) == []
    assert "Xác nhận đã nhận" not in browser.get(f"/don-doc/{letter.pk}/").content.decode()


def test_a_stranger_finds_no_letter(as_user, binh, sent):
    letter = sent()
    for address in (f"/don-doc/{letter.pk}/", f"/don-doc/{letter.pk}/van-ban/docx/"):
        assert as_user(binh).get(address).status_code == 404
    assert urged_by_letters(binh) == []


def test_a_draft_is_hidden_from_who_it_is_about(as_user, lan, mai, drafted):
    (letter,) = drafted()
    assert as_user(lan).get(f"/don-doc/{letter.pk}/").status_code == 404
    assert as_user(mai).get(f"/don-doc/{letter.pk}/").status_code == 404


def test_how_often_is_said_on_the_page_of_the_agency_and_in_the_forecast(as_user, hoa, sent):
    sent()
    browser = as_user(hoa)
    assert "Đã đôn đốc 1 lần, công văn gần nhất ngày 20/6/2025" in browser.get("/co-quan/SYT/").content.decode()
    assert "đã đôn đốc 01 lần, gần nhất ngày 20/6/2025" in browser.get("/tien-do/du-bao/").content.decode()


def test_the_report_counts_the_letters(plan, sent):
    sent(number="1/SNV")
    sent(number="2/SNV")
    document = report_document(plan, province_figures(plan, DAY))
    (said,) = [block.text for block in document.blocks if block.source == "urged"]
    assert said == (
        "Sở Nội vụ đã ban hành 02 công văn đôn đốc 01 cơ quan, đơn vị, địa phương (Sở Y tế đã đôn đốc 02 lần)."
    )


def test_the_report_is_silent_where_nothing_went_out(plan, drafted):
    drafted()
    document = report_document(plan, province_figures(plan, DAY))
    assert not [block for block in document.blocks if block.source == "urged"]


def test_the_paper_has_the_layout_of_a_letter_and_the_text_as_edited(as_user, hoa, sent):
    letter = sent()
    answer = as_user(hoa).get(f"/don-doc/{letter.pk}/van-ban/docx/")
    text = "\n".join(
        each.text
        for each in docx.Document(io.BytesIO(b"".join(answer))).element.body.iter()
        if each.tag.endswith("}t") and each.text
    )
    for part in (
        "SỞ NỘI VỤ",
        "Số: 1234/SNV-QLVTLT",
        "ngày 20 tháng 6 năm 2025",
        "V/v đôn đốc tiến độ",
        "Lê Quang Minh",
    ):
        assert part in text
    assert "./." in text


def test_a_draft_has_its_number_open(drafted):
    head = urging_document(drafted()[0]).letterhead
    assert head.number == "Số:       /SNV-…" or head.number.startswith("Số:       /SNV-")
    assert "tháng" in head.place_and_date and head.addressees == ["Sở Y tế"]


def test_a_letter_to_many_has_an_annex_whose_sums_are_those_of_its_lines(agencies, drafted):
    make.a_target(agencies["SXD"], 5_000, 100)
    (letter,) = drafted("SYT", "SXD")
    document = urging_document(letter)
    (annex,) = document.annexes
    assert [row.cells["name"] for row in annex.rows] == ["Sở Y tế", "Sở Xây dựng", "TỔNG CỘNG"]
    assert (annex.total["planned"], annex.total["scanned"], annex.total["left"]) == (122_000, 9_000, 113_000)
    assert document.letterhead.addressees == ["- Sở Y tế;", "- Sở Xây dựng."]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_the_letter_at_once_one_wins(drafted, hoa, lan, nam):
    (letter,) = drafted()

    def send(number):
        return lambda: send_letter(letter, number=number, day=DAY, actor=hoa, expected_version=1)

    assert refused(together(send("1/SNV"), send("2/SNV"))) == 1
    letter.refresh_from_db()
    assert refused(together(*(lambda who=who: receive_letter(letter, actor=who) for who in (lan, nam)))) == 1
