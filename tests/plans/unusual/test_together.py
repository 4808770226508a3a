"""Many values are confirmed with one ground; the second person is asked for at each of them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Event
from tests.helpers import factories as make
from tests.helpers.reading import guards_of
from tests.helpers.unusual import decided, reported, value_of

pytestmark = pytest.mark.django_db
LIST, TOGETHER = "/can-xac-nhan/", "/can-xac-nhan/xac-nhan-nhieu/"
TICKED = re.compile(r'name="chon"[^>]* checked')
GROUND = "Giải trình của các cơ quan, công văn 45/SNV."


@pytest.fixture
def two(plan, lan, binh):
    """Reports of Sở Y tế and Sở Xây dựng, far more than there is to scan."""
    return [beyond(person) for person in (lan, binh)]


def beyond(person):
    """What the person's agency has scanned of a million pages."""
    make.a_target(person.agency, 1_000_000)
    return value_of(reported(person, 40_000_000))


def mark(value):
    return f"{value.pk}-{value.version}"


def states(values):
    for value in values:
        value.refresh_from_db()
    return [value.state for value in values]


def test_hoa_confirms_two_with_one_ground(two, as_user, hoa):
    page = as_user(hoa).get(LIST).content.decode()
    assert page.count('name="chon"') == 2 and "Xác nhận số liệu đã chọn" in page
    answer = as_user(hoa).submit(TOGETHER, {"chon": [mark(one) for one in two], "answer": GROUND}, follow=True)
    assert "Đã xác nhận 2 số liệu" in answer.content.decode()
    assert states(two) == ["confirmed", "confirmed"] and {one.answer for one in two} == {GROUND}
    events = Event.objects.filter(action="confirm_unusual", actor=hoa)
    assert {event.reason for event in events} == {GROUND} and events.count() == 2


def test_what_changed_meanwhile_is_named_and_the_rest_is_confirmed(two, as_user, hoa):
    form = guards_of(as_user(hoa).get(LIST).content.decode(), TOGETHER, LIST)
    form |= {"chon": [mark(one) for one in two], "answer": GROUND}
    type(two[0]).objects.filter(pk=two[0].pk).update(version=2)
    page = as_user(hoa).post(TOGETHER, form, follow=True).content.decode()
    assert f"Chưa xác nhận {two[0]}: Có người vừa xử lý" in page and "Đã xác nhận 1 số liệu" in page
    assert states(two) == ["open", "confirmed"]


def test_the_second_person_is_another_one_at_each(two, plan, hai, tuan, hoa, as_user):
    """Money is Sở Tài chính's, and what Hoa has entered herself is not hers."""
    money, own = value_of(decided(hai)), two[1]
    type(own).objects.filter(pk=own.pk).update(entered_by=hoa)
    shown = as_user(hoa).get(LIST).content.decode()
    assert shown.count('name="chon"') == 1 and mark(money) not in shown
    ticked = {"chon": [mark(one) for one in (*two, money)], "answer": GROUND}
    page = as_user(hoa).submit(TOGETHER, ticked, follow=True).content.decode()
    assert "của Sở Tài chính" in page and "không tự xác nhận" in page
    assert states([*two, money]) == ["confirmed", "open", "open"]


@pytest.mark.parametrize(
    ("changed", "sentence"), [({"chon": []}, "Chọn ít nhất một số liệu"), ({"answer": " "}, "Căn cứ xác nhận")]
)
def test_what_is_missing_is_asked_for_and_ticks_stay(two, as_user, hoa, changed, sentence):
    ticked = {"chon": [mark(two[0])], "answer": GROUND} | changed
    page = as_user(hoa).submit(TOGETHER, ticked).content.decode()
    assert sentence in page and states(two) == ["open", "open"]
    assert (GROUND in page) == ("answer" not in changed) and bool(TICKED.search(page)) == ("chon" not in changed)


def test_two_clicks_confirm_once(two, as_user, hoa):
    form = guards_of(as_user(hoa).get(LIST).content.decode(), TOGETHER, LIST) | {"answer": GROUND}
    for _ in range(2):
        page = as_user(hoa).post(TOGETHER, form | {"chon": mark(two[0])}, follow=True).content.decode()
    assert "đã được gửi trước đó" in page and "Chưa xác nhận" not in page
    assert Event.objects.filter(action="confirm_unusual").count() == 1


def test_who_confirms_nothing_ticks_nothing_and_strangers_reach_nothing(two, as_user, lan, thu):
    assert 'name="chon"' not in as_user(lan).get(LIST).content.decode()
    for person in (lan, thu):
        browser = as_user(person)
        browser.submit(TOGETHER, {"chon": [mark(one) for one in two], "answer": GROUND})
    assert states(two) == ["open", "open"]


def test_three_ask_as_many_queries_as_one(plan, lan, binh, hai, hoa, as_user):
    counted = []
    for person in (lan, binh, hai):
        beyond(person)
        as_user(hoa).get(LIST)
        with CaptureQueriesContext(connection) as asked:
            as_user(hoa).get(LIST)
        counted.append(len(asked))
    assert len(set(counted)) == 1
