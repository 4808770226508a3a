"""At a browser: an official works off sixty catalogues with two documents, and every click is counted."""

import pytest

from agencies.calendar import day_of
from agencies.models import IssuedDocument
from plans.appraisal.assigning import assign
from plans.models import Catalogue
from tests.helpers.accessibility import violations
from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium
from tests.helpers.catalogues import hand_in
from tests.helpers.factories import a_user

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
QUEUE = "/tham-dinh/"
MOST_CLICKS, BAR_PIXELS = 40, 56
COUNT = """
  const seen = Number(sessionStorage.getItem("clicks") || 0);
  sessionStorage.setItem("clicks", seen);
  addEventListener("click", (event) => {
    if (event.isTrusted && event.detail) sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks")) + 1);
  }, true);
"""


@pytest.fixture
def sixty(plan, agencies, live_server):
    """Sixty catalogues of three agencies; the fifteen of one of them lack their sheets."""
    codes = ["SYT"] * 25 + ["SXD"] * 20 + ["STP"] * 15
    return [
        hand_in(agencies[code], a_user(agencies[code]), rows=1, name=f"Đợt {number:02}")
        for number, code in enumerate(codes, start=1)
    ]


def clicks(one):
    return int(one.page.evaluate("sessionStorage.getItem('clicks')"))


def put(one, label, text):
    """Click into the field and type."""
    field = one.page.get_by_label(label, exact=True)
    field.click()
    field.fill(text)


def sign(one, number):
    put(one, "Số văn bản", number)
    put(one, "Ngày văn bản", one.day)
    one.press("Ghi kết quả")


def test_hoa_decides_on_sixty_catalogues_with_two_documents_in_under_forty_clicks(sixty, hoa, visitor):
    one = visitor(hoa)
    one.day = f"{day_of(sixty[0].submitted_at):%d/%m/%Y}"
    one.page.add_init_script(COUNT)
    one.open("/")
    one.follow("Hàng chờ")
    put(one, "Tìm Mục lục, cơ quan, công văn", "tu phap")
    one.press("Lọc")
    one.page.get_by_label("Cả 15 Mục lục theo bộ lọc").click()
    one.press("Trả lại bằng một văn bản")
    put(one, "Lý do trả lại chung", "Bổ sung số tờ của từng hồ sơ.")
    sign(one, "21/SNV-QLVTLT")
    one.sees("Đã quyết định 15 trong 15 Mục lục.")
    one.follow("Về hàng chờ")
    put(one, "Tìm Mục lục, cơ quan, công văn", "")
    one.press("Lọc")
    one.page.get_by_label("Cả 45 Mục lục").click()
    one.press("Thẩm định đạt bằng một văn bản")
    put(one, "Lý do chấp nhận mà không xem từng hồ sơ", "Đã đối chiếu với Mục lục nộp lưu.")
    sign(one, "22/SNV-QLVTLT")
    one.sees("Đã quyết định 45 trong 45 Mục lục.")
    assert 10 < clicks(one) < MOST_CLICKS
    assert sorted(Catalogue.objects.values_list("state", flat=True)) == ["appraised"] * 45 + ["returned"] * 15
    assert IssuedDocument.objects.count() == 2


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["1366", "390"])
def test_queue_assignment_and_one_catalogue_are_clean_and_the_bar_takes_one_line(screen, plan, lan, hoa, visitor):
    made = [hand_in(lan.agency, lan, rows=12, name=f"Đợt {number}") for number in (1, 2)]
    one = visitor(hoa, screen)
    one.open(f"{QUEUE}?state=submitted")
    assert violations(one.page) == [] and one.page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    one.page.get_by_text("Lưu bộ lọc này").click()
    one.fill("Tên bộ lọc", "Mới trình")
    assert violations(one.page) == []
    one.press("Lưu")
    one.sees("Đã lưu bộ lọc “Mới trình”.")
    one.page.get_by_label("Chọn Đợt 1, Sở Y tế").check()
    one.press("Giao xử lý")
    one.sees("Giao xử lý 1 Mục lục")
    assert violations(one.page) == []
    one.press("Giao xử lý")
    one.sees("Đã giao 1 Mục lục cho Nguyễn Thị Hoa.")
    one.open(f"/quan-tri/plans/catalogue/{made[0].pk}/change/")
    one.sees("Bạn đang xử lý")
    assert violations(one.page) == []
    bar = one.page.locator(".deciding")
    if screen == LAPTOP:
        assert bar.bounding_box()["height"] <= BAR_PIXELS
    one.page.get_by_text("Lý do, câu hỏi, việc khác").click()
    assert violations(one.page) == []
    put(one, "Câu hỏi, cần sửa gì, hoặc nói rõ lý do (cơ quan đọc được)", "Có bản gốc không?")
    one.page.locator("#xem-xet tbody input[name=file]").first.check()
    one.press("Hỏi cơ quan")
    one.sees("Đã hỏi cơ quan về 1 hồ sơ.")


def test_the_next_of_the_list_is_one_click_away_and_the_number_waits_there(plan, lan, hoa, visitor):
    first, second = (hand_in(lan.agency, lan, rows=1, name=f"Đợt {number}") for number in (1, 2))
    assign(first, hoa, actor=hoa, seen=None)
    one = visitor(hoa)
    one.open(f"{QUEUE}?q=")
    one.follow("Đợt 1")
    one.follow("Thẩm định đạt")
    for label, text in (("Số văn bản", "7/SNV"), ("Ngày văn bản", f"{day_of(first.submitted_at):%d/%m/%Y}")):
        one.fill(label, text)
    one.fill("Lý do chấp nhận mà không xem từng hồ sơ", "Đã đối chiếu.")
    one.press("Thẩm định đạt và sang Mục lục tiếp theo")
    one.page.wait_for_url(f"**/catalogue/{second.pk}/change/")
    one.follow("Thẩm định đạt")
    assert one.page.get_by_label("Số văn bản", exact=True).input_value() == "7/SNV"
    assert violations(one.page) == []
    one.fill("Lý do chấp nhận mà không xem từng hồ sơ", "Đã đối chiếu.")
    one.press("Thẩm định đạt và sang Mục lục tiếp theo")
    one.sees("Đã hết các Mục lục chờ trong danh sách vừa lọc.")
    assert IssuedDocument.objects.get().appraisals.count() == 2
