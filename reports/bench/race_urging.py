"""Races about letters that urge."""

from random import Random
from typing import Any

from reports.figures import province_figures
from reports.models import UrgingLetter
from reports.urging.services import draft_letters, send_letter

from .race_scene import SCENES, Given, Scene, at, box, document, scene
from .race_world import DAY, World

OUT: Given = {"number": document, "day": "20/06/2025", "capacity": "head", "signer": "Lê Quang Minh"}


def a_draft(world: World, random: Random) -> UrgingLetter:
    """A letter to one department, written from the figures of the day."""
    row = province_figures(world.plan, DAY).by_code[world.agency(random).code]
    return draft_letters(world.plan, [row], as_of=DAY, actor=world.appraisers[0], one_each=False)[0]


def a_letter(world: World, random: Random) -> UrgingLetter:
    """One that went out."""
    actor, number = world.appraisers[0], f"{world.next()}/DD"
    return send_letter(a_draft(world, random), number=number, day=DAY, actor=actor, expected_version=1)


@scene("urging_new")
def new_letters(world: World, random: Random) -> Scene:
    code = world.agency(random).code
    given: Given = {"don_vi": code, "cach": "chung"}
    return Scene(world.appraisers, at("urging_new"), given=given, one_winner=False, once=True)


def on_letter(name: str, *, sent: bool = False, **given: Any) -> None:
    """Two of the office who have the page of one letter open."""

    def make(world: World, random: Random) -> Scene:
        one = a_letter(world, random) if sent else a_draft(world, random)
        return Scene(world.appraisers, at(name, one.pk), given=dict(given))

    SCENES[name] = make


on_letter("urging_edit", subject=lambda random: f"nhắc {box(random)}", body="Đề nghị khẩn trương.")
on_letter("urging_send", **OUT)
on_letter("urging_correct", sent=True, **OUT, reason="Ghi nhầm.")
on_letter("urging_delete")


@scene("urging_receive")
def received(world: World, random: Random) -> Scene:
    one = a_letter(world, random)
    clerks = world.clerks(one.urged.get().agency)
    return Scene(clerks, at("urging_receive", one.pk), page=at("urging_detail", one.pk), one_winner=False)
