"""Problems of single cells and rows: the sentence, the row and the column, on a bound and beside it."""

from datetime import date

import pytest

from plans.intake.rows.judge_row import MARKED, key_of, row_errors, row_warnings, unknown_errors
from plans.intake.rows.read_columns import Fault, read_cell, shortened
from plans.intake.rows.sparse_columns import counts_up, is_carried, is_tick_column
from tests.helpers.walked_sheets import HEAD, file_row, walked

pytestmark = pytest.mark.once
NO_PAGES = "hồ sơ phải có ít nhất một trang ở một khổ giấy"
ODD = {
    "as many pages as the sheets have sides": ({"sheet_count": 10, "page_count": 20}, None),
    "one page more": (
        {"sheet_count": 10, "page_count": 21},
        ("warning", "G", "21 trang mà chỉ 10 tờ (mỗi tờ tối đa 2 trang); kiểm tra lại", "10"),
    ),
    "pages by the thousand": (
        {"sheet_count": 1000, "page_count": 2001},
        ("warning", "G", "2.001 trang mà chỉ 1.000 tờ (mỗi tờ tối đa 2 trang); kiểm tra lại", "1000"),
    ),
    "no sheets": ({"sheet_count": None}, None),
    "zero sheets": ({"sheet_count": 0}, None),
    "zero pages": ({"page_count": 0}, ("error", "H", NO_PAGES, "0")),
    "pages that nobody has counted": ({"page_count": None}, None),
    "pages that cannot be read": ({"page_count": "1,5"}, ("error", "H", "nhập một số nguyên, ví dụ 1.250", "1,5")),
    "a start that nobody knows": ({"start_date": None}, None),
    "a dash for the start": ({"start_date": "-"}, None),
    "a retention that nobody has decided": ({"retention_years": None}, None),
    "no end": ({"end_date": None}, None),
    "the same day": ({"start_date": "15/3/2008", "end_date": "15/3/2008"}, None),
    "a month that begins in its year": ({"start_date": "3/2008", "end_date": "2008"}, None),
    "the end a day early": (
        {"start_date": "15/3/2008", "end_date": "14/3/2008"},
        ("error", "E", "kết thúc trước khi bắt đầu (15/3/2008); kiểm tra hai ngày", "2008-03-14"),
    ),
    "another end in the start": (
        {"start_date": "2001-2005", "end_date": "2006"},
        ("error", "E", "cột Bắt đầu đã ghi một khoảng thời gian khác; chỉ ghi ở một cột", "2006"),
    ),
    "the same end in the start": ({"start_date": "2001-2005", "end_date": "2005"}, None),
    "a day as a number": (
        {"start_date": 39522},
        ("warning", "D", "số 39522 được hiểu là ngày 15/3/2008; kiểm tra lại", "39522"),
    ),
    "an end as a number": (
        {"end_date": "39522"},
        ("warning", "E", "số 39522 được hiểu là ngày 15/3/2008; kiểm tra lại", "39522"),
    ),
    "a number that Excel cut": (
        {"file_number": 1.5},
        (
            "warning",
            "B",
            "Excel giữ số này là số lẻ, được hiểu là 1.5; kiểm tra lại (1.10 cũng bị đổi thành 1.1)",
            "1,5",
        ),
    ),
    "a fault of a formula": (
        {"page_count": "#REF!"},
        ("error", "H", "ô báo lỗi công thức #REF!; sửa công thức hoặc nhập lại giá trị", "#REF!"),
    ),
    "a fault in a day": (
        {"start_date": " #N/A "},
        ("error", "D", "ô báo lỗi công thức #N/A; sửa công thức hoặc nhập lại giá trị", "#N/A"),
    ),
    "not arranged or not": ({"arranged": "có thể"}, ("error", "I", "ghi “Có” hoặc “Không”", "có thể")),
    "a dash for not arranged": ({"arranged": "-"}, None),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_in_a_row_is_said_once_and_at_its_cell(name):
    changes, problem = ODD[name]
    sheet = walked(HEAD, file_row(1), file_row(2, **changes), file_row(3))
    found = [(each.row, each.level, each.letter, each.text, each.value) for each in sheet.collected.problems]
    assert found == ([(3, *problem)] if problem else []) and sheet.rows == [2, 3, 4]
    assert sheet.collected.wrong == ({(0, 3)} if problem and problem[0] == "error" else set())


def test_a_wrong_cell_has_no_value_and_the_others_keep_theirs():
    sheet = walked(HEAD, file_row(1), file_row(2, page_count="?", retention_years="?"), file_row(3, file_number=1.5))
    assert sheet.column("page_count") == [12, None, 12]
    assert sheet.column("retention_years") == [20, None, 20]
    assert sheet.column("file_number") == ["01", "02", "1.5"]


@pytest.mark.parametrize("ditto", ['"', "nt", " - nt - ", "như trên"])
def test_ditto_marks_mean_the_cell_above_over_chunks_too(ditto):
    marked = {"box_number": ditto, "start_date": ditto, "end_date": ditto, "retention_years": ditto, "arranged": ditto}
    rows = [file_row(1), file_row(2, **marked), file_row(3, **marked), file_row(4, retention_years="5 năm")]
    sheet = walked(HEAD, *rows, file_row(5, **marked), chunk=2)
    assert sheet.column("box_number") == ["1"] * 5 and sheet.column("start_date") == ["2008-03-15"] * 5
    assert sheet.column("retention_years") == [20, 20, 20, 5, 5] and sheet.column("arranged") == [True] * 5


def test_boxes_written_once_hold_until_the_next_one():
    boxes = ["1", None, None, "2", None]
    sheet = walked(HEAD, *[file_row(n, box_number=box) for n, box in enumerate(boxes, 1)], chunk=3)
    assert sheet.column("box_number") == ["1", "1", "1", "2", "2"]


def test_crosses_alone_mean_yes_and_empty_cells_no():
    crosses = ["x", None, "X", None]
    sheet = walked(HEAD, *[file_row(n, arranged=cross) for n, cross in enumerate(crosses, 1)])
    assert sheet.column("arranged") == [True, False, True, False] and sheet.odd == []
    every = walked(HEAD, file_row(1, arranged="x"), file_row(2, arranged="có"), file_row(3, arranged=None))
    assert every.column("arranged") == [True, True, None] and every.levels == ["error"]


def test_booleans_are_answers_not_numbers():
    sheet = walked(HEAD, file_row(1, arranged=True), file_row(2, arranged=False), file_row(3, arranged=1))
    assert sheet.column("arranged") == [True, False, True]


def test_sheets_and_pages_in_one_column():
    head = (*HEAD[:6], "Số tờ/Số trang", "Đã chỉnh lý")
    cells = ["45/88", "60 tờ", "12", None, "1/2/3", "-", 7]
    rows = [(*file_row(n)[:6], cell, "Có") for n, cell in enumerate(cells, 1)]
    sheet = walked(head, *rows)
    assert sheet.column("sheet_count") == [45, 60, None, None, None, None, None]
    assert sheet.column("page_count") == [88, None, 12, None, None, None, 7]
    single = "cột này chỉ ghi một số ở nhiều dòng: được hiểu là số trang; nếu đó là số tờ, ghi dạng số tờ/số trang, "
    assert sheet.odd == [(1, "G", f"{single}ví dụ 45/88"), (6, "G", "ghi số tờ/số trang, ví dụ 45/88")]


def test_a_header_that_lacks_columns_says_so_once_at_its_row():
    lacks = "thiếu cột bắt buộc “{}”: thêm cột này, hoặc chọn cột tương ứng"
    head = ("Hộp số", "Hồ sơ số", "THBQ", "Số tờ", "Việc")
    rows = [("1", f"0{number}", "20 năm", 10, "Xây dựng Trạm Y tế xã") for number in (1, 2)]
    sheet = walked((None,), ("Mục lục",), head, *rows)
    assert sheet.odd[0] == (3, "", lacks.format("Tiêu đề hồ sơ"))
    assert sheet.levels == ["error", "warning", "warning", "warning"]
    assert sheet.odd[1][2].startswith("chưa có cột “Đã chỉnh lý”: các hồ sơ được ghi là chưa chỉnh lý;")
    assert sheet.odd[2][2] == "tệp không có cột “Bắt đầu”: hồ sơ được ghi là chưa rõ thời gian; bổ sung trước khi trình"
    assert sheet.odd[3][2].startswith("tệp chỉ có số tờ, chưa có số trang: hồ sơ được ghi là chưa rõ số trang;")
    assert [problem.field for problem in sheet.collected.problems] == ["title", "arranged", "start_date", "page_count"]


def test_what_no_list_of_files_lacks_is_still_asked_for():
    rows = [(number, f"0{number}", "Xây dựng Trạm Y tế xã Tam Thăng") for number in (1, 2)]
    bare = walked(("STT", "Hồ sơ số", "Tiêu đề hồ sơ"), *rows)
    assert bare.levels == ["warning", "error", "error", "error"]  # numbers and titles may be of anything
    large = walked((*HEAD[:7], "Trang A3", "Đã chỉnh lý"), file_row(1))
    assert [each.field for each in large.collected.problems if each.level == "error"] == ["page_count"]


def test_columns_read_twice_and_columns_of_no_use_are_named():
    head = (*HEAD, "Số trang của hồ sơ", "Màu bìa", "Cỡ bìa")
    sheet = walked(head, (*file_row(1), file_row(1)[7], "xanh", "to"), file_row(2))
    assert sheet.odd == [(1, "", "cột “Số trang của hồ sơ” (J) cũng là “Trang A4”: cột này không được đọc")]
    assert sheet.levels == ["warning"] and sheet.collected.problems[0].value == "Số trang của hồ sơ"
    assert sheet.collected.notes == ["Trang tính “Mục lục”: cột không dùng đến: “Màu bìa” (K), “Cỡ bìa” (L)."]


def test_the_number_of_the_row_stands_for_the_number_of_the_file_only_where_a_person_says_so():
    rows = ("STT", *HEAD[2:]), (1, *file_row(1)[2:]), ("2a", *file_row(2)[2:])
    asking = walked(*rows)
    ask = "không có cột Hồ sơ số: chọn cho cả tệp có lấy số thứ tự (STT) làm hồ sơ số hay không"
    [problem] = asking.collected.problems
    assert (problem.row, problem.field) == (1, "file_number") and problem.text.startswith(ask)
    assert asking.column("file_number") == [None, None]
    sheet = walked(*rows, mapping={"?number": "running"})
    assert sheet.column("file_number") == ["1", "2a"] and sheet.odd == []
    note = "không có cột Hồ sơ số: số thứ tự (STT) được lấy làm hồ sơ số."
    assert sheet.collected.notes == [f"Trang tính “Mục lục”: {note}"]


@pytest.mark.parametrize(
    ("cells", "ticks"),
    [
        (["x", "", "✓"], True),
        (["x", "x"], False),
        (["", ""], False),
        (["x", "không", ""], False),
        (["x", "có", ""], False),
    ],
)
def test_a_column_of_ticks_says_yes_and_is_empty_elsewhere(cells, ticks):
    assert is_tick_column(cells) is ticks


@pytest.mark.parametrize(
    ("cells", "carried"),
    [
        ([], False),
        (["1", "1"], False),
        (["", "1"], False),
        (["1", ""], True),
        (["1", "", "", "", "2"], True),
        (["1", "1", ""], False),
        (["1", "", "3", "5"], True),  # a quarter is empty
        (["1", "", "3", "5", "7"], False),  # less than a quarter, and boxes may lie between
        (["1", "", "2", "3", "4"], True),  # less than a quarter, but no box lies between
        ([1.0, "", 2.0, 3.0, 4.0], True),
        (["1", "", "2a", "3", "4"], False),
    ],
)
def test_boxes_are_carried_where_they_are_written_once(cells, carried):
    assert is_carried(cells) is carried


def test_numbers_that_count_up():
    assert counts_up(["1", " 2 ", 3.0]) and counts_up(["7"])
    assert not counts_up(["1", "3"]) and not counts_up(["2", "1"]) and not counts_up(["1", "b"])


def test_a_cell_alone():
    assert read_cell("note", " ", "ghi chú") == "chưa nhập; ghi chú"
    assert type(read_cell("note", "", "ghi chú")) is Fault and read_cell("note", "", "") is None
    assert read_cell("note", "-------", "") is not None and read_cell("note", "—", "") is None
    assert read_cell("arranged", "-", "") is False
    assert read_cell("fonds", "Sở Y tế", "") == "Sở Y tế" and len(read_cell("fonds", "a" * 250, "")) == 250
    assert read_cell("fonds", "a" * 251, "") == "dài 251 ký tự; rút gọn còn tối đa 250 ký tự"


def test_cells_are_shown_short():
    assert shortened(None) == "" and shortened(39522.0) == "39522" and shortened(True) == "Có"
    assert shortened(" a  b ") == "a b" and shortened("ư" * 61) == "ư" * 60


STORED = {
    "box_number": "1",
    "file_number": "01",
    "title": "Hồ sơ quy hoạch",
    "start_date": "2008",
    "end_date": "",
    "catalogue_number": "",
    "sheet_count": 10,
    "page_count": 20,
} | dict.fromkeys(("page_count_a3", "page_count_a2", "page_count_a1", "page_count_a0"), 0)


def test_a_row_of_the_grid_is_held_to_the_same_rules():
    assert row_errors(STORED) == {} and row_warnings(STORED) == {} and key_of(STORED) == ("1", "01", "")
    early = row_errors(STORED | {"end_date": "2007-12"})
    assert early == {"end_date": "kết thúc trước khi bắt đầu (2008); kiểm tra hai ngày"}
    assert row_errors(STORED | {"end_date": "2008-01"}) == {}
    none = STORED | {"page_count": 0}
    typed = {"page_count"}
    assert row_errors(none) == {}  # nobody has counted its pages yet
    assert row_errors(none, typed=typed) == {"page_count": NO_PAGES}
    assert row_errors(none | {"page_count_a0": 1}, typed=typed) == {}
    assert row_errors(none, {"page_count_a3"}, typed) == {} and row_errors(none, {"title"}, typed) != {}
    assert (
        unknown_errors(STORED | {"retention_years": 0}) == {}
        and unknown_errors(none | {"page_count_a0": 1, "retention_years": 0}) == {}
    )
    assert list(unknown_errors(none | {"start_date": "", "retention_years": None})) == [
        "start_date",
        "retention_years",
        "page_count",
    ]
    assert row_errors(STORED | {"title": "Hồ sơ (Mật)"}) == {"title": MARKED}
    assert row_errors(STORED | {"note": "TỐI\u200b MẬT"}) == {"note": MARKED}  # where it is
    many = "21 trang mà chỉ 10 tờ (mỗi tờ tối đa 2 trang); kiểm tra lại"
    assert row_warnings(STORED | {"page_count_a3": 1}) == {"sheet_count": many}
    assert row_warnings(STORED | {"sheet_count": 0, "page_count": 99}) == {}


def test_one_column_of_times_gives_both_ends():
    head = (*HEAD[:3], "Thời gian tài liệu", *HEAD[5:])
    cells = ["2005-2010", "2008", None, "3/2008", "15/3-20/12/2008"]
    sheet = walked(head, *[(*file_row(n)[:3], cell, *file_row(n)[5:]) for n, cell in enumerate(cells, 1)])
    assert sheet.column("start_date") == ["2005", "2008", None, "2008-03", "2008-03-15"]
    assert sheet.column("end_date") == ["2010", None, None, None, "2008-12-20"]
    assert sheet.odd == []


def test_dates_that_excel_turned_are_doubted_at_the_header():
    rows = [file_row(n, start_date=f"{n + 12}/5/2008", end_date=None) for n in range(1, 4)]
    rows += [file_row(n, start_date=date(2008, 6, n), end_date=None) for n in range(4, 7)]
    sheet = walked(HEAD, *rows)
    assert [(row, letter) for row, letter, _ in sheet.odd] == [(1, "D")] and sheet.levels == ["warning"]
    assert sheet.odd[0][2].startswith("các ngày lớn hơn 12 là chữ, các ngày nhỏ hơn là ô ngày:")


def test_a_year_typed_into_a_cell_of_dates_is_asked_back():
    sheet = walked(HEAD, file_row(1, start_date=date(1905, 6, 30), end_date=None))
    assert sheet.odd == [(2, "D", "ô ngày chứa số 2008: được hiểu là năm 2008; kiểm tra lại")]
    assert sheet.column("start_date") == ["2008"]


def test_the_same_cell_is_judged_in_every_row_that_holds_it():
    sheet = walked(HEAD, *[file_row(n, page_count="?") for n in (1, 2, 3)], chunk=3)
    assert [row for row, _, _ in sheet.odd] == [2, 3, 4]


def test_a_cross_or_a_day_spread_over_columns_is_read_as_one():
    head = [
        ("Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian", None, None, "Thời hạn bảo quản", None, "Số trang", "Đã chỉnh lý"),
        (None, None, "Ngày", "Tháng", "Năm", "Vĩnh viễn", "Có thời hạn", None, None),
    ]
    rows = [
        ("01", "Hồ sơ xây dựng trường học", 15, 3, 2008, "x", None, 12, "Có"),
        ("02", "Hồ sơ xây dựng trạm xá", None, "3", 2008, None, "20 năm", 12, "Có"),
        ("03", "Hồ sơ xây dựng chợ", None, None, 2008, None, "10 năm", 12, "Có"),
        ("04", "Hồ sơ xây dựng cầu", None, None, 2008, "x", "5 năm", 12, "Có"),
    ]
    sheet = walked(*head, *rows)
    assert sheet.column("start_date") == ["2008-03-15", "2008-03", "2008", "2008"]
    assert sheet.column("retention_years") == [0, 20, 10, None]
    text = "ghi “Vĩnh viễn” hoặc số năm từ 1 đến 70, ví dụ 20 năm"
    assert sheet.odd == [(6, "F", text)] and sheet.collected.problems[0].value == "Vĩnh viễn + 5 năm"
