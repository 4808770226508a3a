"""What is between the files of a list: titles that go on, boxes and retentions, lines that wait."""

import pytest

from plans.intake.reading import read_catalogue
from tests.helpers.shapes import (
    CLINIC,
    HEAD,
    LETTERHEAD,
    MARKED,
    RUNNING,
    SHORT,
    STATION,
    A,
    B,
    Shapes,
    changed,
    cut,
    errors_of,
    in_time,
    values,
)
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
shape = Shapes()
# -- titles that go on below
for begins, tail, warns in (
    ("a small letter", "và Trạm Y tế xã", ""),
    ("a digit", "2006 của Sở Y tế", ""),
    ("a bracket", "(Bản sao)", ""),
    ("a capital", "Quảng Nam năm 2005", "được nối với dòng dưới"),
    ("capitals", "UBND huyện Thăng Bình", "được nối với dòng dưới"),
    ("a quotation mark", "“Tuyến sau”", ""),
):
    shape(
        f"a title that goes on with {begins}",
        xlsx(HEAD, CLINIC, (None, None, tail), STATION),
        A | {"title": f"{CLINIC[2]} {tail}"},
        B,
        warns=warns,
        left_out=[3],
    )
shape(
    "a title that ends in the middle",
    xlsx(HEAD, changed(CLINIC, c2="Hồ sơ quy hoạch mạng lưới của"), (None, None, "Sở Y tế"), STATION),
    A | {"title": "Hồ sơ quy hoạch mạng lưới của Sở Y tế"},
    B,
    left_out=[3],
)
shape(
    "headings in capitals in the column of titles",
    xlsx(HEAD, (None, None, "QUY HOẠCH"), CLINIC, (None, None, "XÂY DỰNG"), STATION),
    left_out=[2, 4],
)
shape(
    "headings like the first one are asked",
    xlsx(HEAD, (None, None, "Quy hoạch"), CLINIC, (None, None, "Xây dựng cơ bản"), STATION),
    warns="được hiểu là đề mục",
    left_out=[2, 4],
)
# -- what holds for the files below
UNBOXED = [cut(row, 0) for row in (HEAD, CLINIC, STATION)]
shape(
    "a box in two cells",
    xlsx(UNBOXED[0], ("Hộp số:", 1), UNBOXED[1], ("Hộp số:", "02"), UNBOXED[2]),
    A,
    B | {"box_number": "02"},
    left_out=[2, 4],
)
shape(
    "a box in two cells with its sums",
    xlsx(
        UNBOXED[0], ("Hộp số", 1, None, None, None, 45, 88), UNBOXED[1], ("Hộp số", 2, *[None] * 3, 10, 12), UNBOXED[2]
    ),
    A,
    B | {"box_number": "2"},
    left_out=[2, 4],
)
shape(
    "a box in the letterhead in two cells",
    xlsx(("SỞ Y TẾ",), ("Hộp số:", 1), ("Phông:", "Sở Y tế"), UNBOXED[0], *UNBOXED[1:]),
    A | {"fonds": "Sở Y tế"},
    B,
)
shape(
    "Kho - Giá - Hộp",
    xlsx(("Kho-Giá-Hộp", *HEAD[1:]), ("01-02-05", *CLINIC[1:]), ("01-02-06", *STATION[1:])),
    A | {"box_number": "01-02-05"},
    B | {"box_number": "01-02-06"},
)
shape(
    "a box over a column of times",
    xlsx(
        (HEAD[3], *HEAD[1:3], *HEAD[4:]), ("Hộp số 1",), *[(row[3], *row[1:3], *row[4:]) for row in (CLINIC, STATION)]
    ),
    left_out=[2],
)
UNKEPT = [cut(row, 5) for row in (HEAD, CLINIC, STATION)]
KEPT = [each | {"retention_years": 20} for each in (A, B)]
BY_RETENTION = "lấy thời hạn ghi ở phần đầu, dòng đề mục hoặc tên trang tính"
for name, line in {
    "a line": ("Thời hạn bảo quản: 20 năm",),
    "two cells": ("THBQ:", "20 năm"),
    "the title of the list": ("MỤC LỤC HỒ SƠ BẢO QUẢN CÓ THỜI HẠN 20 NĂM",),
}.items():
    shape(f"a retention in the letterhead in {name}", xlsx(line, (), *UNKEPT), *KEPT, warns=BY_RETENTION)
shape("a retention in the name of the sheet", xlsx(*UNKEPT, name="20 năm"), *KEPT, warns=BY_RETENTION)
shape(
    "a retention over each group",
    xlsx(UNKEPT[0], ("HỒ SƠ VĨNH VIỄN",), UNKEPT[1], ("Thời hạn bảo quản: 20 năm",), UNKEPT[2]),
    warns=BY_RETENTION,
    left_out=[2, 4],
)


shape(
    "days under headings of years",
    xlsx(SHORT, ("NĂM 2001",), in_time(CLINIC, "22/02 - 14/3"), ("NĂM 2008",), in_time(STATION, "15/3")),
    A | {"start_date": "2001-02-22", "end_date": "2001-03-14"},
    B | {"end_date": None},
    left_out=[2, 4],
)
shape(
    "headings of years in the column of numbers",
    xlsx(cut(SHORT, 0), ("Năm 2001",), cut(in_time(CLINIC, "1/3"), 0), ("Năm 2008",), cut(in_time(STATION, "15/3"), 0)),
    A | {"box_number": None, "start_date": "2001-03-01", "end_date": None},
    B | {"box_number": None, "end_date": None},
    left_out=[2, 4],
)
shape(
    "days on a sheet of a year",
    xlsx(SHORT, in_time(CLINIC, "22/02-14/3"), name="Năm 2001"),
    A | {"start_date": "2001-02-22", "end_date": "2001-03-14"},
)
# -- lines that are no files
WAITING = {
    "boxes to tick": (*[None] * 9, False),
    "a mark in words": (*[None] * 9, "Không"),
    "zeros": (*[None] * 6, 0, 0, None, False),
    "a box and a retention": ("1", *[None] * 4, "20 năm", *[None] * 3, False),
    "a running number": (None, 3, *[None] * 7, False),
}
for name, waiting in WAITING.items():
    shape(
        f"lines that wait with {name}",
        xlsx(MARKED, (*CLINIC, True), (*STATION, True), *[waiting] * 3),
        left_out=[4, 5, 6],
    )
for word in ("Total", "Grand total", "Subtotal", "TOTAL:", "Sum"):
    shape(f"{word}", xlsx(HEAD, CLINIC, STATION, (word, *[None] * 5, 55, 100)), left_out=[4])
# -- numbers that restart
SAME = changed(STATION, c1="01")
shape(
    "numbers restart per Mục lục số",
    xlsx(("Mục lục số", *HEAD), ("01", *CLINIC), ("02", *SAME)),
    A | {"catalogue_number": "01"},
    B | {"catalogue_number": "02", "file_number": "01"},
)
shape(
    "numbers restart per fonds",
    xlsx(("Phông", *HEAD), ("Sở Y tế", *CLINIC), ("Trạm Y tế", *SAME)),
    A,
    B | {"file_number": "01"},
)
shape(
    "numbers restart under a line",
    xlsx(HEAD, ("Mục lục số 01",), CLINIC, ("Mục lục số 02",), SAME),
    A | {"catalogue_number": "01"},
    B | {"catalogue_number": "02", "file_number": "01"},
    left_out=[2, 4],
)
for called in ("Mục lục số", "MLS"):
    shape(
        f"numbers restart on sheets called {called} 01",
        xlsx(HEAD, CLINIC, name=f"{called} 01", more={f"{called} 02": [HEAD, SAME]}),
        A | {"catalogue_number": "01"},
        B | {"catalogue_number": "02", "file_number": "01"},
    )
shape(
    "numbers restart on sheets called by their fonds",
    xlsx(HEAD, CLINIC, name="Phông Sở Y tế", more={"Phông Trạm Y tế": [HEAD, SAME]}),
    A | {"fonds": "Sở Y tế"},
    B | {"fonds": "Trạm Y tế", "file_number": "01"},
)


# -- tables about something else below the list
PERSONS = [("STT", "Họ và tên", "Chức vụ"), (1, "Trần Thị Lan", "Chuyên viên"), (2, "Phạm Văn Nam", "Giám đốc")]
shape("persons below the list", xlsx(HEAD, CLINIC, STATION, (), *PERSONS), left_out=[5, 6, 7])
shape("persons between two lists", xlsx(HEAD, CLINIC, *PERSONS, (), HEAD, STATION), left_out=[3, 4, 5, 7])
NUMBERED = [(at, *row) for at, row in zip(("STT", 1, 2), (HEAD, CLINIC, STATION), strict=True)]
for name, between in {
    "a heading that begins with STT": [("STT", None, None, "Nhóm hồ sơ xây dựng")],
    "a heading of persons that begins with STT": [("STT", None, None, "Hồ sơ người có công")],
    "the head again in other words": [("STT", None, None, "Tên hồ sơ")],
    "the head again in other words and unknown ones": [("STT", "Hộp", "Hiệu", "Việc")],
}.items():
    shape(name, xlsx(*NUMBERED[:2], *between, NUMBERED[2]), left_out=[3])
shape(
    "a list that goes on below persons",
    xlsx(*NUMBERED[:2], *PERSONS, NUMBERED[2]),
    left_out=[3, 4, 5],
    warns=f"Đứng dưới một bảng khác (dòng 3): được hiểu là Mục lục đi tiếp từ dòng này; kiểm tra lại. {STATION[2]}",
)
for name, file in {
    "without time and retention": changed(NUMBERED[1], c2="03", c4=None, c5=None, c6=None),
    "in brackets": changed(NUMBERED[1], c2="03", c3="(Bản sao) Hồ sơ quy hoạch"),
}.items():
    shape(
        f"what is like a file below persons, {name}",
        xlsx(*NUMBERED, *PERSONS, file),
        left_out=[4, 5, 6, 7],
        warns="Giống một hồ sơ nhưng đứng dưới một bảng khác (dòng 4)",
    )
OFFICERS = [("STT", "Mã số", "Họ và tên", "Ngày sinh"), *[(at, f"CB{at}", "Trần Thị Lan", "3/8/1980") for at in (1, 2)]]
shape(
    "persons in the columns of a file, below the list",
    xlsx(HEAD, CLINIC, STATION, *OFFICERS),
    left_out=[4, 5, 6],
    warns="Giống một hồ sơ nhưng đứng dưới một bảng khác (dòng 4)",
)
DEVICES = [("STT", "Thiết bị", "Số lượng", "Ghi chú"), (1, "Máy quét", "Hai", "Tốt")]
shape("devices in the columns of a file, below the list", xlsx(*NUMBERED, *DEVICES), left_out=[4, 5])
BOXES = [("Hộp số", "Số tờ", "Số trang", "Hồ sơ số"), ("1", 55, 100, "01-02")]
shape(
    "what is like a file below a summary",
    xlsx(HEAD, CLINIC, STATION, *BOXES, changed(CLINIC, c1="03")),
    left_out=[4, 5, 6],
    warns="Giống một hồ sơ nhưng đứng dưới một bảng khác (dòng 4)",
)


@pytest.mark.parametrize("name", shape)
def test_what_is_between_the_files(name):
    shape.check(name)


def test_running_numbers_stand_for_file_numbers_only_where_a_person_says_so():
    rows = [("STT", *HEAD[2:]), (1, *CLINIC[2:]), (2, *STATION[2:])]
    reading = read_catalogue(xlsx(*rows), "muc-luc.xlsx")
    assert [problem.field for problem in reading.errors] == ["file_number"]
    assert [row["file_number"] for row in values(reading)] == [None, None]
    assert reading.sheets[0].questions == ("?number",) and "file_number" not in reading.sheets[0].columns
    answered = read_catalogue(xlsx(*rows), "muc-luc.xlsx", mapping=RUNNING)
    assert answered.error_count == 0 and [row["file_number"] for row in values(answered)] == ["1", "2"]
    assert answered.sheets[0].columns["file_number"] == "STT" and answered.sheets[0].questions == ("?number",)


def test_numbers_and_signs_stand_for_file_numbers_without_a_question():
    rows = [("Số, ký hiệu hồ sơ", *HEAD[2:]), ("05/QH", *CLINIC[2:])]
    reading = read_catalogue(xlsx(*rows), "muc-luc.xlsx")
    assert reading.errors == [] and [row["file_number"] for row in values(reading)] == ["05/QH"]
    assert reading.sheets[0].questions == ()


def test_a_sheet_of_people_is_no_list_that_goes_on():
    people = [("STT", "Mã số", "Họ và tên", "Ngày sinh", "Chức vụ")]
    people += [(at, f"CB{at}", f"Nguyễn Văn Nam {at}", f"{at}/1/1980", "Chuyên viên") for at in (1, 2, 3)]
    units = [("1", "01", "Trung tâm Y tế huyện Duy Xuyên", "Nam Phước", None, None, 45, 60)]
    units += [("2", "02", "Trung tâm Y tế huyện Thăng Bình", "Hà Lam", None, None, 45, 60)]
    reading = read_catalogue(xlsx(HEAD, CLINIC, STATION, more={"Cán bộ": people, "Đơn vị": units}), "muc-luc.xlsx")
    assert (reading.row_count, reading.error_count) == (2, 0)
    assert [note for note in reading.notes if "không có bảng hồ sơ" in note] == reading.notes


def test_hidden_rows_and_columns_are_read_and_told():
    def hide(book, sheet):
        sheet.row_dimensions[2].hidden = sheet.column_dimensions["G"].hidden = True

    reading = read_catalogue(xlsx(HEAD, CLINIC, STATION, change=hide), "muc-luc.xlsx")
    assert reading.row_count == 2 and "Trang tính “Mục lục”: 1 dòng, 1 cột đang ẩn vẫn được đọc." in reading.notes


def test_cells_under_no_head_are_told():
    reading = read_catalogue(xlsx(HEAD, (*CLINIC, None, "x"), (*STATION, None, "y")), "muc-luc.xlsx")
    assert "Trang tính “Mục lục”: cột không có tiêu đề nên không được đọc: K (2 ô)." in reading.notes


OF_FILE = ("Mã hồ sơ", "Tiêu đề hồ sơ", "Thời gian bắt đầu", "Thời hạn bảo quản", "Số lượng tờ")
OF_DOCUMENT = ("Số thứ tự văn bản trong hồ sơ", "Tên loại văn bản", "Số, ký hiệu văn bản", "Trích yếu nội dung")
DOCTORS = ("HS01", "Hồ sơ cấp phép hành nghề y", "2008", "Vĩnh viễn", 45)
CHEMISTS = ("HS02", "Hồ sơ cấp phép hành nghề dược", "2009", "20 năm", 10)
DOCUMENTS = [
    (*OF_FILE, *OF_DOCUMENT, "Số trang"),
    (*DOCTORS, 1, "Quyết định", "12/QĐ", "Về việc cấp phép", 2),
    (*DOCTORS, 2, "Công văn", "13/CV", "Về việc bổ sung", 43),
    (*CHEMISTS, 1, "Quyết định", "1/QĐ", "Về việc cấp phép", 10),
]


def test_a_list_of_documents_is_called_that_once_and_summed_where_it_is_chosen():
    reading = read_catalogue(xlsx(*DOCUMENTS), "muc-luc.xlsx")
    (error,) = reading.errors
    assert error.text.startswith("Tệp liệt kê văn bản, không phải hồ sơ") and reading.sheets[0].questions == (
        "?documents",
    )
    summed = read_catalogue(xlsx(*DOCUMENTS), "muc-luc.xlsx", mapping={"?documents": "sum"})
    files = [(row["file_number"], row["page_count"], row["sheet_count"]) for row in values(summed)]
    assert files == [("HS01", 45, 45), ("HS02", 10, 10)] and summed.error_count == 0


def test_letterhead_labels_above_the_head_are_no_part_of_it():
    reading = read_catalogue(xlsx(*LETTERHEAD[:2], ("Phông:", "Sở Y tế"), HEAD, CLINIC, STATION), "muc-luc.xlsx")
    assert reading.sheets[0].header_rows == (4,) and values(reading)[0]["fonds"] == "Sở Y tế"


def test_a_time_alone_in_a_row_is_no_heading():
    text = errors_of(HEAD, changed(CLINIC, c4=None), (None, None, None, "20/12/2008"), STATION)
    assert "Chưa nhập; số hồ sơ" in text and "Chưa nhập; nội dung chính" in text
