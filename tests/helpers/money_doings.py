"""What may be done with documents of money, and the test that button, address and service say the same of everybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from agencies.models import Event
from agencies.workflow import WorkflowError, perform
from budgets.acceptances.services import take_back_acceptance
from budgets.contracts.changes import amend_contract, cancel_contract
from budgets.contracts.reversals import take_back_change
from budgets.estimates import corrections, editions, questions, services
from budgets.estimates.workflow import ESTIMATE
from budgets.models import Estimate, Settlement, Simulation
from budgets.payments.services import pay, take_back_payment
from budgets.payments.settlements import take_back_settlement
from budgets.simulations.services import delete_simulation, draft_allocation, drop_proposal, propose, repeat_simulation
from tests.helpers import money
from tests.helpers.estimates import DOCUMENT, decision_fields, edit_fields

REASON = {"reason": "Theo văn bản."}
DOERS = {"lan", "nam", "tuan", "hai", "truc", "thu"}


@dataclass
class Doing:
    """What somebody may do with a document: the address of its form, what is sent, the service behind it."""

    name: str
    address: str
    page: str  # where the button is
    sent: dict[str, Any]
    service: Any  # called with the actor
    form: str = ""  # the page that draws the form, where it is not the address itself

    def sent_by(self, client, is_allowed):
        """As a browser sends the form; who is refused was shown none."""
        if is_allowed:
            return client.submit(self.address, self.sent, page=self.form)
        return client.post(self.address, self.sent)


def check(as_user, people, doings, expected, page, sees):
    """Button, address and service say of everybody what the table says. Who only looks, or sees nothing, tries what
    somebody may do."""
    assert set(expected) <= {one.name for one in doings}
    wanted = {name: {doing for doing, who in expected.items() if name in who} for name in people}
    shown, posted, served = {}, {}, {}
    for name, person in people.items():
        client = as_user(person)
        pages = {address: client.get(address) for address in {page, *(one.page for one in doings)}}
        assert (pages[page].status_code == 200) == (name in sees), name
        shown[name] = {one.name for one in doings if is_shown(pages[one.page], one)}
        tried = [one for one in doings if name in DOERS & sees or one.name in expected]
        posted[name] = {one.name for one in tried if changes(one.sent_by, client, name in expected.get(one.name, ()))}
        served[name] = {one.name for one in tried if changes(one.service, person)}
    assert shown == wanted, "button"
    assert posted == wanted, "address"
    assert served == wanted, "service"


def is_shown(answer, one):
    return answer.status_code == 200 and f'="{one.address}' in answer.content.decode()


def changes(action, *given):
    """Whether it wrote something into the history; taken back at once."""
    before = known_events()
    with transaction.atomic():
        try:
            with transaction.atomic():
                action(*given)
        except WorkflowError:
            return False
        wrote = known_events() > before
        transaction.set_rollback(True)
    return wrote


def known_events():
    return Event.objects.exclude(action="denied").count()


def fresh(estimate):
    return Estimate.objects.get(pk=estimate.pk)


def doings_of(estimate):
    """Every action of the workflow, and what else is done with an estimate."""
    place = f"/du-toan/{estimate.pk}/"
    lines = decision_fields(estimate, version=estimate.version, **REASON)
    found = [
        Doing(
            action.name,
            f"{place}{action.name}/",
            place,
            lines,
            lambda actor, name=action.name: take(estimate, name, actor),
        )
        for action in ESTIMATE.actions
    ]
    slip = {"number": "13/STC-NS", "day": date(2025, 6, 20), "lines": {}, **REASON}
    revised = {"name": "Đợt 2", "note": "", "pages_by_size": {"a4": 50}}
    return [
        *found,
        Doing(
            "edit",
            f"{place}sua/",
            place,
            edit_fields(estimate, pages_a4="50", pages_a3=""),
            lambda actor: services.revise_estimate(fresh(estimate), actor=actor, **revised),
        ),
        Doing(
            "delete",
            f"{place}xoa/",
            place,
            {"version": estimate.version},
            lambda actor: services.delete_estimate(fresh(estimate), actor=actor),
        ),
        Doing(
            "ask",
            f"{place}hoi/",
            place,
            {"text": "Vì sao?"},
            lambda actor: questions.ask(estimate, actor=actor, text="Sao?"),
        ),
        Doing(
            "correct",
            f"{place}dinh-chinh/",
            place,
            lines | {"number": "13/STC-NS", "day": "20/6/2025", "capacity": "head"},
            lambda actor: correct(estimate, actor, slip),
        ),
        Doing(
            "edition_new",
            f"{place}ban-moi/",
            place,
            {"change": "adjusted", **REASON},
            lambda actor: editions.start_edition(estimate, change="adjusted", actor=actor, **REASON),
        ),
    ]


def take(estimate, name, actor):
    perform(fresh(estimate), name, actor=actor, document=DOCUMENT, **REASON)


def correct(estimate, actor, slip):
    decision = fresh(estimate).result
    if decision is None:
        raise WorkflowError("Chưa có quyết định.")
    corrections.correct_decision(decision, actor=actor, **slip)


PAPER = {"number": "7/VB", "dated_on": "20/6/2025"}
BACK = PAPER | {"reason": "Ghi nhầm."}
PAID = {"kind": "advance", "amount_dong": "1.000", "warned_reason": "Gấp."}
AMENDED = {**money.BACK, "pages": {"a4": 10}, "prices": {}, "warned_reason": "Theo văn bản."}
SERVICES = {
    "signed": ("hop-dong/thay-doi", take_back_change),
    "amended": ("hop-dong/thay-doi", take_back_change),
    "cancelled": ("hop-dong/thay-doi", take_back_change),
    "accepted": ("nghiem-thu", take_back_acceptance),
    "paid": ("giai-ngan", take_back_payment),
    "settled": ("quyet-toan", take_back_settlement),
}


def doings_with(contract):
    """What is written about the contract, and every document of it taken back."""
    place, catalogue = f"/hop-dong/{contract.pk}/", contract.catalogues.get()
    paid = {"kind": "advance", "number": "UNC 9", "dated_on": money.LAST, "amount_dong": 1_000, "reason": "Gấp."}
    sent = {"accept": {"catalogues": [catalogue.pk], **PAPER}, "pay": PAID}
    sent |= {"amend": {"pages_a4": "10", "warned_reason": "Theo văn bản.", **BACK}, "cancel": BACK}
    services_of = {
        "accept": lambda actor: money.accepted(contract, actor, number="8/BB"),
        "pay": lambda actor: pay(contract, actor=actor, **paid),
        "amend": lambda actor: amend_contract(contract, actor=actor, **AMENDED | {"number": "8/PL"}),
        "cancel": lambda actor: cancel_contract(contract, actor=actor, **money.BACK | {"number": "8/TL"}),
    }
    parts = {"accept": "nghiem-thu", "pay": "giai-ngan", "amend": "phu-luc", "cancel": "thanh-ly"}
    entries = [*contract.changes.all(), *contract.acceptances.all(), *contract.payments.all()]
    entries += Settlement.objects.filter(agency=contract.agency)
    return [
        *(Doing(name, f"{place}{part}/", place, PAPER | sent[name], services_of[name]) for name, part in parts.items()),
        *(taking_back(entry, place) for entry in entries),
    ]


def taking_back(entry, place):
    name = {"acceptance": "accepted", "payment": "paid", "settlement": "settled"}.get(entry._meta.model_name)
    name = name or entry.kind
    part, service = SERVICES[name]
    page = "/quyet-toan/" if name == "settled" else place
    about = type(entry).objects
    return Doing(
        f"take back {name}",
        f"/{part}/{entry.pk}/ghi-dao/",
        page,
        BACK,
        lambda actor: service(about.get(pk=entry.pk), actor=actor, **money.BACK),
    )


def doings_around(simulation):
    """What is done with a simulation; each way of keeping it as the proposal leads to the same page."""
    place, known = f"/phuong-an/{simulation.pk}/", simulation.is_proposal
    seen = str(simulation.pk) if known else ""
    move, sent = (drop_proposal, {"drop": "1"}) if known else (propose, {})
    parts = {
        "retry": ("tinh-lai", {}, repeat_simulation),
        "propose": ("chon", sent | {"seen": seen}, lambda one, actor: move(one, actor=actor, seen=seen)),
        "draft": ("du-thao", {}, draft_allocation),
        "delete": ("xoa", {}, delete_simulation),
    }
    return [
        Doing(
            name,
            f"{place}{part}/",
            place,
            sent,
            lambda actor, service=service: service(Simulation.objects.get(pk=simulation.pk), actor=actor),
            form=place if name in ("retry", "draft") else "",
        )
        for name, (part, sent, service) in parts.items()
    ]
