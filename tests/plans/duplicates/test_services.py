"""Asking for a search of duplicates: one at a time for a scope, and a worker is woken for it."""

from plans.duplicates import services
from plans.duplicates.search import Scope


def test_a_new_search_is_queued_and_a_second_one_waits_with_it(plan, lan, monkeypatch):
    queued = []
    monkeypatch.setattr(services, "enqueue", queued.append)
    first = services.request_search(Scope(agency=lan.agency), actor=lan)
    again = services.request_search(Scope(agency=lan.agency), actor=lan)
    assert queued == [first] and again == first
