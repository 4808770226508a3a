"""Money from the estimate to the settlement, in a real browser: by the route of a sở, and by that of a huyện."""

import io

import openpyxl
import pytest

from agencies.models import Agency, Duty
from tests.helpers import factories as make
from tests.helpers import money
from tests.helpers.attachments import PDF
from tests.helpers.browsing import needs_chromium
from tests.helpers.workbooks import xlsx

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once, needs_chromium]


NONE = "chưa có số liệu"
PLANNED = "2.545.920"  # 520 trang A4 quy đổi × 4.896 đồng
CUT = {"amount_1": "400", "why_1": "Một hồ sơ trùng"}  # 100 trang A4 less
STAGES = ("planned", "requested", "appraised", "allocated", "contracted", "accepted", "paid", "settled")


@pytest.fixture
def prepared(plan, agencies, live_server, hoa):
    """`prepared(lan)`: the target of her agency, 5 files of 100 trang A4 and 2 A3 appraised, 4 of them checked."""
    money.usual_limits()

    def prepare(clerk):
        make.a_target(clerk.agency, 520, files=5)
        money.an_appraised(clerk, hoa)
        money.checked(clerk.agency, files=4, pages=416)
        money.a_contractor()
        Agency.objects.filter(pk=clerk.agency_id).update(head_signs=True)  # from now on

    return prepare


def test_a_department_from_the_estimate_to_the_settlement(prepared, visitor, lan, nam, tuan, mai):
    """Sở Tài chính takes 100 trang A4 off; 4.800 đồng a page by contract; 4 of the 5 files accepted."""
    prepared(lan)
    clerk, head, finance = visitor(lan), visitor(nam), visitor(tuan)
    sees = Watched(visitor(mai), "SYT")
    asked_of_the_head(clerk)
    sees()
    signed_by(head, "Ký và trình thẩm định")
    sees(requested="2.545.920")
    line_cut(finance)
    sees(appraised="2.056.320")
    allocated_by_grid(finance, "Sở Y tế", "1.000.000")
    sees(allocated="1.000.000")
    allocated_by_workbook(finance, "SYT", 1_056_320)
    sees(allocated="2.056.320")
    contracted(clerk, form="quotes", contractor="Công ty Số hóa Miền Trung")
    sees(contracted="2.016.000")
    executed(clerk, sees)
    settled(clerk, "1.996.800", left="59.520")
    sees(settled="1.996.800")
    sees.on_the_page_of_the_agency()


def test_a_district_decides_itself_and_works_with_its_own_people(prepared, agencies, visitor, hai, tuan, mai):
    """Tam Kỳ's own decision, own budget and own staff; Sở Tài chính looks on."""
    prepared(hai)
    clerk, head = visitor(hai), visitor(the_head_of(agencies["502"]))
    sees = Watched(visitor(mai), "502")
    asked_of_the_head(clerk)
    attached(clerk)
    decided_by(head)
    sees(requested="2.545.920", appraised="2.056.320")
    only_looked_at(visitor(tuan))
    allocated_by_grid(clerk, "UBND thành phố Tam Kỳ", "2.056.320")
    sees(allocated="2.056.320")
    contracted(clerk, form="own")
    sees(contracted="2.016.000")
    executed(clerk, sees)
    settled(clerk, "1.996.800", left="59.520")
    sees(settled="1.996.800")
    sees.on_the_page_of_the_agency()


def the_head_of(agency):
    head = make.a_user(agency, Duty.SIGNS)
    head.set_password("Kho-luu-tru-2025")
    head.save()
    return head


class Watched:
    """What an overseer reads, after each step, on the province's page and in the agency's ledger (đồng)."""

    def __init__(self, overseer, code):
        self.overseer, self.code = overseer, code
        self.known = dict.fromkeys(STAGES, NONE) | {"planned": PLANNED}

    def __call__(self, **changed):
        self.known |= changed
        self.overseer.open("/toan-tinh/")
        assert self.money_funnel() == self.known
        self.overseer.open(f"/doi-chieu/?don-vi={self.code}")
        assert self.ledger() == [PLANNED, NONE, PLANNED, *list(self.known.values())[1:]]

    def on_the_page_of_the_agency(self):
        self.overseer.open(f"/co-quan/{self.code}/")
        assert self.money_funnel() == self.known

    def money_funnel(self):
        table = self.overseer.page.locator("table.funnel", has_text="Kinh phí (đồng)")  # may lie in a part not open
        return dict(zip(STAGES, texts(table.locator("td.value")), strict=True))

    def ledger(self):
        return texts(self.overseer.page.locator("table.ledger tr.group td:last-child"))


def texts(cells):
    """The first line of each, seen or not."""
    return [text.split("\n")[0].strip() for text in map(str.strip, cells.all_text_contents())]


def asked_of_the_head(clerk):
    clerk.open("/du-toan/lap-moi/")
    clerk.go(clerk.page.locator("main form button.primary").first)
    clerk.sees(PLANNED)
    clerk.follow("Trình lãnh đạo ký")
    clerk.press("Trình lãnh đạo ký")
    clerk.sees("Đang chờ lãnh đạo ký")


def signed_by(head, verb):
    the_estimate(head)
    head.follow(verb)
    head.press(verb)
    head.sees("ký lúc")


def the_estimate(visitor):
    visitor.open("/du-toan/")
    visitor.go(visitor.page.locator("main td a").first)


def attached(clerk):
    clerk.follow("Thêm tệp")
    document = {"name": "to-trinh.pdf", "mimeType": "application/pdf", "buffer": PDF}
    clerk.page.locator("input[type=file]").set_input_files(document)
    clerk.press("Kèm tệp")
    clerk.sees("to-trinh.pdf")


def line_cut(finance):
    the_estimate(finance)
    finance.follow("Thẩm định")
    finance.fill_named(**CUT, document_number="45/STC-HCSN", document_date="20/6/2025")
    finance.press("Thẩm định")
    finance.sees("2.056.320")


def decided_by(head):
    the_estimate(head)
    verb = "Ký và ghi quyết định phê duyệt"
    head.follow(verb)
    head.fill_named(**CUT, document_number="07/QĐ-UBND", document_date="20/6/2025")
    head.press(verb)
    head.sees("2.056.320")


def only_looked_at(finance):
    the_estimate(finance)
    finance.sees("Sở Tài chính xem để biết")
    assert finance.page.get_by_role("link", name="Thẩm định", exact=True).count() == 0


def allocated_by_grid(recorder, name, amount):
    recorder.open("/giao-du-toan/lap/")
    recorder.fill_named(number="100/QĐ-UBND", day="10/6/2025", signer="Phó Chủ tịch Hồ Quang Bửu")
    recorder.page.get_by_label(f"{name}, Số giao lần này").fill(amount)
    recorder.press("Ghi quyết định")
    recorder.sees("100/QĐ-UBND")


def allocated_by_workbook(recorder, code, amount_dong):
    recorder.open("/giao-du-toan/nap/")
    template = recorder.download("Tải biểu mẫu")
    book = {"name": "giao.xlsx", "mimeType": "application/octet-stream", "buffer": filled(template, code, amount_dong)}
    recorder.page.locator("input[type=file]").set_input_files(book)
    recorder.press("Đọc tệp")
    recorder.sees("Đọc được")
    recorder.fill_named(number="101/QĐ-UBND", day="12/6/2025", signer="Phó Chủ tịch Hồ Quang Bửu")
    recorder.press("Ghi quyết định")
    recorder.sees("101/QĐ-UBND")


def filled(template, code, amount_dong):
    """The template with an amount in the row of one agency."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    row = next(row for row in book["Giao dự toán"].iter_rows(min_row=5) if row[1].value == code)
    row[6].value = amount_dong
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def contracted(clerk, form, contractor=""):
    clerk.open("/hop-dong/ghi-moi/")
    clerk.page.locator("[name=form]").select_option(form)
    if contractor:
        clerk.page.locator("[name=contractor]").select_option(label=contractor)
    days = {"signed_on": "12/6/2025", "starts_on": "12/6/2025", "ends_on": "20/6/2025"}
    clerk.fill_named(number="05/HĐ", subject="Số hóa tài liệu lưu trữ", **days)
    clerk.page.locator("[name=catalogues]").first.check()
    clerk.fill_named(pages_a4="400", price_a4="4.800", pages_a3="10", price_a3="9.600")
    clerk.press("Ghi hợp đồng")
    clerk.sees("2.016.000")


def executed(clerk, sees):
    """Less than 30 % in advance; 2 files by a pasted list, 2 more by workbook; the advance recovered, the rest paid."""
    contract = clerk.page.url
    payment(clerk, contract, kind="advance", number="UNC 01", amount_dong="600.000")
    sees(paid="600.000")
    minutes(clerk, contract, "01/BBNT", files_listed="1\t01\n1\t02")
    sees(accepted="998.400")
    minutes(clerk, contract, "02/BBNT", workbook=xlsx(("Hộp số", "Hồ sơ số"), ("1", "03"), ("1", "04")))
    sees(accepted="1.996.800")
    payment(clerk, contract, kind="recovery", number="THTU 01", amount_dong="600.000")
    sees()
    payment(clerk, contract, kind="payment", number="UNC 02", amount_dong="1.396.800")
    sees(paid="1.996.800")


def minutes(clerk, contract, number, files_listed="", workbook=None):
    clerk.page.goto(contract)
    clerk.follow("Ghi nghiệm thu")
    clerk.fill_named(number=number, dated_on="20/6/2025", files_listed=files_listed)
    if workbook:
        file = {"name": "ho-so.xlsx", "mimeType": "application/octet-stream", "buffer": workbook}
        clerk.page.locator("[name=workbook]").set_input_files(file)
        clerk.press("Ghi nghiệm thu")
        clerk.sees("Đã đọc tệp: 2 hồ sơ trong danh sách")
    clerk.press("Ghi nghiệm thu")
    clerk.sees(f"Đã ghi Biên bản nghiệm thu số {number}: 2 hồ sơ, 208 trang A4 quy đổi, 998.400 đồng.")


def payment(clerk, contract, kind, **voucher):
    clerk.page.goto(contract)
    clerk.follow("Ghi tạm ứng, thanh toán")
    clerk.page.locator(f"[name=kind][value={kind}]").check()
    clerk.fill_named(dated_on="20/6/2025", **voucher)
    clerk.press("Ghi chứng từ")
    clerk.sees(voucher["number"])


def settled(clerk, amount, left):
    clerk.open("/quyet-toan/ghi-moi/")
    clerk.sees(left)
    clerk.fill_named(number="01/QT", dated_on="20/6/2025")
    clerk.press("Ghi quyết toán")
    clerk.sees(f"{amount} đồng.")
