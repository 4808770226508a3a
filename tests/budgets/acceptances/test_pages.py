"""The pages of acceptances, payments and settlement, from the contract's page on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from budgets.models import Acceptance, AcceptedFile, Payment, Settlement
from tests.helpers import money
from tests.helpers.money import accepted, signed
from tests.helpers.workbooks import xlsx


@pytest.fixture
def contract(plan, lan, hoa):
    money.checked(lan.agency)
    return signed(lan, money.an_appraised(lan, hoa))


def said(response):
    return [str(message) for message in response.context["messages"]]


def minutes(contract, **more):
    return {"number": "1/BB", "dated_on": "2/6/2025", "catalogues": [contract.catalogues.get().pk]} | more


def test_a_whole_catalogue(as_user, lan, contract):
    path = f"/hop-dong/{contract.pk}/nghiem-thu/"
    assert "còn 5 hồ sơ, 510 trang đã thẩm định chưa nghiệm thu" in as_user(lan).get(path).content.decode()
    answer = as_user(lan).submit(path, minutes(contract), follow=True)
    assert said(answer) == ["Đã ghi Biên bản nghiệm thu số 1/BB: 5 hồ sơ, 520 trang A4 quy đổi, 2.080.000 đồng."]
    page = answer.content.decode()
    assert "Hồ sơ khám chữa bệnh số 05" in page and "2.080.000" in page


def test_a_pasted_list_and_its_faults(as_user, lan, contract):
    path = f"/hop-dong/{contract.pk}/nghiem-thu/"
    page = as_user(lan).submit(path, minutes(contract, files_listed="1\t01\n1\t99")).content.decode()
    assert "Dòng 2, hộp 1, hồ sơ số 99: không có trong Mục lục." in page and not Acceptance.objects.exists()
    assert "1\t01\n1\t99" in page
    as_user(lan).submit(path, minutes(contract, files_listed="1\t01\n02"))
    assert Acceptance.objects.get().file_count == AcceptedFile.objects.count() == 2


def test_a_workbook_is_read_into_the_list_and_written_only_when_sent_again(as_user, lan, contract):
    path = f"/hop-dong/{contract.pk}/nghiem-thu/"
    book = SimpleUploadedFile("ds.xlsx", xlsx(("Hộp số", "Hồ sơ số"), ("1", "01"), ("1", "03")))
    answer = as_user(lan).submit(path, minutes(contract, workbook=book))
    assert "Đã đọc tệp: 2 hồ sơ trong danh sách" in answer.content.decode() and not Acceptance.objects.exists()
    assert "1\t01\n1\t03" in answer.content.decode()
    as_user(lan).submit(path, minutes(contract, files_listed="1\t01\n1\t03"))
    assert Acceptance.objects.get().file_count == 2


def test_an_advance_a_payment_and_taking_it_back(as_user, lan, contract):
    path = f"/hop-dong/{contract.pk}/giai-ngan/"
    voucher = {"kind": "advance", "number": "UNC 1", "dated_on": "2/6/2025", "amount_dong": "700.000"}
    page = as_user(lan).submit(path, voucher).content.decode()
    assert "vượt mức 30% giá trị hợp đồng (624.000 đồng" in page and not Payment.objects.exists()
    assert 'name="warned_reason"' in page and "Có điểm cần lưu ý: ghi lý do rồi gửi lại." in page
    answer = as_user(lan).submit(path, voucher | {"warned_reason": "Theo hợp đồng."}, follow=True)
    assert said(answer) == ["Đã ghi tạm ứng 700.000 đồng."]
    page = as_user(lan).submit(path, voucher | {"kind": "payment", "number": "UNC 2"}).content.decode()
    assert "Thanh toán và thu hồi tạm ứng cộng 700.000 đồng lớn hơn giá trị đã nghiệm thu 0 đồng." in page
    back = {"number": "3/CV", "dated_on": "20/6/2025", "reason": "Ghi nhầm hợp đồng."}
    answer = as_user(lan).submit(f"/giai-ngan/{Payment.objects.get().pk}/ghi-dao/", back, follow=True)
    assert "bằng số 3/CV" in answer.content.decode() and Payment.objects.total_dong() == 0


def test_a_settlement_and_what_keeps_it_open(as_user, lan, mai, contract):
    accepted(contract, lan)
    path = "/quyet-toan/ghi-moi/"
    page = as_user(lan).get(path).content.decode()
    assert "Cần làm trước:" in page and "Chưa ghi quyết định giao dự toán năm 2025" in page
    money.allocated(lan.agency, 5_000_000)
    sent = {"agency": "SYT", "year": "2025", "number": "1/QT", "dated_on": "20/6/2025", "reason": "Trả năm sau."}
    answer = as_user(lan).submit(path, sent, follow=True)
    assert said(answer) == ["Đã ghi Quyết toán số 1/QT của Sở Y tế: 0 đồng."]
    assert "5.000.000" in as_user(mai).get("/quyet-toan/").content.decode()
    assert as_user(mai).get("/quyet-toan.xlsx").status_code == 200
    page = as_user(lan).get(f"/hop-dong/{contract.pk}/").content.decode()
    assert "đã khóa năm ngân sách 2025" in page and "Ghi nghiệm thu</a>" not in page
    back = {"number": "2/QT", "dated_on": "20/6/2025", "reason": "Sửa số liệu."}
    as_user(lan).submit(f"/quyet-toan/{Settlement.objects.get().pk}/ghi-dao/", back)
    assert not Settlement.objects.standing().exists()


def test_strangers_find_nothing(as_user, binh, lan, contract):
    made = accepted(contract, lan)
    for path in (f"/nghiem-thu/{made.pk}/", f"/nghiem-thu/{made.pk}/ghi-dao/", f"/hop-dong/{contract.pk}/giai-ngan/"):
        assert as_user(binh).get(path).status_code == 404
