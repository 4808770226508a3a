"""Every action that the code writes says who reads it; what nobody stated, administrators read alone."""

import ast
from functools import cache

import pytest

from agencies.audience import STATED, Audience, told_to
from agencies.history import of, record, shown
from agencies.models import Event, Workflowed
from budgets.allocations.events import OF_A_LINE
from plans.appraisal.verdicts import VERDICTS
from tests.helpers.factories import a_catalogue
from tests.helpers.imports import modules

pytestmark = pytest.mark.once

# What writes an Event, and at which place it takes the action where it is not named.
WRITERS = {
    "record": None,
    "event_of": None,
    "write_own": None,
    "record_kind": None,
    "Event": None,
    "note": 2,
    "account_event": 1,
    "record_delegation": 2,
}
WRITERS |= {
    "read_anew": 1,
    "write_events": 1,
    "record_change": 2,
    "record_step": 2,
    "record_taken_back": 2,
    "record_named": 2,
    "write_event": 3,
    "record_event": 2,
    "record_for_office": 2,
    "tell_all": 2,
}
# Written by these with what their callers name, or what a workflow or verdict is called.
PASSED_ON = {"step", "action", "name", "action.name", "change['action']"}


def texts_of(node, constants):
    """The words that the expression can be; itself as code where it is none."""
    if isinstance(node, ast.IfExp):
        return texts_of(node.body, constants) | texts_of(node.orelse, constants)
    if isinstance(node, ast.Tuple) and node.elts:
        return texts_of(node.elts[0], constants)  # an action with its sentence
    if isinstance(node, ast.Constant):
        return {node.value}
    if isinstance(node, ast.JoinedStr):
        return {f"{node.values[0].value}{name}" for name in VERDICTS}
    code = ast.unparse(node)
    return constants.get(code, {code})


def constants_of(tree):
    """{name: words} of what the module assigns."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Assign))
    found = {}
    for target, value in (pair for node in nodes for pair in pairs(node)):
        found[target] = found.get(target, set()) | texts_of(value, {})
    return found


@cache
def constants_beside(room):
    """{module: constants_of it} of the modules of the folder `room`."""
    return {one.stem: constants_of(ast.parse(one.read_text())) for one in room.glob("*.py")}


def imported(tree, constants):
    """{name: words} of what it takes from a room beside it."""
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1):
        theirs = constants.get(node.module, {})
        yield from ((one.name, theirs[one.name]) for one in node.names if one.name in theirs)


def written(tree, beside):
    """The actions of every call that writes an Event; `beside`: constants of the modules in the same room."""
    constants = dict(imported(tree, beside)) | constants_of(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in WRITERS:
            continue
        named = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
        place = WRITERS[name]
        if not named and place is not None and len(call.args) > place:
            named = [call.args[place]]
        for node in named:
            yield from texts_of(node, constants)


def pairs(node):
    """(name, value) of an assignment, also of several at once."""
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return [(ast.unparse(one), each) for one, each in zip(target.elts, value.elts, strict=True)]
    return [(ast.unparse(target), value)]


def of_workflows():
    return {action.name for model in Workflowed.__subclasses__() for action in model.workflow.actions}


def test_every_action_that_the_code_writes_says_who_reads_it():
    found = set(of_workflows())
    for name, path in modules().items():
        if name.startswith(("reports.demo", "reports.bench")):
            continue  # repeats what the services write, or is about other things
        found |= set(written(ast.parse(path.read_text()), constants_beside(path.parent)))
    found |= {f"{action}{OF_A_LINE}" for action in ("allocate", "take_back_allocation") if action in found}
    assert {"files", "undo_upload", "login_failed", "rule_issued", "files_ask", "draft", "tranche"} <= found
    assert found - PASSED_ON <= STATED.keys(), f"nobody said who reads {found - PASSED_ON - STATED.keys()}"
    assert STATED.keys() - found <= {"purge"}, f"nobody writes {STATED.keys() - found}"


def test_two_cannot_state_different_audiences():
    with pytest.raises(ValueError, match="files is told to OWN_DESK"):
        told_to(Audience.BOTH_SIDES, "files")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "readers"),
    [("submit", "lan minh hoa mai quy"), ("files", "lan minh"), ("unheard_of", "quy"), ("upload", "")],
)
def test_who_reads_what(action, readers, plan, lan, minh, hoa, mai, quy, binh):
    catalogue = a_catalogue(lan.agency)
    record(catalogue, actor=lan, action=action, sentence="x")
    cast = {"lan": lan, "minh": minh, "hoa": hoa, "mai": mai, "quy": quy, "binh": binh}
    seen = {name for name, user in cast.items() if Event.objects.visible_to(user).latest_first().exists()}
    assert seen == set(readers.split())
    assert {name for name, user in cast.items() if shown(catalogue, user)} - {"binh"} == seen
    assert of(catalogue).exists() == (action != "upload")


@pytest.mark.django_db
def test_a_file_that_is_edited_on_the_own_desk_is_not_told_on_the_overseers_home(plan, lan, hoa, as_user):
    catalogue = a_catalogue(lan.agency, name="Tên chưa trình")
    for action in ("file", "undo_upload", "rename", "draft"):
        record(catalogue, actor=lan, action=action, sentence=f"{action} {catalogue}")
    assert "Tên chưa trình" in as_user(lan).get("/").content.decode()
    assert "Tên chưa trình" not in as_user(hoa).get("/").content.decode()
