"""The order of the apps and of the rooms inside `plans/`: a line imports only from the lines above it."""

from tests.helpers.imports import APPS, Import, all_imports

PLANS = """
intake
models
pricing permissions shortcuts audiences
letters
excess
unusual
declarations
targets appraisal
catalogues duplicates
uploads
admin jobs purged_columns
tasks
urls apps management
"""
FLOORS = {room: floor for floor, line in enumerate(PLANS.split("\n")) for room in line.split()}


def room_of(module: str) -> str:
    """The room of a module of `plans`: the second part of its name."""
    return (module.split(".") + [""])[1]


def upward_apps() -> list[Import]:
    """Imports from an app above, or from `config`, which wires them all."""
    order = [*APPS, "config"]
    return [each for each in all_imports(*APPS) if runs_up(order, each.module.split(".")[0], each.target.split(".")[0])]


def runs_up(order: list[str], app: str, other: str) -> bool:
    return other in order and order.index(other) > order.index(app)


def upward_rooms() -> list[Import]:
    """Imports inside `plans/` from a room on the same floor or above."""
    inside = [each for each in all_imports("plans") if each.target.startswith("plans.")]
    pairs = [(each, room_of(each.module), room_of(each.target)) for each in inside]
    return [each for each, room, other in pairs if room != other and FLOORS[other] >= FLOORS[room]]


def arrows() -> set[tuple[str, str]]:
    """(room, the room it imports from) inside `plans/`."""
    inside = [each for each in all_imports("plans") if each.target.startswith("plans.")]
    return {(room_of(e.module), room_of(e.target)) for e in inside if room_of(e.module) != room_of(e.target)}
