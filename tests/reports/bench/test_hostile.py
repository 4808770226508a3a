"""What `./portal bench hostile` does: the whole of it is run by hand, on the demo."""

import pytest

from reports.bench import hostile
from reports.bench.hostile import MODELS, measure_hostile, values_for

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def small(plan, cast, monkeypatch):
    monkeypatch.setattr(hostile, "load_demo", lambda plan: None)
    for name in ("hoa", "lan", "tuan", "quy", "thu", "hai", "son"):
        cast(name)


def test_values_are_sent_and_pages_walked(small):
    said = []
    assert measure_hostile(said.append, only="InvitationTerm"), "\n".join(said)
    assert "InvitationTerm: " in said[0] and " 0 taken" not in said[0] and "faults: 0" in said[0]


def test_a_page_that_fails_and_a_past_that_changes_are_named(small, monkeypatch):
    """With a table whose rows are saved at once: the past may change where a page says so first."""
    numbers = iter(range(10**6))
    monkeypatch.setattr(hostile, "past", lambda: [next(numbers)])
    monkeypatch.setattr(hostile, "SLOWEST", -1)
    monkeypatch.setattr(hostile, "targets", lambda: [None])
    monkeypatch.setattr(hostile, "pages_of", lambda target: ["/", "/giay-moi/"])
    said = []
    assert not measure_hostile(said.append, only="DifficultyKind")
    assert any("FAULT" in line and " in 0." in line for line in said)
    assert any("FAULT" in line and "past" in line for line in said)


def test_each_field_of_reference_data_has_hostile_values():
    for model in MODELS:
        assert all(values_for(one) for one in model._meta.fields)
