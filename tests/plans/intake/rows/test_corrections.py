"""What a person corrects in the preview is judged as if the workbook held it: by value, by cell, by column."""

from plans.intake.columns import FIELD_ORDER
from plans.intake.reading import read_catalogue
from tests.helpers.workbooks import xlsx

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian", "THBQ", "Trang A4", "Đã chỉnh lý")
FIRST = ("1", "01", "Quy hoạch mạng lưới y tế cơ sở", "2008", "Lâu dài", 12, "Có")
SECOND = ("1", "02", "Hồ sơ cấp phép hành nghề y", "31/02/2009", "Lâu dài", 30, "Có")
THIRD = ("1", "03", "Báo cáo thống kê y tế năm 2010", "2010", "20 năm", 45, "Có")
LIST = (HEAD, FIRST, SECOND, THIRD)


def value(field, before, after):
    return {"kind": "value", "field": field, "before": before, "after": after}


def cell(row, letter, field, after, sheet="Mục lục"):
    return {"kind": "cell", "sheet": sheet, "row": row, "letter": letter, "field": field, "after": after}


def column(field, after):
    return {"kind": "column", "field": field, "after": after}


def read(*corrections, rows=LIST, **options):
    return read_catalogue(xlsx(*rows, **options), "muc-luc.xlsx", corrections=corrections)


def said(reading, field):
    return [row[2 + FIELD_ORDER.index(field)] for row in reading.rows()]


def without(*at, rows=LIST):
    return [[each for index, each in enumerate(row) if index not in at] for row in rows]


def test_a_value_means_another_in_every_row_that_says_it():
    reading = read(value("retention_years", "Lâu dài", "70 năm"))
    assert said(reading, "retention_years") == [70, 70, 20] and reading.corrected == [2]
    assert [problem.field for problem in reading.errors] == ["start_date"]


def test_a_correction_that_cannot_be_read_is_an_error_as_any_other():
    reading = read(value("retention_years", "Lâu dài", "lâu lâu"))
    assert [problem.value for problem in reading.errors if problem.field == "retention_years"] == ["lâu lâu"] * 2


def test_ditto_marks_repeat_what_the_value_means():
    rows = (HEAD, FIRST, (*SECOND[:3], "2009", '"', 30, "Có"))
    assert said(read(value("retention_years", "Lâu dài", "70 năm"), rows=rows), "retention_years") == [70, 70]


def test_one_cell_is_corrected_where_it_stands_and_holds_before_a_value():
    given = value("retention_years", "Lâu dài", "70 năm"), cell(3, "E", "retention_years", "Vĩnh viễn")
    reading = read(*given, cell(3, "D", "start_date", "28/02/2009"))
    assert reading.errors == [] and reading.corrected == [2, 1, 1]
    vinh_vien = said(read(value("retention_years", "Lâu dài", "Vĩnh viễn")), "retention_years")[0]
    assert said(reading, "retention_years") == [70, vinh_vien, 20]
    assert said(reading, "start_date") == ["2008", "2009-02-28", "2010"]


def test_a_cell_of_a_column_that_is_read_otherwise_is_not_reached():
    for stale in (cell(3, "F", "start_date", "2009"), cell(3, "D", "title", "x"), cell(3, "D", "start_date", "1", "B")):
        assert read(stale).corrected == [0]


def test_empty_cells_of_a_column_take_what_is_said_for_them():
    rows = (HEAD, FIRST, (*SECOND[:3], "2009", None, 30, "Có"), THIRD)
    reading = read(value("retention_years", "", "10 năm"), rows=rows)
    assert said(reading, "retention_years") == [None, 10, 20] and reading.corrected == [1]


def test_a_column_that_is_not_there_says_the_same_of_every_file():
    rows = without(6)
    plain = read(value("retention_years", "Lâu dài", "70 năm"), cell(3, "D", "start_date", "2009"), rows=rows)
    assert any("có cột “Đã chỉnh lý”: các hồ sơ" in problem.text for problem in plain.problems)
    reading = read(*[column("arranged", "Có")], rows=rows)
    assert said(reading, "arranged") == [True] * 3 and reading.corrected == [3]
    assert not any("Đã chỉnh lý" in problem.text for problem in reading.problems)
    assert reading.shape == plain.shape and reading.sheets[0].headers == plain.sheets[0].headers
    assert "arranged" in reading.sheets[0].columns and reading.sheets[0].missing_cells == 0


def test_a_missing_retention_and_a_missing_time_are_given_for_all_and_a_cell_differs():
    given = column("retention_years", "50 năm"), column("start_date", "1998"), cell(3, "", "retention_years", "5 năm")
    reading = read(*given, rows=without(3, 4))
    assert reading.errors == [] and said(reading, "retention_years") == [50, 5, 50]
    assert said(reading, "start_date") == ["1998"] * 3 and reading.corrected == [3, 3, 1]


def test_what_sections_say_holds_before_what_is_given_for_all():
    head, *rows = without(4)
    rows = (head, rows[0], ("THỜI HẠN BẢO QUẢN: VĨNH VIỄN",), rows[2])
    reading = read(column("retention_years", "50 năm"), rows=rows)
    first, second = said(reading, "retention_years")
    assert first == 50 and second not in (None, 50) and reading.errors == []


def test_a_column_that_is_there_is_left_alone():
    reading = read(column("arranged", "Không"))
    assert said(reading, "arranged") == [True] * 3 and reading.corrected == [0]


def test_tables_side_by_side_and_sheets_that_go_on_take_the_same():
    rows = without(6)
    more = {
        "Tiếp": [("2", f"0{number}", "Hồ sơ thanh tra y tế tư nhân", "2011", "20 năm", 8) for number in range(4, 8)]
    }
    reading = read(column("arranged", "Có"), value("retention_years", "Lâu dài", "70 năm"), rows=rows, more=more)
    assert said(reading, "arranged") == [True] * 7 and reading.corrected == [7, 2]
    beside = [(*row, None, *row[:1], f"1{number}", *row[2:]) for number, row in enumerate(rows[1:])]
    both = read(column("arranged", "Có"), rows=[(*rows[0], None, *rows[0]), *beside])
    assert said(both, "arranged") == [True] * 6 and both.corrected == [6]


def test_a_sheet_that_is_left_out_is_told():
    data = xlsx(*LIST, more={"Nháp": LIST})
    reading = read_catalogue(data, "a.xlsx", mapping={"!Nháp": "no"})
    assert [sheet.name for sheet in reading.sheets] == ["Mục lục"]
    assert any("Nháp" in note and "theo lựa chọn" in note for note in reading.notes)
