"""Who signs and where the copy is kept: what an administrator recorded, and nothing else (NĐ 30/2020)."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Event
from plans.models import Plan, Signer
from reports.documents.report import plan_title
from reports.documents.signing import archive_line, signature

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("unit", "signs", "line"),
    [
        ("", "", "- Lưu: VT."),
        ("QLVTLT", "", "- Lưu: VT, QLVTLT."),
        ("QLVTLT", "NVA.(05b)", "- Lưu: VT, QLVTLT. NVA.(05b)."),
    ],
)
def test_the_copy_is_kept_by_whoever_drafted(unit, signs, line):
    assert archive_line(Plan(drafting_unit=unit, drafter_signs=signs)) == line


def test_a_name_is_printed_only_where_it_is_recorded(plan):
    plan.report_signer_name = "Lê Quang Minh"
    assert signature(plan) == ("GIÁM ĐỐC", "Lê Quang Minh")
    assert signature(plan, capacity="deputy") == ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "")
    assert signature(plan, capacity="by_order") == ("TL. GIÁM ĐỐC", "")
    Signer.objects.create(plan=plan, capacity="by_order", title="TRƯỞNG PHÒNG", name="Trần Thị B")
    assert signature(plan, capacity="by_order") == ("TL. GIÁM ĐỐC\nTRƯỞNG PHÒNG", "Trần Thị B")


def test_number_and_day_of_the_plan_stay_open_until_they_are_recorded(plan):
    assert plan_title(plan, is_signed=True).startswith("Kế hoạch của Ủy ban nhân dân tỉnh Quảng Nam về triển khai")
    assert plan_title(plan).startswith("Kế hoạch số … ngày … của Ủy ban nhân dân tỉnh Quảng Nam về triển khai")
    plan.number, plan.issued_on = "2510/KH-UBND", date(2025, 4, 18)
    assert plan_title(plan).startswith("Kế hoạch số 2510/KH-UBND ngày 18/4/2025 của Ủy ban")


def test_the_administrator_records_them(as_user, quy, plan):
    browser = as_user(quy)
    answer = browser.get(reverse("admin:plans_plan_change", args=[plan.pk]))
    fields = answer.context["adminform"].form
    typed = {name: fields[name].value() for name in fields.fields if fields[name].value() not in (None, False)}
    days = {name: f"{value:%d/%m/%Y}" for name, value in typed.items() if isinstance(value, date)}
    typed |= days | {"issued_on": "18/04/2025", "drafting_unit": "QLVTLT"}
    assert browser.submit(answer.request["PATH_INFO"], typed).status_code == 302
    plan.refresh_from_db()
    assert (plan.issued_on, plan.drafting_unit) == (date(2025, 4, 18), "QLVTLT")
    signer = {"capacity": "deputy", "title": "PHÓ GIÁM ĐỐC", "name": "Trần Thị B"}
    assert browser.submit(reverse("admin:plans_signer_add"), signer).status_code == 302
    assert Signer.objects.get().plan == plan and Event.objects.filter(sentence__contains="người ký thay").exists()
