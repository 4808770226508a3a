"""Races about difficulties: raising, answering, joining, asking further, closing."""

from collections.abc import Callable
from random import Random
from typing import Any

from agencies.models import Agency
from agencies.workflow import perform
from plans.difficulties.services import join_many, raise_difficulty
from plans.difficulties.sorting import sort_many
from plans.models import Difficulty, DifficultyKind

from .race_scene import SCENES, Scene, at, scene
from .race_world import World, fresh

Make = Callable[[World, Agency], Difficulty]


def raised(world: World, agency: Agency) -> Difficulty:
    text = f"Thiếu máy quét {world.next()}."
    return raise_difficulty(agency, plan=world.plan, actor=world.clerks(agency)[0], kind=None, text=text)


def answered(world: World, agency: Agency) -> Difficulty:
    return perform(raised(world, agency), "answer_difficulty", actor=world.appraisers[0], text="Thuê thêm máy.")


def joined(world: World, agency: Agency) -> Difficulty:
    lead, one = raised(world, agency), raised(world, agency)
    join_many(lead, [one], actor=world.appraisers[0], versions={one.pk: one.version})
    made: Difficulty = fresh(one)
    return made


def race(action: str, make: Make, desk: str = "office", **given: Any) -> None:
    def made(world: World, random: Random) -> Scene:
        agency = world.agency(random)
        one = make(world, agency)
        people = world.appraisers if desk == "office" else world.clerks(agency)
        return Scene(people, at("difficulty_action", one.pk, action), given=given, about=one)

    SCENES[f"difficulty_action/{action}"] = made


race("answer_difficulty", raised, text="Thuê thêm máy.")
race("supplement_answer", answered, text="Thuê trong tháng này.")
race("hand_over_difficulty", raised, answerer="finance", reason="Về kinh phí.")
race("separate_difficulty", joined)
race("ask_further", answered, "clerks", text="Thuê ở đâu?")
race("close_difficulty", answered, "clerks")


@scene("difficulty_action/join_difficulty")
def joined_with_another(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    lead, one = raised(world, agency), raised(world, agency)
    address = at("difficulty_action", one.pk, "join_difficulty")
    return Scene(world.appraisers, address, given={"lead": str(lead.pk)}, about=one)


@scene("difficulty_join_many")
def many_joined(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    rows = [raised(world, agency) for _ in range(2)]
    given = {"chon": [f"{one.pk}-{one.version}" for one in rows]}
    return Scene(world.appraisers, at("difficulty_join_many"), at("difficulty_list"), given, about=rows[1])


def kind_key() -> str:
    return str(DifficultyKind.objects.order_by("position")[0].pk)


@scene("difficulty_sort_many")
def many_sorted(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    rows = [raised(world, agency) for _ in range(2)]
    given = {"chon": [f"{one.pk}-{one.version}" for one in rows], "kind": kind_key()}
    return Scene(world.appraisers, at("difficulty_sort_many"), at("difficulty_list"), given, about=rows[1])


@scene("difficulty_sort_undo")
def sorting_undone(world: World, random: Random) -> Scene:
    one, kind = raised(world, world.agency(random)), DifficultyKind.objects.order_by("position")[0]
    sort_many([one], kind=kind, actor=world.appraisers[0], versions={one.pk: one.version})
    return Scene(world.appraisers, at("difficulty_sort_undo", one.pk), about=fresh(one))


@scene("difficulty_share")
def shared_answer(world: World, random: Random) -> Scene:
    reply = answered(world, world.agency(random)).replies.get()
    address = at("difficulty_share", reply.pk)
    return Scene(world.appraisers, address, given={"general": f"Máy quét {world.next()}"})


@scene("difficulty_new")
def new_difficulty(world: World, random: Random) -> Scene:
    agency, kind = world.agency(random), DifficultyKind.objects.order_by("position")[0]
    given = {"kind": str(kind.pk), "text": f"Thiếu kho {world.next()}.", "answerer": ""}
    return Scene(world.clerks(agency), at("difficulty_new"), given=given, one_winner=False, once=True)
