"""Việc của tôi: each duty finds what it must do now, by when, and nothing of a stranger."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.history import record
from agencies.models import Agency, FormDraft, Job, User
from plans.models import Catalogue, Milestone
from reports.models import Report
from tests.helpers.catalogues import appraise, hand_in, reopen
from tests.helpers.factories import (
    a_catalogue,
    a_detailed_plan,
    a_progress_report,
    a_review,
    a_target,
    a_user,
    an_appraised_catalogue,
    an_estimate,
    an_estimate_appraisal,
    full_targets,
)

TODAY = date(2025, 6, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def home(as_user):
    """`home(lan)`: the page as text, tags and all."""
    return lambda user: as_user(user).get("/").content.decode()


def returned(catalogue, actor, reason):
    record(catalogue, actor=actor, action="return", sentence=f"trả lại {catalogue}", reason=reason)


def test_lan_sees_what_her_agency_has_never_done_with_the_plans_dates(home, lan, agencies):
    a_target(agencies["SYT"], 1_000_000)
    page = home(lan)
    for words in ("Rà soát khối lượng hồ sơ", "Ban hành kế hoạch số hóa chi tiết", "Lập Mục lục hồ sơ"):
        assert words in page
    assert "trước 20/4/2025" in page
    assert "quá hạn 62 ngày" in page


def test_a_returned_catalogue_comes_with_its_reason(home, lan, hoa, agencies):
    catalogue = a_catalogue(agencies["SYT"], 900, Catalogue.State.RETURNED, date(2025, 6, 2))
    returned(catalogue, hoa, "Lý do cũ")
    returned(catalogue, hoa, "Thiếu thời hạn bảo quản ở hộp 3")
    page = home(lan)
    assert "Sửa Mục lục" in page
    assert "Thiếu thời hạn bảo quản ở hộp 3" in page
    assert f'href="/muc-luc/{catalogue.pk}/"' in page
    assert "Sở Nội vụ trả lại: Lý do cũ" not in page


def test_a_catalogue_that_was_opened_again_is_not_overdue(home, plan, lan, hoa):
    again = reopen(appraise(hand_in(lan.agency, lan), hoa), lan, hoa)
    page = home(lan)
    assert f"Mục lục được mở lại: hoàn thành và trình “{again.name}”" in page
    assert "Hoàn thành và trình Mục lục" not in page


def test_what_waits_on_another_desk_says_whose_and_how_long(home, lan, agencies):
    a_catalogue(agencies["SYT"], 900, Catalogue.State.SUBMITTED, TODAY - timedelta(days=9))
    page = home(lan)
    assert "Đang chờ nơi khác" in page
    assert "Đang ở Sở Nội vụ" in page
    assert "chờ 9 ngày" in page


def test_after_the_appraisal_the_next_task_is_the_estimate(home, lan, hoa, agencies):
    an_appraised_catalogue(agencies["SYT"], hoa, 54_000, date(2025, 4, 15))
    assert "Lập dự toán kinh phí số hóa" in home(lan)
    an_estimate(agencies["SYT"], 54_000 * 4896, name="Dự toán đợt 1")
    page = home(lan)
    assert "Lập dự toán kinh phí số hóa" not in page
    assert "Dự toán đợt 1" in page


def test_the_period_that_runs_is_due_today_and_the_missed_one_is_overdue(home, lan, agencies):
    a_target(agencies["SYT"], 1_000_000)
    page = home(lan)
    assert "Gửi báo cáo tiến độ kỳ đến 20/6/2025" in page
    assert "hạn hôm nay" in page
    assert "Gửi báo cáo tiến độ kỳ đến 13/6/2025" in page
    assert "quá hạn 7 ngày" in page
    assert 'href="/tien-do/ky/2025-06-20/"' in page


def test_a_later_report_makes_up_for_a_missed_period(home, lan, agencies):
    a_target(agencies["SYT"], 1_000_000)
    a_progress_report(agencies["SYT"], date(2025, 6, 20), 5_000)
    assert "Gửi báo cáo tiến độ" not in home(lan)


def test_nothing_left_to_do(home, lan, hoa, tuan, agencies):
    syt = agencies["SYT"]
    a_target(syt, 54_000)
    a_review(syt, 54_000, date(2025, 4, 10))
    a_detailed_plan(syt, date(2025, 4, 12))
    an_appraised_catalogue(syt, hoa, 54_000, date(2025, 4, 15))
    an_estimate_appraisal(an_estimate(syt, 54_000 * 4896, date(2025, 4, 16)), tuan, date(2025, 4, 18))
    a_progress_report(syt, TODAY, 54_000, checked_pages=54_000, integrated_pages=54_000)
    page = home(lan)
    assert "Không còn việc" in page
    assert "Đã xong" in page


def test_where_no_milestone_is_entered_nothing_is_done(home, lan):
    Milestone.objects.all().delete()
    page = home(lan)
    assert "Không còn việc" not in page and "Hiện không có việc nào" in page


def test_a_draft_can_be_continued(home, lan, minh, agencies):
    FormDraft.objects.create(user=lan, key="review-lines", fields={"form-0-fonds_name": ["Phông"]})
    FormDraft.objects.create(user=lan, key="review-secrecy", fields={})
    assert home(lan).count("Làm tiếp bản nháp: Rà soát khối lượng") == 1
    assert "Làm tiếp bản nháp" not in home(minh)


def test_the_head_finds_what_is_ready_apart_from_what_the_clerks_prepare(home, lan, nam, agencies):
    a_target(agencies["SYT"], 1_000_000)
    a_catalogue(agencies["SYT"], 900, name="Đủ")
    unknown = a_catalogue(agencies["SYT"], 900, name="Thiếu số trang")
    Catalogue.objects.filter(pk=unknown.pk).update(unknown_pages=1)
    a_catalogue(agencies["SYT"], 900, Catalogue.State.RETURNED, date(2025, 6, 2), name="Bị trả lại")
    own, _, clerks = home(nam).partition('id="can-bo-dang-lam"')
    assert "Xem và trình Mục lục “Đủ”" in own and "Bị trả lại" not in own and "Rà soát khối lượng hồ sơ" not in own
    assert "Hoàn thành và trình Mục lục “Thiếu số trang”" in clerks and "Sửa Mục lục “Bị trả lại”" in clerks
    page = home(lan)
    assert "Hoàn thành và trình Mục lục “Đủ”" in page and "can-bo-dang-lam" not in page
    User.objects.filter(duty="prepares").update(is_active=False)
    assert "can-bo-dang-lam" not in home(nam)  # alone she has it all to do


def test_the_head_sees_the_same_and_the_reader_is_sent_to_no_form(home, lan, nam, minh, agencies):
    a_target(agencies["SYT"], 1_000_000)
    assert "Gửi báo cáo tiến độ kỳ đến 20/6/2025" in home(nam)
    page = home(minh)
    assert "Việc của cơ quan" in page
    assert "/tien-do/ky/" not in page


def test_nobody_sees_another_agencys_work(home, binh, hoa, agencies):
    catalogue = a_catalogue(agencies["SYT"], 900, Catalogue.State.RETURNED, date(2025, 6, 2), name="Mật danh Y tế")
    returned(catalogue, hoa, "Lý do của Sở Y tế")
    a_target(agencies["SYT"], 7_654_321)
    page = home(binh)
    for leak in ("Mật danh Y tế", "Lý do của Sở Y tế", "7.654.321", "Sở Y tế"):
        assert leak not in page


def test_a_district_sees_its_communes_and_a_commune_only_itself(home, hai, thu, agencies):
    a_target(agencies["20335"], 90_000)
    assert "Phường An Mỹ" in home(hai)
    page = home(thu)
    assert "UBND phường Tân Thạnh" in page
    assert "Phường An Mỹ" not in page


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


def test_who_has_nothing_to_do_yet_reads_what_comes_next_and_when(home, agencies, son, day):
    day("2025-04-15")
    vy = a_user(agencies["20335-M"])
    page = home(vy)
    assert "đã xong" not in page and "UBND phường Tân Thạnh;" in page
    assert "Từ ngày 01/7/2025, UBND phường Bàn Thạch tiếp nhận việc của: " in page
    for person in (vy, son):
        assert "Mốc tiếp theo của Kế hoạch: Rà soát hồ sơ, tài liệu, trước 20/4/2025." in home(person)


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


def test_the_successor_finds_the_open_work_it_took_over(home, day, agencies):
    day("2025-07-02")
    new = agencies["20335"].successor
    clerk = User.objects.create(username="moi", full_name="Lê Mới", agency=new, duty="prepares")
    page = home(clerk)
    assert "UBND phường Tân Thạnh" in page
    assert "Rà soát khối lượng hồ sơ, tài liệu · Phường Tân Thạnh" in page
    assert 'href="/co-quan/20335/"' in page


def test_an_empty_portal_says_so(home, lan, mai, plan):
    assert "Cần làm" in home(lan)
    assert "Chưa có chỉ tiêu của cơ quan nào" in home(mai)


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


def test_a_district_approves_its_own_estimate_a_department_is_appraised(as_user, hai, lan, agencies):
    for person, name in ((hai, "Phê duyệt dự toán"), (lan, "Thẩm định dự toán")):
        page = as_user(person).get("/").content.decode()
        other = {"Phê duyệt dự toán", "Thẩm định dự toán"} - {name}
        assert name in page and other.pop() not in page


def test_a_unit_that_ended_has_no_tasks_and_reads_who_goes_on(home, hai, thu, day, agencies):
    a_target(agencies["502"], 900_000)
    a_target(agencies["20335"], 90_000)
    day("2025-07-02")
    for user, heir in ((hai, "UBND phường Bàn Thạch"), (thu, "UBND phường Bàn Thạch")):
        page = home(user)
        assert "Đơn vị đã kết thúc hoạt động ngày 30/6/2025; việc còn lại do" in page and heir in page
        assert "Rà soát khối lượng hồ sơ" not in page and "Gửi báo cáo tiến độ" not in page


def test_who_has_ended_is_urged_no_more(home, hoa, day, agencies):
    full_targets(agencies)
    for today, urged in (("2025-06-30", 2), ("2025-07-02", 1)):
        day(today)
        assert home(hoa).count("UBND thành phố Tam Kỳ.") == (2 if urged == 2 else 0)


def test_after_their_end_a_districts_communes_owe_it_nothing(home, hai, agencies, day):
    for code in ("502", "20335"):
        a_target(agencies[code], 90_000)
    day("2025-08-16")
    assert "chưa gửi số liệu kỳ đến" not in home(hai)


def test_home_and_the_page_of_the_period_count_the_same_missing_reports(as_user, hai, agencies):
    for code in ("502", "20335", "20362", "20344"):
        a_target(agencies[code], 90_000)
    a_progress_report(agencies["20335"], TODAY, 500)
    client = as_user(hai)
    assert "2 đơn vị chưa gửi số liệu kỳ đến" in client.get("/").content.decode()  # and the city itself
    assert "1/4 đã gửi" in client.get("/tien-do/").content.decode()
