"""The queue of catalogues: how long each waits, in which order, narrowed and summed; and what a page says of one."""

from datetime import timedelta

import pytest

from plans.catalogues import action_facts, queue
from plans.models import Catalogue
from tests.helpers import factories as make


@pytest.fixture
def waiting(agencies):
    """Catalogues of two agencies, handed in 0, 5, 6, 10 and 11 days ago; one is appraised already."""
    rows = [("SXD", 0), ("SYT", 5), ("SXD", 6), ("SYT", 10), ("SXD", 11)]
    return [
        make.a_catalogue(
            agencies[code],
            pages=270,
            page_count_a3=1,
            name=f"Chờ {days}",
            state="received" if days == 6 else "submitted",
            submitted_on=make.date(2025, 6, 20) - timedelta(days=days),
        )
        for code, days in rows
    ]


def test_the_queue_says_how_long_each_has_waited(waiting):
    said = {one.name: (queue.days_waiting(one), queue.waiting_text(one), queue.waiting_tone(one)) for one in waiting}
    assert said == {
        "Chờ 0": (0, "mới trình hôm nay", "idle"),
        "Chờ 5": (5, "chờ 5 ngày", "idle"),
        "Chờ 6": (6, "chờ 6 ngày", "warn"),
        "Chờ 10": (10, "chờ 10 ngày", "warn"),
        "Chờ 11": (11, "chờ 11 ngày", "bad"),
    }
    waiting[4].state = "returned"
    assert (queue.days_waiting(waiting[4]), queue.waiting_text(waiting[4])) == (None, "")
    assert queue.waiting_tone(waiting[4]) == "idle" and queue.days_waiting(Catalogue(state="submitted")) is None


def test_for_hoa_what_waited_longest_stands_on_top(waiting, hoa, mai):
    Catalogue.objects.filter(pk=waiting[3].pk).update(state="appraised")
    names = [one.name for one in queue.rows_for(hoa, {})]
    assert names == ["Chờ 11", "Chờ 6", "Chờ 5", "Chờ 0", "Chờ 10"]
    by_agency = [one.name for one in queue.rows_for(mai, {})]  # in the order of the agencies, then by name
    assert [name for name in by_agency if name in ("Chờ 5", "Chờ 10")] == ["Chờ 10", "Chờ 5"]
    assert set(by_agency) == set(names)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"state": "received"}, {"Chờ 6"}),
        ({"agency": "SYT"}, {"Chờ 5", "Chờ 10"}),
        ({"q": "CHO 1"}, {"Chờ 10", "Chờ 11"}),
        ({"q": "so y te cho 5"}, {"Chờ 5"}),
        ({"q": "te cho 5"}, {"Chờ 5"}),  # in any order
        ({"q": "o y te"}, set()),  # a word is known by how it begins
        ({"q": "Sở Y tế"}, {"Chờ 5", "Chờ 10"}),
        ({"state": "", "agency": "", "q": ""}, {"Chờ 0", "Chờ 5", "Chờ 6", "Chờ 10", "Chờ 11"}),
    ],
)
def test_the_queue_is_narrowed(waiting, mai, filters, found):
    assert {one.name for one in queue.rows_for(mai, filters)} == found


def test_the_sums_of_the_queue(waiting, mai):
    Catalogue.objects.filter(pk=waiting[0].pk).update(state="appraised")
    rows = queue.rows_for(mai, {})
    waits = {"waiting": 4, "waiting_pages": 4 * 272}
    assert queue.sums_of(rows) == {"count": 5, "files": 50, "pages": 5 * 272, "unknown": 0} | waits
    assert set(queue.sums_of([]).values()) == {0}


def test_agencies_stand_in_the_filter_where_there_are_several(waiting, mai, lan):
    assert {agency.code for agency in queue.agencies_with_catalogues(mai)} == {"SYT", "SXD"}
    assert queue.agencies_with_catalogues(lan) == []


def test_the_facts_of_a_catalogue(waiting, three):
    facts = [(fact["label"], fact["value"]) for fact in action_facts.facts_of(waiting[1])]
    assert facts == [
        ("Cơ quan", "Sở Y tế"),
        ("Phông", str(waiting[1].fonds)),
        ("Số hồ sơ", "10 hồ sơ"),
        ("Số trang", "270 trang A4, 1 trang A3"),
        ("Trang A4 quy đổi", "272"),
        ("Trình lúc", "09:00 ngày 15/6/2025, Cán bộ SYT"),
    ]
    waiting[1].submitted_by = None
    assert action_facts.facts_of(waiting[1])[-1]["value"].endswith("15/6/2025, ")
    three.page_count = three.page_count_a3 = 0
    short_facts = action_facts.facts_of(three)
    assert len(short_facts) == 5 and short_facts[3] == {"label": "Số trang", "value": "–"}
    assert short_facts[2]["value"] == "3 hồ sơ"
