"""What the tests of the figures share: the day they are on, and an agency that has to do 1.000 pages a day."""

from datetime import date, timedelta

from reports.figures import province_figures
from tests.helpers import factories as make

DAY = date(2025, 6, 20)
PERIODS = [date(2025, 4, 25) + timedelta(days=7 * week) for week in range(9)]  # 25/4 … 20/6


def a_thousand_a_day(agencies):
    """Sở Y tế, with 117.000 pages to do from 25/4 to 20/8."""
    make.a_target(agencies["SYT"], 117_000, 1_700)
    return agencies["SYT"]


def row_of(plan, code="SYT", day=DAY):
    return province_figures(plan, day).by_code[code]


def weekly(agency, pages_a_week, weeks=9):
    """Reports of equal weeks, each handed in on the last day of its period."""
    for number, end in enumerate(PERIODS[:weeks], 1):
        make.a_progress_report(agency, end, number * pages_a_week)


def growing(pages_a_week, weeks):
    """Cumulative pages of equal weeks."""
    return [pages_a_week * week for week in range(1, weeks + 1)]
