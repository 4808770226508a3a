"""An Event keeps who did what, when, for which agency and on which document; the latest is first."""

from datetime import date

import pytest

from agencies.history import event_of, last_return, of, record
from agencies.models import Event
from tests.helpers.factories import a_catalogue


@pytest.fixture
def catalogue(lan):
    return a_catalogue(lan.agency)


def test_everything_of_a_decision_is_kept(hoa, lan, catalogue):
    kept = record(
        catalogue,
        actor=hoa,
        action="return",
        sentence="trả lại Mục lục",
        before={"state": "received"},
        after={"state": "returned"},
        reason="Thiếu số tờ.",
        document=("12/SNV", date(2025, 6, 19)),
    )
    event = Event.objects.get()
    assert event == kept and event.target == catalogue
    assert (event.actor, event.actor_name, event.actor_agency) == (hoa, "Nguyễn Thị Hoa", hoa.agency)
    assert (event.agency, event.action, event.sentence) == (lan.agency, "return", "trả lại Mục lục")
    assert (event.before, event.after, event.reason) == ({"state": "received"}, {"state": "returned"}, "Thiếu số tờ.")
    assert (event.document_number, event.document_date) == ("12/SNV", date(2025, 6, 19))
    assert str(event) == "Nguyễn Thị Hoa trả lại Mục lục"


def test_what_is_left_out_is_empty_and_the_portal_itself_has_a_name(catalogue):
    event = record(catalogue, actor=None, action="build", sentence="lập xong")
    assert (event.actor, event.actor_name, event.actor_agency) == (None, "Hệ thống", None)
    assert (event.before, event.after, event.reason) == ({}, {}, "")
    assert (event.document_number, event.document_date, event.own_agency) == ("", None, False)


def test_an_event_about_many_objects_is_not_written_yet(lan, catalogue):
    event = event_of(catalogue, actor=lan, action="files", sentence="s" * 600)
    assert event.pk is None and not Event.objects.exists() and len(event.sentence) == 500
    assert record(catalogue, actor=lan, action="files", sentence="s" * 501).sentence == "s" * 500


def test_the_agency_is_the_objects_unless_another_is_named(lan, binh, catalogue):
    assert record(catalogue, actor=lan, action="x", sentence="x").agency == lan.agency
    assert record(catalogue, actor=lan, action="x", sentence="x", agency=binh.agency).agency == binh.agency
    assert record(lan, actor=None, action="x", sentence="x").agency == lan.agency
    assert record(lan.agency, actor=lan, action="x", sentence="x").agency is None


def test_a_decision_for_ones_own_agency_is_marked(hoa, lan, minh, catalogue):
    own = a_catalogue(hoa.agency)
    assert record(own, actor=hoa, action="appraise", sentence="x").own_agency is True
    assert record(own, actor=hoa, action="draft_urging", sentence="x").own_agency is False  # the office's own letter
    assert record(catalogue, actor=hoa, action="appraise", sentence="x").own_agency is False
    assert record(catalogue, actor=lan, action="submit", sentence="x").own_agency is False  # a clerk's own work
    assert record(catalogue, actor=minh, action="x", sentence="x").own_agency is True
    assert record(lan.agency, actor=lan, action="x", sentence="x").own_agency is False


def test_the_latest_event_stands_first(lan, catalogue):
    other = a_catalogue(lan.agency, name="Mục lục khác")
    for sentence in ("một", "hai", "ba"):
        record(catalogue, actor=lan, action="files", sentence=sentence)
    record(other, actor=lan, action="files", sentence="của mục lục khác")
    assert [event.sentence for event in of(catalogue)] == ["ba", "hai", "một"]


def test_the_reason_of_the_last_return_while_it_lies_with_its_agency(hoa, catalogue):
    catalogue.state = "returned"
    assert last_return(catalogue) is None
    record(catalogue, actor=hoa, action="return", sentence="x", reason="Lần một.")
    record(catalogue, actor=hoa, action="return", sentence="x", reason="Lần hai.")
    record(catalogue, actor=hoa, action="files", sentence="x", reason="Không phải trả lại.")
    assert last_return(catalogue).reason == "Lần hai."
    catalogue.state = "submitted"
    assert last_return(catalogue) is None
