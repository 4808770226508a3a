"""The order of the apps and of the rooms inside them: a line imports only from the lines above it."""

from tests.helpers.imports import APPS, Import, all_imports

PLANS = """
intake inspection
models
pricing permissions shortcuts audiences
letters
signoffs
excess
unusual
declarations
scanning extensions difficulties
progress forecast
targets appraisal
evidence
catalogues duplicates
uploads
shared_archive
admin jobs purged_columns
tasks
urls apps management
"""
BUDGETS = """
models
estimates
allocations
contracts
acceptances
payments
simulations
admin audiences purged_columns
tasks
urls apps
"""


def floors(order: str) -> dict[str, int]:
    """{room: its floor, the ground first}"""
    return {room: floor for floor, line in enumerate(order.split("\n")) for room in line.split()}


ORDERS = {"plans": PLANS, "budgets": BUDGETS}
FLOORS = {app: floors(order) for app, order in ORDERS.items()}


def room_of(module: str) -> str:
    """The room of a module of an app: the second part of its name."""
    return (module.split(".") + [""])[1]


def upward_apps() -> list[Import]:
    """Imports from an app above, or from `config`, which wires them all."""
    order = [*APPS, "config"]
    return [each for each in all_imports(*APPS) if runs_up(order, each.module.split(".")[0], each.target.split(".")[0])]


def runs_up(order: list[str], app: str, other: str) -> bool:
    return other in order and order.index(other) > order.index(app)


def upward_rooms() -> list[Import]:
    """Imports inside an app from a room on the same floor or above."""
    return [each for app in FLOORS for each in inside(app) if runs_up_inside(FLOORS[app], each)]


def runs_up_inside(order: dict[str, int], each: Import) -> bool:
    room, other = room_of(each.module), room_of(each.target)
    return room != other and order[other] >= order[room]


def inside(app: str) -> list[Import]:
    """Imports from a module of the app to another of it."""
    return [each for each in all_imports(app) if each.target.startswith(f"{app}.")]


def arrows(app: str) -> set[tuple[str, str]]:
    """(room, the room it imports from) inside the app."""
    return {(room_of(e.module), room_of(e.target)) for e in inside(app) if room_of(e.module) != room_of(e.target)}
