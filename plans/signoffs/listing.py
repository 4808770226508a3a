"""Chờ ký: what waits for a signature, and signing ticked lines, each judged by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from agencies.models import User
from agencies.signatures import signs_for
from agencies.workflow import WorkflowError
from plans.models import SignOff

from .kinds import GONE, KINDS, Waiting
from .queries import signed_by, visible_to

NOT_YOURS = "bạn không ký cho cơ quan này"
MOST = 200


@dataclass
class Outcome:
    """What became of the ticked lines: titles of those that went out, (title, why not) of the others."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def waiting_for(user: User) -> list[Waiting]:
    """What waits in the agencies that the person works for, the longest first."""
    open_ones = visible_to(user).open()
    if not open_ones.exists():  # mostly nothing waits, and the people come from five tables
        return []
    asked: dict[str, list[SignOff]] = {}  # by kind: what nobody asked about, nobody looks for
    for one in open_ones.order_by("asked_at", "pk")[:MOST]:
        asked.setdefault(one.kind, []).append(one)
    found = [row for name, requests in asked.items() for row in KINDS[name].rows(requests)]
    return sorted(found, key=lambda row: (row.about.asked_at, row.about.pk))


def to_sign(user: User) -> list[Waiting]:
    """Of these what the person signs."""
    if not signed_by(user):
        return []
    return [row for row in waiting_for(user) if signs_for(user, row.about.agency)]


def sign_many(rows: Iterable[Waiting], *, actor: User, secrecy_declared: bool = False) -> Outcome:
    """Sign each line in a transaction of its own: one that cannot be keeps no other back."""
    outcome = Outcome()
    for row in rows:
        why = row.alone or sign_one(row, actor, secrecy_declared)
        if why:
            outcome.refused.append((row.title, why))
        else:
            outcome.done.append(row.title)
    return outcome


def sign_one(row: Waiting, actor: User, secrecy_declared: bool) -> str:
    """Why it was not signed, or ""."""
    if not signs_for(actor, row.about.agency):
        return NOT_YOURS
    try:
        with transaction.atomic():
            KINDS[row.about.kind].sign(row.about, actor, secrecy_declared=secrecy_declared)
    except WorkflowError as error:
        return str(error)
    return ""


def gone(keys: Iterable[int], rows: Iterable[Waiting]) -> list[tuple[str, str]]:
    """(name, why not) of ticked requests that no longer wait."""
    there = {row.about.pk for row in rows}
    lost = SignOff.objects.filter(pk__in=[key for key in keys if key not in there]).with_people()
    return [(str(one), GONE) for one in lost]
