"""The whole plan in a real browser: a clerk declares and hands in, two departments decide, the dashboard moves and the
report carries it to UBND tỉnh in three formats."""

import io
import shutil
import subprocess

import docx
import openpyxl
import pytest

from tests.helpers import factories as make
from tests.helpers.attachments import PDF
from tests.helpers.browsing import needs_chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow, needs_chromium]
IN_WORDS = "Ba trăm năm mươi mốt tỷ một trăm năm mươi mốt triệu chín trăm chín mươi bốn ngàn không trăm mười sáu đồng"
ROWS = (
    ("01", "01", "Hồ sơ phê duyệt quy hoạch mạng lưới y tế cơ sở", "2008", "12/2009", "Vĩnh viễn", 400, "1.200"),
    ("01", "02", "Hồ sơ thanh tra hành nghề y dược tư nhân", "3/2010", "", "20 năm", 150, 300),
    ("02", "01", "Tập báo cáo tổng kết công tác y tế năm 2011", "01/4/2011", "20/12/2011", "70 năm", 260, 500),
)


@pytest.fixture
def province(plan, agencies, settings, live_server):
    """Phụ lục I lies with Sở Y tế, Phụ lục II with Tam Kỳ: exactly the plan's control figures. Jobs run at once."""
    from config.celery import app

    app.conf.task_always_eager = True
    make.full_targets(agencies)
    yield
    app.conf.task_always_eager = False


def test_the_plan_from_an_agencys_volumes_to_the_report_on_the_committees_desk(province, visitor, lan, hoa, tuan):
    clerk = visitor(lan)
    declare_volumes(clerk)
    record_detailed_plan(clerk)
    hand_in_catalogue(clerk)
    appraiser = visitor(hoa)
    return_catalogue(appraiser)
    correct_and_hand_in_again(clerk)
    appraise_catalogue(appraiser)
    hand_in_estimate(clerk)
    appraise_estimate(visitor(tuan))
    report_progress(clerk)
    see_the_dashboard_move(appraiser)
    compare(report_in_three_formats(appraiser))


def declare_volumes(clerk):
    """29.573.193 pages cost 144.790.352.928 đồng, beside the form, as they are typed."""
    clerk.open("/ra-soat/khoi-luong/")
    page = clerk.page
    page.locator("[name=lines-0-fonds_name]").fill("Phông Sở Y tế")
    page.locator("[name=lines-0-retention]").select_option("permanent")
    page.locator("[name=lines-0-arrangement]").select_option("full")
    for field, text in (("file_count", "427.312"), ("sheet_count", "15.000.000"), ("page_count", "29.573.193")):
        page.locator(f"[name=lines-0-{field}]").fill(text)
    clerk.sees("144.790.352.928")
    clerk.press("Lưu và tiếp tục")
    clerk.press("Lưu và tiếp tục")
    clerk.sees("144.790.352.928 đồng")
    clerk.press("Gửi rà soát")
    clerk.sees("29.573.193")


def record_detailed_plan(clerk):
    clerk.open("/ke-hoach-chi-tiet/ghi-nhan/")
    for label, text in (
        ("Số kế hoạch", "15/KH-SYT"),
        ("Ngày ban hành", "01/4/2025"),
        ("Người ký", "Phạm Văn Nam"),
        ("Thực hiện từ ngày", "20/4/2025"),
        ("Đến ngày", "10/8/2025"),
    ):
        clerk.page.get_by_label(label).first.fill(text)
    document = {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": PDF}
    clerk.page.locator("input[type=file]").set_input_files(document)
    clerk.go(clerk.page.locator("main form button[type=submit]").first)
    clerk.sees("15/KH-SYT")


def hand_in_catalogue(clerk):
    clerk.open("/muc-luc/lap/")
    clerk.page.locator("[name=name]").fill("Mục lục 2008–2011")
    clerk.page.locator("[name=new_fonds]").fill("Phông Sở Y tế")
    clerk.go(clerk.page.locator("main form button[type=submit]").first)
    clerk.follow("Tải tệp lên")
    template = clerk.download("Tải tệp mẫu trống (.xlsx)")
    workbook = {"name": "muc-luc.xlsx", "mimeType": "application/octet-stream", "buffer": filled_in(template)}
    clerk.page.locator("input[type=file]").set_input_files(workbook)
    clerk.press("Tải lên và kiểm tra")
    clerk.sees("3 dòng")
    clerk.press("Xác nhận ghi vào Mục lục")
    clerk.follow("Xem Mục lục")
    clerk.sees("2.000")
    submit_catalogue(clerk)


def filled_in(template):
    """Three files typed into our template as a clerk would: text dates, dots for thousands."""
    workbook = openpyxl.load_workbook(io.BytesIO(template))
    sheet = workbook.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(str(cell.value).startswith("Hồ sơ số") for cell in row))
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in head if cell.value}
    names = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Kết thúc", "Thời hạn bảo quản", "Số tờ", "Trang A4")
    for number, row in enumerate(ROWS, head[0].row + 1):
        for name, value in zip(names, row, strict=True):
            sheet.cell(number, columns[name], value)
        sheet.cell(number, columns["Đã chỉnh lý"], "Có")
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def submit_catalogue(clerk):
    clerk.follow("Trình thẩm định")
    clerk.page.locator("[name=secrecy_declared]").check()
    clerk.press("Trình thẩm định")
    clerk.sees("Đã trình thẩm định")


def return_catalogue(appraiser):
    appraiser.open("/quan-tri/plans/catalogue/")
    appraiser.go(appraiser.page.locator("#result_list a").get_by_text("Mục lục 2008–2011"))
    appraiser.sees("Hồ sơ thanh tra hành nghề y dược tư nhân")
    appraiser.follow("Trả lại")
    appraiser.page.locator("[name=reason]").fill("Hồ sơ 02: ghi năm kết thúc")
    appraiser.press("Trả lại")
    appraiser.sees("Đã trả lại")


def correct_and_hand_in_again(clerk):
    clerk.open("/")
    clerk.sees("Hồ sơ 02: ghi năm kết thúc")
    clerk.go(clerk.page.get_by_role("link", name="Sửa Mục lục").first)
    clerk.sees("Hồ sơ 02: ghi năm kết thúc")
    clerk.page.locator(".menu > summary").click()
    clerk.follow("Sửa các hồ sơ")
    clerk.page.locator("[name=form-1-end_date]").fill("2010")
    clerk.go(clerk.page.locator("main form button.primary").first)
    submit_catalogue(clerk)


def appraise_catalogue(appraiser):
    appraiser.open("/quan-tri/plans/catalogue/")
    appraiser.go(appraiser.page.locator("#result_list a").get_by_text("Mục lục 2008–2011"))
    appraiser.follow("Thẩm định đạt")
    appraiser.page.locator("[name=document_number]").fill("123/SNV-QLVTLT")
    appraiser.page.locator("[name=document_date]").fill("20/6/2025")
    appraiser.page.locator("[name=unseen_reason]").fill("Đã đối chiếu với Mục lục nộp lưu")
    appraiser.press("Thẩm định đạt")
    appraiser.sees("Đã thẩm định đạt")


def hand_in_estimate(clerk):
    """2.000 appraised pages × 4.896 đồng."""
    clerk.open("/du-toan/lap-moi/")
    clerk.go(clerk.page.locator("main form button.primary").first)
    clerk.sees("9.792.000")
    clerk.follow("Trình thẩm định")
    clerk.press("Trình thẩm định")
    clerk.sees("Đã trình thẩm định")


def appraise_estimate(finance):
    finance.open("/du-toan/")
    finance.go(finance.page.locator("main td a").first)
    finance.follow("Thẩm định")
    finance.page.locator("[name=amount_1]").fill("1.900")
    finance.page.locator("[name=document_number]").fill("45/STC-HCSN")
    finance.page.locator("[name=document_date]").fill("20/6/2025")
    finance.page.locator("[name=reason]").fill("Giảm trang trùng")
    finance.press("Thẩm định")
    finance.sees("9.302.400")


def report_progress(clerk):
    clerk.open("/tien-do/ky/2025-06-20/")
    figures = {"scanned": ("3", "1.500"), "checked": ("2", "1.200"), "integrated": ("1", "700")}
    for stage, (files, pages) in figures.items():
        clerk.page.locator(f"[name={stage}_files]").fill(files)
        clerk.page.locator(f"[name={stage}_pages]").fill(pages)
    clerk.page.locator("[name=difficulties]").fill("Máy quét khổ A3 hỏng, thiếu 02 máy")
    clerk.press("Gửi số liệu")
    clerk.sees("1.500")


def see_the_dashboard_move(appraiser):
    appraiser.open("/toan-tinh/")
    for figure in ("71.722.221", "351.151.994.016", "1.500", "Khớp số kiểm soát"):
        appraiser.sees(figure)
    appraiser.open("/toan-tinh/?phan=khoi-luong")
    appraiser.sees("9.302.400")


def report_in_three_formats(appraiser):
    appraiser.open("/bao-cao/")
    appraiser.go(appraiser.page.locator("main form button.primary").first)
    appraiser.sees("Xong")
    return {kind: appraiser.download(kind) for kind in ("Word", "Excel", "PDF")}


def compare(files):
    """All three carry the control figures, what was scanned and the amount in words."""
    texts = {"Word": word_text(files["Word"]), "Excel": excel_text(files["Excel"]), "PDF": pdf_text(files["PDF"])}
    for kind, text in texts.items():
        for figure in (1981241, 71722221, 29573193, 42149028, 1500):
            assert written(figure, kind) in text, (kind, figure)
    for kind in ("Word", "PDF"):
        assert IN_WORDS in texts[kind]
        assert "351.151.994.016" in texts[kind]
        assert "Máy quét khổ A3 hỏng" in texts[kind]
    assert IN_WORDS in texts["Excel"]


def written(figure, kind):
    return str(figure) if kind == "Excel" else f"{figure:,}".replace(",", ".")


def word_text(data):
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def excel_text(data):
    """Every value; the formulas carry their results."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def pdf_text(data):
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed: the PDF's text was not compared")
    result = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(result.stdout.decode().split())
