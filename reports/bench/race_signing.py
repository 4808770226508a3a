"""Races about the head's signature, and about files that come with an estimate."""

import io
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from agencies.models import User
from agencies.workflow import perform
from budgets.estimates.attachments import attach
from budgets.models import Estimate
from plans.declarations.review_signing import ask_review, version_now
from plans.models import Catalogue, SignOff
from plans.signoffs.services import close_review

from .race_scene import SCENES, Scene, at, scene
from .race_world import World, fresh

LINE = {"fonds_name": "Phông chung", "retention": "permanent", "arrangement": "full", "file_count": 1, "page_count": 2}
DECLARED = {"secrecy_declared": "on"}


def a_scan() -> bytes:
    """A page without text."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


def one_of_each(world: World) -> list[User]:
    """A clerk and a head."""
    return [world.clerks(world.signing)[0], world.heads[0]]


def before_head(world: World) -> Catalogue:
    """A catalogue that waits for the signature."""
    clerk, _ = one_of_each(world)
    one = world.draft(world.signing)
    perform(one, "ask_signature", actor=clerk, secrecy_declared=True)
    return fresh(one)


def on_catalogue(action: str, waits: bool, desk: str, **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        heads, one = world.heads, before_head(world) if waits else world.draft(world.signing)
        people = heads if desk == "heads" else world.clerks(world.signing)
        return Scene(people, at("catalogue_action", one.pk, action), given=given, about=one)

    SCENES[f"catalogue_action/{action}"] = make


on_catalogue("ask_signature", False, "clerks", **DECLARED)
on_catalogue("take_back_signature", True, "clerks")
on_catalogue("give_back", True, "heads", reason="Thiếu hồ sơ.")


def on_estimate(action: str, waits: bool, desk: str, **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        heads, one = world.heads, world.estimate(world.signing)
        if waits:
            one = perform(one, "ask_signature", actor=world.clerks(world.signing)[0])
        people = heads if desk == "heads" else world.clerks(world.signing)
        return Scene(people, at("estimate_action", one.pk, action), given=given, about=one, estimates=[one.pk])

    SCENES[f"estimate_action/{action}"] = make


on_estimate("ask_signature", False, "clerks")
on_estimate("take_back_signature", True, "clerks")
on_estimate("give_back", True, "heads", reason="Thiếu báo giá.")


def a_review(world: World) -> SignOff:
    """A review that waits for the signature."""
    clerk, _ = one_of_each(world)
    close_review(world.signing, SignOff.Outcome.TAKEN_BACK, clerk)
    seen, lines = version_now(world.signing, world.plan), [LINE | {"file_count": world.next()}]
    return ask_review(
        world.signing, plan=world.plan, actor=clerk, lines=lines, counts={}, reason="Rà soát lại.", seen=seen
    )


@scene("review_sign")
def review_signed(world: World, random: Random) -> Scene:
    about = a_review(world)
    return Scene(world.heads, at("review_sign", about.pk), given={"reason": "Rà soát lại."}, shared=True)


@scene("review_sign_give_back")
def review_given_back(world: World, random: Random) -> Scene:
    about = a_review(world)
    page = at("review_sign", about.pk)
    return Scene(world.heads, at("review_sign_give_back", about.pk), page, {"why": "Thiếu kho 2."}, shared=True)


@scene("review_sign_take_back")
def review_taken_back(world: World, random: Random) -> Scene:
    about = a_review(world)
    people = world.clerks(world.signing)
    return Scene(people, at("review_sign_take_back", about.pk), at("review_sign", about.pk), shared=True)


@scene("sign_off_list")
def many_signed(world: World, random: Random) -> Scene:
    one = before_head(world)
    asked = SignOff.objects.open().about(one).get()
    # Both lists show the line: who comes second reads that it waits no more.
    return Scene(world.heads, at("sign_off_list"), given=DECLARED | {"chon": str(asked.pk)}, one_winner=False)


@scene("estimate_attach")
def file_attached(world: World, random: Random) -> Scene:
    one = world.estimate(world.agency(random))
    given = {"kind": "offer", "file": lambda random: ("a.pdf", a_scan())}
    return Scene(world.clerks(one.agency), at("estimate_attach", one.pk), given=given, about=one, once=True)


@scene("estimate_attachment_remove")
def file_dropped(world: World, random: Random) -> Scene:
    one: Estimate = world.estimate(world.agency(random))
    clerk = world.clerks(one.agency)[0]
    made = attach(one, kind="offer", file=SimpleUploadedFile("a.pdf", a_scan()), actor=clerk)
    page = at("estimate_detail", one.pk)
    return Scene(world.clerks(one.agency), at("estimate_attachment_remove", made.pk), page, about=one)
