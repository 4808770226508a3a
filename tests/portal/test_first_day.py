"""From an empty folder to the first catalogue handed in, in another province, by the start list (docs/operator.md)."""

import csv
import io
import re

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from agencies.management.commands import setup
from agencies.models import User
from plans.models import Catalogue, Milestone, Plan
from tests.helpers.browsing import needs_chromium
from tests.helpers.empty import empty_portal

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.slow, needs_chromium]
AGENCIES = [
    ["Mã", "Tên cơ quan, đơn vị", "Tên ngắn", "Loại", "Mã cấp trên", "Số thứ tự", "Mã Tổng cục Thống kê"]
    + ["Mã định danh điện tử", "Hoạt động từ ngày", "Hoạt động đến hết ngày", "Mã đơn vị kế thừa"],
    ["SNV", "Sở Nội vụ", "Sở Nội vụ", "Sở, ban, ngành", "", "1", "", "", "", "", ""],
    ["SYT", "Sở Y tế", "Sở Y tế", "Sở, ban, ngành", "", "2", "", "", "", "", ""],
]
ADMINISTRATOR = ["yen", "Lê Thị Yến", "", "SNV", "Quản trị hệ thống", "Chuyên viên", "Có"]
PEOPLE = [
    ["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Nhiệm vụ", "Chức vụ", "Đang dùng"],
    ADMINISTRATOR,
    ["lan", "Y Lan", "", "SYT", "Cán bộ chuẩn bị hồ sơ", "Văn thư", "Có"],
    ["hoa", "Nguyễn Thị Hoa", "", "SNV", "Thẩm định Mục lục (Sở Nội vụ)", "Chuyên viên", "Có"],
]
ROW = {"file_number": "01", "title": "Hồ sơ xây dựng bệnh viện", "start_date": "2008"}
ROW |= {"retention_years": "Vĩnh viễn", "page_count": "120"}
OWN = "Mưa rào tháng sáu"


def test_the_first_day_of_another_province(live_server, visitor, monkeypatch):
    empty_portal()
    monkeypatch.setenv(setup.VARIABLE, OWN)
    call_command("setup", username="quantri", full_name="Bùi Ngọc Quý", email="", stdout=io.StringIO())
    operator = visitor(User.objects.get())
    enter_the_plan(operator)
    import_table(operator, "Cơ quan, đơn vị", AGENCIES)
    enter_the_price(operator)
    enter_milestones_of_one_day(operator)
    import_table(operator, "Tài khoản của các cơ quan", PEOPLE)
    confirm(visitor(User.objects.get(username="yen")), "Nguyễn Thị Hoa")
    code = invite(operator)
    clerk = visitor()
    set_own_password(clerk, code)
    hand_in_the_first_catalogue(clerk)
    assert Catalogue.objects.get().state == Catalogue.State.SUBMITTED
    begin(operator, "2 trong 3 người đã đăng nhập; 0 người chưa được mời.")


def begin(operator, *sees):
    """The start list, from home."""
    operator.open("/")
    operator.follow("Bắt đầu: việc còn thiếu")
    for text in sees:
        operator.sees(text)


def enter_the_plan(operator):
    begin(operator, "Chưa có: nhập tên, ngày bắt đầu")
    operator.follow("Kế hoạch của UBND tỉnh")
    fill(operator, name="Kế hoạch số hóa tài liệu lưu trữ", province_name="Kon Tum")
    fill(operator, starts_on="01/6/2025", first_period_end="06/6/2025")
    save(operator)
    assert Plan.objects.get().province_name == "Kon Tum"


def enter_the_price(operator):
    begin(operator, "Chưa có đơn giá đang áp dụng")
    operator.follow("Đơn giá, hệ số khổ giấy")
    operator.go(operator.page.locator(".object-tools .addlink"))
    fill(operator, amount_dong="4.896", valid_from="01/6/2025", source="Thông tư 04/2014/TT-BNV")
    save(operator)
    operator.press("Đồng ý, lưu")
    begin(operator, "4.896 đồng/trang")


def enter_milestones_of_one_day(operator):
    for key in ("review", "catalogue"):
        begin(operator, "Chưa có mốc")
        operator.follow("Mốc thời hạn")
        operator.go(operator.page.locator(".object-tools .addlink"))
        operator.page.locator("[name=key]").select_option(key)
        fill(operator, printed_date="20/7/2025", last_day_on_time="19/7/2025", source="Kế hoạch, mục II.3")
        save(operator)
        operator.press("Đồng ý, lưu")
    assert Milestone.objects.count() == 2


def import_table(operator, step, rows):
    """The table as a file, on the page to which the step leads."""
    begin(operator)
    operator.follow(step)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    table = {"name": "bang.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
    operator.page.locator("input[type=file]").set_input_files(table)
    operator.press("Xem trước")
    operator.press("Xác nhận nhập")
    operator.sees(f"{len(rows) - 1} dòng mới")


def confirm(second, name):
    """The second administrator lets the account that decides come into use."""
    second.open("/thay-doi-tai-khoan/")
    second.page.get_by_label(f"Chọn {name}").check()
    second.press("Xác nhận thay đổi đã chọn")
    second.sees("Đã trả lời 1 thay đổi")


def invite(operator):
    """Sheets for all who have never come; returns Lan's code, as she reads it."""
    begin(operator, "người chưa được mời")
    operator.follow("Giấy mời đăng nhập")
    operator.follow("Mời những người chưa đăng nhập")
    with operator.page.expect_download() as waiting:
        operator.push("Tải giấy mời để in (PDF)")
    pages = [page.extract_text() for page in PdfReader(waiting.value.path()).pages]
    [sheet] = [page for page in pages if "Y Lan" in page]
    return re.search(r"Mã mời:\s*([\w-]{24})", sheet)[1]


def set_own_password(clerk, code):
    clerk.open("/moi/")
    clerk.fill("Mã mời", code)
    clerk.press("Tiếp tục")
    clerk.sees("Y Lan")
    for number in (1, 2):
        clerk.page.locator(f"[name=new_password{number}]").fill(OWN)
    clerk.press("Đặt mật khẩu và đăng nhập")
    clerk.sees("Đã đặt mật khẩu")


def hand_in_the_first_catalogue(clerk):
    clerk.open("/muc-luc/lap/")
    fill(clerk, name="Mục lục 2008", new_fonds="Phông Sở Y tế")
    clerk.go(clerk.page.locator("main form button[type=submit]").first)
    clerk.follow("Nhập hồ sơ")
    fill(clerk, **{f"form-0-{name}": value for name, value in ROW.items()})
    clerk.press("Lưu vào Mục lục")
    clerk.follow("Trình thẩm định")
    clerk.page.locator("[name=secrecy_declared]").check()
    clerk.press("Trình thẩm định")
    clerk.sees("Đã trình thẩm định")


def fill(one, **values):
    for name, value in values.items():
        one.page.locator(f"[name={name}]").fill(value)


def save(operator):
    operator.go(operator.page.locator("[name=_save]"))
