"""What limits and the Treasury's form rest on: open until somebody has compared it with the law, and says so."""

from datetime import date

import pytest

from agencies.models import Event
from budgets.contracts.warnings import Warned
from budgets.models import AdvanceLimit, ProcurementLimit, TreasuryForm
from reports.todo import begin_money
from tests.helpers import money
from tests.helpers.money_files import drawn

pytestmark = pytest.mark.once

HOME, MARK = "/quan-tri/budgets/", "cần kiểm tra căn cứ"
AGREED = {"_agreed": "1"}


def address(row):
    return f"{HOME}{row._meta.model_name}/{row.pk}/change/"


def test_what_was_entered_with_the_portal_waits_to_be_checked(plan):
    known = [*ProcurementLimit.objects.all(), *AdvanceLimit.objects.all(), *TreasuryForm.objects.all()]
    assert len(known) == 4 and not any(row.basis_checked or row.checked_by for row in known)
    assert all(row.basis == f"{row.source}; {MARK}" and MARK not in row.source for row in known)
    form = TreasuryForm.objects.get()
    assert (form.name, form.source) == ("Mẫu số 08a", "Nghị định số 11/2020/NĐ-CP ngày 20/01/2020")
    assert TreasuryForm.objects.in_force_on(date(2020, 3, 15)) is None


@pytest.mark.parametrize("model", [ProcurementLimit, AdvanceLimit, TreasuryForm])
def test_quy_records_that_a_basis_in_force_was_checked_and_takes_it_back(as_user, quy, tuan, plan, model):
    row = model.objects.first()
    assert (
        as_user(quy).submit(address(row), {"basis_checked": "on"}).status_code == 302
    )  # nothing else changes for anybody
    row.refresh_from_db()
    assert (row.basis_checked, row.checked_by, row.checked_on) == (True, quy, date(2025, 6, 20))
    assert row.basis == row.source
    page = as_user(tuan).get(f"{HOME}{model._meta.model_name}/").content.decode()
    assert "20/6/2025" in page and str(quy) in page
    assert Event.objects.get(action="change").after == {"basis_checked": "True"}
    assert as_user(tuan).submit(address(row), {"basis_checked": ""}).status_code == 403
    as_user(quy).submit(address(row), {"basis_checked": ""})
    row.refresh_from_db()
    assert (row.basis_checked, row.checked_by, row.checked_on) == (False, None, None)


def test_what_is_changed_later_is_checked_by_whoever_changes_it(as_user, cast, quy, plan):
    limit = ProcurementLimit.objects.create(
        form="direct", limit_dong=9, valid_from=date(2026, 1, 1), source="NĐ", basis_checked=True
    )
    limit.checked_by, limit.checked_on = cast("hoa"), date(2025, 6, 1)
    limit.save()
    typed = {"form": "direct", "limit_dong": "9", "valid_from": "1/1/2026", "source": "Nghị định mới"}
    as_user(quy).submit(address(limit), typed | {"basis_checked": "on"} | AGREED)
    limit.refresh_from_db()
    assert (limit.source, limit.checked_by, limit.checked_on) == ("Nghị định mới", quy, date(2025, 6, 20))


def test_a_warning_names_the_basis_with_its_mark_until_it_was_checked(plan, lan, hoa):
    catalogue = money.an_appraised(lan, hoa)
    limits = ProcurementLimit.objects
    limits.create(form="quotes", limit_dong=1, valid_from=date(2025, 5, 1), source="Nghị định X")
    with pytest.raises(Warned, match=rf"\(Nghị định X; {MARK}\)"):
        money.signed(lan, catalogue)
    limits.update(basis_checked=True)
    with pytest.raises(Warned, match=r"\(Nghị định X\)"):
        money.signed(lan, catalogue)


def test_the_treasury_form_is_named_as_on_the_day_of_the_document(plan, lan, hoa):
    money.usual_limits()
    payment = money.an_advanced_contract(lan, hoa).payments.get(kind="payment")
    assert drawn(payment, "khoi-luong").letterhead.form.endswith(f"ngày 20/01/2020 ({MARK})")
    TreasuryForm.objects.update(basis_checked=True)
    assert drawn(payment, "khoi-luong").letterhead.form == ("Mẫu số 08a – Nghị định số 11/2020/NĐ-CP ngày 20/01/2020")
    TreasuryForm.objects.create(name="Mẫu số 02", source="Nghị định mới", valid_from=payment.dated_on)
    assert drawn(payment, "khoi-luong").letterhead.form == f"Mẫu số 02 – Nghị định mới ({MARK})"
    TreasuryForm.objects.all().delete()
    assert drawn(payment, "khoi-luong").letterhead.form == ""


def test_the_start_list_leads_to_what_waits(plan):
    step = begin_money.bases()
    assert step.said == ("Cần kiểm tra căn cứ của 2 hạn mức lựa chọn nhà thầu, 1 mức tạm ứng, 1 mẫu biểu Kho bạc.")
    assert step.url == f"{HOME}procurementlimit/" and step.is_optional and not step.is_done
    for model in (ProcurementLimit, AdvanceLimit):
        model.objects.update(basis_checked=True)
    assert begin_money.bases().url == f"{HOME}treasuryform/"
    TreasuryForm.objects.update(basis_checked=True)
    assert begin_money.bases().is_done
