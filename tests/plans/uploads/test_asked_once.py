"""What a workbook leaves open for the whole file is asked once, beside the columns, and the answer is remembered."""

from plans.models import ArchivalFile, HeaderMapping
from tests.helpers.grids import page_of
from tests.helpers.uploads import at, only, upload
from tests.helpers.workbooks import xlsx

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian", "THBQ", "Trang A4", "Đã chỉnh lý")
SHORT = xlsx(HEAD, ("1", "01", "Quy hoạch mạng lưới y tế", "15/3/98", "Vĩnh viễn", 12, "Có"))
UNNUMBERED = [("STT", *HEAD[2:]), (1, "Quy hoạch mạng lưới y tế", "15/3/1998", "Vĩnh viễn", 12, "Có")]
OF_FILE = ("1", "01", "Hồ sơ cấp phép hành nghề y", "2008", "Vĩnh viễn")
DOCUMENTS = xlsx(
    (*HEAD[:5], "Tên loại văn bản", "Số, ký hiệu văn bản", "Ngày ban hành văn bản", "Số trang", "Đã chỉnh lý"),
    (*OF_FILE, "Quyết định", "12/QĐ", "15/3/2008", 2, "Có"),
    (*OF_FILE, "Công văn", "13/CV", "16/3/2008", 43, "Có"),
)


def columns_of(upload_row):
    headers = upload_row.sheets[0]["headers"]
    return {f"column-{number}": field for number, (_, _, field, *_) in enumerate(headers, 1)}


def test_the_century_is_chosen_once_and_remembered(browser, catalogue):
    page = page_of(upload(browser, catalogue, SHORT))
    assert "chọn năm 19.. hay 20.. cho cả tệp" in page and "Năm chỉ ghi hai chữ số" in page
    page = page_of(browser.submit(at("cot/"), columns_of(only()) | {"asked-century": "19"}, follow=True))
    assert "Xác nhận ghi vào Mục lục" in page and only().mapping["?century"] == "19"
    browser.submit(at("ghi/"))
    assert ArchivalFile.objects.get().start_date == "1998-03-15"
    upload(browser, catalogue, SHORT)
    assert only().counts["unchanged"] == 1 and HeaderMapping.objects.count() == 1


def test_running_numbers_are_taken_as_file_numbers_once_that_is_chosen_and_the_next_time_too(browser, catalogue):
    page = page_of(upload(browser, catalogue, xlsx(*UNNUMBERED)))
    assert "lấy số thứ tự (STT) làm hồ sơ số hay không" in page and "Tệp không có cột Hồ sơ số" in page
    assert "Xác nhận ghi vào Mục lục" not in page
    seen = browser.get(at()).context["seen"]
    page = page_of(browser.post(at("sua/"), {"seen": seen, "hoi-number": "running"}, follow=True))
    assert "Xác nhận ghi vào Mục lục" in page and only().mapping == {"?number": "running"}
    browser.submit(at("ghi/"))
    assert list(ArchivalFile.objects.values_list("file_number", "page_count")) == [("1", 12)]
    page = page_of(upload(browser, catalogue, xlsx(*UNNUMBERED)))
    assert only().counts["unchanged"] == 1 and "số thứ tự (STT) là hồ sơ số" in page


def test_another_column_is_chosen_in_place_of_running_numbers(browser, catalogue):
    head, row = UNNUMBERED
    upload(browser, catalogue, xlsx((*head, "Mã lưu"), (*row, "H-7")))
    columns = columns_of(only())
    columns[f"column-{len(head) + 1}"] = "file_number"
    page = page_of(browser.submit(at("cot/"), columns, follow=True))
    assert "Xác nhận ghi vào Mục lục" in page and "hay không" not in page
    browser.submit(at("ghi/"))
    assert ArchivalFile.objects.get().file_number == "H-7"


def test_a_list_of_documents_is_summed_to_its_files_where_that_is_chosen(browser, catalogue):
    page = page_of(upload(browser, catalogue, DOCUMENTS))
    assert "Tệp liệt kê văn bản, không phải hồ sơ" in page and "Cộng các văn bản thành hồ sơ" in page
    browser.submit(at("cot/"), columns_of(only()) | {"asked-documents": "sum"}, follow=True)
    browser.submit(at("ghi/"))
    file = ArchivalFile.objects.get()
    assert (file.file_number, file.page_count) == ("01", 45)


def test_a_workbook_that_leaves_nothing_open_asks_nothing(browser, catalogue):
    whole = xlsx(HEAD, ("1", "01", "Quy hoạch mạng lưới y tế", "15/3/1998", "Vĩnh viễn", 12, "Có"))
    page = page_of(upload(browser, catalogue, whole))
    assert "asked-" not in page and "Xác nhận ghi vào Mục lục" in page
