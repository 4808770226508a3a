"""Every state of a document of money × every person × own and other agencies: allowed or refused alike at the button,
at the address and in the service, as tests/helpers/money_rights.py says."""

from datetime import date

import pytest

from agencies.models import Duty
from agencies.workflow import perform
from budgets.acceptances.files import open_files
from budgets.contracts.changes import amend_contract, cancel_contract
from budgets.estimates import services
from budgets.models import Simulation
from budgets.payments.settlements import settle
from budgets.simulations.services import propose
from tests.conftest import CAST, PASSWORD
from tests.helpers import money, money_rights
from tests.helpers.estimates import DOCUMENT
from tests.helpers.factories import a_user, an_appraised_catalogue
from tests.helpers.money_doings import AMENDED, REASON, check, doings_around, doings_of, doings_with, fresh
from tests.helpers.money_rights import OVERSEERS, PEOPLE, truth
from tests.helpers.simulations import asked, simulated

pytestmark = pytest.mark.once


@pytest.fixture
def people(agencies, cast):
    """Everybody by name; the head of Tam Kỳ too."""
    found = {name: cast(name) for name in CAST}
    found["truc"] = a_user(agencies["502"], Duty.SIGNS)
    found["truc"].set_password(PASSWORD)
    found["truc"].save()
    assert set(found) == set(PEOPLE)
    return found


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


@pytest.mark.parametrize(("whose", "state", "expected"), truth(money_rights.ESTIMATES))
def test_estimates(as_user, people, estimate_in, whose, state, expected):
    estimate = estimate_in(whose, state)
    own = {"lan", "minh", "nam"} if whose.startswith("sở") else {"hai", "truc"}
    went_out = state in ("submitted", "returned", "appraised", "decided")
    sees = own | (OVERSEERS if went_out else set())
    check(as_user, people, doings_of(estimate), expected, f"/du-toan/{estimate.pk}/", sees)


SETTLED = {"number": "1/QT", "dated_on": money.LAST, "reason": "Phần còn lại trả năm sau."}


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
            settle(clerk.agency, plan=plan, actor=clerk, year=2025, **SETTLED)
        return contract

    return make


SEES = {"sở": {"lan", "minh", "nam"}, "huyện": {"hai", "truc"}, "xã": {"thu", "hai", "truc"}}


@pytest.mark.parametrize(("whose", "state", "expected"), truth(money_rights.CONTRACTS))
def test_contracts_and_what_follows_them(as_user, people, contract_in, whose, state, expected):
    contract = contract_in(whose, state)
    check(as_user, people, doings_with(contract), expected, f"/hop-dong/{contract.pk}/", OVERSEERS | SEES[whose])


@pytest.fixture
def simulation_in(plan, agencies, people):
    """`simulation_in("tỉnh", "proposal")`: of Tuấn's for the departments, or of Hải's for Tam Kỳ."""

    def make(whose, state):
        actor, clerk = (people["tuan"], people["lan"]) if whose == "tỉnh" else (people["hai"], people["hai"])
        money.an_appraised(clerk, people["hoa"])
        if state == "failed":
            made = asked(actor)
            Simulation.objects.filter(pk=made.pk).update(state=Simulation.State.FAILED)
            return made
        made = simulated(actor)
        return propose(made, actor=actor, seen="") if state != "worked out" else made

    return make


@pytest.mark.parametrize(("whose", "state", "expected"), truth(money_rights.SIMULATIONS))
def test_simulations(as_user, people, simulation_in, whose, state, expected):
    made = simulation_in(whose, state)
    sees = OVERSEERS if whose == "tỉnh" else {"hai", "truc"}
    check(as_user, people, doings_around(made), expected, f"/phuong-an/{made.pk}/", sees)
