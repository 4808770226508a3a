"""Cells of times: as exactly as they are known, the day before the month, and asked where two readings are possible."""

from datetime import date, datetime, time

import pytest

from plans.intake.cells.day_order import DayOrder
from plans.intake.cells.days import partial_day
from plans.intake.cells.spans import parse_span
from plans.intake.cells.values import CellError

pytestmark = pytest.mark.once
TODAY = date(2025, 6, 20)
ONE = {
    "2008": "2008",
    2008: "2008",
    " 2008 ": "2008",
    "năm 2008": "2008",
    "1900": "1900",
    "1850": "1850",
    "3/2008": "2008-03",
    "03/2008": "2008-03",
    "03-2008": "2008-03",
    "3.2008": "2008-03",
    "3 / 2008": "2008-03",
    "tháng 3/2008": "2008-03",
    "Tháng 3 năm 2008": "2008-03",
    "tháng 03-2008": "2008-03",
    "T3/2008": "2008-03",
    "Th.3/2008": "2008-03",
    "thg 3 2008": "2008-03",
    "15/3/2008": "2008-03-15",
    "15.3.2008": "2008-03-15",
    "15-3-2008": "2008-03-15",
    "15/03/2008.": "2008-03-15",
    "15 / 3 / 2008": "2008-03-15",
    "ngày 15 tháng 3 năm 2008": "2008-03-15",
    "15 tháng 3 năm 2008": "2008-03-15",
    "15/3/2008 08:30": "2008-03-15",
    "15/03/2008 00:00:00": "2008-03-15",
    "15/3/2008\u200b": "2008-03-15",
    "2008-03-15": "2008-03-15",
    "2008/03/15": "2008-03-15",
    "2008.3.15": "2008-03-15",
    "2008-03-15T00:00:00": "2008-03-15",
    "2008-03-15 07:30:00.000": "2008-03-15",
    "2008-03": "2008-03",
    "5/6/2008": "2008-06-05",
    "12/11/2008": "2008-11-12",
    "29/2/2008": "2008-02-29",
    "30/4/1975": "1975-04-30",
    "00/01/2008": "2008-01",
    "0/3/2008": "2008-03",
    "00/00/2008": "2008",
    "00/2008": "2008",
    39522: "2008-03-15",
    "39522": "2008-03-15",
    12345: "1933-10-18",
    date(2008, 3, 15): "2008-03-15",
    datetime(2008, 3, 15, 8, 30): "2008-03-15",
    datetime(1905, 6, 30): "2008",
}
RANGES = {
    "2005-2010": ("2005", "2010"),
    "2005–2010": ("2005", "2010"),
    "2005 - 2010": ("2005", "2010"),
    "2005 đến 2010": ("2005", "2010"),
    "từ 2005 đến 2010": ("2005", "2010"),
    "2005→2010": ("2005", "2010"),
    "Từ năm 2005 đến năm 2010": ("2005", "2010"),
    "2005; 2010": ("2005", "2010"),
    "2008 2009": ("2008", "2009"),
    "2008-2008": ("2008", "2008"),
    "1998-99": ("1998", "1999"),
    "1998-1999": ("1998", "1999"),
    "15/03/2008 - 20/12/2009": ("2008-03-15", "2009-12-20"),
    "15/3/2008-20/12/2009": ("2008-03-15", "2009-12-20"),
    "15/3/2008\n20/12/2009": ("2008-03-15", "2009-12-20"),
    "15/3-20/12/2008": ("2008-03-15", "2008-12-20"),
    "từ ngày 15/3/2008 đến ngày 20/12/2009": ("2008-03-15", "2009-12-20"),
    "1/2008-12/2008": ("2008-01", "2008-12"),
    "12/2008 - 2009": ("2008-12", "2009"),
    "1975 - 30/4/1976": ("1975", "1976-04-30"),
    "30/4/1975-1976": ("1975-04-30", "1976"),
    "quý I/2008": ("2008-01", "2008-03"),
    "Quý 4 năm 2008": ("2008-10", "2008-12"),
    "quí II-2008": ("2008-04", "2008-06"),
}
DAY, PART, YEAR, SPAN = "không có trong lịch", "nhập ngày/tháng/năm", "năm phải từ", "nhập một thời gian"
ASKED = {
    "30/02/2008": DAY,
    "31/4/2008": DAY,
    "29/2/2007": DAY,
    "13/13/2008": DAY,
    "32/1/2008": DAY,
    "3/15/2008": DAY,
    "20/13/2008": DAY,
    "00/13/2008": DAY,
    "13/2008": DAY,
    "15/3/08": "năm đủ bốn chữ số",
    "15-03-08": SPAN,
    "08": PART,
    "98": PART,
    "208": PART,
    "20088": "gõ thừa số",
    20088: "gõ thừa số",
    "19998": "gõ thừa số",
    "1799": YEAR,
    "2026": YEAR,
    "2099": YEAR,
    "21/6/2025": "sau hôm nay",
    "12/2025": "sau hôm nay",
    date(2026, 1, 1): YEAR,
    "01/01/0001": YEAR,
    "99999": PART,
    99999: PART,
    39522.5: PART,
    2008.5: PART,
    0: PART,
    -1: PART,
    "1/0/2008": PART,
    "15032008": PART,
    "20080315": PART,
    "2008/03": PART,
    "2005-10": "có thể là tháng 10/2005",
    "2005-06": "có thể là tháng 06/2005",
    "2008/2009": PART,
    "2008, 2009": PART,
    "1975, 1977, 1980": PART,
    "2008 và 2009": PART,
    "2010-2005": SPAN,
    "20/12/2009 - 15/3/2008": SPAN,
    "2005 - nay": SPAN,
    "2005-2010-2015": SPAN,
    "1-12/2008": SPAN,
    "3-12/2008": SPAN,
    "2008-": SPAN,
    "-2008": SPAN,
    "không rõ": PART,
    "k.t": PART,
    "khoảng 2008": PART,
    "trước 1975": PART,
    "2008?": PART,
    "Mar-08": SPAN,
    "x": PART,
    "15-Mar-2008": SPAN,
    "III/2008": PART,
    "15//3/2008": PART,
    "thế kỷ 20": PART,
    "15/3/2008 8:30 PM": PART,
    True: PART,
    "3/15/2008 12:00:00 AM": PART,
    time(12): PART,
    "năm học 2008-2009": SPAN,
    "１５/３/2008": PART,
}


@pytest.mark.parametrize("cell, known", ONE.items(), ids=repr)
def test_a_time_is_kept_as_exactly_as_it_is_known(cell, known):
    assert parse_span(cell, TODAY) == (known, None)
    assert partial_day(cell, TODAY) == known


@pytest.mark.parametrize("cell, ends", RANGES.items(), ids=repr)
def test_a_range_gives_beginning_and_end(cell, ends):
    assert parse_span(cell, TODAY) == ends


@pytest.mark.parametrize("cell, words", ASKED.items(), ids=repr)
def test_what_is_no_time_or_two_is_asked(cell, words):
    with pytest.raises(CellError) as error:
        parse_span(cell, TODAY)
    assert words in str(error.value)


def test_a_month_beside_a_column_of_ends_is_no_range():
    assert parse_span("2005-10", TODAY, iso=True) == ("2005-10", None)


def doubt(*cells):
    order = DayOrder()
    for cell in cells:
        order.note(cell)
    return order.doubt()


def test_a_column_with_american_dates_is_doubted_as_a_whole():
    assert "tháng trước" in doubt("5/6/2008", "3/15/2008")
    assert doubt("5/6/2008", "15/3/2008", "00/01/2008", "2008", "13/13/2008", None, 39522) == ""


def test_a_column_whose_small_days_excel_turned_round_is_doubted():
    big, small = ["15/3/2008", "20/12/2008", "31/1/2009"], [date(2008, 5, 6), date(2008, 7, 8), date(2009, 1, 2)]
    assert "đã đảo ngày và tháng" in doubt(*big, *small)
    assert (
        doubt(*big, *small, "5/6/2008") == doubt(*big, *small, date(2008, 3, 15)) == doubt(*big) == doubt(*small) == ""
    )
