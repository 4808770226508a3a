"""The S-curve of the province: what is planned, done, needed and forecast, and its axes."""

import re
from datetime import date

import pytest

from reports.charts import curve, nice_step
from reports.figures import province_figures
from reports.series import s_curve
from tests.helpers.factories import a_progress_report, a_target

TODAY = date(2025, 6, 20)
WEEK_AGO = date(2025, 6, 13)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_curve_ends_where_the_figures_do(agencies, plan):
    a_target(agencies["SYT"], 3_000_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 700_000)
    chart = curve(s_curve(plan, TODAY))
    figures = province_figures(plan, TODAY)
    today = next(row for row in chart["rows"] if row[0] == "20/6/2025")
    assert today[2] == "700.000" == f"{figures.total.scanned_pages:,}".replace(",", ".")
    assert chart["unit"] == "triệu trang"
    assert {line["kind"] for line in chart["lines"]} == {"planned", "done", "needed", "forecast"}
    assert chart["labels"][0]["text"] == "kế hoạch 3 triệu"
    assert all(re.fullmatch(r"[ML0-9., Z-]+", line["d"]) for line in chart["lines"])


def test_nothing_planned_nothing_done_draws_no_curve(agencies, plan):
    assert curve(s_curve(plan, TODAY)) is None


def test_dates_under_the_curve_do_not_touch(agencies, plan):
    a_target(agencies["SYT"], 3_000_000)
    a_target(agencies["502"], 3_000_000)
    ticks = [float(tick["x"]) for tick in curve(s_curve(plan, TODAY))["x_ticks"]]
    assert len(ticks) >= 3
    assert all(b - a >= 46 for a, b in zip(ticks, ticks[1:], strict=False))


@pytest.mark.parametrize("largest", [1, 9, 10, 11, 49, 50, 51, 99, 2_499_999, 71_722_221, 10**12])
def test_the_axis_has_two_to_six_steps(largest):
    assert 1 <= -(-largest // nice_step(largest)) <= 6


def test_without_reports_the_curve_says_that_it_cannot_tell(agencies, plan):
    a_target(agencies["SYT"], 3_000_000)
    chart = curve(s_curve(plan, date(2025, 4, 20)))
    assert "dự báo: chưa đủ số liệu" in [label["text"] for label in chart["labels"]]
    assert chart["summary"].endswith("dự báo: chưa đủ số liệu.")
