"""Toàn tỉnh: one page for the whole plan, as of a day; the same numbers as the figures, whatever is asked for."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from agencies.models import Agency
from plans.models import Milestone, Plan
from reports.charts import curve
from reports.series import s_curve
from tests.helpers.factories import (
    a_catalogue,
    a_progress_report,
    a_review,
    a_target,
    an_appraised_catalogue,
    an_estimate,
    full_targets,
)

TODAY = date(2025, 6, 20)
WEEK_AGO = date(2025, 6, 13)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def board(as_user, mai):
    """`board("?q=hoi an")`: the page that Mai sees, as text."""
    return lambda query="": as_user(mai).get(f"/toan-tinh/{query}").content.decode()


def lead(page):
    return strip_tags(re.search(r'<p class="lead">(.*?)</p>', page, re.S)[1])


def agency_rows(page):
    """Names in the table of agencies, top to bottom."""
    table = page[page.index('print-groups"') :]
    return re.findall(r'<tr><th scope="row"><a href="/co-quan/[^"]*">([^<]*)</a>', table[: table.index("</table>")])


def test_all_nine_control_figures_stand_on_the_page_and_reconcile(board, agencies):
    full_targets(agencies)
    page = board()
    for figure in (
        "427.312",
        "29.573.193",
        "144.790.352.928",
        "1.553.929",
        "42.149.028",
        "206.361.641.088",
        "1.981.241",
        "71.722.221",
        "351.151.994.016",
    ):
        assert figure in page
    assert "Khớp số kiểm soát" in page
    assert "351,15 tỷ" in page


def test_a_target_changed_by_one_page_is_seen_at_once(board, agencies):
    full_targets(agencies)
    agencies["SYT"].targets.update(page_count=29_573_192)
    page = board()
    assert "Chưa khớp số kiểm soát" in page
    assert "Còn thiếu 1 trang" in page


def test_the_lead_says_done_left_and_needed(board, agencies):
    a_target(agencies["SYT"], 1_000_000)
    a_target(agencies["502"], 900_000)
    a_progress_report(agencies["502"], WEEK_AGO, 450_000)
    text = lead(board())
    assert "Đã số hóa 450.000 trong 1.900.000 trang (23,68%)." in text
    assert "Cấp huyện còn 9 ngày, phải đạt 50.000 trang mỗi ngày; theo báo cáo mới nhất đạt 8.182." in text
    assert "Sở, ban, ngành còn 55 ngày, phải đạt 18.182 trang mỗi ngày." in text
    assert "1 trong 1 huyện sẽ trễ hạn" in text
    assert "1 đơn vị chưa gửi số liệu từ kỳ đến ngày 13/6/2025" in text


def test_after_the_districts_deadline_the_lead_says_what_is_missing(board, agencies, day):
    a_target(agencies["502"], 900_000)
    a_progress_report(agencies["502"], date(2025, 6, 27), 450_000)
    day("2025-07-02")
    assert "Cấp huyện đã hết hạn ngày 29/6/2025, còn thiếu 450.000 trang." in lead(board())


def test_when_all_is_done_the_lead_says_so(board, agencies):
    a_target(agencies["502"], 900)
    a_progress_report(agencies["502"], WEEK_AGO, 900)
    assert "Cấp huyện đã hoàn thành." in lead(board())


def test_the_day_asked_about_counts_only_what_was_handed_in_by_then(board, agencies):
    a_target(agencies["SYT"], 1_000_000)
    a_progress_report(agencies["SYT"], date(2025, 5, 2), 111_111)
    a_progress_report(agencies["SYT"], WEEK_AGO, 222_222)
    page = board("?den_ngay=01/6/2025")
    assert "Số liệu đã nhận đến ngày 01/6/2025" in page
    assert "111.111" in page
    assert "222.222" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("32/6/2025", "Ngày này không có trong lịch"),
        ("6/2025", "Nhập ngày/tháng/năm"),
        ("21/6/2025", "Ngày số liệu không được sau hôm nay"),
        ("<script>", "Nhập ngày/tháng/năm"),
    ],
)
def test_a_wrong_day_is_explained_and_today_is_shown(board, agencies, asked, said):
    page = board(f"?den_ngay={asked}")
    assert said in page
    assert "Số liệu đã nhận đến ngày 20/6/2025" in page
    assert "<script>" not in page


def test_filters_find_names_without_diacritics_and_sum_what_is_left(board, agencies):
    a_target(agencies["503"], 300, files=30)
    a_target(agencies["SYT"], 1_000)
    page = board("?q=hoi an")
    assert agency_rows(page) == ["UBND thành phố Hội An"]
    assert "<b>1</b> đơn vị" in page
    pages, dong = "<span><b>300</b> trang</span>", "<span><b>1.468.800</b> đồng</span>"
    assert f"Tổng <span><b>30</b> hồ sơ</span>, {pages}, {dong}" in " ".join(page.split())


def test_a_communes_name_finds_its_district(board, agencies):
    assert agency_rows(board("?q=tan thanh")) == ["UBND thành phố Tam Kỳ"]


def test_filter_by_group_and_state(board, agencies):
    a_target(agencies["SYT"], 1_000)
    a_target(agencies["SXD"], 1_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 1_000)
    assert agency_rows(board("?tinh_trang=done")) == ["Sở Y tế"]
    assert agency_rows(board("?tinh_trang=behind")) == ["Sở Xây dựng"]
    assert len(agency_rows(board("?nhom=departments"))) == 15
    assert len(agency_rows(board("?nhom=districts"))) == 17


def test_an_unknown_filter_is_ignored_and_no_hit_says_so(board, agencies):
    assert len(agency_rows(board("?nhom=zzz&tinh_trang=zzz&sort=zzz"))) == 32
    assert "Không có đơn vị nào khớp" in board("?q=khong-co-that")


def test_the_official_order_unless_another_is_asked_for(board, agencies):
    a_target(agencies["SYT"], 1_000)
    a_target(agencies["SXD"], 9_000)
    official = agency_rows(board())
    assert official.index("Sở Xây dựng") < official.index("Sở Y tế")
    assert agency_rows(board("?sort=-pages"))[:2] == ["Sở Xây dựng", "Sở Y tế"]
    ascending = agency_rows(board("?sort=pages&nhom=departments"))
    assert ascending[-2:] == ["Sở Y tế", "Sở Xây dựng"]


@pytest.mark.parametrize("key", ["name", "files", "pages", "scanned", "share", "needed", "pace", "forecast", "state"])
def test_every_head_sorts_both_ways(board, agencies, key):
    a_target(agencies["SYT"], 1_000)
    a_target(agencies["502"], 2_000)
    a_progress_report(agencies["502"], WEEK_AGO, 1_500)
    assert sorted(agency_rows(board(f"?sort={key}"))) == sorted(agency_rows(board(f"?sort=-{key}")))


def test_a_district_stands_with_its_communes(board, agencies):
    a_target(agencies["502"], 1_000)
    a_target(agencies["20335"], 500)
    a_progress_report(agencies["20335"], WEEK_AGO, 123)
    page = board("?q=tam ky")
    assert "1.500" in page
    assert "123" in page


def test_compare_with_a_week_ago(board, agencies):
    a_target(agencies["SYT"], 10_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 4_000)
    a_progress_report(agencies["SYT"], TODAY, 5_250)
    page = board("?so_sanh=1&q=y te")
    assert "Nhận thêm 7 ngày" in page
    assert "+1.250" in page
    assert "13/6/2025" in page
    assert "Nhận thêm 7 ngày" not in board()


def test_the_heat_map_says_on_time_late_and_overdue_in_words(board, agencies):
    a_review(agencies["SYT"], 100, date(2025, 4, 19))
    a_review(agencies["SXD"], 100, date(2025, 4, 24))
    page = board("?nhom=departments")
    assert '<span class="cell ok" title="Hoàn thành đúng hạn ngày 19/4/2025' in page
    assert ">24/4 trễ</span>" in page
    assert 'class="cell miss"' in page


def test_only_the_late_ones(board, agencies, plan):
    Milestone.objects.filter(plan=plan).exclude(key="review").delete()
    a_review(agencies["SYT"], 100, date(2025, 4, 19))
    names = agency_rows(board("?tre=1"))
    assert "Sở Y tế" not in names
    assert "Sở Xây dựng" in names


def test_stages_nobody_has_reported_say_so(board, agencies):
    a_target(agencies["SYT"], 1_000)
    assert board().count("chưa có số liệu") > 8


def test_an_empty_portal_and_no_plan_at_all(board, agencies):
    page = board()
    assert "Chưa có chỉ tiêu của cơ quan nào" in page
    assert "Chưa có chỉ tiêu" in page
    Plan.objects.all().delete()
    assert "Chưa có Kế hoạch" in board()


@pytest.mark.parametrize("name", ["lan", "minh", "nam", "hai", "thu"])
def test_it_is_for_those_who_oversee(as_user, cast, name):
    assert as_user(cast(name)).get("/toan-tinh/").status_code == 403


def test_at_most_twenty_queries_for_who_asks_first_however_many_agencies(as_user, mai, hoa, agencies):
    client = as_user(mai)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/toan-tinh/").status_code == 200
        return len(queries)

    def fill(codes):
        for code in codes:
            a_target(agencies[code], 1_000)
            a_review(agencies[code], 900)
            an_appraised_catalogue(agencies[code], hoa, 800, date(2025, 5, 5))
            an_estimate(agencies[code], 4_896_000, date(2025, 5, 6))
            for period in (date(2025, 5, 30), WEEK_AGO):
                a_progress_report(agencies[code], period, 100)

    fill(["SYT"])
    cost()
    few = cost()
    fill(
        [
            code
            for code, agency in agencies.items()
            if agency.kind in (Agency.Kind.DISTRICT, Agency.Kind.DEPARTMENT) and code != "SYT"
        ]
    )
    assert cost() <= few <= 20


def test_drafts_do_not_reach_the_province(board, agencies):
    a_catalogue(agencies["SYT"], 7_654_321)
    assert "7.654.321" not in board()


def test_growth_is_that_of_the_pages_of_both_days(board, agencies):
    a_target(agencies["SYT"], 10_000)
    a_progress_report(agencies["SYT"], date(2025, 6, 6), 4_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 4_900, day=date(2025, 6, 16))
    a_progress_report(agencies["SYT"], TODAY, 5_250)
    assert "So với số liệu đã nhận đến ngày 13/6/2025: <b>+1.250</b>" in board("?so_sanh=1")
    assert "Đã số hóa <strong>4.000</strong>" in board("?den_ngay=13/6/2025")
    week_ago = next(row for row in curve(s_curve(Plan.current(), TODAY))["rows"] if row[0] == "13/6/2025")
    assert week_ago[2] == "4.000"


def test_on_16_august_late_and_silent_are_both_told(board, agencies, day):
    a_target(agencies["SYT"], 1_000)
    a_progress_report(agencies["SYT"], date(2025, 6, 20), 100)
    day("2025-08-16")
    page = board()
    assert "1 trong 1</strong> sở, ban, ngành đã quá hạn mà chưa xong" in page
    assert "1 chậm · 0 dưới mức kế hoạch · 0 chưa rõ" in page and "1 đơn vị chưa báo cáo" in page
    for state in ("late", "silent", "behind"):
        assert agency_rows(board(f"?tinh_trang={state}")) == ["Sở Y tế"]


def test_who_has_ended_is_late_but_silent_no_more_and_the_heirs_stand_beside(board, agencies, day):
    for code in ("502", "505", "20335"):
        a_target(agencies[code], 9_000)
    day("2025-08-16")
    page = board()
    assert "0 đơn vị chưa báo cáo; 1 đơn vị kế thừa chưa báo cáo" in page
    assert "1 đơn vị kế thừa</strong> chưa gửi số liệu của phần việc đã tiếp nhận" in page
    assert "; kế thừa: UBND phường Bàn Thạch; phần của riêng cấp huyện chưa ghi đơn vị kế thừa" in page
    assert "kết thúc 30/6/2025; chưa ghi đơn vị kế thừa" in page
    assert "print-groups" not in board("?tinh_trang=silent")
    assert agency_rows(board("?tinh_trang=heir-silent")) == ["UBND thành phố Tam Kỳ"]
    assert len(agency_rows(board("?tinh_trang=ended"))) == len(agency_rows(board("?tinh_trang=no-heir"))) == 17


def test_a_pace_of_long_ago_says_until_when_it_was_measured(board, agencies, day):
    a_target(agencies["SYT"], 1_000_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 5_500)
    assert 'class="xs muted">đến' not in board("?den_ngay=20/6/2025")
    day("2025-07-05")
    page = board()
    assert '100 <span class="xs muted">đến 13/6/2025</span>' in page
    assert "theo báo cáo mới nhất (kỳ đến 13/6/2025) đạt 100." in page


def test_who_was_late_before_it_fell_silent_is_late_by_that_report_and_its_group_with_it(board, agencies):
    for code, last, pages in (("SYT", date(2025, 6, 6), 28_000), ("SXD", TODAY, 100_000)):
        a_target(agencies[code], 117_000)
        a_progress_report(agencies[code], last, pages)
    a_target(agencies["STC"], 10)
    page = board()
    assert '06/11/2025 <span class="xs muted">theo kỳ đến 06/6/2025</span>' in page  # 89.000 pages at 583 1/3 a day
    assert '06/11/2025 <span class="xs muted">1 đơn vị chưa rõ</span>' in page
    assert "1 trong 3</strong> sở, ban, ngành sẽ trễ hạn" in page and "2 đơn vị</strong> chưa gửi" in page
    assert agency_rows(board("?tinh_trang=late")) == ["Sở Y tế"]
    assert agency_rows(board("?tinh_trang=silent")) == ["Sở Tài chính", "Sở Y tế"]


def test_no_estimate_is_no_nought(board, agencies):
    a_target(agencies["SYT"], 1_000)
    assert "Chưa có dự toán nào được đề nghị" in board() and "Đề nghị 0,00" not in board()
    an_estimate(agencies["SYT"], 48_960_000, TODAY)
    assert "Đề nghị 0,05 tỷ đồng · chưa có dự toán được thẩm định, phê duyệt" in board()
