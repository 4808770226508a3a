"""Audience of an Event: each app states it for the actions that it writes (`audiences`), which its `ready()` loads.

An action of which nobody said who reads it is read by administrators alone.
"""

from enum import Enum


class Audience(Enum):
    """Who reads what was done, beside administrators."""

    BOTH_SIDES = "its agency, and those who oversee the plan"
    OWN_DESK = "its agency alone: nothing of it was handed in yet"
    ADMINISTRATORS = "who came in, who took something out: no timeline shows it"


STATED: dict[str, Audience] = {}


def told_to(audience: Audience, *actions: str) -> None:
    """State who reads these actions. Raises ValueError where somebody stated another audience."""
    for action in actions:
        if STATED.setdefault(action, audience) is not audience:
            raise ValueError(f"{action} is told to {STATED[action].name} already")


def actions_of(*audiences: Audience) -> list[str]:
    """The actions that these read."""
    return [action for action, audience in STATED.items() if audience in audiences]
