"""Two at once: of two acceptances of the same pages, of two payments that together exceed, exactly one wins."""

import pytest

from agencies.workflow import WorkflowError
from budgets.acceptances.services import accept, take_back_acceptance
from budgets.contracts.sums import check
from budgets.models import AcceptedFile, Contract, Payment
from budgets.payments.services import pay, take_back_payment
from budgets.payments.settlements import settle
from tests.helpers import money
from tests.helpers.money import BACK, LAST, LATER, PRICE, accepted, paid, signed, sums
from tests.helpers.racing import refused, rounds, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
ROUNDS = rounds(20, 5)
VALUE = 520 * PRICE


@pytest.fixture
def contract(plan, lan, hoa):
    money.checked(lan.agency)
    return signed(lan, money.an_appraised(lan, hoa), warned_reason="Theo văn bản.")


@pytest.fixture
def other(contract, lan):
    """A second contract on the same catalogue."""
    with_it = {"contractor": contract.contractor, "warned_reason": "Làm lại."}
    return signed(lan, contract.catalogues.get(), number="06/HĐ", **with_it)


def race(number, service, *calls, **given):
    """What two people get who do the same at once, each in (contract, person); their documents bear two numbers."""
    actions = [
        lambda contract=contract, person=person: service(
            contract, actor=person, number=f"{number}/{person.pk}", **given
        )
        for contract, person in calls
    ]
    return together(*actions)


def winner(answers):
    assert refused(answers) == 1, answers
    return next(answer for answer in answers if not isinstance(answer, WorkflowError))


def test_of_two_acceptances_of_the_same_pages_one_wins(contract, lan, nam):
    given = {"dated_on": LATER, "catalogues": list(contract.catalogues.all())}
    for number in range(ROUNDS):
        made = winner(race(number, accept, (contract, lan), (contract, nam), **given))
        assert AcceptedFile.objects.filter(withdrawn_by=None).count() == 5
        check(contract)
        take_back_acceptance(made, actor=lan, **BACK)


def test_of_two_contracts_on_the_same_catalogue_one_takes_the_pages(contract, other, lan, nam):
    given = {"dated_on": LATER, "catalogues": list(contract.catalogues.all())}
    for number in range(ROUNDS):
        made = winner(race(number, accept, (contract, lan), (other, nam), **given))
        assert sums(contract).accepted_dong + sums(other).accepted_dong == VALUE
        take_back_acceptance(made, actor=lan, **BACK)


def test_of_two_payments_that_together_exceed_one_wins(contract, lan, nam):
    accepted(contract, lan)
    given = {"kind": "payment", "dated_on": LAST, "amount_dong": VALUE // 2 + 1, "reason": "Gấp."}
    for number in range(ROUNDS):
        made = winner(race(number, pay, (contract, lan), (contract, nam), **given))
        assert sums(contract).paid_dong == VALUE // 2 + 1
        take_back_payment(made, actor=lan, **BACK)


def test_of_two_contracts_that_together_exceed_the_allocation_one_is_paid(contract, other, lan, nam):
    money.allocated(lan.agency, 150_000)
    given = {"kind": "advance", "dated_on": LAST, "amount_dong": 100_000}
    for number in range(ROUNDS):
        made = winner(race(number, pay, (contract, lan), (other, nam), **given))
        assert Payment.objects.total_dong() == 100_000
        take_back_payment(made, actor=lan, **BACK)


def test_a_payment_and_a_settlement_at_once(contract, lan, nam, plan):
    """Either the payment is in the settlement, or it is refused."""
    accepted(contract, lan)
    money.allocated(lan.agency, VALUE)
    settled = {"year": 2025, "number": "1/QT", "dated_on": LAST, "reason": "Phần còn lại trả năm sau."}
    payment, settlement = together(
        lambda: paid(contract, nam, 1_000), lambda: settle(lan.agency, plan=plan, actor=lan, **settled)
    )
    cash = 0 if isinstance(payment, WorkflowError) else 1_000
    assert settlement.paid_dong == sums(contract).cash_dong == cash
    assert Contract.objects.get(pk=contract.pk).version > 1
