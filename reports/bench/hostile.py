"""An administrator's typo: each field of the reference data takes hostile values on the demo, and pages are walked.

What the admin takes may be odd, but no page fails (5xx), none needs longer than SLOWEST, and figures of past days stay
as they were, unless a page had said before saving what changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from agencies.calendar import portal_today
from agencies.models import Agency, DutyOffice, InvitationTerm, User
from agencies.once import once_key
from agencies.routes import all_routes
from plans.admin.consequences.page import AGREED
from plans.models import (
    AnswerTime,
    Bound,
    ControlFigure,
    DifficultyKind,
    Milestone,
    PeriodLength,
    Plan,
    ReportingException,
    ReportingRule,
    Signer,
    SizeFactor,
    UnitPrice,
)
from plans.targets.setup import load_plan

from ..demo import load_demo
from ..figures import as_plain, province_figures
from .matrix_addresses import addresses
from .matrix_holding import Holding
from .matrix_world import targets
from .race_forms import form_of
from .visiting import browser_of, open_for_visits

MODELS: tuple[type[models.Model], ...] = (
    *(Plan, PeriodLength, Milestone, ControlFigure, UnitPrice, SizeFactor, Signer, Bound),
    *(ReportingRule, ReportingException),
    *(DifficultyKind, AnswerTime),
    *(DutyOffice, InvitationTerm, Agency),
)
NUMBERS = ("", "0", "-1", "1", "99999999999999999999", "không")
DAYS = ("", "01/01/0001", "31/12/9999", "31/02/2025", "20/4/1925")
TEXTS = ("", "x" * 5000, "<script>", "\u202e")
KEYS = ("", "0", "999999", "x")
SLOWEST = 2.0  # seconds
PAST = (30, 7, 1)  # days before the portal's
NAMES = ("name", "short_name", "kind", "silent_heirs")
WALKERS = ("hoa", "lan", "tuan", "quy")
# Papers and files are written by jobs or take as long as they are long: the matrix opens them.
NOT_WALKED = {"extension", "form", "proposal", "url", "app_label", "content_type_id"}


@dataclass
class Walk:
    """What was sent and seen."""

    cases: int = 0
    taken: int = 0
    pages: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


def measure_hostile(say, only: str = ""):
    """Send every value of every field of the models whose name holds `only`, and print what came of it; True where
    nothing failed, was slow or changed the past."""
    load_demo(Plan.current() or load_plan())
    walk = Walk()
    with open_for_visits():
        seats = {name: browser_of(User.objects.get(username=name)) for name in WALKERS}
        pages = [*pages_of(targets()[0])]
        known = past()
        for model in (one for one in MODELS if only in one.__name__):
            of_model(model, seats, pages, known, walk)
            said = f"{walk.cases} values, {walk.taken} taken, {walk.pages} pages, slowest {walk.slowest:.2f} s"
            say(f"  {model.__name__}: {said}, faults: {len(walk.faults)}")
    for fault in walk.faults[:40]:
        say(f"  FAULT {fault}")
    return not walk.faults


def pages_of(target: Holding) -> Iterator[str]:
    """The address of each page that can be opened, for what one agency has."""
    for route in all_routes():
        parts = {part for part in NOT_WALKED if f"<{part}" in route["pattern"] or f":{part}>" in route["pattern"]}
        if "GET" in route["methods"] and not parts and route["name"] != "logout":
            yield from addresses(route, target)


def past() -> list[Any]:
    """The figures of some past days; what an agency is called, and its place in a list, are none."""
    plan = Plan.objects.get()
    days = (portal_today() - timedelta(days=days) for days in PAST)
    return [figures_in(as_plain(province_figures(plan, day))) for day in days]


def figures_in(found: Any) -> Any:
    """The same without names, agencies by their codes."""
    if isinstance(found, dict):
        return {name: figures_in(each) for name, each in found.items() if name not in NAMES}
    if isinstance(found, list) and found and isinstance(found[0], dict) and "code" in found[0]:
        return {each["code"]: figures_in(each) for each in found}
    return [figures_in(each) for each in found] if isinstance(found, list) else found


def of_model(
    model: type[models.Model], seats: dict[str, Client], pages: list[str], known: list[Any], walk: Walk
) -> None:
    whole = True
    for address, typed in forms_of(model):
        page = seats["quy"].get(address).content.decode()
        sent = form_of(page, address, address, Random(1)) | typed
        for one in (each for each in model._meta.fields if each.editable and each.name != "plan"):
            first = True
            for value in values_for(one):
                walk.cases += 1
                with transaction.atomic():
                    case = f"{address} {one.name}={value[:20]!r}"
                    if taken(seats["quy"], address, sent | {one.name: value}, case, known, walk):
                        walk.taken += 1
                        visit(seats, WALKERS if whole else ("hoa",), pages if first else pages[:2], case, walk)
                        first = whole = False
                    transaction.set_rollback(True)


def taken(seat: Client, address: str, sent: dict[str, Any], case: str, known: list[Any], walk: Walk) -> bool:
    """True where the admin takes the form, at once or after it said what changes."""
    asked = seat.post(address, sent | {"_once": once_key()})
    saved = asked if asked.status_code == 302 else seat.post(address, sent | {"_once": once_key(), AGREED: "1"})
    if saved.status_code >= 500 or asked.status_code >= 500:
        walk.faults.append(f"{case}: {saved.status_code}")
    if asked.status_code == 302 and Plan.objects.exists() and past() != known:
        walk.faults.append(f"{case}: figures of the past changed, and nothing was said before")
    return saved.status_code == 302


def visit(seats: dict[str, Client], names: tuple[str, ...], pages: list[str], case: str, walk: Walk) -> None:
    for name in names:
        for page in pages:
            began = perf_counter()
            answer = seats[name].get(page)
            b"".join(answer) if answer.streaming else answer.content
            spent = perf_counter() - began
            walk.pages, walk.slowest = walk.pages + 1, max(walk.slowest, spent)
            if answer.status_code >= 500 or spent > SLOWEST:
                walk.faults.append(f"{case}: {name} {page} {answer.status_code} in {spent:.1f} s")


def forms_of(model: type[models.Model]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(address, what is typed) to change the last row, which may not be in force yet, and to add it once more."""
    if not admin.site.is_registered(model):
        return
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    last = model._default_manager.order_by("pk").last()
    if last:
        yield reverse(f"{name}_change", args=[last.pk]), {}
    yield reverse(f"{name}_add"), as_sent(last) if last else {}


def as_sent(instance: models.Model) -> dict[str, Any]:
    """What the form of the row sends when nothing is changed."""
    known = model_to_dict(instance)
    return {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in known.items() if value}


def values_for(one: models.Field) -> tuple[str, ...]:
    if isinstance(one, models.DateField):
        return DAYS
    if isinstance(one, models.ForeignKey):
        return KEYS
    if isinstance(one, models.BooleanField):
        return ("", "on")
    if one.choices:
        return ("", "x", *(str(value) for value, _ in one.flatchoices))
    return NUMBERS if isinstance(one, models.IntegerField) else TEXTS
