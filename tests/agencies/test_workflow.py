"""The engine, and the catalogue's diagram as data: every action in every state by everybody."""

from datetime import date

import pytest

from agencies import workflow
from agencies.history import record
from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.appraisal.workflow import CATALOGUE
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import Appraisal, ArchivalFile, Catalogue
from tests.helpers.catalogues import GATE_ANSWERS, row

NAMES = ["lan", "nam", "minh", "hoa", "tuan", "son", "mai", "quy", "binh", "hai", "thu"]
CLERKS, DECIDERS = {"lan", "nam"}, {"hoa"}
WHO = {
    "submit": CLERKS,
    **dict.fromkeys(("ask_signature", "take_back_signature", "give_back"), set()),  # tests/plans/signoffs
    "withdraw": CLERKS,
    "receive": DECIDERS,
    "tranche": DECIDERS,
    "appraise": DECIDERS,
    "return": DECIDERS,
    "ask_reopen": CLERKS,
    "drop_reopen": CLERKS,
    "reopen": DECIDERS,
    "refuse_reopen": DECIDERS,
    "close_again": DECIDERS,
}
DETAILS = {
    "submit": {"secrecy_declared": True},
    "tranche": {"document": ("1/SNV", date(2025, 6, 20)), "same_document": True} | GATE_ANSWERS,
    "appraise": {"document": ("1/SNV", date(2025, 6, 20)), "same_document": True} | GATE_ANSWERS,
    **dict.fromkeys(("ask_reopen", "refuse_reopen", "close_again"), {"reason": "Bổ sung hồ sơ."}),
    "return": {"reason": "Thiếu số tờ."},
}


@pytest.fixture
def catalogue(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row("01")])
    return Catalogue.objects.get(pk=made.pk)


def in_state(catalogue, state):
    Catalogue.objects.filter(pk=catalogue.pk).update(state=state, submitted_at="2025-06-10T00:00Z")
    ArchivalFile.objects.update(decision="accepted", appraisal=None)
    current = Catalogue.objects.get(pk=catalogue.pk)
    if state == "draft":
        current.changes.all().delete()
        record(current, actor=None, action="reopen", sentence="cho mở lại")
    return current


@pytest.mark.parametrize("state", Catalogue.State.values)
@pytest.mark.parametrize("action", CATALOGUE.actions, ids=lambda action: action.name)
def test_every_action_in_every_state_by_everybody(cast, catalogue, action, state):
    for name in NAMES:
        person, current = cast(name), in_state(catalogue, state)
        open_to_them = name in WHO[action.name] and state in action.sources
        assert (action in CATALOGUE.available(current, person)) is open_to_them, name
        if open_to_them:
            continue
        with pytest.raises(WorkflowError) as refusal:
            perform(current, action.name, actor=person, **DETAILS.get(action.name, {}))
        assert str(refusal.value).endswith((".", ")"))
        assert Catalogue.objects.get().state == state
    for name in WHO[action.name] if state in action.sources else ():
        moved = perform(in_state(catalogue, state), action.name, actor=cast(name), **DETAILS.get(action.name, {}))
        assert moved.state == action.leads_to(state)
        event = Event.objects.latest_first()[0]
        assert (event.actor, event.action) == (cast(name), action.name)
        assert (event.before["state"], event.after["state"]) == (state, action.leads_to(state))


def test_every_state_is_reached_and_every_action_leaves_from_somewhere():
    targets = {action.target for action in CATALOGUE.actions if action.target}
    assert targets | {"draft"} == set(Catalogue.State.values)
    assert all(set(action.sources) <= set(Catalogue.State.values) and action.sources for action in CATALOGUE.actions)
    assert len({action.name for action in CATALOGUE.actions}) == len(CATALOGUE.actions)


def test_what_was_appraised_changes_only_as_a_new_version():
    assert [action.name for action in CATALOGUE.actions if "appraised" in action.sources] == ["ask_reopen"]


def test_an_empty_catalogue_is_not_handed_in(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Trống", fonds_name="Sở Y tế")
    with pytest.raises(WorkflowError, match="chưa có hồ sơ nào"):
        perform(made, "submit", actor=lan, secrecy_declared=True)


def test_without_the_declaration_nothing_is_handed_in(lan, catalogue):
    with pytest.raises(WorkflowError, match="cam kết"):
        perform(catalogue, "submit", actor=lan)
    catalogue.refresh_from_db()
    assert catalogue.state == "draft" and not Event.objects.filter(action="submit").exists()


def test_nobody_decides_on_what_they_submitted(hoa, catalogue):
    Catalogue.objects.update(state="submitted", submitted_at="2025-06-10T00:00Z", submitted_by=hoa)
    with pytest.raises(NotAllowed, match="không được tự quyết định"):
        perform(catalogue, "appraise", actor=hoa, **DETAILS["appraise"])


def test_an_unknown_action_is_refused(lan, catalogue):
    with pytest.raises(NotAllowed):
        perform(catalogue, "burn", actor=lan)


def test_who_saw_an_older_version_is_told(lan, hoa, catalogue):
    seen = perform(catalogue, "submit", actor=lan, secrecy_declared=True).version
    perform(catalogue, "withdraw", actor=lan)
    write_files(catalogue, actor=lan, added=[row("02")])
    perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    with pytest.raises(Overtaken):
        perform(catalogue, "appraise", actor=hoa, expected_version=seen, **DETAILS["appraise"])


def test_who_is_overtaken_between_the_check_and_the_write_changes_nothing(lan, hoa, catalogue, monkeypatch):
    submitted = perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    move = workflow._move

    def overtaken(obj, *given):
        Catalogue.objects.filter(pk=obj.pk).update(state="returned", version=obj.version + 1)
        return move(obj, *given)

    monkeypatch.setattr(workflow, "_move", overtaken)
    with pytest.raises(Overtaken, match="trước bạn"):
        perform(submitted, "appraise", actor=hoa, **DETAILS["appraise"])
    assert not Appraisal.objects.exists() and not Event.objects.filter(action="appraise").exists()


def test_a_move_and_its_event_are_of_one_moment(lan, catalogue):
    moved = perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    event = Event.objects.about(moved).get(action="submit")
    assert event.happened_at == moved.state_since == moved.submitted_at
