"""The home page of those who appraise, oversee and administer: queues, whom to urge, what does not add up."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.history import record
from agencies.models import Agency, Job, User
from plans.models import Catalogue
from reports.models import Report
from tests.helpers.factories import (
    a_catalogue,
    a_progress_report,
    a_target,
    an_estimate,
    an_estimate_appraisal,
    full_targets,
)

TODAY = date(2025, 6, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_hoa_finds_the_queue_with_days_and_sums(home, hoa, agencies, plan):
    a_catalogue(agencies["SYT"], 1_000, Catalogue.State.SUBMITTED, TODAY - timedelta(days=12), page_count_a3=50)
    a_catalogue(agencies["SXD"], 500, Catalogue.State.SUBMITTED, TODAY - timedelta(days=2))
    a_catalogue(agencies["STC"], 77_777)
    page = home(hoa)
    assert "lâu nhất 12 ngày" in page
    assert "1.100" in page  # 1.000 A4 and 50 A3 at K = 2
    assert "1.600" in page
    assert "77.777" not in page
    assert "Báo cáo tổng hợp gửi UBND tỉnh" in page
    assert "trước 20/8/2025" in page
    assert "/quan-tri/plans/catalogue/" in page


def test_hoa_is_told_whom_to_urge(home, hoa, agencies):
    full_targets(agencies)
    page = home(hoa)
    assert "Đôn đốc đơn vị chưa gửi số liệu" in page
    assert "/toan-tinh/?tinh_trang=silent#don-vi" in page
    assert "Đối chiếu chỉ tiêu" not in page


def test_who_ended_is_urged_no_more_and_the_successors_are_named_instead(home, hoa, agencies, day):
    a_target(agencies["502"], 90_000)
    for code in ("20335", "20362", "20344"):
        a_target(agencies[code], 9_000)
    day("2025-07-01")
    page = home(hoa)
    assert "kế thừa</strong> chưa gửi" not in page and "/toan-tinh/?tinh_trang=heir-late#don-vi" in page
    assert "Đôn đốc đơn vị kế thừa phần việc đã quá hạn" in page
    day("2025-07-05")
    page = home(hoa)
    assert "chưa gửi số liệu hai kỳ gần nhất" not in page and "đơn vị</strong> chưa gửi số liệu từ kỳ" not in page
    assert '<strong class="bad">2 đơn vị kế thừa</strong> chưa gửi số liệu của phần việc đã tiếp nhận.' in page
    assert "UBND phường Bàn Thạch; UBND phường Hương Trà." in page
    assert "/toan-tinh/?tinh_trang=heir-silent#don-vi" in page


def test_where_nobody_is_recorded_to_go_on_the_office_is_told_and_the_administrator_sent_there(
    home, hoa, quy, agencies, day
):
    day("2025-07-01")
    assert "/co-quan/?tinh_trang=no-heir" in home(hoa)
    page = home(quy)
    assert "Ghi đơn vị kế thừa của đơn vị đã kết thúc" in page and "/agency/?ke_thua=chua" in page
    assert "<summary>và 13 đơn vị khác</summary>" in page and "; UBND huyện Núi Thành; UBND huyện Phú Ninh." in page
    Agency.objects.filter(kind="district").update(successor=agencies["20335-M"])
    assert "Ghi đơn vị kế thừa" not in home(quy) and "no-heir" not in home(hoa)


def test_a_target_that_does_not_reconcile_is_a_task(home, hoa, quy, agencies):
    a_target(agencies["SYT"], 5)
    for user in (hoa, quy):
        assert "Đối chiếu chỉ tiêu với số kiểm soát" in home(user)


def test_tuan_finds_estimates_with_the_sum(home, tuan, agencies):
    an_estimate(agencies["SYT"], 1_000_000_000, TODAY - timedelta(days=6))
    an_estimate(agencies["SXD"], 500_000_000, TODAY)
    an_estimate(agencies["STC"], 999_999_999)
    page = home(tuan)
    assert "1.500.000.000" in page
    assert "lâu nhất 6 ngày" in page
    assert "999.999.999" not in page


def test_huyen_decide_themselves_and_tuan_is_only_informed(home, tuan, hai, agencies):
    estimate = an_estimate(agencies["502"], 2_000_000_000, TODAY)
    an_estimate_appraisal(estimate, hai, TODAY, own_decision=True)
    page = home(tuan)
    assert "Huyện, xã tự phê duyệt dự toán" in page
    assert "Không có dự toán nào chờ thẩm định" in page


def test_son_sees_what_is_not_yet_in_the_shared_archive(home, son, agencies):
    a_progress_report(agencies["SYT"], date(2025, 6, 13), 900, checked_pages=800, integrated_pages=300)
    a_progress_report(agencies["SXD"], date(2025, 6, 13), 900, checked_pages=700, integrated_pages=700)
    page = home(son)
    assert "500 trang đã kiểm tra đạt chưa lên Kho" in page
    assert "/co-quan/SYT/" in page
    assert "/co-quan/SXD/" not in page


def test_mai_is_led_to_the_latest_finished_report(home, mai, hoa, plan):
    Report.objects.create(plan=plan, as_of=date(2025, 6, 13), requester=hoa, state=Job.State.DONE)
    Report.objects.create(plan=plan, as_of=date(2025, 6, 20), requester=hoa, state=Job.State.FAILED)
    page = home(mai)
    assert "Số liệu đến ngày 13/6/2025" in page
    assert 'href="/toan-tinh/"' in page


def test_the_administrator_hears_of_failed_jobs_and_lost_accounts(home, quy, hoa, plan):
    Report.objects.create(plan=plan, as_of=TODAY, requester=hoa, state=Job.State.FAILED, message="Thiếu pango")
    User.objects.create(username="moi", full_name="Người mới", duty="administrator")
    page = home(quy)
    assert "Công việc nền không thành công" in page
    assert "Thiếu pango" in page
    assert "Gán cơ quan cho tài khoản" in page


def test_overseers_do_not_read_about_drafts(home, hoa, lan, agencies):
    catalogue = a_catalogue(agencies["SYT"], 10)
    record(catalogue, actor=lan, action="draft", sentence="lập Mục lục bản nháp kín")
    record(catalogue, actor=lan, action="submit", sentence="trình Mục lục đã gửi")
    page = home(hoa)
    assert "trình Mục lục đã gửi" in page
    assert "lập Mục lục bản nháp kín" not in page
    assert "lập Mục lục bản nháp kín" in home(lan)


def test_the_queue_costs_no_query_per_row(as_user, hoa, agencies):
    client = as_user(hoa)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    a_catalogue(agencies["SYT"], 10, Catalogue.State.SUBMITTED, TODAY)
    cost()
    one = cost()
    for code in ("SXD", "STC", "SNV", "502"):
        a_catalogue(agencies[code], 10, Catalogue.State.SUBMITTED, TODAY)
    assert cost() == one


def test_who_has_ended_is_urged_no_more(home, hoa, day, agencies):
    full_targets(agencies)
    for today, urged in (("2025-06-30", 2), ("2025-07-02", 1)):
        day(today)
        assert home(hoa).count("UBND thành phố Tam Kỳ.") == (2 if urged == 2 else 0)
