"""Every sentence of the rules of declared figures, and figures that stand exactly on a bound."""

from datetime import date

import pytest

from plans.declarations.deadlines import days_text, state_on
from plans.declarations.validators import (
    NOT_APPRAISED,
    Limits,
    above_limits,
    broken_order,
    fallen,
    judge_progress,
    line_errors,
    line_warnings,
    period_errors,
    volume_against_plan,
)

FIGURES = {
    "scanned_files": 1000,
    "scanned_pages": 90_000,
    "checked_files": 900,
    "checked_pages": 80_000,
    "integrated_files": 500,
    "integrated_pages": 40_000,
}
NO_FILES = "Có trang mà chưa có hồ sơ: nhập số hồ sơ, ví dụ 1.250."
NO_PAGES = "Nhập số trang của ít nhất một khổ giấy, ví dụ 1.250."
NOTHING = "Nhập số hồ sơ lớn hơn 0, hoặc bỏ dòng này."


@pytest.mark.parametrize(
    "files, pages, errors",
    [(1, 1, {}), (0, 1, {"file_count": NO_FILES}), (1, 0, {"page_count": NO_PAGES}), (0, 0, {"file_count": NOTHING})],
)
def test_a_line_has_files_and_pages(files, pages, errors):
    assert line_errors(files, pages) == errors


@pytest.mark.parametrize("files, sheets, pages", [(10, 0, 50), (10, 0, 3000), (10, 50, 100), (0, 0, 7), (1, 0, 5)])
def test_a_line_on_the_bound_is_plausible(files, sheets, pages):
    assert line_warnings(files, sheets, pages) == []


@pytest.mark.parametrize(
    "files, sheets, pages, warning",
    [
        (10, 50, 101, "số trang (101) lớn hơn hai lần số tờ (50)"),
        (10, 0, 49, "trung bình 5 trang một hồ sơ, thường là 5–300; kiểm tra lại"),
        (10, 0, 3001, "trung bình 300 trang một hồ sơ, thường là 5–300; kiểm tra lại"),
        (2, 0, 3, "trung bình 2 trang một hồ sơ, thường là 5–300; kiểm tra lại"),
        (10, 0, 10, "trung bình 1 trang một hồ sơ, thường là 5–300; kiểm tra lại"),
        (10, 0, 9, "trung bình chưa đến 1 trang một hồ sơ, thường là 5–300; kiểm tra lại"),
        (10, 0, 14, "trung bình 1 trang một hồ sơ, thường là 5–300; kiểm tra lại"),
        (10, 0, 15, "trung bình 2 trang một hồ sơ, thường là 5–300; kiểm tra lại"),
    ],
)
def test_an_implausible_line_is_named_with_its_figures(files, sheets, pages, warning):
    assert line_warnings(files, sheets, pages) == [warning]


@pytest.mark.parametrize(
    "pages, planned, text",
    [
        (100, None, ""),
        (100, 100, ""),
        (125, 100, "Khối lượng rà soát nhiều hơn Kế hoạch 25 trang (25,00%)."),
        (75, 100, "Khối lượng rà soát ít hơn Kế hoạch 25 trang (25,00%)."),
        (5, 0, "Khối lượng rà soát nhiều hơn Kế hoạch 5 trang."),
    ],
)
def test_the_reviewed_volume_against_the_plan(pages, planned, text):
    assert volume_against_plan(pages, planned) == text


def test_a_larger_later_stage_is_named_with_both_figures():
    later = FIGURES | {"checked_pages": 90_001, "integrated_files": 901}
    assert broken_order(later) == {
        "checked_pages": "Số trang kiểm tra đạt (90.001) không được lớn hơn số trang đã số hóa (90.000).",
        "integrated_files": "Số hồ sơ đã lên Kho dùng chung (901) không được lớn hơn số hồ sơ kiểm tra đạt (900).",
    }


def test_pages_without_files_are_no_figures():
    message = "Có trang đã số hóa mà chưa có hồ sơ: nhập số hồ sơ, ví dụ 1.250."
    assert broken_order({"scanned_pages": 1, "scanned_files": 0}) == {"scanned_files": message}
    assert broken_order({"scanned_pages": 0, "scanned_files": 0}) == {}
    assert broken_order({"scanned_pages": 1}) == {}
    assert broken_order({"checked_pages": 5, "scanned_pages": None}) == {}


def test_more_than_planned_and_appraised_is_named_with_the_excess():
    limits = Limits(planned_files=999, planned_pages=90_000, appraised_files=1000, appraised_pages=80_000)
    assert above_limits(FIGURES, limits) == [
        "Đã số hóa 1.000 hồ sơ, lớn hơn số hồ sơ theo Kế hoạch (999): vượt 1 hồ sơ.",
        "Đã số hóa 90.000 trang, lớn hơn số trang đã thẩm định (80.000): vượt 10.000 trang.",
    ]


def test_what_was_not_appraised_wants_a_reason_only_where_something_was_scanned():
    assert above_limits(FIGURES, Limits()) == [NOT_APPRAISED]
    assert NOT_APPRAISED == (
        "Mục lục chưa được Sở Nội vụ thẩm định: theo Kế hoạch, tài liệu phải được chỉnh lý và Mục lục phải được "
        "thẩm định trước khi số hóa."
    )
    assert above_limits(dict.fromkeys(FIGURES, 0), Limits(appraised_files=3)) == []


def test_a_fall_is_named_with_both_figures_and_standing_still_is_none():
    assert fallen(FIGURES, None, "kỳ trước") == []
    assert fallen(FIGURES, FIGURES, "kỳ trước") == []
    assert fallen(FIGURES, FIGURES | {"checked_files": 901}, "kỳ trước") == [
        "Hồ sơ kiểm tra đạt (900) nhỏ hơn kỳ trước (901); số lũy kế không giảm."
    ]


def test_a_following_period_that_becomes_smaller_is_named():
    limits = Limits(appraised_pages=10**6)
    following = FIGURES | {"scanned_pages": 89_999}
    found = judge_progress(FIGURES, limits=limits, previous=FIGURES, following=following)
    assert found.errors == {} and found.warnings == [
        "Kỳ sau: Trang đã số hóa (89.999) nhỏ hơn kỳ đang nhập (90.000); số lũy kế không giảm."
    ]
    assert judge_progress(FIGURES, limits=limits, following=FIGURES).warnings == []
    assert judge_progress(FIGURES).warnings == [NOT_APPRAISED]


def test_a_period_ends_on_the_day_it_begins_or_later():
    begin = date(2025, 4, 20)
    assert period_errors(begin, begin) == period_errors(None, begin) == period_errors(begin, None) == {}
    assert period_errors(begin, date(2025, 4, 19)) == {
        "period_to": "Ngày kết thúc phải từ ngày bắt đầu (20/4/2025) trở đi."
    }


@pytest.mark.parametrize(
    "day, done_on, state, text",
    [
        ("2025-06-12", None, "open", "còn 8 ngày"),
        ("2025-06-13", None, "due_soon", "còn 7 ngày"),
        ("2025-06-20", None, "due_soon", "còn 0 ngày"),
        ("2025-06-21", None, "overdue", "quá hạn 1 ngày"),
        ("2025-06-30", "2025-06-20", "done_on_time", "đúng hạn"),
        ("2025-06-30", "2025-06-21", "done_late", "trễ 1 ngày"),
    ],
)
def test_a_day_before_on_and_after_the_last_day_on_time(day, done_on, state, text):
    last, today = date(2025, 6, 20), date.fromisoformat(day)
    done = date.fromisoformat(done_on) if done_on else None
    assert (state_on(today, last, done), days_text(today, last, done)) == (state, text)
