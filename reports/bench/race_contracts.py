"""Races about contracts, acceptances, payments and settlements."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from agencies.models import Agency
from budgets.acceptances.services import accept
from budgets.contracts.contractors import add_contractor
from budgets.contracts.services import sign_contract
from budgets.contracts.sums import Terms
from budgets.models import Acceptance, Allocation, AllocationLine, Contract, Contractor, Payment, Settlement
from budgets.payments.services import pay
from budgets.payments.settlements import settle
from plans.models import ProgressReport
from plans.models.progress import FIGURES

from .race_scene import SCENES, Given, Scene, at, box, document, scene
from .race_world import DAY, World

PRICE, LARGE = 4_000, 10**9
SIGNED = DAY - timedelta(days=20)
WRITTEN: Given = {"number": document, "dated_on": "20/06/2025"}
BACK: Given = {**WRITTEN, "reason": "Ghi nhầm."}
NO_LARGER: Given = {f"{name}_{size}": "" for name in ("pages", "price") for size in ("a3", "a2", "a1", "a0")}
UNPAID: Given = {"reason": "Phần còn lại trả năm sau."}
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_code(random: Random) -> str:
    """Ten digits of which the last one is right."""
    while True:
        digits = [random.randint(0, 9) for _ in WEIGHTS]
        last = 10 - sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11
        if last < 10:
            return "".join(map(str, [*digits, last]))


def a_contractor(world: World, random: Random) -> Contractor:
    return add_contractor(actor=world.administrators[0], name=f"Công ty {world.next()}", tax_code=tax_code(random))


def a_contract(world: World, random: Random) -> Contract:
    """A contract on a catalogue that was appraised, of an agency that has reported much as checked."""
    agency = world.agency(random)
    catalogue = world.appraised(agency)
    report_checked(world, agency)
    contract = sign_contract(
        agency,
        plan=world.plan,
        actor=world.clerks(agency)[0],
        form="quotes",
        number=f"{world.next()}/HĐ",
        signed_on=SIGNED,
        starts_on=SIGNED,
        ends_on=DAY,
        subject="Số hóa",
        terms={"a4": Terms(200, PRICE)},
        catalogues=[catalogue],
        contractor=a_contractor(world, random),
        warned_reason="Theo văn bản.",
    )
    return Contract.objects.get(pk=contract.pk)


def report_checked(world: World, agency: Agency) -> None:
    """The agency's last report says that all of it was checked."""
    known = {"plan": world.plan, "agency": agency, "period_end": DAY}
    if not ProgressReport.objects.filter(**known).exists():
        figures = dict.fromkeys(FIGURES, LARGE)
        ProgressReport.objects.create(**known, **figures, submitted_by=world.clerks(agency)[0], submitted_on=DAY)


def an_acceptance(world: World, random: Random) -> Acceptance:
    contract = a_contract(world, random)
    given: dict[str, Any] = {"number": f"{world.next()}/BB", "dated_on": DAY, "catalogues": contract.catalogues.all()}
    return accept(contract, actor=world.clerks(contract.agency)[0], **given)


def a_payment(world: World, random: Random) -> Payment:
    contract = an_acceptance(world, random).contract
    given: dict[str, Any] = {"kind": "payment", "number": f"{world.next()}", "dated_on": DAY, "amount_dong": 1_000}
    given["reason"] = "Theo hợp đồng."
    return pay(contract, actor=world.clerks(contract.agency)[0], **given)


def allocated(world: World, random: Random) -> Agency:
    """An agency with an allocation and no open advance, of those whose year is settled again and again."""
    agency = random.choice(world.settling)
    for rows in (Settlement.objects.exclude(reverses=None), Settlement.objects.all()):
        rows.filter(agency=agency).delete()
    Payment.objects.filter(contract__agency=agency).exclude(kind="payment").delete()
    clerk, number = world.clerks(agency)[0], f"{world.next()}/QĐ"
    given: dict[str, Any] = {"plan": world.plan, "issuer": agency, "number": number, "dated_on": SIGNED}
    given |= {"signer": "Chủ tịch", "budget_year": DAY.year, "amount_dong": LARGE, "recorded_by": clerk}
    decision = Allocation.objects.create(**given)
    AllocationLine.objects.create(allocation=decision, agency=agency, amount_dong=LARGE)
    return agency


@scene("contract_new")
def new_contract(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    catalogue = world.appraised(agency)
    given: Given = {"form": "quotes", "contractor": str(a_contractor(world, random).pk), "number": document}
    given |= {"signed_on": "10/06/2025", "starts_on": "10/06/2025", "ends_on": "20/06/2025", "subject": "Số hóa"}
    given |= NO_LARGER | {
        "pages_a4": "100",
        "price_a4": "4.000",
        "catalogues": [str(catalogue.pk)],
        "warned_reason": "Theo VB.",
    }
    return Scene(world.clerks(agency), at("contract_new"), given=given, one_winner=False, once=True)


def on_contract(name: str, **given: Any) -> None:
    """Two who write the next document of a contract whose page shows one version."""

    def make(world: World, random: Random) -> Scene:
        one = a_contract(world, random)
        catalogues = [str(one.catalogues.get().pk)] if name == "acceptance_new" else []
        sent = WRITTEN | given | ({"catalogues": catalogues} if catalogues else {})
        return Scene(world.clerks(one.agency), at(name, one.pk), given=sent, about=one, once=True)

    SCENES[name] = make


AMENDED: Given = {"reason": "Thêm trang.", "pages_a4": "10", "price_a4": "", "ends_on": ""}
on_contract("contract_amend", **NO_LARGER, **AMENDED, warned_reason="Theo văn bản.")
on_contract("contract_cancel", reason="Nhà thầu bỏ việc.")
on_contract("acceptance_new")
on_contract("payment_new", kind="advance", amount_dong="1000", warned_reason="Theo hợp đồng.")


def taking_back(name: str, made: Callable[[World, Random], Any]) -> None:
    """Two who take the same document back."""

    def make(world: World, random: Random) -> Scene:
        one = made(world, random)
        agency = one.agency if isinstance(one, Settlement) else one.contract.agency
        return Scene(world.clerks(agency), at(name, one.pk), given=BACK, shared=isinstance(one, Settlement))

    SCENES[name] = make


def settled(world: World, random: Random) -> Settlement:
    agency = allocated(world, random)
    given: dict[str, Any] = {"plan": world.plan, "year": DAY.year, "number": f"{world.next()}/QT", "dated_on": DAY}
    given |= UNPAID
    return settle(agency, actor=world.clerks(agency)[0], **given)


taking_back("contract_change_take_back", lambda world, random: a_contract(world, random).changes.get())
taking_back("acceptance_take_back", an_acceptance)
taking_back("payment_take_back", a_payment)
taking_back("settlement_take_back", settled)


@scene("settlement_new")
def new_settlement(world: World, random: Random) -> Scene:
    agency = allocated(world, random)
    return Scene(world.clerks(agency), at("settlement_new"), given=WRITTEN | UNPAID, once=True, shared=True)


@scene("contractor_new")
def new_contractor(world: World, random: Random) -> Scene:
    given: Given = {"name": lambda random: f"Công ty {box(random)}", "tax_code": tax_code(random)}
    return Scene(world.clerks(world.agency(random)), at("contractor_new"), given=given, once=True)


@scene("contractor_edit")
def edited_contractor(world: World, random: Random) -> Scene:
    one = a_contractor(world, random)
    given: Given = {"name": lambda random: f"Công ty {box(random)}"}
    return Scene(world.administrators, at("contractor_edit", one.pk), given=given)


@scene("contractor_proof")
def new_proof(world: World, random: Random) -> Scene:
    one = a_contractor(world, random)
    given: Given = {"kind": "Chứng chỉ", "number": document, "issued_on": "01/01/2025"}
    clerks = world.clerks(world.agency(random))
    return Scene(clerks, at("contractor_proof", one.pk), given=given, one_winner=False, once=True)
