"""Difficulties of an agency as they were at the end of any day: open, overdue, answered."""

from datetime import date

from agencies.workflow import perform
from plans.difficulties.services import raise_difficulty
from reports.figures import province_figures

RAISED, DUE = date(2025, 6, 20), date(2025, 7, 4)


def counts(plan, day, code="SYT"):
    row = province_figures(plan, day).by_code[code]
    return row.open_difficulties, row.overdue_difficulties, row.answered_difficulties


def test_each_day_keeps_its_own(plan, lan, hoa, day):
    one = raise_difficulty(lan.agency, plan=plan, actor=lan, kind=None, text="Thiếu máy quét.")
    day("2025-07-08")
    perform(one, "answer_difficulty", actor=hoa, text="Thuê thêm.")
    day("2025-07-10")
    perform(one, "ask_further", actor=lan, text="Thuê ở đâu?")
    day("2025-07-15")
    perform(one, "answer_difficulty", actor=hoa, text="Ở Tam Kỳ.")
    day("2025-07-16")
    perform(one, "close_difficulty", actor=lan)
    expected = {
        date(2025, 6, 19): (0, 0, 0),
        RAISED: (1, 0, 0),
        DUE: (1, 0, 0),
        date(2025, 7, 5): (1, 1, 0),
        date(2025, 7, 8): (0, 0, 1),
        date(2025, 7, 10): (1, 0, 0),
        date(2025, 7, 15): (0, 0, 1),
        date(2025, 7, 16): (0, 0, 0),
    }
    assert {each: counts(plan, each) for each in expected} == expected


def test_they_add_up_to_the_province(plan, lan, binh):
    for who in (lan, lan, binh):
        raise_difficulty(who.agency, plan=plan, actor=who, kind=None, text="Thiếu kho.")
    province = province_figures(plan, RAISED)
    assert province.total.open_difficulties == 3
    assert province.by_code["SXD"].open_difficulties == 1
