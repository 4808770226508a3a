"""Values exactly on a bound and beside it, and the whole sentence of each refusal."""

from datetime import date, datetime, time, timedelta

import pytest

from plans.intake.cells import days, numbers, spans, texts, values
from plans.intake.cells.day_order import AMERICAN, TURNED, DayOrder
from plans.intake.cells.values import CellError, KnownDay, partly_known

pytestmark = pytest.mark.once
TODAY = date(2025, 6, 1)


def refusal(read, *args, **kwargs):
    with pytest.raises(CellError) as error:
        read(*args, **kwargs)
    return str(error.value)


# Numbers of pages and sheets


def test_pages_reach_a_million():
    assert numbers.quantity(1_000_000) == 1_000_000 and numbers.quantity(0) == 0
    assert refusal(numbers.quantity, 1_000_001) == "số quá lớn, kiểm tra lại; nhập một số nguyên, ví dụ 1.250"
    assert refusal(numbers.quantity, -1) == "nhập một số không âm, ví dụ 1.250"


@pytest.mark.parametrize("stored", [date(1900, 1, 1), datetime(1900, 1, 1), time(1, 2), timedelta(hours=30)])
def test_pages_in_a_cell_of_dates_are_refused(stored):
    text = "ô đang định dạng ngày giờ; đổi định dạng ô sang Số (Number) rồi nhập một số nguyên, ví dụ 120"
    assert refusal(numbers.quantity, stored) == text


def test_a_number_that_excel_divided_by_a_thousand_is_asked_back():
    text = "là số lẻ 1,234; nhập một số nguyên, nếu là 1.234 thì nhập không có dấu phân cách"
    assert refusal(numbers.quantity, 1.234) == text
    assert refusal(numbers.quantity, 1.5).startswith("là số lẻ 1,5; nhập một số nguyên, nếu là 1.500 thì")
    assert refusal(numbers.quantity, 0.5) == "nhập một số nguyên, ví dụ 1.250"
    assert refusal(numbers.quantity, 1.2345) == "nhập một số nguyên, ví dụ 1.250"
    assert numbers.quantity(119.99999999999999) == 120 and numbers.quantity(1.0) == 1


def test_sheets_are_not_taken_for_pages_nor_pages_for_sheets():
    assert refusal(numbers.page_quantity, "45 tờ") == "đây là số tờ; ghi số trang (một tờ có một hoặc hai trang)"
    assert refusal(numbers.sheet_quantity, "45 trang") == "đây là số trang; ghi số tờ"
    assert numbers.page_quantity("45 trang") == 45 and numbers.sheet_quantity("45 tờ") == 45
    assert refusal(numbers.sheet_quantity, "45 tr.") == refusal(numbers.sheet_quantity, "45 Trang A4.")


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("45/88", (45, 88)),
        ("45 tờ, 88 trang", (45, 88)),
        ("88 trang (45 tờ)", (45, 88)),
        ("88 trang và 45 tờ", (45, 88)),
        ("1.234 tờ/2.000 trang", (1234, 2000)),
        ("45 tờ 88 tờ", None),
        ("45", None),
    ],
)
def test_sheets_and_pages_in_one_cell(text, both):
    assert numbers.both_quantities(text) == both


def test_three_counts_in_one_cell_are_too_many():
    assert refusal(numbers.both_quantities, "1/2/3") == "ghi số tờ/số trang, ví dụ 45/88"


# Days


def test_a_day_after_today_is_refused():
    assert days.partial_day("1/6/2025", TODAY) == "2025-06-01" and days.partial_day("2025", TODAY) == "2025"
    assert refusal(days.partial_day, "2/6/2025", TODAY) == "ngày này sau hôm nay; kiểm tra lại năm"
    assert refusal(days.partial_day, "7/2025", TODAY) == "ngày này sau hôm nay; kiểm tra lại năm"
    assert refusal(days.partial_day, "2026", TODAY) == "năm phải từ 1800 đến 2025"
    assert days.partial_day("1800", TODAY) == "1800"


def test_serial_numbers_of_days_lie_between_1927_and_2064():
    assert days.is_serial(10_000) and days.is_serial("10000") and days.is_serial(60_000) and days.is_serial(39522.0)
    assert not days.is_serial(9_999) and not days.is_serial(60_001) and not days.is_serial("9999")
    assert not days.is_serial(True) and not days.is_serial(date(2008, 3, 15)) and not days.is_serial(None)
    assert not days.is_serial("39.522")
    assert days.partial_day(10_000, TODAY) == "1927-05-18" and days.partial_day("39522", TODAY) == "2008-03-15"


def test_five_figures_that_look_like_a_year_are_asked_back():
    text = "có thể là năm gõ thừa số, hoặc ngày 27/12/1954 mà Excel ghi thành số; ghi lại ngày"
    assert refusal(days.partial_day, 20_085, TODAY) == text == refusal(days.partial_day, "20085", TODAY)
    for number in (18_000, 20_999):
        assert "gõ thừa số" in refusal(days.partial_day, number, TODAY)
    assert days.partial_day(17_999, TODAY) == "1949-04-11" and days.partial_day(21_000, TODAY) == "1957-06-29"


def test_day_zero_of_excel_is_an_empty_cell_of_dates():
    text = "ô ngày chỉ chứa số 0; nhập ngày, ví dụ 15/3/2008, hoặc năm"
    assert refusal(days.partial_day, date(1899, 12, 30), TODAY) == text


def test_a_year_typed_into_a_cell_of_dates():
    for year in (1800, 2008, 2199):
        day = date.fromordinal(days.EXCEL_DAY_0 + year)
        assert days.is_year_as_day(day) and days.as_day(day) == str(year)
    for serial in (1799, 2200):
        assert not days.is_year_as_day(date.fromordinal(days.EXCEL_DAY_0 + serial))
    assert not days.is_year_as_day(2008)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/3/2008 08:30", "2008-03-15"),
        ("2008-03-15T08:30:00.000Z", "2008-03-15"),
        ("15/3/2008.", "2008-03-15"),
        ("T3/2008", "2008-03"),
        ("thg 3 2008", "2008-03"),
        ("Th.12-2008", "2008-12"),
        ("2008/3/5", "2008-03-05"),
        ("2008.12.25", "2008-12-25"),
        (" 2008 ", "2008"),
    ],
)
def test_days_with_what_programs_add_to_them(text, day):
    assert days.partial_day(text, TODAY) == day


def test_days_known_in_part_are_equal_by_what_is_known():
    march, year = partly_known(date(2008, 3, 1), "2008-03"), partly_known(date(2008, 1, 1), "2008")
    known = {march: "a month", year: "a year", date(2008, 3, 1): "a day"}
    assert known[partly_known(date(2008, 3, 1), "2008-03")] == "a month" and len(known) == 3
    assert hash(march) == hash("2008-03") and isinstance(march, KnownDay)
    assert days.partial_day(march, TODAY) == "2008-03" and values.as_text(march) == "3/2008"
    assert values.as_text(year) == "2008"


# Times from … to …


@pytest.mark.parametrize(
    ("text", "iso", "span"),
    [
        ("2005-2010", False, ("2005", "2010")),
        ("2005 2010", False, ("2005", "2010")),
        ("2005-2005", False, ("2005", "2005")),
        ("20/12/2008-2008", False, ("2008-12-20", "2008")),
        ("15/3/2008-3/2008", False, ("2008-03-15", "2008-03")),
        ("từ năm 2005 đến năm 2010", False, ("2005", "2010")),
        ("15/3-20/12/2008", False, ("2008-03-15", "2008-12-20")),
        ("3/2008–12/2008", False, ("2008-03", "2008-12")),
        ("1998-99", False, ("1998", "1999")),
        ("1998 - 13", True, None),
        ("2005-10", True, ("2005-10", None)),
        ("2012-13", True, ("2012", "2013")),
        ("2005-13", False, ("2005", "2013")),
        ("Quý I/2008", False, ("2008-01", "2008-03")),
        ("quý 4 năm 2008", False, ("2008-10", "2008-12")),
        ("quý ii 2008", False, ("2008-04", "2008-06")),
        ("quý i 2008", False, ("2008-01", "2008-03")),
        ("quý iv 2008", False, ("2008-10", "2008-12")),
        ("Quý III-2008", False, ("2008-07", "2008-09")),
        ("15/3/2008", False, ("2008-03-15", None)),
        ("01/01/1900", False, ("1900-01-01", None)),
        ("31/12/1899", False, ("1899-12-31", None)),
        (2008.0, False, ("2008", None)),
    ],
)
def test_times_are_read_as_they_are_written(text, iso, span):
    if span is None:
        assert refusal(spans.parse_span, text, TODAY, iso)
    else:
        assert spans.parse_span(text, TODAY, iso) == span


def test_a_month_or_a_range_is_not_guessed():
    text = "có thể là tháng 10/2005 hoặc khoảng 2005-2010; ghi rõ, ví dụ 3/2008 hoặc 2005-2010"
    assert refusal(spans.parse_span, "2005-10", TODAY) == text
    assert refusal(spans.parse_span, "2005-12", TODAY).startswith("có thể là tháng 12/2005 hoặc khoảng 2005-2012;")
    assert spans.short_range("20", "05", "12", True) == "" and spans.short_range("20", "05", "13", True) == "2005-2013"
    assert (
        spans.short_range("20", "05", "05", False) == "" and spans.short_range("19", "98", "99", False) == "1998-1999"
    )


def test_what_is_no_time_is_refused_with_an_example():
    text = "nhập một thời gian hoặc khoảng thời gian, ví dụ 2005, 3/2008, 15/3/2008-20/12/2008"
    for written in ("2010-2005", "2005 - khoảng 2010", "a" * 201):
        assert refusal(spans.parse_span, written, TODAY) == text
    assert refusal(spans.parse_span, "a" * 200, TODAY) != text
    assert refusal(spans.parse_span, "31/2/2008", TODAY).startswith("ngày này không có trong lịch")


def test_the_short_way_to_a_plain_day():
    assert spans.plain_day("31/12/2024", TODAY) == "2024-12-31" and spans.plain_day("1/1/1900", TODAY) == "1900-01-01"
    for text in ("1/1/2025", "31/12/1899", "30/2/2008", "1/1/08", "x1/1/2008"):
        assert spans.plain_day(text, TODAY) is None


# The order of day and month in a column


def test_one_american_date_is_doubted():
    order = DayOrder()
    for text in ("15/3/2008", "12/12/2008", "0/13/2008", "3/32/2008", "13/13/2008"):
        order.note(text)
    assert order.doubt() == ""
    order.note(" 3.15.2008 ")
    assert order.doubt() == AMERICAN
    for last in ("12/13/2008", "1/31/2008"):
        order = DayOrder()
        order.note(last)
        assert order.doubt() == AMERICAN


def noted(texts, cells):
    order = DayOrder()
    for text in texts:
        order.note(text)
    for day in cells:
        order.note(date(2008, 5, day))
    return order.doubt()


def test_days_that_excel_turned_round_are_doubted_from_three_of_each_kind():
    late, early = ["13/5/2008"] * 3, [12, 1, 2]
    assert noted(late, early) == TURNED
    assert noted(late[:2], early) == "" and noted(late, early[:2]) == ""
    assert noted([*late, "12/5/2008"], early) == "" and noted(late, [*early, 13]) == ""
    assert noted(["5/2008", "x"], early) == ""


# Texts, names, retention, choices


def test_the_longest_text():
    read = texts.text(1000)
    assert read("a" * 1000) == "a" * 1000
    assert refusal(read, "a" * 1001) == "dài 1.001 ký tự; rút gọn còn tối đa 1.000 ký tự"
    assert read(date(2008, 3, 5)) == "05/03/2008" and read(1.5) == "1,5" and read("  a  b ") == "a b"


def test_names_that_are_numbers():
    read = texts.label(5)
    assert read(12.0) == "12" and read(1.5) == "1.5" and read("'05") == "05" and read("'a") == "'a" and read(7) == "7"
    assert read("1-2") == "1-2" and read("1+2") == "1+2"
    assert texts.label(20)(999_999_999_999_999) == "999999999999999"
    digits = "Excel chỉ giữ đúng 15 chữ số; định dạng cột là Văn bản (Text) rồi ghi lại số này"
    turned = "Excel đã đổi số này thành ngày giờ; định dạng cột là Văn bản (Text) rồi ghi lại, ví dụ 1/2"
    assert refusal(texts.label(20), 10**15) == digits == refusal(texts.label(20), "1,2E+15")
    assert refusal(texts.label(20), -(10.0**15)) == digits
    for stored in (date(2008, 1, 2), time(1), timedelta(1), "1-Jan", "thg 1-08", "2-thg 1-2008"):
        assert refusal(texts.label(20), stored) == turned
    assert refusal(read, "123456") == "dài 6 ký tự; rút gọn còn tối đa 5 ký tự"


def test_titles_are_words():
    read = texts.title(100)
    assert read("1. Hồ sơ") == "1. Hồ sơ" and read("a") == "a"
    assert refusal(read, "2008") == "tiêu đề phải có chữ; ghi nội dung chính của hồ sơ"
    ditto = "ghi đầy đủ tiêu đề của hồ sơ này, không ghi tắt “như trên”"
    assert refusal(read, "như trên") == ditto == refusal(read, "- như trên -")
    assert refusal(read, "a" * 101).startswith("dài 101 ký tự")


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("Vĩnh viễn", 0),
        ("VV", 0),
        ("Vĩnh viễn (VV)", 0),
        ("1", 1),
        ("70 năm", 70),
        (20.0, 20),
        ("20.0", 20),
        ("Thời hạn: 20 năm", 20),
        ("THBQ 5n", 5),
        ("hai mươi năm", 20),
        ("20 năm.", 20),
    ],
)
def test_retention(written, years):
    assert texts.retention(written) == years


def test_retention_that_needs_a_decision_and_retention_out_of_bounds():
    example = "ghi “Vĩnh viễn” hoặc số năm từ 1 đến 70, ví dụ 20 năm"
    for written in ("0", "71", "-5", "lâu", "1,5", ""):
        assert refusal(texts.retention, written) == example
    undecided = f"chưa xác định theo quy định hiện hành, cơ quan phải xác định lại: {example}"
    for written in ("Lâu dài", "Tạm thời", "Đến khi văn bản hết hiệu lực", "Theo tuổi thọ công trình"):
        assert refusal(texts.retention, written) == undecided


def test_yes_and_no():
    assert texts.arranged("Đã chỉnh lí") is True and texts.arranged("chưa chỉnh lý") is False
    assert texts.arranged(" ☑ ") is True and texts.arranged("□") is False and texts.arranged(True) is True
    assert texts.digitized("đã scan") is True and texts.digitized("chưa quét") is False
    assert refusal(texts.arranged, "đã scan") == "ghi “Có” hoặc “Không”" == refusal(texts.digitized, "đã chỉnh lý")


def test_choices_by_name_code_or_another_word():
    read = texts.one_of((("good", "Tốt"), ("in_use", "Đang dùng")), {"con tot": "good"})
    assert [read(text) for text in ("tốt", "good", "in_use", "ĐANG DÙNG", "Còn tốt")] == [
        "good",
        "good",
        "in_use",
        "in_use",
        "good",
    ]
    assert refusal(read, "xấu") == "chọn một trong: “Tốt”, “Đang dùng”"


# What is common


def test_cells_as_a_person_would_type_them():
    typed = {True: "Có", False: "Không", 1.5: "1,5", 12.0: "12", 0.1 + 0.2: "0,3", date(2008, 3, 5): "05/03/2008"}
    assert {cell: values.as_text(cell) for cell in typed} == typed and values.as_text(7) == "7"
    assert values.show_retention(0) == "Vĩnh viễn" and values.show_retention(20) == "20 năm"
    assert values.show_yes_no(1) == "Có" and values.show_yes_no(0) == "Không"
    assert values.show_number(0) == "" and values.show_number(1250) == "1.250" and values.show_number(None) == ""
    label = values.show_label((("good", "Tốt"),))
    assert label("good") == "Tốt" and label("") == ""
    assert values.show_day("2008-03") == "3/2008"


def test_empty_cells():
    assert values.is_empty(None) and values.is_empty(" ") and values.is_empty("")
    assert not values.is_empty(0) and not values.is_empty("0") and not values.is_empty(False)


def test_faults_of_formulas():
    assert values.fault_of(" #REF! ") == "ô báo lỗi công thức #REF!; sửa công thức hoặc nhập lại giá trị"
    assert values.fault_of("Err:502") and values.fault_of("###") and values.fault_of("#n/a")
    assert values.fault_of("##") == values.fault_of("#REF! x") == values.fault_of(5) == ""


@pytest.mark.parametrize("written", ["a  b", " a b", "a b ", "a\u200bb", "a\u00a0b", "a\tb", "a\u0301", "a\ufeff"])
def test_texts_are_tidied(written):
    assert values.tidy(written) in ("a b", "ab", "á", "a")
    assert values.tidy("Hồ sơ") == "Hồ sơ"
