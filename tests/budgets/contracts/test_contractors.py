"""The province's contractors: who adds, who edits, tax codes, proofs and their validity."""

from datetime import date

import pytest

from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from budgets.contracts.contractors import add_contractor, add_proof, edit_contractor, values_of
from budgets.models import Contractor, ContractorProof
from tests.helpers import money

CODE = money.tax_code("400012345")
VALUES = {"name": "Công ty Số hóa", "tax_code": CODE, "address": "", "contact": "", "note": ""}


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_clerk_adds_one_and_it_is_there_once(as_user, lan, binh, plan):
    answer = as_user(lan).submit("/nha-thau/them/", {"name": "Công ty Số hóa", "tax_code": CODE}, follow=True)
    assert said(answer) == ["Đã thêm nhà thầu Công ty Số hóa. Ghi giấy tờ năng lực nếu có."]
    page = as_user(binh).submit("/nha-thau/them/", {"name": "Công ty khác", "tax_code": CODE}).content.decode()
    assert f"Mã số thuế {CODE} đã có trong danh mục nhà thầu" in page and Contractor.objects.count() == 1
    assert "Công ty Số hóa" in as_user(binh).get("/nha-thau/?q=so+hoa").content.decode()


@pytest.mark.parametrize("code", ["4000123451", "400012345", "abc", f"{CODE}-01", "0123456788"])
def test_a_tax_code_that_cannot_be_is_refused(as_user, lan, plan, code):
    page = as_user(lan).submit("/nha-thau/them/", {"name": "Công ty", "tax_code": code}).content.decode()
    assert "Mã số thuế gồm 10 số" in page and not Contractor.objects.exists()


def test_a_branch_has_thirteen_digits(plan, lan):
    assert add_contractor(actor=lan, **VALUES | {"tax_code": f"{CODE}001"}).tax_code == f"{CODE}-001"


def test_only_the_office_and_administrators_edit(as_user, lan, hoa, quy, mai, plan):
    made = add_contractor(actor=lan, **VALUES)
    with pytest.raises(NotAllowed, match="Sở Nội vụ hoặc quản trị viên sửa"):
        edit_contractor(made, actor=lan, **VALUES | {"name": "Tên khác"})
    with pytest.raises(NotAllowed):
        add_contractor(actor=mai, **VALUES)
    seen = values_of(made)
    edit_contractor(made, actor=hoa, seen=seen, **VALUES | {"name": "Tên khác"})
    with pytest.raises(Overtaken, match="vừa sửa nhà thầu này"):
        edit_contractor(made, actor=quy, seen=seen, **VALUES | {"name": "Tên thứ ba"})
    answer = as_user(quy).submit(f"/nha-thau/{made.pk}/sua/", VALUES | {"name": "Tên thứ ba"}, follow=True)
    assert said(answer) == ["Đã lưu nhà thầu."] and Contractor.objects.get().name == "Tên thứ ba"


def test_proofs_are_valid_on_their_days(as_user, lan, plan):
    made = add_contractor(actor=lan, **VALUES)
    sent = {"kind": "Chứng chỉ", "number": "12", "issued_on": "1/1/2025", "valid_until": "19/6/2025"}
    as_user(lan).submit(f"/nha-thau/{made.pk}/giay-to/", sent)
    proofs = ContractorProof.objects
    assert proofs.valid_on(date(2025, 6, 19)).exists() and not proofs.valid_on(date(2025, 6, 20)).exists()
    page = as_user(lan).get(f"/nha-thau/{made.pk}/").content.decode()
    assert "Hết giá trị" in page
    assert "Không còn giá trị" in as_user(lan).get("/nha-thau/").content.decode()
    with pytest.raises(WorkflowError, match="trước ngày cấp"):
        add_proof(made, actor=lan, kind="x", number="", issued_on=date(2025, 1, 2), valid_until=date(2025, 1, 1))
