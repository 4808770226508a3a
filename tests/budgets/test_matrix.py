"""Every state of a document of money × every person × own and other agencies: allowed or refused alike at the button,
at the address and in the service, as tests/helpers/money_rights.py says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from agencies.models import Duty, Event
from agencies.workflow import WorkflowError, perform
from budgets.acceptances.files import open_files
from budgets.acceptances.services import take_back_acceptance
from budgets.contracts.changes import amend_contract, cancel_contract
from budgets.contracts.reversals import take_back_change
from budgets.estimates import corrections, editions, questions, services
from budgets.estimates.workflow import ESTIMATE
from budgets.models import Estimate, Settlement
from budgets.payments.services import pay, take_back_payment
from budgets.payments.settlements import settle, take_back_settlement
from tests.conftest import CAST, PASSWORD
from tests.helpers import money, money_rights
from tests.helpers.estimates import DOCUMENT, decision_fields, edit_fields
from tests.helpers.factories import a_user, an_appraised_catalogue
from tests.helpers.money_rights import OVERSEERS, PEOPLE, truth

pytestmark = pytest.mark.once
REASON = {"reason": "Theo văn bản."}
DOERS = ("lan", "nam", "tuan", "hai", "truc", "thu")


@dataclass
class Doing:
    """What somebody may do with a document: the address of its form, what is sent, the service behind it."""

    name: str
    address: str
    page: str  # where the button stands
    sent: dict[str, Any]
    service: Any  # called with the actor


@pytest.fixture
def people(agencies, cast):
    """Everybody by name; the head of Tam Kỳ too."""
    found = {name: cast(name) for name in CAST}
    found["truc"] = a_user(agencies["502"], Duty.SIGNS)
    found["truc"].set_password(PASSWORD)
    found["truc"].save()
    assert set(found) == set(PEOPLE)
    return found


def check(as_user, people, doings, expected, page, sees):
    """Button, address and service say of everybody what the table says. Who only looks tries what somebody may do."""
    assert set(expected) <= {one.name for one in doings}
    wanted = {name: {doing for doing, who in expected.items() if name in who} for name in people}
    shown, posted, served = {}, {}, {}
    for name, person in people.items():
        client = as_user(person)
        pages = {address: client.get(address) for address in {page, *(one.page for one in doings)}}
        assert (pages[page].status_code == 200) == (name in sees), name
        shown[name] = {one.name for one in doings if is_shown(pages[one.page], one)}
        tried = [one for one in doings if name in DOERS or one.name in expected]
        send = client.submit if wanted[name] else client.post  # who is refused was shown no form
        posted[name] = {one.name for one in tried if changes(send, one.address, one.sent)}
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


@pytest.fixture
def estimate_in(plan, agencies, people):
    """`estimate_in("sở, thủ trưởng ký", "submitted")`: an estimate of Sở Y tế or Tam Kỳ, brought there step by step."""

    def make(whose, state):
        code, clerk, head = ("SYT", "lan", "nam") if whose.startswith("sở") else ("502", "hai", "truc")
        agency = agencies[code]
        agency.head_signs = whose.endswith(", thủ trưởng ký")
        agency.save(update_fields=["head_signs"])
        an_appraised_catalogue(agency, people["hoa"], 1_000, date(2025, 6, 10))
        made = services.draft_estimate(agency, plan=plan, actor=people[clerk], pages_by_size={"a4": 100})
        for step, who in STEPS[state, code]:
            actor = {"clerk": people[clerk], "tuan": people["tuan"]}[who]
            if agency.head_signs and step in ("submit", "decide"):
                actor = people[head]
            given = {"document": DOCUMENT} if step in ("appraise", "decide") else {}
            made = perform(fresh(made), step, actor=actor, **given | (REASON if step == "return" else {}))
        return fresh(made)

    return make


SUBMIT = ("submit", "clerk")
STEPS = {
    ("draft", "SYT"): [],
    ("put before", "SYT"): [("ask_signature", "clerk")],
    ("returned", "SYT"): [SUBMIT, ("return", "tuan")],
    ("submitted", "SYT"): [SUBMIT],
    ("appraised", "SYT"): [SUBMIT, ("appraise", "tuan")],
    ("draft", "502"): [],
    ("put before", "502"): [("ask_signature", "clerk")],
    ("decided", "502"): [("decide", "clerk")],
}


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


@pytest.mark.parametrize(("whose", "state", "expected"), truth(money_rights.ESTIMATES))
def test_estimates(as_user, people, estimate_in, whose, state, expected):
    estimate = estimate_in(whose, state)
    own = {"lan", "minh", "nam"} if whose.startswith("sở") else {"hai", "truc"}
    went_out = state in ("submitted", "returned", "appraised", "decided")
    sees = own | (OVERSEERS if went_out else set())
    check(as_user, people, doings_of(estimate), expected, f"/du-toan/{estimate.pk}/", sees)


@pytest.fixture
def contract_in(plan, agencies, people):
    """`contract_in("sở", "accepted")`: a contract on 5 files; 3 of them accepted, paid for; the year settled."""
    money.usual_limits()

    def make(whose, state):
        clerk = people[{"sở": "lan", "huyện": "hai", "xã": "thu"}[whose]]
        money.checked(clerk.agency)
        contract = money.signed(clerk, money.an_appraised(clerk, people["hoa"]), warned_reason="Theo văn bản.")
        reached = ("accepted", "paid", "cancelled", "settled")
        if state == "amended":
            amend_contract(contract, actor=clerk, **AMENDED)
        if state in reached:
            catalogue = contract.catalogues.get()
            money.accepted(contract, clerk, files={catalogue: open_files(catalogue)[:3]})
        if state in ("paid", "settled"):
            money.paid(contract, clerk, 1_000_000)
        if state == "cancelled":
            cancel_contract(contract, actor=clerk, **money.BACK)
        if state == "settled":
            money.allocated(clerk.agency, 5_000_000)
            settle(clerk.agency, plan=plan, actor=clerk, year=2025, number="1/QT", dated_on=money.LAST)
        return contract

    return make


PAPER = {"number": "7/VB", "dated_on": "20/6/2025"}
BACK = PAPER | {"reason": "Ghi nhầm."}
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
    paid = {"kind": "advance", "number": "UNC 9", "dated_on": money.LAST, "amount_dong": 1_000}
    sent = {"accept": {"catalogues": [catalogue.pk], **PAPER}, "pay": {"kind": "advance", "amount_dong": "1.000"}}
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


SEES = {"sở": {"lan", "minh", "nam"}, "huyện": {"hai", "truc"}, "xã": {"thu", "hai", "truc"}}


@pytest.mark.parametrize(("whose", "state", "expected"), truth(money_rights.CONTRACTS))
def test_contracts_and_what_follows_them(as_user, people, contract_in, whose, state, expected):
    contract = contract_in(whose, state)
    check(as_user, people, doings_with(contract), expected, f"/hop-dong/{contract.pk}/", OVERSEERS | SEES[whose])
