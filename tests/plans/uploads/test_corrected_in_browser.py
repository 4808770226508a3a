"""Lan brings a list of 300 files with 34 “Lâu dài” into her catalogue without leaving the browser: in six clicks, by
the keyboard alone, and on a phone; one without pages from an empty portal until it is handed in."""

import pytest

from agencies.models import Event
from plans.models import ArchivalFile, Catalogue
from tests.helpers.accessibility import tab_to, violations
from tests.helpers.browsing import PHONE, needs_chromium
from tests.helpers.workbooks import xlsx

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium]
HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian", "THBQ", "Số tờ", "Trang A4", "Đã chỉnh lý")
OLD = range(1, 300, 9)  # 34 of the 300
TO_CORRECT = "Thời hạn bảo quản: sửa Lâu dài thành"
PRESS, CONFIRM = "Sửa các giá trị đã nhập", "Xác nhận ghi vào Mục lục"
TWO_SCREENS = 2 * 768
MOST_CLICKS = 20  # from the home page to handed in


def file(number):
    kept = "Lâu dài" if number in OLD else "20 năm"
    title = f"Hồ sơ cấp phép hành nghề y số {number}"
    return str(1 + number // 40), f"{number:03}", title, str(1990 + number % 20), kept, 20, 30, "Có"


@pytest.fixture
def a_list_without_pages(tmp_path):
    """As a chỉnh lý leaves it: sheets alone."""
    path = tmp_path / "muc-luc-so-to.xlsx"
    path.write_bytes(xlsx(*(line[:6] + line[7:] for line in (HEAD, *map(file, range(1, 301))))))
    return path


@pytest.fixture
def a_list(tmp_path):
    path = tmp_path / "muc-luc.xlsx"
    path.write_bytes(xlsx(HEAD, *map(file, range(1, 301))))
    return path


class Clicks:
    """The clicks of one person: on links, buttons and into fields."""

    def __init__(self, visitor):
        self.visitor, self.count = visitor, 0

    def on(self, place):
        self.count += 1
        place.click()

    def on_button(self, name):
        self.on(self.visitor.page.get_by_role("button", name=name, exact=True))

    def on_link(self, name):
        self.on(self.visitor.page.get_by_role("link", name=name, exact=True).first)

    def into(self, label, text):
        field = self.visitor.page.get_by_label(label, exact=True)
        self.on(field)
        field.fill(text)

    def choose(self, path):
        with self.visitor.page.expect_file_chooser() as chooser:
            self.on(self.visitor.page.locator("[name=workbook]"))
        chooser.value.set_files(path)


def written(catalogue):
    files = ArchivalFile.objects.filter(catalogue=catalogue)
    return files.count(), files.filter(retention_years=70).count()


def said(catalogue):
    return Event.objects.about(catalogue).filter(action="files").get().sentence


def test_six_clicks_bring_it_in(visitor, catalogue, lan, a_list, live_server):
    one = visitor(lan)
    clicks, page = Clicks(one), one.page
    one.open(f"/muc-luc/{catalogue.pk}/tai-len/")
    clicks.choose(a_list)
    clicks.on_button("Tải lên và kiểm tra")
    one.sees("34 vị trí cần sửa")
    field = page.get_by_label(TO_CORRECT, exact=True)
    box = field.bounding_box()
    assert box["y"] + box["height"] < 768, "what is wrong is mended on the first screen"
    assert page.evaluate("document.documentElement.scrollHeight") <= TWO_SCREENS
    clicks.on(field)
    field.type("70 năm")
    clicks.on_button(PRESS)
    one.sees("không có lỗi")
    one.sees("Đã sửa trong bản xem trước")
    clicks.on_button(CONFIRM)
    one.sees("Đã thêm 300 hồ sơ")
    assert written(catalogue) == (300, 34) and "(34 ô đã sửa trong bản xem trước)" in said(catalogue)
    assert clicks.count <= 6


def test_a_list_without_pages_goes_from_the_home_page_to_handed_in(visitor, plan, binh, a_list_without_pages):
    """Bình, whose agency has no head on the portal, states himself what a sheet holds (domain §4)."""
    one = visitor(binh)
    clicks = Clicks(one)
    clicks.on_link("Mục lục")
    clicks.on_link("Lập Mục lục")
    clicks.into("Tên Mục lục", "Hồ sơ cấp phép 1990–2009")
    clicks.into("Tên phông mới", "Phông Sở Xây dựng")
    clicks.on_button("Lập Mục lục")
    clicks.on_link("Tải tệp lên")
    clicks.choose(a_list_without_pages)
    clicks.on_button("Tải lên và kiểm tra")
    one.sees("34 vị trí cần sửa")
    clicks.into(TO_CORRECT, "70 năm")
    clicks.on_button(PRESS)
    one.sees("không có lỗi")
    clicks.on_button(CONFIRM)
    one.sees("Đã thêm 300 hồ sơ")
    clicks.on_link("Xem Mục lục")
    one.sees("Chưa rõ số trang: 300 hồ sơ")
    clicks.on_link("Ước tính từ số tờ")
    clicks.into("Số trang bình quân của một tờ", "1,5")
    clicks.on_button("Xem trước")
    clicks.on_button("Ghi số trang ước tính")
    one.sees("9.000 trang")
    clicks.on_link("Trình thẩm định")
    clicks.on(one.page.get_by_label("Cơ quan cam kết"))
    clicks.on_button("Trình thẩm định")
    one.sees("Đã trình")
    made = Catalogue.objects.get()
    assert (made.state, made.file_count, made.page_count, made.unknown_pages) == ("submitted", 300, 9_000, 0)
    assert made.files.filter(retention_years=70).count() == 34 and made.estimated_files == 300
    assert clicks.count <= MOST_CLICKS


def test_the_keyboard_alone_corrects_it(visitor, catalogue, lan, a_list, live_server):
    one = visitor(lan)
    page, keys = one.page, one.page.keyboard
    one.open(f"/muc-luc/{catalogue.pk}/tai-len/")
    page.set_input_files("[name=workbook]", a_list)  # a window of the system's own
    tab_to(one, "form[enctype] button[type=submit]")
    keys.press("Enter")
    one.sees("34 vị trí cần sửa")
    tab_to(one, "input[name^=sua-]")
    keys.type("70 năm")
    keys.press("Enter")
    one.sees("không có lỗi")
    tab_to(one, ".decision .btn.primary")
    keys.press("Enter")
    one.sees("Đã thêm 300 hồ sơ")
    assert written(catalogue) == (300, 34)


def test_a_phone_corrects_values_and_one_row(visitor, catalogue, lan, a_list, live_server):
    one = visitor(lan, PHONE)
    page = one.page
    one.open(f"/muc-luc/{catalogue.pk}/tai-len/")
    page.set_input_files("[name=workbook]", a_list)
    one.press("Tải lên và kiểm tra")
    one.sees("34 vị trí cần sửa")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.get_by_role("link", name="34 ô").click()
    one.go(page.get_by_role("link", name="Sửa Dòng 2").first)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.get_by_label("E: THBQ").fill("5 năm")
    one.press("Sửa dòng này")
    one.sees("33 vị trí cần sửa")
    one.fill(TO_CORRECT, "70 năm")
    one.press(PRESS)
    one.sees("không có lỗi")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    one.press(CONFIRM)
    one.sees("Đã thêm 300 hồ sơ")
    assert written(catalogue) == (300, 33)
