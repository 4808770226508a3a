"""Time in a real browser: a clerk, a district, Sở Nội vụ and Sở KH&CN see who is late, why, and what was done."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest

from plans.models import ReportingRule
from tests.helpers import factories as make
from tests.helpers.browsing import PHONE, needs_chromium
from tests.helpers.catalogues import appraise, hand_in
from tests.helpers.figures import a_thousand_a_day, weekly

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once, needs_chromium]

PROBLEM = "Máy quét A3 hỏng, bản vẽ phải thuê ngoài."
ANSWER = "Được thuê máy trong dự toán đã giao."
FURTHEST = 80  # presses of Tab from the head of a page to its last button
AWAITS, RETURNED, CONFIRMED = "Huyện chưa xác nhận", "Huyện trả lại", "Huyện đã xác nhận"


@pytest.fixture
def jobs_at_once(live_server):
    from config.celery import app

    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def behind(agencies, hoa, live_server):
    """Sở Y tế reported 1.000 of 117.000 pages a week, 8.000 in all, and owes the last period."""
    syt = a_thousand_a_day(agencies)
    weekly(syt, 1_000, weeks=8)
    make.an_appraised_catalogue(syt, hoa, 117_000, make.FIRST_DAY)


@pytest.fixture
def confirming(plan, agencies, hoa, live_server):
    """Tam Kỳ confirms what its communes report on periods that end from June on; one of them has 9.000 pages."""
    make.a_target(agencies["20335"], 9_000)
    make.a_target(agencies["502"], 90_000)
    make.an_appraised_catalogue(agencies["20335"], hoa, 9_000, make.FIRST_DAY)
    ReportingRule.objects.create(
        plan=plan, district_confirms=True, valid_from=date(2025, 6, 1), source="Công văn 45/SNV"
    )


@pytest.fixture
def appraised(agencies, lan, hoa, live_server):
    """Five files of Sở Y tế, 104 pages as A4 each, appraised and said to be checked."""
    appraise(hand_in(agencies["SYT"], lan, rows=5), hoa)
    make.a_progress_report(agencies["SYT"], make.FIRST_DAY, 520, checked_pages=520)


def test_a_late_agency_asks_and_is_answered_extended_and_urged(behind, visitor, lan, hoa):
    """The clerk works on a telephone."""
    clerk, office = visitor(lan, PHONE), visitor(hoa)
    reported_of_the_period(clerk)
    raised_without_a_mouse(clerk)
    extension_asked_for(clerk)
    bell_rings(office, 2)
    answered(office)
    granted(office)
    urged(office)
    bell_rings(clerk, 3)
    told(clerk)
    bell_rings(office, 3)


def reported_of_the_period(clerk):
    """1.000 pages and 37 files in the period, on top of 8.000 and 296."""
    clerk.open("/tien-do/")
    clerk.follow("Gửi số liệu kỳ đến 20/6/2025")
    clerk.page.get_by_label("Trong kỳ", exact=True).check()
    clerk.fill_named(scanned_files="37", scanned_pages="1.000", checked_files="0", checked_pages="0")
    clerk.fill_named(integrated_files="0", integrated_pages="0")
    clerk.sees("lũy kế 9.000")
    fits(clerk)
    beside = clerk.page.locator("table .before").evaluate_all("all => all.map(e => e.scrollWidth - e.clientWidth)")
    assert max(beside) <= 0, beside  # what is worked out is not cut off
    clerk.press("Gửi số liệu")
    clerk.sees("333 hồ sơ, 9.000 trang")
    fits(clerk)
    clerk.go(clerk.page.get_by_role("main").get_by_role("link", name=re.compile(r"^Số \d")))
    clerk.sees("Cổng đã nhận số liệu của Trần Thị Lan (Sở Y tế) lúc")
    clerk.sees("9.000")
    fits(clerk)


def fits(visitor):
    """Nothing of the page lies beside the screen, and each number says what it is of."""
    wide, screen = visitor.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= screen, visitor.page.url
    assert visitor.page.locator("table.stack td.num:not([data-label])").count() == 0, visitor.page.url


def raised_without_a_mouse(clerk):
    clerk.open("/vuong-mac/")
    fits(clerk)
    reach(clerk, "a[href='/vuong-mac/neu/']")
    clerk.page.keyboard.press("Enter")
    clerk.page.wait_for_url("**/vuong-mac/neu/")
    fits(clerk)
    reach(clerk, "#id_kind")
    clerk.page.keyboard.press("End")
    reach(clerk, "#id_text")
    clerk.page.keyboard.type(PROBLEM)
    reach(clerk, "#id_proposal")
    clerk.page.keyboard.type("Cho thuê máy quét.")
    reach(clerk, "button.primary")
    clerk.page.keyboard.press("Enter")
    clerk.sees("tới Sở Nội vụ")
    clerk.sees(PROBLEM)
    fits(clerk)


def reach(visitor, selector):
    """Press Tab until it has the focus."""
    for _ in range(FURTHEST):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("wanted => document.activeElement.matches(wanted)", f"main {selector}"):
            return
    pytest.fail(f"Tab never comes to {selector}")


def extension_asked_for(clerk):
    clerk.open("/gia-han/")
    fits(clerk)
    clerk.go(clerk.page.locator("main a[href^='/gia-han/soan/']").first)
    clerk.page.locator("[name=milestone]").select_option("digitization")
    clerk.fill_named(proposed_day="30/9/2025", reason="Còn 108.000 trang, thiếu máy quét A3.")
    fits(clerk)
    clerk.press("Soạn đề nghị")
    clerk.follow("Gửi Sở Nội vụ")
    clerk.fill_named(letter_number="88/SYT-VP", letter_date="20/6/2025")
    clerk.press("Gửi Sở Nội vụ")
    clerk.sees("Đã gửi")
    fits(clerk)


def bell_rings(visitor, new):
    visitor.open("/")
    visitor.go(visitor.page.get_by_label(f"Thông báo: {new} mới", exact=True))
    visitor.sees("30 ngày gần nhất")


def answered(office):
    office.go(office.page.get_by_role("link", name="Nêu Vướng mắc số"))
    office.follow("Trả lời")
    office.fill_named(text=ANSWER)
    office.press("Trả lời")
    office.sees(ANSWER)


def granted(office):
    office.open("/cong-van/")
    office.sees("88/SYT-VP")
    office.open("/thong-bao/")
    office.go(office.page.get_by_role("link", name="Gửi Đề nghị gia hạn"))
    office.go(office.page.locator(".actions").get_by_role("link", name="Gia hạn", exact=True))
    assert office.page.locator("[name=granted_day]").input_value() == "30/9/2025"
    office.fill_named(granted_day="15/9/2025", document_number="45/SNV-QLVTLT", document_date="20/6/2025")
    office.press("Gia hạn")
    office.sees("Quyết định gia hạn")


def urged(office):
    office.open("/don-doc/")
    office.follow("Soạn công văn đôn đốc")
    office.page.locator("main [name=q]").fill("Y tế")
    office.press("Xem")
    assert office.page.get_by_label("Chọn Sở Y tế").is_checked()
    office.press("Soạn dự thảo")
    text = office.page.locator("[name=body]")
    assert "đã số hóa 9.000 trang trong 117.000 trang" in text.input_value()
    until = "phải hoàn thành trước ngày 15/8/2025, được gia hạn đến hết ngày 15/9/2025, còn 87 ngày"
    assert until in text.input_value()
    text.fill(f"{text.input_value()}\nKhó khăn về máy quét: {ANSWER}")
    office.press("Lưu nội dung")
    office.follow("Ghi ban hành")
    office.fill_named(number="1234/SNV-QLVTLT", day="20/6/2025", signer="Lê Quang Minh")
    office.press("Ghi ban hành")
    office.sees("Đã ghi công văn ban hành")
    office.sees("chưa xác nhận")


def told(clerk):
    """The answer, the extended day and the letter reach the agency."""
    fits(clerk)
    clerk.open("/vuong-mac/")
    clerk.go(clerk.page.locator("main a[href^='/vuong-mac/']", has_text="Máy quét A3").first)
    clerk.sees(ANSWER)
    clerk.open("/co-quan/SYT/")
    clerk.sees("gia hạn đến 15/9/2025")
    fits(clerk)
    clerk.open("/")
    clerk.sees("gia hạn đến 15/9/2025")
    fits(clerk)
    clerk.go(clerk.page.get_by_role("link", name="1234/SNV-QLVTLT").first)
    clerk.sees(f"Khó khăn về máy quét: {ANSWER}")
    clerk.press("Xác nhận đã nhận")
    clerk.sees("Đã xác nhận nhận")
    fits(clerk)


def test_a_district_returns_and_confirms_what_its_commune_reports(confirming, visitor, hai, thu):
    district, commune = visitor(hai), visitor(thu)
    figures_of_the_commune(commune, "1.234", "Gửi số liệu")
    assert said_of_the_commune(district) == AWAITS
    assert said_to_the_commune(commune) == AWAITS
    returned(district)
    assert said_of_the_commune(district) == RETURNED
    assert said_to_the_commune(commune) == RETURNED
    commune.open("/")
    commune.sees("Cao hơn sổ của huyện.")
    figures_of_the_commune(commune, "1.200", "Gửi lại số liệu", reason="Đếm lại theo sổ của huyện.")
    assert said_of_the_commune(district) == AWAITS
    confirmed(district)
    assert said_of_the_commune(district) == CONFIRMED
    assert said_to_the_commune(commune) == CONFIRMED


def figures_of_the_commune(commune, pages, verb, **more):
    commune.open("/tien-do/ky/2025-06-20/")
    rest = dict.fromkeys(("checked_files", "checked_pages", "integrated_files", "integrated_pages"), "0")
    commune.fill_named(scanned_files="45", scanned_pages=pages, **rest, **more)
    commune.press(verb)
    commune.sees("Đã gửi số liệu kỳ đến 20/6/2025")
    commune.sees(AWAITS)


def said_of_the_commune(district):
    """What the district's own table says beside the figures."""
    district.open("/tien-do/")
    row = district.page.locator("tr.sub", has_text="đã gửi")
    return first_said(row.inner_text())


def said_to_the_commune(commune):
    commune.open("/tien-do/")
    return first_said(commune.page.locator("main tbody tr").first.inner_text())


def first_said(text):
    return next((words for words in (AWAITS, RETURNED, CONFIRMED) if words in text), text)


def returned(district):
    """Without a mouse."""
    district.enter_link("Xác nhận 1 số liệu của xã")
    district.sees("1.234")
    district.enter_link(re.compile("^Trả lại"))
    district.tab_to(district.page.locator("[name=reason]"))
    district.page.keyboard.type("Cao hơn sổ của huyện.")
    district.enter_button("Trả lại cho xã")
    district.sees("Đã trả lại số liệu")


def confirmed(district):
    """Without a mouse."""
    district.enter_link("Xác nhận 1 số liệu của xã")
    district.sees("1.200")
    district.tab_to(district.page.get_by_label(re.compile("^Xác nhận .*20/6/2025")))
    district.page.keyboard.press("Space")
    district.enter_button("Xác nhận các dòng đã chọn")
    district.sees("Đã xác nhận 1 số liệu.")


def test_the_shared_archive_takes_files_and_refuses_one(jobs_at_once, appraised, visitor, son, lan):
    desk = visitor(son)
    assert on_the_desk(desk) == ["0/6", "5", "520", "5", "0", "0", "0", "Sẵn sàng gửi"]
    field_checked(desk)
    codes = exported(desk)
    assert on_the_desk(desk) == ["1/6", "5", "520", "0", "5", "0", "0", "Chờ Kho trả lời"]
    receipt_read(desk, codes)
    desk.sees("4 hồ sơ, 416 trang")
    assert on_the_desk(desk) == ["1/6", "5", "520", "1", "0", "4", "1", "Có hồ sơ bị từ chối"]
    desk.follow("Sở Y tế")
    why_refused(desk, codes[1])
    clerk = visitor(lan, PHONE)
    clerk.open("/thong-bao/")
    clerk.go(clerk.page.get_by_role("link", name="4 bản ghi đã nhận, 1 bị từ chối"))
    fits(clerk)
    why_refused(clerk, codes[1])


def on_the_desk(desk):
    """Fields passed, files appraised, pages checked; files ready, sent, taken, refused; how it stands."""
    desk.open("/")
    navigation = desk.page.get_by_role("navigation", name="Mục chính")
    desk.go(navigation.get_by_role("link", name=re.compile("Kho dùng chung")))
    cells = desk.page.locator("main tbody tr", has=desk.page.get_by_role("link", name="Sở Y tế", exact=True))
    said = [text.strip() for text in cells.locator("td").all_inner_texts()]
    return [*said[:7], said[-1]]


def field_checked(desk):
    """Without a mouse, as what follows on the desk."""
    desk.enter_link("Sở Y tế")
    desk.enter_link("Ghi kết quả Hồ sơ")
    state = desk.page.locator("[name=state]")
    desk.tab_to(state)
    values = state.locator("option").evaluate_all("options => options.map(one => one.value)")
    desk.page.keyboard.press("Home")
    for _ in range(values.index("passed")):
        desk.page.keyboard.press("ArrowDown")
    assert state.input_value() == "passed"
    desk.tab_to(desk.page.locator("[name=note]"))
    desk.page.keyboard.type("Đủ trường theo TT 05/2025.")
    desk.enter_button("Ghi kết quả")
    desk.sees("Đã ghi Hồ sơ: Đạt.")


def exported(desk):
    """Codes of the files, as they stand in the export that was downloaded."""
    desk.enter_link("Xuất siêu dữ liệu")
    desk.sees("520")
    desk.enter_button("Xuất")
    desk.sees("Bảng kê")
    with zipfile.ZipFile(io.BytesIO(desk.download(re.compile(r"\.zip")))) as bundle:
        name = "ho-so-001.csv"
        lines = list(csv.reader(io.StringIO(bundle.read(name).decode("utf-8-sig"))))
    return [line[0] for line in lines[1:]]


def receipt_read(desk, codes):
    """The second file is refused."""
    desk.enter_link("Sở Y tế")
    desk.enter_link("Nạp phiếu nhận của Kho")
    said = [(code, "Đã nhận", "") for code in codes]
    said[1] = (codes[1], "Từ chối", "Thiếu lớp chữ")
    text = "\n".join(",".join(row) for row in (("Mã hồ sơ", "Kết quả", "Lý do"), *said))
    file = {"name": "phieu.csv", "mimeType": "text/csv", "buffer": text.encode()}
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.enter_button("Đọc tệp")
    desk.sees("Thiếu lớp chữ")
    desk.enter_button("Xác nhận ghi phiếu nhận")
    desk.page.wait_for_url("**/co-quan/SYT/")


def why_refused(visitor, code):
    visitor.follow("Hồ sơ đã gửi")
    refused = visitor.page.locator("main tbody tr", has_text="Kho từ chối")
    assert refused.count() == 1
    assert code in refused.inner_text() and "Thiếu lớp chữ" in refused.inner_text()
