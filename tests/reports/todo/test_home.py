"""Việc của tôi: agencies find what they must do now, by when, and nothing of a stranger."""

from datetime import date, timedelta

import pytest

from agencies.history import record
from agencies.models import FormDraft, User
from plans.models import Catalogue, Milestone
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
)

TODAY = date(2025, 6, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


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


def test_who_has_nothing_to_do_yet_reads_what_comes_next_and_when(home, agencies, son, day):
    day("2025-04-15")
    vy = a_user(agencies["20335-M"])
    page = home(vy)
    assert "đã xong" not in page and "UBND phường Tân Thạnh;" in page
    assert "Từ ngày 01/7/2025, UBND phường Bàn Thạch tiếp nhận việc của: " in page
    for person in (vy, son):
        assert "Mốc tiếp theo của Kế hoạch: Rà soát hồ sơ, tài liệu, trước 20/4/2025." in home(person)


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
