"""What two people race about: who they are, the page they have open, what its form needs beyond what it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from agencies.models import Duty, User
from plans.models import Catalogue

from .race_world import World

Given = dict[str, Any]


def nothing(browser: Client) -> None:
    """The browser needs no more than its log-in."""


@dataclass
class Scene:
    """What a pair races about.

    `one_winner`: both pages show one version, so only one of them may count. `once`: the same form sent twice makes one
    thing. `each_once`: of many that one form decides on, each is decided once. `shared`: other scenes of the route are
    about the same object, so that its page must be opened right before the pair.
    """

    people: Sequence[User | None]
    address: str
    page: str = ""
    given: Given = field(default_factory=dict)
    about: Model | None = None
    one_winner: bool = True
    once: bool = False
    estimates: list[int] = field(default_factory=list)
    each_once: bool = False
    shared: bool = False
    prepare: Callable[[Client], None] = nothing

    def catalogues(self) -> list[Catalogue]:
        """Whose sums the pair may have touched."""
        one = self.about
        return list(Catalogue.objects.filter(pk=one.pk)) if isinstance(one, Catalogue) else []


Make = Callable[[World, Random], Scene]
SCENES: dict[str, Make] = {}


def scene(name: str) -> Callable[[Make], Make]:
    """Register what is raced on the route of that name."""

    def register(make: Make) -> Make:
        SCENES[name] = make
        return make

    return register


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def document(random: Random) -> str:
    return f"{random.randint(1, 10**9)}/VB"


NUMBERED: Given = {"document_number": document, "document_date": "20/06/2025", "reason": "Đã xem."}


def box(random: Random) -> str:
    return str(random.randint(10, 10**6))


def a_newcomer(world: World, random: Random) -> User:
    """Somebody whose account nobody else uses."""
    return world.person(world.agency(random), Duty.READS, world.next())
