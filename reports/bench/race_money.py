"""Races about estimates and allocations."""

import io
from dataclasses import replace
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from agencies.calendar import portal_now
from agencies.models import Agency
from agencies.workflow import perform
from budgets.allocations.services import Facts, Line, record_allocation
from budgets.estimates.own_tariff import own_tariff
from budgets.estimates.questions import ask
from budgets.estimates.services import set_lines
from budgets.models import Allocation, AllocationUpload, Estimate, Simulation
from reports.models import MoneyFile

from .race_forms import form_of
from .race_scene import NUMBERED, SCENES, Given, Scene, at, box, document, scene
from .race_world import DAY, World
from .visiting import browser_of


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
    made = Scene(world.treasurers, at("estimate_together"), given=ticks | NUMBERED, about=waiting[0], estimates=keys)
    return replace(made, one_winner=False, each_once=True)


@scene("estimate_ask")
def asked_about_estimate(world: World, random: Random) -> Scene:
    one = estimate_in("submitted", world, world.agency(random))
    given: Given = {"text": "Căn cứ nào?", "line": ""}
    return Scene(world.treasurers, at("estimate_ask", one.pk), given=given, one_winner=False, once=True)


@scene("estimate_draft")
def drafted_result(world: World, random: Random) -> Scene:
    one = estimate_in("submitted", world, world.agency(random))
    page = at("estimate_action", one.pk, "appraise")
    address = at("estimate_draft", one.pk, "appraise", "docx")
    return Scene(world.treasurers, address, page, NUMBERED, one, one_winner=False, estimates=[one.pk])


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
on_estimate("estimate_correct", state="decided", number=document, day="20/06/2025", reason="Ghi nhầm số.")


@scene("estimate_edition_new")
def later_edition(world: World, random: Random) -> Scene:
    one = estimate_in("decided", world, world.district)
    given = {"change": "adjusted", "reason": "Sót kho."}
    return Scene(world.clerks(one.agency), at("estimate_edition_new", one.pk), given=given, once=True)


@scene("estimate_take_price")
def price_taken(world: World, random: Random) -> Scene:
    """An estimate that was made at a lower price than today's."""
    one = world.estimate(world.agency(random))
    one.unit_price_dong = 4_000
    one.save(update_fields=["unit_price_dong"])
    set_lines(one, {"a4": 1}, tariff=own_tariff(one))
    return Scene(world.clerks(one.agency), at("estimate_take_price", one.pk), about=one, estimates=[one.pk])


DECISION: dict[str, Any] = {"number": document, "day": "20/06/2025", "signer": "Phó Chủ tịch Hồ Quang"}


@scene("allocation_new")
def new_allocation(world: World, random: Random) -> Scene:
    rows = range(len(world.departments))
    given = DECISION | {f"line-{row}-excess_reason": "Nghị quyết." for row in rows}
    given |= {f"line-{random.choice(rows)}-amount": "5"}
    return Scene(world.treasurers, at("allocation_new"), given=given, once=True, shared=True)


@scene("allocation_draft")
def drafted_allocation(world: World, random: Random) -> Scene:
    row = f"line-{random.randrange(len(world.departments))}"
    given = {f"{row}-amount": "5", f"{row}-excess_reason": "Nghị quyết."}
    page = at("allocation_new")
    return Scene(world.treasurers, at("allocation_draft", "docx"), page, DECISION | given, one_winner=False)


def allocated(world: World, agency: Agency) -> Allocation:
    facts = Facts("given", f"{world.next()}/QĐ-UBND", DAY, "Phó Chủ tịch", DAY.year, "province")
    lines = [Line(agency, 5, "Nghị quyết.")]
    return record_allocation(world.plan, actor=world.treasurers[0], facts=facts, lines=lines)


@scene("allocation_take_back")
def allocation_taken_back(world: World, random: Random) -> Scene:
    made = allocated(world, world.agency(random))
    return Scene(world.treasurers, at("allocation_take_back", made.pk), given={"reason": "Ghi nhầm."})


def allocation_table(world: World, random: Random) -> bytes:
    """A workbook that gives one agency 5 đồng."""
    book, content = Workbook(), io.BytesIO()
    book.active.append(["Mã", "Cơ quan", "Số tiền", "Lý do"])
    agency = world.agency(random)
    book.active.append([agency.code, agency.name, 5, "Nghị quyết."])
    book.save(content)
    return content.getvalue()


@scene("allocation_upload")
def allocation_sent(world: World, random: Random) -> Scene:
    given = {"workbook": lambda random: ("a.xlsx", allocation_table(world, random))}
    return Scene(world.treasurers, at("allocation_upload"), given=given, one_winner=False, once=True, shared=True)


def on_allocation_upload(name: str, **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        browser, address = browser_of(world.treasurers[0]), at("allocation_upload")
        form = form_of(browser.get(address).content.decode(), address, address, random)
        file = SimpleUploadedFile("a.xlsx", allocation_table(world, random))
        browser.post(address, form | {"workbook": file})
        sent = AllocationUpload.objects.filter(uploaded_by=world.treasurers[0]).latest("pk")
        page = at("allocation_upload_check", sent.pk)
        return Scene(world.treasurers[:1], at(name, sent.pk), page, given=given, shared=True)

    SCENES[name] = make


@scene("money_file_new")
def file_asked(world: World, random: Random) -> Scene:
    one = world.estimate(world.agency(random))
    address = at("money_file_new", "du-toan", one.pk, "du-toan", "docx")
    return Scene(world.clerks(one.agency), address, about=one, one_winner=False)


@scene("money_file")
def file_again(world: World, random: Random) -> Scene:
    """A file of the clerk that could not be drawn."""
    one = world.estimate(world.agency(random))
    by = world.clerks(one.agency)[:1]
    about = {"noun": "du-toan", "object_id": one.pk, "name": "Dự toán chi tiết", "file_name": "a.docx"}
    made = MoneyFile.objects.create(kind="money_file", requester=by[0], state="failed", extension="docx", **about)
    return Scene(by, at("money_file", made.pk))


def simulated(world: World, state: str = "done", **more: Any) -> Simulation:
    """A simulation of Sở Tài chính's, worked out as if it had found something."""
    asked = {"plan": world.plan, "scope": "departments", "sum_dong": 9, "pages_per_day": 9, "price_dong": 1}
    owner = Agency.objects.get(kind=Agency.Kind.PROVINCE)
    rows = [[world.departments[0].pk, 5, 5, 0, 0, 5, 5, 0]]
    return Simulation.objects.create(
        kind="simulation",
        requester=world.treasurers[0],
        owner=owner,
        name=f"Phương án {world.next()}",
        starts_on=DAY,
        deadline=DAY,
        state=state,
        finished_at=portal_now(),
        result={"agencies": rows, "marks": {}, "levels": [], "aside": {}, "gap": 0, "unconfirmed": []},
        **asked | more,
    )


@scene("simulation_new")
def simulation_asked(world: World, random: Random) -> Scene:
    given = {"name": "Phương án", "sum_dong": "1.000", "deadline": "30/06/2025", "pages_per_day": "50"}
    return Scene(world.treasurers, at("simulation_new"), given=given, one_winner=False, once=True)


@scene("simulation_retry")
def simulation_again(world: World, random: Random) -> Scene:
    made = simulated(world, "failed")
    return Scene(world.treasurers, at("simulation_retry", made.pk), at("simulation_detail", made.pk))


@scene("simulation_propose")
def simulation_proposed(world: World, random: Random) -> Scene:
    return Scene(world.treasurers, at("simulation_propose", simulated(world).pk), shared=True)


@scene("simulation_delete")
def simulation_dropped(world: World, random: Random) -> Scene:
    made = simulated(world)
    return Scene([made.requester], at("simulation_delete", made.pk))


@scene("simulation_draft")
def simulation_drafted(world: World, random: Random) -> Scene:
    Simulation.objects.proposed().update(proposed_at=None)
    made = simulated(world, proposed_at=portal_now(), proposed_by=world.treasurers[0])
    page = at("simulation_detail", made.pk)
    return Scene(world.treasurers, at("simulation_draft", made.pk), page, one_winner=False, once=True, shared=True)


on_allocation_upload("allocation_upload_check", **DECISION)
on_allocation_upload("allocation_upload_cancel")
