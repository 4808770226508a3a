"""The figures of a day, worked out once for all who ask while nothing happens.

Whatever is declared, decided or paid leaves an Event, and each Event is a link in the chain of its agency: the sum of
all links shows whether anything happened since. Inside a transaction nothing is kept, for it may be taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic

from django.db import connection
from django.db.models import Sum

from agencies.models import ChainHead
from plans.models import Plan

from .province import ProvinceFigures, province_figures

FRESH_SECONDS = 20  # after which figures are worked out again, whatever the history says
KEPT_DAYS = 4  # days asked about at the same time; figures of 350 agencies take some 3 MB
WAIT_SECONDS = 5  # for who works them out already
Day = tuple[int, date]  # plan, day


@dataclass(frozen=True)
class Kept:
    """Figures as they were when the history had so many links."""

    links: int
    until: float  # on the clock that never goes back
    figures: ProvinceFigures

    def holds(self, links: int) -> bool:
        return self.links == links and monotonic() < self.until


@dataclass
class Shelf:
    """What this process keeps; of several threads that ask one works, the others wait for it."""

    kept: dict[Day, Kept] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def of(self, day: Day, make: Callable[[], ProvinceFigures]) -> ProvinceFigures:
        found = self.kept.get(day)
        if found and found.holds(links_in_history()):
            return found.figures
        in_turn = self.lock.acquire(timeout=WAIT_SECONDS)
        try:
            return self.made(day, make)
        finally:
            if in_turn:
                self.lock.release()

    def made(self, day: Day, make: Callable[[], ProvinceFigures]) -> ProvinceFigures:
        """Those of another thread where it was quicker, else worked out now; the links are counted before the records
        are read, so that what happens meanwhile makes them old."""
        links = links_in_history()
        found = self.kept.get(day)
        if found and found.holds(links):
            return found.figures
        made = Kept(links, monotonic() + FRESH_SECONDS, make())
        others = [(one, kept) for one, kept in self.kept.items() if one != day and kept.holds(links)]
        self.kept = dict([*others[1 - KEPT_DAYS :], (day, made)])
        return made.figures


SHELF = Shelf()


def figures_on(plan: Plan, day: date) -> ProvinceFigures:
    """`province_figures` of the plan as of the day, for pages: shared between requests, so nobody changes them."""
    if connection.in_atomic_block:
        return province_figures(plan, day)
    return SHELF.of((plan.pk, day), lambda: province_figures(plan, day))


def links_in_history() -> int:
    """Events of all agencies so far."""
    return ChainHead.objects.aggregate(links=Sum("number"))["links"] or 0


def forget() -> None:
    """Work everything out anew."""
    SHELF.kept = {}
