"""Codes, answers and days of a list: what they mean, and which of them are asked."""

from datetime import date

import pytest

from plans.intake.reading import read_catalogue
from tests.helpers.shapes import CLINIC, HEAD, MARKED, SHORT, STATION, A, B, Shapes, changed, errors_of, in_time, values
from tests.helpers.workbooks import xlsx

shape = Shapes()
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
def test_codes_and_answers(name):
    shape.check(name)


def test_codes_of_retention_under_a_head_that_does_not_speak_of_codes_are_asked():
    assert "Ghi “Vĩnh viễn” hoặc số năm" in errors_of(HEAD, changed(CLINIC, c5="01"), changed(STATION, c5="05"))


def test_c_alone_may_mean_chua_and_is_asked():
    assert "Ghi “Có” hoặc “Không”" in errors_of(MARKED, (*CLINIC, "C"), (*STATION, "C"))


def test_the_century_is_asked_once_for_the_file_and_answered():
    rows = [SHORT, in_time(CLINIC, "22/02/98"), in_time(STATION, "15/3/97-20/12/98")]
    reading = read_catalogue(xlsx(*rows), "muc-luc.xlsx")
    assert [problem.text[:30] for problem in reading.errors] == ["Năm chỉ ghi hai chữ số (ví dụ "]
    assert reading.sheets[0].questions == ("?century",)
    assert {problem.row for problem in reading.problems} == {1}  # of the head, not of each cell
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
