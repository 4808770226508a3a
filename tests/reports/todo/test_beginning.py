"""Bắt đầu: an administrator sees what is entered and what is missing, each with the page where it is done."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, Duty, DutyOffice, User
from plans.models import ControlFigure, Milestone, Plan, Target, UnitPrice
from plans.targets.reconciliation import target_rows
from reports.todo.beginning import beginning
from tests.helpers.factories import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def standing(plan):
    return {step.title: (step.is_done, step.said) for step in beginning(plan)}


def test_each_step_says_what_is_there_and_what_is_missing(plan, quy):
    steps = standing(plan)
    assert steps["Số và ngày của Kế hoạch"] == (False, "Còn thiếu: số kế hoạch, ngày ban hành.")
    assert steps["Người quản trị thứ hai"] == (False, "1 tài khoản quản trị đang dùng: nên có từ hai người.")
    assert steps["Mốc thời hạn"] == (True, "Đủ 6 mốc.")
    assert steps["Cơ quan giữ nhiệm vụ"] == (True, "Đã ghi cơ quan của từng nhiệm vụ.")
    assert steps["Đơn giá, hệ số khổ giấy"][0] is True
    assert "hệ số K của A0, A1, A2, A3 cần Sở Tài chính xác nhận" in steps["Đơn giá, hệ số khổ giấy"][1]
    assert steps["Tài khoản của các cơ quan"][1].startswith("0 trong ")
    assert steps["Người thẩm định và vận hành"][1].startswith("Chưa có người: Thẩm định Mục lục (Sở Nội vụ); ")
    assert steps["Chỉ tiêu của từng cơ quan (Phụ lục I, II)"][0] is False


def test_a_step_is_done_when_its_rows_are_there(plan, quy, hoa, tuan, son, agencies):
    Plan.objects.update(
        number="123/KH-UBND", issued_on=date(2025, 4, 1), report_signer_name="Lê Quang Minh", drafting_unit="QLVTLT"
    )
    User.objects.create(username="quy2", full_name="Quý", duty=Duty.ADMINISTRATOR)
    for agency in Agency.objects.holding_records().exclude(kind=Agency.Kind.COMMUNE):
        a_user(agency)
    Target.objects.all().delete()
    first = {group: Agency.objects.holding_records().in_group(group).first() for group in Agency.Group.values}
    for figure in ControlFigure.objects.all():
        Target.objects.create(
            plan=plan, agency=first[figure.group], file_count=figure.file_count, page_count=figure.page_count
        )
    assert target_rows(plan)
    steps = standing(Plan.current())
    assert [title for title, (done, _) in steps.items() if not done] == []


def test_what_is_taken_away_is_missing_again(plan):
    Milestone.objects.filter(key="report").delete()
    DutyOffice.objects.filter(duty=Duty.OPERATES_ARCHIVE).delete()
    UnitPrice.objects.all().delete()
    ControlFigure.objects.filter(group="districts").delete()
    steps = standing(plan)
    assert steps["Mốc thời hạn"] == (False, "Chưa có mốc: Tổng hợp, báo cáo UBND tỉnh.")
    assert "Vận hành Kho lưu trữ dùng chung" in steps["Cơ quan giữ nhiệm vụ"][1]
    assert steps["Đơn giá, hệ số khổ giấy"][0] is False
    assert steps["Số kiểm soát của Kế hoạch"] == (False, "Đã ghi của 1 trong 2 nhóm cơ quan.")


def test_without_a_plan_the_first_step_is_the_plan():
    assert beginning(None)[0].title == "Kế hoạch"


def test_only_an_administrator_begins_and_home_leads_there(as_user, quy, hoa, plan):
    page = as_user(quy).get(reverse("begin")).content.decode()
    assert "Đã xong" in page and "còn thiếu" in page
    assert "Bắt đầu: việc còn thiếu" in as_user(quy).get("/").content.decode()
    assert as_user(hoa).get(reverse("begin")).status_code == 403
    Plan.objects.update(figures_are_illustrative=True)
    assert "Bắt đầu: việc còn thiếu" not in as_user(quy).get("/").content.decode()


def test_every_step_leads_to_a_page(as_user, quy, plan):
    client = as_user(quy)
    assert [step.title for step in beginning(plan) if client.get(step.url).status_code != 200] == []
