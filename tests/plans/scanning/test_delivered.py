"""A contractor's workbook is read as a catalogue is, compared with the catalogue, and only then marked."""

import io

import pytest

from plans.intake.sandbox import Refused
from plans.models import Catalogue, Marking, ScanMark
from plans.scanning.delivered import list_from_workbook, read_delivery
from plans.scanning.finding import differences, find
from plans.scanning.lists import line_of, listed_of
from tests.helpers.catalogues import four_different_files
from tests.helpers.workbooks import xlsx

LETTERHEAD = [
    ("CÔNG TY CỔ PHẦN SỐ HÓA MIỀN TRUNG", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (),
    (None, "BẢNG KÊ BÀN GIAO SẢN PHẨM SỐ HÓA"),
    (None, "(Kèm theo Biên bản bàn giao số 05/BBBG)"),
    (),
]
HEADS = ("STT", "Tên hồ sơ", "Số trang", "Hồ sơ số", "Hộp số", "Ghi chú")
MESSY = [
    *LETTERHEAD,
    HEADS,
    ("I", "Hộp 1", None, None, None, None),
    (1, "Quy hoạch mạng lưới y tế Hoà Vang", 504, "01", "1", None),
    (2, "Công văn đi", 45, "02", "1", "đóng lại"),
    (),
    (3, "Bệnh án nội trú", 91, "03", "2", None),
    (4, "Ảnh tư liệu", 100, "04", "2", None),
    (5, "Hồ sơ lạc", 12, "77", "9", None),
    (None, "Tổng cộng", 753, None, None, None),
]
WANTED = [("1", "01", ""), ("1", "02", ""), ("2", "03", ""), ("2", "04", ""), ("9", "77", "")]


@pytest.fixture
def catalogue(plan, lan, day):
    """Sở Nội vụ has accepted 01 (500 pages and two A3: 504 as A4), 02 (44), 03 (94), and not 04."""
    day("2025-06-16")
    made = four_different_files(plan, lan)
    made.files.exclude(file_number="04").update(decision="accepted")
    Catalogue.objects.filter(pk=made.pk).update(state="appraised")
    return Catalogue.objects.get(pk=made.pk)


def test_head_and_columns_are_found_wherever_they_stand(plan):
    found = read_delivery(xlsx(*MESSY), "ban-giao.xlsx")
    assert [one.wanted for one in found.files] == WANTED
    assert [one.pages for one in found.files] == [504, 45, 91, 100, 12]
    assert any("không phải là hồ sơ" in note for note in found.notes)
    assert list_from_workbook(xlsx(*MESSY), "a.xlsx") == "1\t01\n1\t02\n2\t03\n2\t04\n9\t77"


@pytest.mark.parametrize(
    "rows",
    [
        [("Hộp", "Hồ sơ số", "Số trang"), ("1", "01", 504)],
        [("Số trang", "Hộp/cặp số", "Hồ sơ số"), (504, "1", "01")],
        [("STT", "Hộp số", "Hồ sơ số"), (1, "1", "01")],
        [("Hộp số", "Hồ sơ số"), ("1", "01")],
        [("1", "01")],
    ],
)
def test_few_columns_are_enough(plan, rows):
    assert [one.wanted for one in read_delivery(xlsx(*rows), "a.xlsx").files] == [("1", "01", "")]


def test_larger_pages_count_as_a4(plan):
    rows = [("Hộp số", "Hồ sơ số", "Trang A4", "Trang A3"), ("1", "01", 500, 2)]
    assert [one.pages for one in read_delivery(xlsx(*rows), "a.xlsx").files] == [504]


def test_a_workbook_of_secrets_or_of_nothing_is_refused(plan):
    with pytest.raises(Refused) as refused:
        read_delivery(xlsx((*HEADS, "Độ mật"), (1, "A", 5, "01", "1", "", "Tối mật")), "a.xlsx")
    assert refused.value.code == "secret"
    with pytest.raises(Refused, match="Không thấy hồ sơ nào"):
        read_delivery(xlsx(HEADS), "a.xlsx")


@pytest.mark.parametrize("line", ["01", "1\t01", "\t01\t\t500", "1\t01\t02", "1\t01\t\t500\tSở Y tế"])
def test_a_line_is_written_as_it_is_read(line):
    assert [line_of(one) for one in listed_of(line)] == [line]


def test_pages_that_differ_are_named_and_plain_counts_are_the_same(catalogue):
    listed = listed_of("1\t01\t\t502\n1\t02\t\t45\n2\t03\t\t94\n")
    found = find(catalogue, [one.wanted for one in listed])
    told = [(one.file.file_number, one.ours, one.theirs, one.gap) for one in differences(listed, found)]
    assert told == [("02", 44, 45, 1)]


def test_a_line_of_another_fonds_is_none_of_this_catalogue(catalogue):
    found = find(catalogue, [("1", "01", ""), ("1", "02", "")], ["Phông Sở Y tế", "Sở Xây dựng"])
    assert len(found.keys) == 1 and found.faults == [
        "Dòng 2, hộp 1, hồ sơ số 02: thuộc phông “Sở Xây dựng”, không phải phông của Mục lục này."
    ]


def test_the_page_compares_first_and_marks_what_is_confirmed(catalogue, as_user, lan):
    browser, address = as_user(lan), f"/danh-dau/{catalogue.pk}/danh-sach/"
    file = io.BytesIO(xlsx(*MESSY))
    file.name = "ban-giao.xlsx"
    page = browser.post(address, {"stage": "checked", "workbook": file}).content.decode()
    assert "Đánh dấu được <b>3</b> hồ sơ" in page and "<b>2</b> hồ sơ có số trang khác" in page
    assert "hồ sơ số 77: không có trong Mục lục" in page and "hồ sơ số 04: chưa được thẩm định" in page
    assert "+1" in page and "−3" in page and not Marking.objects.exists()
    listed = "\n".join(line_of(one) for one in read_delivery(xlsx(*MESSY), "a.xlsx").files)
    page = browser.post(address, {"stage": "checked", "files_listed": listed}).content.decode()
    assert "2 dòng không đánh dấu được" in page and not Marking.objects.exists()
    browser.post(address, {"stage": "checked", "files_listed": listed, "skip": "on"})
    made = Marking.objects.get()
    assert (made.file_count, made.stage) == (3, "checked")
    browser.post(f"/danh-dau/lan/{made.pk}/bo/")
    assert not ScanMark.objects.exists()


def test_a_list_that_names_no_file_marks_none(catalogue, as_user, lan):
    address = f"/danh-dau/{catalogue.pk}/danh-sach/"
    page = as_user(lan).post(address, {"stage": "checked", "files_listed": "9\t77", "skip": "on"}).content.decode()
    assert "Không dòng nào có hồ sơ đánh dấu được" in page and not Marking.objects.exists()


def test_without_heads_only_box_and_number_are_taken(plan):
    assert list_from_workbook(xlsx(("1", "01"), ("1", "02")), "a.xlsx") == "1\t01\n1\t02"
    with pytest.raises(Refused, match="cần dòng tiêu đề có cột"):  # is the first one a running number?
        read_delivery(xlsx(("1", "1", "05"), ("2", "1", "06")), "a.xlsx")
