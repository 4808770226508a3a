"""Races about estimates."""

from random import Random
from typing import Any

from agencies.models import Agency
from agencies.workflow import perform
from budgets.estimates.questions import ask
from budgets.models import Estimate

from .race_scene import NUMBERED, SCENES, Scene, at, box, document, scene
from .race_world import DAY, World


@scene("estimate_new")
def new_estimate(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    world.appraised(agency)
    given = {"name": lambda random: f"Dự toán {box(random)}"}
    return Scene(world.clerks(agency), at("estimate_new"), given=given, one_winner=False, once=True)


def on_estimate(name: str, /, *args: str, state: str = "draft", desk: str = "clerks", **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        one = estimate_in(state, world, world.district if state in ("own", "decided") else world.agency(random))
        people = world.clerks(one.agency) if desk == "clerks" else world.treasurers
        return Scene(people, at(name, one.pk, *args), given=given, about=one, estimates=[one.pk])

    SCENES["/".join((name, *args))] = make


def estimate_in(state: str, world: World, agency: Agency) -> Estimate:
    one = world.estimate(agency)
    if state == "submitted":
        return perform(one, "submit", actor=world.clerks(agency)[0])
    if state == "decided":
        given: dict[str, Any] = {"document": (f"{world.next()}/QĐ", DAY)}
        return perform(one, "decide", actor=world.clerks(agency)[0], **given)
    return one


@scene("estimate_together")
def estimates_together(world: World, random: Random) -> Scene:
    waiting = [estimate_in("submitted", world, world.agency(random)) for _ in range(2)]
    ticks = {f"chosen_{one.pk}": "on" for one in waiting}
    keys = [one.pk for one in waiting]
    return Scene(world.treasurers, at("estimate_together"), given=ticks | NUMBERED, about=waiting[0], estimates=keys)


on_estimate("estimate_ask", state="submitted", desk="treasurers", text="Căn cứ nào?", line="")


@scene("estimate_answer")
def answer_about_estimate(world: World, random: Random) -> Scene:
    one = estimate_in("submitted", world, world.agency(random))
    asked = ask(one, actor=world.treasurers[0], text="Căn cứ nào?")
    return Scene(world.clerks(one.agency), at("estimate_answer", asked.pk), given={"text": "Mục lục."}, about=one)


on_estimate("estimate_edit", name="Tên khác", pages_a4="2")
on_estimate("estimate_delete")
on_estimate("estimate_action", "submit")
on_estimate("estimate_action", "withdraw", state="submitted")
on_estimate("estimate_action", "appraise", state="submitted", desk="treasurers", **NUMBERED)
on_estimate("estimate_action", "return", state="submitted", desk="treasurers", reason="Thiếu căn cứ.")
on_estimate("estimate_action", "decide", state="own", **NUMBERED)
on_estimate("estimate_action", "reopen", state="decided", reason="Bổ sung.")
on_estimate("estimate_correct", state="decided", number=document, day="20/06/2025", reason="Ghi nhầm số.")
