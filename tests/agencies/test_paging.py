"""A long list a page at a time: which page an address asks for, and the addresses of its neighbours."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from agencies.paging import BoundedPaginator, numbered_page, query_with

ROWS = list(range(1, 26))


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("", 1, 10),
        ("?page=1", 1, 10),
        ("?page=2", 11, 20),
        ("?page=3", 21, 25),
        ("?page=4", 21, 25),
        ("?page=0", 21, 25),
        ("?page=hai", 1, 10),
        ("?page=%00", 1, 10),
    ],
)
def test_an_address_asks_for_a_page_by_number(asked, first, last):
    page = list(numbered_page(RequestFactory().get(f"/ho-so/{asked}"), ROWS, 10))
    assert (page[0], page[-1]) == (first, last)


@pytest.mark.parametrize(
    ("query", "changes", "expected"),
    [
        ("", {"page": 2}, "?page=2"),
        ("agency=SYT&page=2", {"page": 3}, "?agency=SYT&page=3"),
        ("page=2&agency=SYT", {"page": None}, "?agency=SYT"),
        ("state=draft&state=returned&page=2", {"page": 3}, "?state=draft&state=returned&page=3"),
        ("verdict=&page=2", {"page": 1}, "?verdict=&page=1"),
        ("q=h%E1%BB%93+s%C6%A1", {"page": 0}, "?q=h%E1%BB%93+s%C6%A1&page=0"),
        ("page=2", {"page": None}, "?"),
    ],
)
def test_the_neighbours_address_keeps_the_filter(query, changes, expected):
    given = QueryDict(query)
    assert query_with(given, **changes) == expected
    assert given == QueryDict(query)


def test_a_dictionary_is_a_query_too():
    assert query_with({"thu_tu": "position", "trang": 2}, trang=3, sau=None) == "?thu_tu=position&trang=3"


class Rows:
    """As much of a queryset as a paginator counts: so many rows."""

    ordered = True

    def __init__(self, number):
        self.number = number

    def __getitem__(self, part):
        return Rows(min(self.number, part.stop))

    def order_by(self):
        return self

    def count(self):
        return self.number


@pytest.mark.parametrize(
    ("number", "count", "is_cut"),
    [(0, 0, False), (9_999, 9_999, False), (10_000, 10_000, True), (90_000, 10_000, True)],
)
def test_a_list_that_grows_for_ever_is_counted_up_to_ten_thousand(number, count, is_cut):
    paginator = BoundedPaginator(Rows(number), 50)
    assert (paginator.count, paginator.is_cut) == (count, is_cut)
