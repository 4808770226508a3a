"""Races about extensions: drafting, sending, deciding, taking back."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from agencies.models import Agency, User
from agencies.workflow import perform
from plans.extensions.rules import extendable
from plans.extensions.services import draft_extension
from plans.models import Extension

from .race_scene import NUMBERED, SCENES, Scene, at, scene
from .race_world import DAY, World

KEY = "digitization"
Make = Callable[[World, Agency], Extension]


def days_of(world: World, agency: Agency) -> dict[str, str]:
    """A day later than the one in force, as the forms write it."""
    day = extendable(agency, world.plan)[KEY].due_on + timedelta(days=5)
    return {"proposed_day": f"{day:%d/%m/%Y}", "granted_day": f"{day:%d/%m/%Y}"}


def drafted(world: World, agency: Agency) -> Extension:
    Extension.objects.filter(agency=agency).open().update(state=Extension.State.WITHDRAWN)
    day = extendable(agency, world.plan)[KEY].due_on + timedelta(days=5)
    given: dict[str, Any] = {"milestone": KEY, "proposed_day": day, "reason": "Thiếu máy quét."}
    return draft_extension(agency, plan=world.plan, actor=world.clerks(agency)[0], **given)


def sent(world: World, agency: Agency) -> Extension:
    one = drafted(world, agency)
    sender = world.heads[0] if agency == world.signing else world.clerks(agency)[0]
    return perform(one, "submit", actor=sender)


def refused(world: World, agency: Agency) -> Extension:
    document = (f"{world.next()}/SNV-GH", DAY)
    one = sent(world, agency)
    return perform(one, "not_extend", actor=world.appraisers[0], document=document, reason="Còn đủ thời gian.")


def before_head(world: World, agency: Agency) -> Extension:
    assert world.heads  # without a head in office there is no such step
    return perform(drafted(world, agency), "ask_signature", actor=world.clerks(agency)[0])


def people_of(world: World, agency: Agency, desk: str) -> list[User]:
    return {"office": world.appraisers, "heads": world.heads}.get(desk) or world.clerks(agency)


def race(
    name: str, *args: str, make: Make = drafted, desk: str = "clerks", signing: bool = False, **given: Any
) -> None:
    def made(world: World, random: Random) -> Scene:
        agency = world.signing if signing else world.agency(random)
        one = make(world, agency)
        return Scene(
            people_of(world, agency, desk), at(name, one.pk, *args), given=given | days_of(world, agency), about=one
        )

    SCENES["/".join((name, *args))] = made


race("extension_edit", reason="Thiếu nhân lực.")
race("extension_delete")
race("extension_action", "submit")
race("extension_action", "ask_signature", signing=True)
race("extension_action", "take_back_signature", make=before_head, signing=True)
race("extension_action", "give_back", make=before_head, desk="heads", signing=True, reason="Chưa rõ.")
race("extension_action", "withdraw", make=sent)
race("extension_action", "extend", make=sent, desk="office", **NUMBERED)
race("extension_action", "not_extend", make=sent, desk="office", **NUMBERED)
race("extension_action", "undo_extension", make=refused, desk="office", reason="Ghi nhầm.")


@scene("extension_new")
def new_extension(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    Extension.objects.filter(agency=agency).open().update(state=Extension.State.WITHDRAWN)
    given = {"milestone": KEY, "reason": "Thiếu máy quét."} | days_of(world, agency)
    return Scene(world.clerks(agency), at("extension_new"), given=given, once=True)
