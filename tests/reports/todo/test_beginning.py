"""Bắt đầu: an administrator sees what is entered and what is missing, each with the page where it is done."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from agencies import backup_record
from agencies.invitations import invite, may_be_invited
from agencies.models import Agency, Duty, DutyOffice, User
from plans.models import ControlFigure, Milestone, Plan, SizeFactor, Target, UnitPrice
from plans.targets.reconciliation import target_rows
from reports.todo.beginning import beginning
from tests.helpers.empty import empty_portal
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
    assert steps["Đơn giá, hệ số khổ giấy"][1].endswith("; hệ số K của A0, A1, A2, A3 cần Sở Tài chính xác nhận.")
    assert ".." not in steps["Đơn giá, hệ số khổ giấy"][1]
    assert steps["Tài khoản của các cơ quan"][1].startswith("0 trong ")
    assert steps["Người thẩm định và vận hành"][1].startswith("Chưa có người: Thẩm định Mục lục (Sở Nội vụ); ")
    assert steps["Chỉ tiêu của từng cơ quan (Phụ lục I, II)"][0] is False


def test_a_step_is_done_when_its_rows_are_there(plan, quy, hoa, tuan, son, agencies, settings, tmp_path, as_user):
    settings.DATA_DIR = tmp_path
    saved = tmp_path / "cong.tar"
    saved.write_bytes(b"x" * 12_345_678)
    backup_record.note_good(tmp_path, saved, timezone.now() - timedelta(hours=26, minutes=1))
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
    invite(may_be_invited(quy), actor=quy)
    User.objects.filter(pk__in=[quy.pk, hoa.pk, tuan.pk, son.pk]).update(last_login=timezone.now())
    steps = standing(Plan.current())
    assert [title for title, (done, _) in steps.items() if not done] == ["Căn cứ của hạn mức, mẫu biểu", "Thư điện tử"]
    assert steps["Sao lưu"][1].endswith(", cách đây 26 giờ, 12,3 MB.")
    page = as_user(quy).get("/").content.decode()
    assert "Bắt đầu: việc còn thiếu" not in page and 'href="/giay-moi/"' in page  # people come and go all the time
    assert 'href="/giay-moi/"' not in as_user(hoa).get("/").content.decode()


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


@pytest.fixture
def nothing(db):
    """A portal into which nobody has put anything."""
    empty_portal()
    return User.objects.create(username="quantri", full_name="Quản Trị", duty=Duty.ADMINISTRATOR)


def test_an_empty_portal_lists_every_step_and_leads_to_a_page_for_each(nothing, as_user):
    steps, client = beginning(None), as_user(nothing)
    assert [step.title for step in steps if step.is_done] == []
    assert steps[0].title == "Kế hoạch của UBND tỉnh" and "load_plan quang-nam" in steps[0].said
    assert [step.title for step in steps if client.get(step.url).status_code != 200] == []
    assert "Bắt đầu: việc còn thiếu" in client.get("/").content.decode()
    page = client.get(reverse("admin:plans_plan_add")).content.decode()
    assert "Quảng Nam" not in page[page.index("<main") :]  # the head names the province of the test's cache


def test_the_plan_of_another_province_brings_the_usual_factors_and_opens_what_waited(nothing, as_user):
    client = as_user(nothing)
    assert client.get(reverse("admin:plans_milestone_add")).status_code == 403
    fields = {"name": "Kế hoạch số hóa", "province_name": "Kon Tum", "starts_on": "01/9/2025"}
    fields |= {"first_period_end": "05/9/2025", "period_days": "7", "report_signer_title": "GIÁM ĐỐC"}
    assert client.submit(reverse("admin:plans_plan_add"), fields).status_code == 302
    assert dict(SizeFactor.objects.values_list("size", "factor")) == {"a4": 1, "a3": 2, "a2": 4, "a1": 8, "a0": 16}
    assert SizeFactor.objects.get(confirmed=True).size == "a4"
    assert client.get(reverse("admin:plans_milestone_add")).status_code == 200
    for group in Agency.Group.values:
        figure = {"group": group, "file_count": "1.000", "page_count": "30.000", "amount_dong": "146.880.000"}
        assert client.submit(reverse("admin:plans_controlfigure_add"), figure).status_code == 302
    assert client.get(reverse("admin:plans_controlfigure_add")).status_code == 403  # there are no more groups
    assert client.get(reverse("admin:plans_plan_add")).status_code == 403  # a portal carries one plan
    assert standing(Plan.current())["Số kiểm soát của Kế hoạch"] == (True, "Đã ghi của 2 trong 2 nhóm cơ quan.")
    with pytest.raises(CommandError, match="đã có Kế hoạch"):
        call_command("load_plan", "quang-nam")
    assert not Agency.objects.exists()


def test_no_plan_is_loaded_without_its_name(nothing):
    with pytest.raises(CommandError, match="load_plan quang-nam"):
        call_command("load_plan")
    assert not Plan.objects.exists() and not Agency.objects.exists()


def test_a_mail_to_oneself_tries_the_mail_server(as_user, quy, settings):
    assert "chưa đặt thư điện tử" in as_user(quy).get("/bat-dau/thu-dien-tu/").content.decode()
    settings.MAIL_URL, settings.DEFAULT_FROM_EMAIL = "smtp://mail.example", "cong@example.vn"
    page = as_user(quy).submit("/bat-dau/thu-dien-tu/", follow=True).content.decode()
    assert "Máy chủ thư đã nhận thư gửi tới quy@example.vn" in page
    assert [letter.to for letter in mail.outbox] == [["quy@example.vn"]]


def test_only_an_administrator_begins_and_home_leads_there(as_user, quy, hoa, plan):
    page = as_user(quy).get(reverse("begin")).content.decode()
    assert "Đã xong" in page and "còn thiếu" in page
    assert "Bắt đầu: việc còn thiếu" in as_user(quy).get("/").content.decode()
    assert as_user(hoa).get(reverse("begin")).status_code == 403
    Plan.objects.update(figures_are_illustrative=True)  # of the demo too: its start list is not done either
    assert "Bắt đầu: việc còn thiếu" in as_user(quy).get("/").content.decode()


def test_every_step_leads_to_a_page(as_user, quy, plan):
    client = as_user(quy)
    assert [step.title for step in beginning(plan) if client.get(step.url).status_code != 200] == []
