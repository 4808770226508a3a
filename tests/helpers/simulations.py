"""Simulations as tests ask for them: by the service, worked out at once."""

from datetime import date

from agencies import tasks
from budgets.models import Simulation
from budgets.simulations.piles import MARKS
from budgets.simulations.services import request_simulation
from plans.models import Plan

STARTS, DEADLINE = date(2025, 6, 23), date(2025, 8, 14)


def asked(actor, **changes):
    """A simulation of the actor's that waits for its worker."""
    given = {
        "name": "Một tỷ",
        "scope": "own" if actor.writes else "departments",
        "sum_dong": 1_000_000_000,
        "starts_on": STARTS,
        "deadline": DEADLINE,
        "pages_per_day": 50,
        "weights": dict.fromkeys(MARKS, 10),
    }
    return request_simulation(Plan.current(), actor=actor, **given | changes)


def simulated(actor, **changes):
    """The same, worked out."""
    made = asked(actor, **changes)
    tasks.run_job(made.pk)
    return Simulation.objects.get(pk=made.pk)
