"""What stands between the files of a list: titles that go on, boxes and retentions, lines that wait."""

from datetime import date

import pytest

from plans.intake.reading import read_catalogue
from tests.helpers.shapes import (
    CLINIC,
    HEAD,
    LETTERHEAD,
    RUNNING,
    STATION,
    A,
    B,
    Shapes,
    assert_accounted,
    changed,
    cut,
    values,
)
from tests.helpers.workbooks import xlsx

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
SHORT = (*HEAD[:3], "Thời gian", *HEAD[5:])


def in_time(row, time):
    return (*row[:3], time, *row[5:])


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
MARKED = (*HEAD, "Đã chỉnh lý")
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
# -- counts that say more
for written, pages, sheets, note in (
    ("50 trang (25 tờ)", 50, 25, None),
    ("25 tờ (50 trang)", 50, 25, None),
    ("50 (25 tờ)", 50, 25, None),
    ("373 (trang)", 373, None, None),
    ("120 (thiếu tờ 5)", 120, None, "thiếu tờ 5"),
    ("120 trang (bản sao)", 120, None, "bản sao"),
):
    shape(
        f"pages written {written}",
        xlsx(HEAD, changed(CLINIC, c6=None, c7=written)),
        A | {"page_count": pages, "sheet_count": sheets, "note": note},
    )
for written in ("A4: 120; A3: 5", "120 A4 + 5 A3", "120 trang A4, 5 trang A3"):
    shape(
        f"sizes written {written}",
        xlsx(HEAD, changed(CLINIC, c6=None, c7=written)),
        A | {"page_count": 120, "page_count_a3": 5, "sheet_count": None},
    )
# -- codes that Excel took the nought of, and numbers kept as text
CODED = (*HEAD[:5], "maintenance", *HEAD[6:])
shape("codes of retention as numbers", xlsx(CODED, changed(CLINIC, c5=1), changed(STATION, c5=5)), A, B)
shape(
    "years under the same head",
    xlsx(CODED, changed(CLINIC, c5=5), changed(STATION, c5=20)),
    A | {"retention_years": 5},
    B,
)
shape("a number written as a formula of text", xlsx(HEAD, changed(CLINIC, c1='="01"'), STATION), A, B)
# -- counts by the thousand
for head in ("Số trang (nghìn trang)", "Số trang (ĐVT: 1.000 trang)", "Số trang (ngàn)"):
    shape(
        head,
        xlsx(changed(HEAD, c7=head), changed(CLINIC, c6=None, c7="1,2"), changed(STATION, c6=None, c7=0.07)),
        A | {"page_count": 1200, "sheet_count": None},
        B | {"page_count": 70, "sheet_count": None},
        warns="ghi theo nghìn",
    )
for line in (("Đơn vị tính: nghìn trang",), (None, None, None, "ĐVT: 1000 trang")):
    shape(
        f"a line over the list {line}",
        xlsx(line, HEAD, changed(CLINIC, c6=None, c7=1), changed(STATION, c6=None, c7=2)),
        A | {"page_count": 1000, "sheet_count": None},
        B | {"page_count": 2000, "sheet_count": None},
        warns="ghi theo nghìn",
    )
shape(
    "the unit alone under the head, and a total in it",
    xlsx(
        HEAD,
        (*[None] * 7, "(nghìn trang)"),
        changed(CLINIC, c6=None, c7=1.2),
        changed(STATION, c6=None, c7="0,07"),
        (None, None, "Tổng cộng", *[None] * 4, 1.27),
    ),
    A | {"page_count": 1200, "sheet_count": None},
    B | {"page_count": 70, "sheet_count": None},
    left_out=[2, 5],
    warns="ghi theo nghìn",
)
shape(
    "a cell with its own unit",
    xlsx(HEAD, changed(CLINIC, c6=None, c7="1,2 nghìn trang"), changed(STATION, c6="1 nghìn tờ", c7="2 ngàn trang")),
    A | {"page_count": 1200, "sheet_count": None},
    B | {"page_count": 2000, "sheet_count": 1000},
)
SCALED = {
    "Số trang (trăm trang)": 100,
    "Số trang (trăm)": 100,
    "Trăm trang": 100,
    "SỐ TRANG (CHỤC)": 10,
    "Số trang (ĐVT: 100 trang)": 100,
    "So trang (tram trang)": 100,
    "Số trang (x1000)": 1000,
    "Nghìn trang": 1000,
    "Số trang (vạn trang)": 10_000,
}
for head, scale in SCALED.items():
    shape(
        head,
        xlsx(changed(HEAD, c7=head), changed(CLINIC, c6=None, c7="1,2"), changed(STATION, c6=None, c7=3)),
        A | {"page_count": 12 * scale // 10, "sheet_count": None},
        B | {"page_count": 3 * scale, "sheet_count": None},
        warns="được đọc là",
    )
shape(
    "sheets and pages by the thousand",
    xlsx(
        changed(HEAD, c6="Số tờ (nghìn)", c7="Số trang (nghìn)"),
        changed(CLINIC, c6=0.6, c7=1.2),
        changed(STATION, c6="0,5", c7="1"),
    ),
    A | {"sheet_count": 600, "page_count": 1200},
    B | {"sheet_count": 500, "page_count": 1000},
    warns="ghi theo nghìn",
)
shape(
    "sheets over pages by the hundred",
    xlsx((*HEAD[:6], "Số tờ/Số trang (trăm)"), (*CLINIC[:6], "6/12"), (*STATION[:6], "5/9")),
    A | {"sheet_count": 600, "page_count": 1200, "note": None},
    B | {"sheet_count": 500, "page_count": 900, "note": None},
    warns="ghi theo trăm",
)
for under in ("(nghìn)", "Nghìn"):
    shape(
        f"the bare unit under the head: {under}",
        xlsx(HEAD, (*[None] * 7, under), changed(CLINIC, c6=None, c7=1.2), changed(STATION, c6=None, c7=1)),
        A | {"page_count": 1200, "sheet_count": None},
        B | {"page_count": 1000, "sheet_count": None},
        warns="ghi theo nghìn",
    )
for line in ("ĐVT: nghìn", "Đơn vị tính: nghìn trang, nghìn tờ"):
    shape(
        f"a line for both: {line}",
        xlsx((line,), HEAD, changed(CLINIC, c6=0.6, c7=1.2), changed(STATION, c6=0.5, c7=1)),
        A | {"sheet_count": 600, "page_count": 1200},
        B | {"sheet_count": 500, "page_count": 1000},
        warns="ghi theo nghìn",
    )
shape("an office called a station", xlsx(("Đơn vị: Trạm",), HEAD, CLINIC, STATION), A, B)
shape(
    "a cell by the hundred",
    xlsx(HEAD, changed(CLINIC, c6=None, c7="2 trăm trang"), changed(STATION, c6=None, c7="5 chục trang")),
    A | {"page_count": 200, "sheet_count": None},
    B | {"page_count": 50, "sheet_count": None},
)
shape("money by the thousand", xlsx(("ĐVT: nghìn đồng",), HEAD, CLINIC, STATION), A, B)
# -- answers
shape("C beside K", xlsx(MARKED, (*CLINIC, "C"), (*STATION, "K")), A | {"arranged": True}, B | {"arranged": False})
shape("c beside k", xlsx(MARKED, (*CLINIC, "k"), (*STATION, "c")), A | {"arranged": False}, B | {"arranged": True})
shape(
    "an unknown answer in an optional column",
    xlsx((*HEAD, "Tình trạng vật lý"), (*CLINIC, "Để ở kho khác"), (*STATION, "Tốt")),
    A | {"condition": None},
    B | {"condition": "good"},
    warns="Không hiểu “Để ở kho khác”",
)
shape(
    "a condition that says a file was scanned",
    xlsx((*HEAD, "Tình trạng"), (*CLINIC, "Đã scan"), (*STATION, "Tốt")),
    A | {"condition": None, "digitized_before": True},
    B | {"condition": "good", "digitized_before": None},
    warns="được đọc là đã số hóa trước đây",
)
shape(
    "retention with its years in brackets",
    xlsx(HEAD, changed(CLINIC, c5="Có thời hạn (70 năm)"), changed(STATION, c5="Có thời hạn: 20 năm")),
    A | {"retention_years": 70},
    B,
)
shape(
    "Vĩnh viễn and Có thời hạn side by side",
    xlsx(
        (*HEAD[:5], "Vĩnh viễn", "Có thời hạn", *HEAD[6:]),
        (*CLINIC[:5], "x", None, *CLINIC[6:]),
        (*STATION[:5], None, "20 năm", *STATION[6:]),
    ),
)
CODED = (
    "boxNumber",
    "fileCode",
    "title",
    "startDate",
    "endDate",
    "maintenance",
    "numberOfPaper",
    "numberOfPage",
    "format",
)
shape(
    "the codes of the shared archive",
    xlsx(CODED, (*changed(CLINIC, c5="01")[:8], "02"), (*changed(STATION, c5="05")[:8], "03")),
    A | {"condition": "fair"},
    B | {"condition": "damaged", "note": None},
)


@pytest.mark.parametrize("name", shape)
def test_what_stands_between_the_files(name):
    shape.check(name)


def asked(*rows, **options):
    reading = read_catalogue(xlsx(*rows, **options), "muc-luc.xlsx")
    assert_accounted(reading)
    return " ".join(problem.text for problem in reading.errors)


def test_codes_of_retention_under_a_head_that_does_not_speak_of_codes_are_asked():
    assert "Ghi “Vĩnh viễn” hoặc số năm" in asked(HEAD, changed(CLINIC, c5="01"), changed(STATION, c5="05"))


def test_c_alone_may_mean_chua_and_is_asked():
    assert "Ghi “Có” hoặc “Không”" in asked(MARKED, (*CLINIC, "C"), (*STATION, "C"))


def test_a_part_of_a_page_by_the_hundred_is_asked():
    assert "Nhập một số nguyên" in asked(changed(HEAD, c7="Trăm trang"), changed(CLINIC, c6=None, c7="1,234"))


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


def test_the_century_is_asked_once_for_the_file_and_answered():
    rows = [SHORT, in_time(CLINIC, "22/02/98"), in_time(STATION, "15/3/97-20/12/98")]
    reading = read_catalogue(xlsx(*rows), "muc-luc.xlsx")
    assert [problem.text[:30] for problem in reading.errors] == ["Năm chỉ ghi hai chữ số (ví dụ "]
    assert reading.sheets[0].questions == ("?century",)
    answered = read_catalogue(xlsx(*rows), "muc-luc.xlsx", mapping={"?century": "19"})
    times = [(row["start_date"], row["end_date"]) for row in values(answered)]
    assert answered.error_count == 0 and times == [("1998-02-22", None), ("1997-03-15", "1998-12-20")]


def test_dates_that_an_american_excel_turned_are_doubted_by_row_beside_a_true_date():
    head = ("Hồ sơ số", "Tiêu đề hồ sơ", "Ngày bắt đầu", "THBQ", "Số trang")
    days = [f"{day}/03/2008" for day in range(16, 26)] + [date(2008, month, 5) for month in range(6, 12)]
    days.append(date(2008, 3, 27))
    rows = [(f"{at:02d}", f"Hồ sơ số {at} về y tế", day, "20 năm", 12) for at, day in enumerate(days, 1)]
    reading = read_catalogue(xlsx(head, *rows), "muc-luc.xlsx")
    (doubt,) = [problem.text for problem in reading.problems if problem.field == "start_date"]
    assert "đảo ngày và tháng" in doubt and "(dòng 12, 13, 14, 15, 16, 17)" in doubt


def test_moments_of_programs_are_days_in_vietnam():
    head = ("Hồ sơ số", "Tiêu đề hồ sơ", "Ngày bắt đầu", "THBQ", "Số trang")
    written = {
        "1985-01-01T00:00:00+00:00": "1985-01-01",
        "2008-12-19T17:00:00.000Z": "2008-12-20",
        "Sat Mar 15 2008 00:00:00 GMT+0700 (Indochina Time)": "2008-03-15",
        "15/03/2008 12:00:00 SA": "2008-03-15",
        "20/12/2008 5:00 CH": "2008-12-20",
        "2008-03-15T00:00:00+07:00": "2008-03-15",
    }
    rows = [(f"{at:02d}", f"Hồ sơ số {at} về y tế", day, "20 năm", 12) for at, day in enumerate(written, 1)]
    reading = read_catalogue(xlsx(head, *rows), "muc-luc.xlsx")
    assert [row["start_date"] for row in values(reading)] == list(written.values()) and not reading.error_count


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
