"""Who gets which paper from which page; a draft says so, leaves number and day open, and is kept nowhere."""

import io
import re
from datetime import date

import docx
import pytest

from agencies.workflow import perform
from budgets.estimates import services
from budgets.models import Allocation, EstimateAppraisal
from plans.models import CoverLetter
from reports.money_documents import parties
from tests.helpers import factories as make
from tests.helpers import money
from tests.helpers.allocations import allocate, appraised, typed
from tests.helpers.estimates import DOCUMENT, decision_fields
from tests.helpers.money_files import drawn, said
from tests.helpers.reports import text_of

DAY = date(2025, 6, 20)
LINK = re.compile(r'href="([^"]+/van-ban/[^"]+)"')


@pytest.fixture
def draft(plan, agencies, lan):
    make.an_appraised_catalogue(agencies["SYT"], make.a_user(agencies["SNV"]), 1_000, DAY)
    return services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, pages_by_size={"a4": 1_000})


def read(response):
    """The text of the Word file."""
    assert response.status_code == 200
    return text_of(docx.Document(io.BytesIO(b"".join(response) if response.streaming else response.content)))


def links_of(client, address):
    return LINK.findall(client.get(address).content.decode())


def test_lan_prints_her_draft_and_nobody_else_sees_it(as_user, lan, binh, tuan, draft):
    address = f"/du-toan/{draft.pk}/van-ban/du-toan/docx/"
    response = as_user(lan).get(address)
    assert 'filename="du-thao-du-toan-chi-tiet-SYT-' in response["Content-Disposition"]
    assert "DỰ THẢO" in read(response)
    request = read(as_user(lan).get(f"/du-toan/{draft.pk}/van-ban/to-trinh/docx/"))
    assert "Số:        /TTr-SYT" in request and "Kính gửi: Sở Tài chính" in request
    assert "Bốn triệu tám trăm chín mươi sáu ngàn đồng" in request
    for person in (binh, tuan):
        assert as_user(person).get(address).status_code == 404
    for wrong in ("ket-qua/docx", "du-toan/exe", "gi-do/docx"):
        assert as_user(lan).get(f"/du-toan/{draft.pk}/van-ban/{wrong}/").status_code == 404


def test_what_was_handed_in_has_the_number_of_its_letter(as_user, lan, tuan, draft):
    perform(draft, "submit", actor=lan)
    CoverLetter.objects.create(
        agency=lan.agency, kind="estimate", object_id=draft.pk, number="45/TTr-SYT", issued_on=DAY, entered_by=lan
    )
    request = read(as_user(tuan).get(f"/du-toan/{draft.pk}/van-ban/to-trinh/docx/"))
    assert "Số: 45/TTr-SYT" in request and "ngày 20 tháng 6 năm 2025" in request and "DỰ THẢO" not in request


def test_tuan_prints_the_notice_before_it_is_signed_and_nothing_is_decided(as_user, lan, tuan, draft):
    perform(draft, "submit", actor=lan)
    page, address = f"/du-toan/{draft.pk}/appraise/", f"/du-toan/{draft.pk}/du-thao/appraise/docx/"
    fields = decision_fields(draft, amount_1="900", why_1="Trang trùng", document_number="", document_date="")
    notice = read(as_user(tuan).post(address, fields))
    assert "DỰ THẢO" in notice and "THÔNG BÁO" in notice and "GIÁM ĐỐC" in notice and "Số:        /TB-STC" in notice
    assert "giảm 489.600 đồng" in notice and "Trang trùng" in notice and "−489.600" in notice
    draft.refresh_from_db()
    assert draft.state == "submitted" and not EstimateAppraisal.objects.exists()
    assert 'value="900"' in as_user(tuan).get(page).content.decode()
    wrong = as_user(tuan).post(address, fields | {"why_1": ""}, follow=True).content.decode()
    assert "Chưa lập được dự thảo: Số hóa trang A4: số này khác số đề nghị, ghi lý do chênh lệch." in wrong
    assert as_user(lan).post(address, fields).status_code == 302
    perform(draft, "appraise", actor=tuan, document=DOCUMENT)
    signed = read(as_user(lan).get(f"/du-toan/{draft.pk}/van-ban/ket-qua/docx/"))
    assert "Số: 12/STC-NS" in signed and "DỰ THẢO" not in signed and "số thẩm định bằng số đề nghị" in signed


def test_a_commune_decides_by_a_decision_of_its_own(plan, agencies, thu):
    result = make.an_estimate_appraisal(make.an_estimate(agencies["20335"], 4_896_000), thu, DAY, own_decision=True)
    document = drawn(result.estimate, "ket-qua")
    head = document.letterhead
    assert head.kind == "QUYẾT ĐỊNH" and head.superior == "" and head.issuer.startswith("ỦY BAN NHÂN DÂN\n")
    assert document.signer_title == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    assert "Điều 3." in [block.lead for block in document.blocks]


def test_tuan_prints_the_decision_before_it_is_signed_and_nothing_is_recorded(as_user, plan, tuan, lan, agencies):
    appraised(lan.agency, 48_960_000, tuan)
    fields = typed(tuan, {"SYT": 5_000_000}) | {"number": "", "day": "", "signer": ""}
    address = "/giao-du-toan/du-thao/docx/"
    decision = read(as_user(tuan).post(address, fields))
    assert "DỰ THẢO" in decision and "Số:        /QĐ-UBND" in decision and "5.000.000 đồng" in decision
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH" in decision and "Sở Y tế" in decision and "4896" not in decision
    assert not Allocation.objects.exists()
    too_much = as_user(tuan).post(address, typed(tuan, {"SYT": 99_000_000}), follow=True).content.decode()
    assert "Chưa lập được dự thảo: Sở Y tế:" in too_much
    assert as_user(lan).post(address, fields).status_code == 302 and not Allocation.objects.exists()


def test_an_agency_sees_its_own_line_and_not_the_whole_decision(as_user, plan, tuan, lan, mai, agencies):
    made = allocate(tuan, {agencies["SYT"]: 100, agencies["SXD"]: 200})
    address = f"/giao-du-toan/{made.pk}/van-ban/quyet-dinh/docx/"
    assert links_of(as_user(lan), f"/giao-du-toan/{made.pk}/") == []
    assert as_user(lan).get(address).status_code == 404
    assert "Sở Xây dựng" in read(as_user(mai).get(address))
    assert address in links_of(as_user(mai), f"/giao-du-toan/{made.pk}/")


def test_every_link_of_a_contract_leads_to_a_file_and_none_of_what_was_taken_back(as_user, plan, lan, hoa, binh):
    money.usual_limits()
    contract = money.an_advanced_contract(lan, hoa)
    minutes, payment = contract.acceptances.get(), contract.payments.get(kind="payment")
    found = links_of(as_user(lan), f"/hop-dong/{contract.pk}/") + links_of(as_user(lan), f"/nghiem-thu/{minutes.pk}/")
    assert len(found) == 9
    for address in found:
        assert as_user(lan).get(address).status_code == 200
        assert as_user(binh).get(address).status_code == 404
    form = read(as_user(lan).get(f"/giai-ngan/{payment.pk}/van-ban/khoi-luong/docx/"))
    assert "Mẫu số 08a" in form and "cần kiểm tra căn cứ" in form
    advance = contract.payments.get(kind="advance")
    assert as_user(lan).get(f"/giai-ngan/{advance.pk}/van-ban/khoi-luong/docx/").status_code == 404


def test_what_nobody_has_asked_for_yet_is_dotted(plan, lan, hoa):
    money.usual_limits()
    minutes = money.an_advanced_contract(lan, hoa).acceptances.get()
    text = said(drawn(minutes, "khoi-luong"))
    assert "6. Giá trị đề nghị thanh toán kỳ này: … đồng." in text


@pytest.mark.once
@pytest.mark.parametrize(
    ("signer", "title", "name"),
    [
        ("Phó Chủ tịch Hồ Quang", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Hồ Quang"),
        ("Chủ tịch Lê Văn Nam", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Lê Văn Nam"),
        ("Trần Văn Ba", "TM. ỦY BAN NHÂN DÂN", "Trần Văn Ba"),
    ],
)
def test_the_signer_of_a_committee(signer, title, name):
    assert parties.chair_signature(signer) == (title, name)
