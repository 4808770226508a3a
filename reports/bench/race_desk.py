"""Races at Sở Nội vụ's desk, and on the actions of the catalogue's workflow."""

from random import Random

from agencies.models import IssuedDocument
from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.models import Catalogue

from .race_catalogues import a_proposal
from .race_scene import NUMBERED, SCENES, Given, Scene, at, document, scene
from .race_world import World, fresh

APPRAISAL: Given = NUMBERED | {"unseen_reason": "Đã đối chiếu.", "unarranged": "accept", "capacity": "head"}
CATALOGUE_ACTIONS: dict[str, tuple[str, str, Given]] = {
    # action: (state it begins in, on whose desk, what its form needs)
    "submit": ("draft", "clerks", {"secrecy_declared": "on"}),
    "withdraw": ("handed_in", "clerks", {}),
    "ask_reopen": ("appraised", "clerks", {"reason": "Bổ sung."}),
    "drop_reopen": ("asked_to_reopen", "clerks", {}),
    "receive": ("handed_in", "appraisers", {}),
    "tranche": ("handed_in", "appraisers", APPRAISAL),
    "appraise": ("handed_in", "appraisers", APPRAISAL),
    "return": ("handed_in", "appraisers", {"reason": "Sai số trang."}),
    "reopen": ("asked_to_reopen", "appraisers", {}),
    "refuse_reopen": ("asked_to_reopen", "appraisers", {"reason": "Không cần."}),
    "close_again": ("reopened", "appraisers", {"reason": "Nhầm."}),
}


def on_action(route: str, action: str) -> None:
    """An action of the catalogue's workflow on this route, by two who may take it."""
    state, desk, given = CATALOGUE_ACTIONS[action]

    def make(world: World, random: Random) -> Scene:
        agency = world.agency(random)
        if state == "reopened":
            one = perform(world.asked_to_reopen(agency), "reopen", actor=world.appraisers[0])
        else:
            one = getattr(world, state)(agency)
        if action == "tranche":
            decide(one, "accept", one.files.filter(file_number="01"), actor=world.appraisers[0])
        people = world.clerks(agency) if desk == "clerks" else world.appraisers
        return Scene(people, at(route, one.pk, action), given=given, about=fresh(one))

    SCENES[f"{route}/{action}"] = make


for name, raced in CATALOGUE_ACTIONS.items():
    on_action("catalogue_action" if raced[1] == "clerks" else "admin:plans_catalogue_action", name)


@scene("admin:plans_catalogue_decide")
def rows_decided(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random))
    file = random.choice(list(one.files.all()))
    given = {"verdict": random.choice(("accept", "leave_out", "ask")), "file": str(file.pk), "reason": "duplicate"}
    given |= {"text": "Có bản gốc không?"}
    page = at("admin:plans_catalogue_change", one.pk)
    # Rows count one by one: who comes second finds them decided, and may decide otherwise what is not signed.
    return Scene(world.appraisers, at("admin:plans_catalogue_decide", one.pk), page, given, one, one_winner=False)


@scene("admin:plans_catalogue_draw")
def sample_drawn(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random), rows=40)
    page = at("admin:plans_catalogue_change", one.pk)
    return Scene(world.appraisers, at("admin:plans_catalogue_draw", one.pk), page, {"size": "30"}, one)


@scene("admin:plans_catalogue_proposal")
def proposal_decided(world: World, random: Random) -> Scene:
    value = a_proposal(world, random)
    asked = value.note.catalogue
    page = at("admin:plans_catalogue_change", asked.pk)
    address = at("admin:plans_catalogue_proposal", asked.pk, value.pk, random.choice(("take", "decline")))
    return Scene(world.appraisers, address, page, about=fresh(asked))


@scene("appraisal_assign")
def assigned(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random))
    address = f"{at('appraisal_assign')}?muc-luc={one.pk}"
    first, second = world.appraisers[:2]
    # Each takes it for themselves from the page that showed it free: the second reads who was faster.
    return Scene([first, second], address, address, about=one)


@scene("admin:plans_catalogue_together")
def decided_together(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    both = [world.handed_in(agency) for _ in range(2)]
    address = f"{at('admin:plans_catalogue_together')}?muc-luc={both[0].pk}&muc-luc={both[1].pk}"
    return Scene(world.appraisers, address, given=APPRAISAL, about=both[0], one_winner=False, each_once=True)


@scene("joint_draft")
def joint_draft(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random))
    page = f"{at('admin:plans_catalogue_together')}?muc-luc={one.pk}"
    return Scene(world.appraisers, f"{at('joint_draft', 'docx')}?muc-luc={one.pk}", page, APPRAISAL, one)


def letter(world: World, random: Random) -> tuple[Catalogue, IssuedDocument]:
    one = world.appraised(world.agency(random))
    return one, one.appraisals.get().document


@scene("admin:plans_catalogue_correct")
def letter_corrected(world: World, random: Random) -> Scene:
    one, signed = letter(world, random)
    given = {"number": document, "day": "20/06/2025", "capacity": "head", "reason": "Ghi nhầm số."}
    return Scene(world.appraisers, at("admin:plans_catalogue_correct", signed.pk), given=given, about=one)


@scene("paper")
def paper(world: World, random: Random) -> Scene:
    one = world.draft(world.agency(random))
    return Scene(world.clerks(one.agency), at("paper", one.pk, "official", "xlsx"), about=one, one_winner=False)
