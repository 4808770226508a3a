"""Ai sẽ trễ hạn: who is likely to be late comes first, and each can try what more pages a day would do."""

import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from reports.figures import SCHEDULES, province_figures
from reports.forecast import sentences, until_now
from reports.forecast.outlook import LEVELS, OVERDUE, outlooks
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIRST_END, TODAY = date(2025, 4, 25), date(2025, 6, 20)
LIST = "/tien-do/du-bao/"


def reported(agency, weekly, planned, weeks=9):
    """A target, and a report of each period with so many pages more than the last."""
    make.a_target(agency, planned)
    for number in range(weeks):
        make.a_progress_report(agency, FIRST_END + timedelta(days=7 * number), weekly * (number + 1))


@pytest.fixture
def three(plan, agencies):
    """Sở Y tế will be late, Sở Xây dựng will not, of a third nobody knows."""
    reported(agencies["SYT"], 10_000, 1_000_000)
    reported(agencies["SXD"], 50_000, 600_000)
    reported(agencies["STC"], 9_000, 500_000, weeks=1)
    return agencies


@pytest.fixture
def seen(as_user):
    return lambda user, address=LIST: as_user(user).get(address).content.decode()


def names(page):
    return re.findall(r'<a href="/co-quan/(\w+)/"', page[page.index("<tbody") :])


def test_who_is_likeliest_to_be_late_stands_first(seen, mai, three):
    page = seen(mai)
    assert names(page) == ["SYT", "STC", "SXD"]
    assert "<b>100%</b>" in page and "80%: từ" in page
    assert "Chưa đủ số liệu để dự báo: mới có 1 kỳ báo cáo, cần ít nhất 2 kỳ." in page


def test_a_list_says_the_chance_once_and_the_days_in_their_own_column(plan, three):
    figures = province_figures(plan, TODAY)
    known = {one.row.code: one for one in outlooks(figures, figures.rolled_up, {})}
    assert sentences.in_short(known["SYT"]).startswith("Cần ") and "80%" not in sentences.in_short(known["SYT"])
    assert sentences.span(known["SYT"]).startswith("80%: từ ")
    assert sentences.in_short(known["STC"]) == sentences.sentence(known["STC"])
    assert sentences.span(known["STC"]) == ""


def test_the_list_is_sorted_and_narrowed(seen, mai, three):
    assert names(seen(mai, f"{LIST}?sort=-left")) == ["SYT", "STC", "SXD"]
    assert names(seen(mai, f"{LIST}?sort=name"))[0] in ("SYT", "STC", "SXD")
    assert names(seen(mai, f"{LIST}?muc=cao")) == ["SYT"]
    assert names(seen(mai, f"{LIST}?muc=chua-du")) == ["STC"]
    assert names(seen(mai, f"{LIST}?q=xay+dung")) == ["SXD"]
    assert names(seen(mai, f"{LIST}?vuong=hop-dong")) == ["SYT", "STC", "SXD"]
    assert "Không có đơn vị nào theo bộ lọc này" in seen(mai, f"{LIST}?nhom=districts")


def test_lan_sees_her_own_line_alone(seen, lan, three):
    page = seen(lan)
    assert names(page) == ["SYT"]
    assert "SXD" not in page


def test_the_workbook_holds_what_the_page_shows(as_user, mai, three):
    answer = as_user(mai).get("/tien-do/du-bao.xlsx?muc=cao")
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]
    assert rows[2][1] == three["SYT"].name
    assert "Khả năng trễ hạn 100%" in rows[2][2]


def test_three_lines_cost_no_more_queries_than_one(as_user, mai, agencies):
    client = as_user(mai)
    reported(agencies["SYT"], 10_000, 1_000_000)

    def queries():
        client.get(LIST)
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        return len(caught)

    one = queries()
    reported(agencies["SXD"], 10_000, 1_000_000)
    reported(agencies["STC"], 10_000, 1_000_000)
    assert queries() == one


def test_a_district_is_forecast_with_its_communes(plan, agencies):
    make.a_target(agencies["502"], 400_000)
    commune = agencies["502"].children.first() if hasattr(agencies["502"], "children") else None
    commune = commune or next(one for one in agencies.values() if one.parent_id == agencies["502"].pk)
    for number in range(4):
        end = FIRST_END + timedelta(days=7 * number)
        make.a_progress_report(agencies["502"], end, 10_000 * (number + 1))
        make.a_progress_report(commune, end, 5_000 * (number + 1))
    figures = province_figures(plan, TODAY)
    found = next(one for one in outlooks(figures, figures.rolled_up, {}) if one.row.code == "502")
    assert [point.pages for point in found.work.points] == [15_000, 30_000, 45_000, 60_000]


def test_whose_deadline_has_passed_is_late_for_certain(plan, agencies):
    reported(agencies["SYT"], 10_000, 1_000_000)
    figures = province_figures(plan, date(2025, 8, 20))
    [found] = outlooks(figures, figures.rolled_up, {})
    assert (found.level, found.late_percent) == ("qua-han", 100)
    assert sentences.sentence(found) == "Đã quá hạn 6 ngày, còn 910.000 trang."


def test_what_holds_an_agency_back_is_read_from_the_records(seen, lan, three):
    page = " ".join(seen(lan, "/co-quan/SYT/").split())
    assert "Vướng: chưa có Mục lục được thẩm định, chưa giao kinh phí, chưa ghi hợp đồng." in page


def test_lan_tries_more_pages_a_day(seen, lan, three):
    page = " ".join(seen(lan, "/co-quan/SYT/?them=20.000").split())
    assert "Nếu thêm 20.000 trang mỗi ngày thì dự báo xong khoảng ngày" in page
    tried = re.search(r"Nếu thêm 20.000 trang.*?khả năng trễ hạn (\d+)%", page)
    assert int(tried[1]) < 20
    assert 'value="20.000"' in page


def test_what_is_no_number_is_said_and_the_page_stays(seen, lan, three):
    page = seen(lan, "/co-quan/SYT/?them=nhiều")
    assert "Dự báo ngày xong" in page
    assert "Nếu thêm" not in page
    assert "error" in page


def test_without_a_number_the_page_proposes_one(seen, lan, three):
    page = " ".join(seen(lan, "/co-quan/SYT/").split())
    assert re.search(r"Thêm khoảng [\d.]+ trang mỗi ngày thì khả năng trễ hạn dưới 20%", page)
    assert "Nếu thêm" in page


def test_who_is_done_has_no_card_and_no_line(seen, lan, agencies):
    reported(agencies["SYT"], 10_000, 90_000)
    assert "Dự báo ngày xong" not in seen(lan, "/co-quan/SYT/")
    assert "Không còn đơn vị nào chưa số hóa xong" in seen(lan)


def test_the_province_is_told_how_many_are_likely_to_be_late(seen, mai, three):
    page = " ".join(seen(mai).split())
    assert "Toàn tỉnh: 1 trong 2 đơn vị có dự báo sẽ trễ hạn (80%);" in page
    assert "1 chưa đủ số liệu." in page


def the_only(plan):
    figures = province_figures(plan, TODAY)
    [found] = outlooks(figures, figures.rolled_up, {})
    return found


def test_the_state_of_today_and_the_forecast_are_said_as_two_things(seen, lan, plan, agencies):
    reported(agencies["SYT"], 62_000, 1_010_000)
    one = the_only(plan)
    assert (one.row.schedule, one.late_percent >= 50) == ("on_time", True)
    page = " ".join(seen(lan, "/co-quan/SYT/").split())
    assert "Đến ngày 20/6/2025: đúng tiến độ; kỳ đến 20/6/2025 đã số hóa 558.000 trang" in page
    assert "mức của Kế hoạch là" in page and "trong hạn 14/8/2025" in page
    assert "Dự báo dễ trễ hạn" in page and until_now.APART in page


def test_where_both_agree_the_page_says_what_each_is_about(seen, lan, three):
    page = " ".join(seen(lan, "/co-quan/SYT/").split())
    assert "Đến ngày 20/6/2025: chậm; giữ tốc độ gần đây thì xong ngày" in page and "sau hạn 14/8/2025" in page
    assert until_now.BESIDE in page and until_now.APART not in page


def test_the_state_has_no_word_of_a_forecast_and_the_forecast_says_that_it_is_one():
    states = " ".join(state.name.lower() for state in SCHEDULES.values())
    assert not [word for word in ("dự báo", "khả năng", "nguy cơ", "sẽ") if word in states]
    known = [name for key, (name, _) in LEVELS.items() if key != OVERDUE]
    assert all("dự báo" in name.lower() for name in known)


def test_the_list_has_the_state_of_today_beside_the_forecast(seen, as_user, mai, three):
    assert "Đến nay: chậm." in seen(mai, f"{LIST}?muc=cao")
    answer = as_user(mai).get("/tien-do/du-bao.xlsx?muc=cao")
    heads, row = ([cell.value for cell in line] for line in list(load_workbook(io.BytesIO(answer.content)).active)[1:3])
    assert row[heads.index("Tình trạng đến nay")] == "Chậm"


def test_a_forecast_alone_is_no_cause_of_a_letter_and_the_page_says_whom_it_leaves_out(seen, hoa, plan, agencies):
    reported(agencies["SYT"], 62_000, 1_010_000)
    reported(agencies["SXD"], 10_000, 1_000_000)
    plan.milestones.exclude(key="digitization").update(last_day_on_time=TODAY, printed_date=TODAY)
    page = " ".join(seen(hoa, "/don-doc/lap/?tu=du-bao&muc=cao").split())
    assert 'value="SXD"' in page and 'value="SYT"' not in page
    assert "1 đơn vị của bộ lọc đến ngày 20/6/2025 chưa có việc chậm" in page and "Sở Y tế." in page
