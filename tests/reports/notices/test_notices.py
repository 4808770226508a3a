"""Notices: what is new since the person looked, in one query a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.history import record
from plans.models import Difficulty
from reports.notices.concerns import count_new, look
from tests.helpers import factories as make
from tests.helpers.figures import DAY


def returned(catalogue, hoa, action="return"):
    return record(catalogue, actor=hoa, action=action, sentence=f"{action} Mục lục")


def test_what_others_did_is_new_until_the_person_looked(agencies, lan, minh, hoa, binh):
    catalogue = make.a_catalogue(agencies["SYT"], 900, state="submitted", submitted_on=DAY)
    returned(catalogue, hoa)
    assert [count_new(user) for user in (lan, minh, binh, hoa)] == [1, 1, 0, 0]
    look(lan)
    assert (count_new(lan), count_new(minh)) == (0, 1)
    returned(catalogue, hoa, "appraise")
    assert count_new(lan) == 1


def test_own_deeds_and_what_is_on_an_own_desk_are_not_new(agencies, lan, hoa):
    catalogue = make.a_catalogue(agencies["SYT"], 900)
    record(catalogue, actor=lan, action="submit", sentence="trình")
    record(catalogue, actor=hoa, action="receive", sentence="tiếp nhận")
    assert count_new(lan) == 0


def test_each_office_is_told_what_is_addressed_to_it(agencies, lan, hoa, tuan, mai, son):
    record(make.a_catalogue(agencies["SYT"], 900), actor=lan, action="submit", sentence="trình Mục lục")
    record(make.an_estimate(agencies["SYT"], 4_896), actor=lan, action="submit", sentence="trình dự toán")
    assert [count_new(user) for user in (hoa, tuan, mai, son)] == [1, 1, 0, 0]


def test_a_difficulty_is_new_where_it_is_to_be_answered_and_its_answer_at_the_agency(plan, lan, hoa, tuan, son):
    asked = {"plan": plan, "agency": lan.agency, "text": "Thiếu kinh phí", "due_on": DAY}
    difficulty = Difficulty.objects.create(**asked, answerer="finance", state="raised")
    record(difficulty, actor=lan, action="raise_difficulty", sentence="nêu vướng mắc")
    assert [count_new(user) for user in (hoa, tuan, son, lan)] == [0, 1, 0, 0]
    record(difficulty, actor=tuan, action="answer_difficulty", sentence="trả lời")
    assert [count_new(user) for user in (hoa, tuan, lan)] == [0, 1, 1]


@pytest.mark.parametrize("action", ["extend", "not_extend", "return_figures"])
def test_what_is_decided_of_an_extension_and_figures_that_come_back_are_new(plan, lan, hoa, action):
    record(plan, actor=hoa, action=action, sentence=action, agency=lan.agency)
    assert count_new(lan) == 1


def test_the_count_costs_one_query_whatever_happened(agencies, lan, hoa):
    catalogue = make.a_catalogue(agencies["SYT"], 900)
    _ = lan.agency_keys  # which every page of hers asks for anyway
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            count_new(lan)
        assert len(asked) == 1
        for _ in range(5):
            returned(catalogue, hoa)


def test_more_than_can_be_said_is_said_so(agencies, lan, hoa, as_user):
    catalogue = make.a_catalogue(agencies["SYT"], 900)
    for _ in range(101):
        returned(catalogue, hoa)
    assert "Thông báo: 99+ mới" in as_user(lan).get("/tai-khoan/").content.decode()


def test_the_page_marks_what_is_new_leads_there_and_is_seen_at_once(agencies, lan, hoa, as_user):
    catalogue = make.a_catalogue(agencies["SYT"], 900, state="returned", submitted_on=DAY)
    returned(catalogue, hoa)
    browser = as_user(lan)
    page = browser.get("/thong-bao/").content.decode()
    assert f'href="/muc-luc/{catalogue.pk}/"' in page and "Đã xem hết" in page
    browser.post("/thong-bao/da-xem/")
    page = browser.get("/thong-bao/").content.decode()
    assert "Đã xem hết" not in page and "đã xem" in page


def test_a_list_of_three_asks_as_many_queries_as_a_list_of_one(agencies, lan, hoa, as_user):
    browser, counts = as_user(lan), []
    for number in range(3):
        returned(make.a_catalogue(agencies["SYT"], 900, name=f"Quyển {number}", state="returned"), hoa)
        browser.get("/thong-bao/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/thong-bao/")
        counts.append(len(asked))
    assert counts[0] == counts[2]
