"""Any order of documents keeps paid ≤ accepted + open advance ≤ value, and sums equal to their entries; whole đồng."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.workflow import WorkflowError
from budgets.acceptances.files import open_files
from budgets.acceptances.services import accept, take_back_acceptance
from budgets.contracts.changes import amend_contract, cancel_contract
from budgets.contracts.reversals import take_back_change
from budgets.contracts.sums import accepted_pages, remaining_terms, sums_of, terms_of
from budgets.models import Acceptance, AcceptanceLine, ContractLine, Payment
from budgets.payments.services import pay, take_back_payment
from tests.helpers import money
from tests.helpers.money import PRICE, signed

DAY = date(2025, 6, 20)
amounts = st.integers(1, 3_000_000)
STEPS = st.one_of(
    st.tuples(st.sampled_from(Payment.Kind.values), amounts),
    st.tuples(st.just("accept"), st.integers(1, 5)),
    st.tuples(st.just("amend"), st.integers(-300, 300), st.integers(0, 2) | st.just(0)),
    st.tuples(st.just("cancel")),
    st.tuples(st.sampled_from(("undo payment", "undo acceptance", "undo change")), st.integers(0, 9)),
)


@pytest.fixture
def contract(plan, lan, hoa):
    money.checked(lan.agency)
    return signed(lan, money.an_appraised(lan, hoa), warned_reason="Theo văn bản.")


def step(contract, lan, number, kind, *values):
    """One document; what is refused changes nothing."""
    written = {"actor": lan, "number": f"{number}/VB", "dated_on": DAY}
    back = written | {"reason": "Ghi nhầm."}
    catalogue = contract.catalogues.get()
    if kind in Payment.Kind.values:
        pay(contract, kind=kind, amount_dong=values[0], reason="Theo hợp đồng.", **written)
    elif kind == "accept":
        accept(contract, files={catalogue: open_files(catalogue)[: values[0]]}, **written)
    elif kind == "amend":
        prices = {"a4": PRICE + 500 * values[1]} if values[1] else {}
        amend_contract(contract, reason="Sửa.", pages={"a4": values[0]}, prices=prices, warned_reason="Sửa.", **written)
    elif kind == "cancel":
        cancel_contract(contract, reason="Dừng.", **written)
    else:
        rows, undo = UNDO[kind]
        standing = list(rows(contract).standing().order_by("pk"))
        if standing:
            undo(standing[values[0] % len(standing)], **back)


UNDO = {
    "undo payment": (lambda contract: contract.payments.all(), take_back_payment),
    "undo acceptance": (lambda contract: contract.acceptances.all(), take_back_acceptance),
    "undo change": (lambda contract: contract.changes.all(), take_back_change),
}


def holds(contract):
    sums = sums_of([contract])[contract.pk]
    assert 0 <= sums.cash_dong <= sums.accepted_dong + sums.open_advance_dong
    assert 0 <= sums.open_advance_dong and sums.cash_dong <= sums.value_dong
    assert 0 <= sums.covered_dong <= sums.accepted_dong <= sums.value_dong
    remaining = remaining_terms(contract)
    assert all(term.pages >= 0 for term in remaining.values())
    rest = sum(term.pages * term.price_dong for term in remaining.values())
    assert sums.value_dong == sums.accepted_dong + rest
    entries = [contract.changes.all(), contract.acceptances.all(), contract.payments.all()]
    assert all(type(entry.amount_dong) is int for rows in entries for entry in rows)
    for entry in [*contract.changes.all(), *contract.acceptances.all()]:
        assert entry.amount_dong == sum(line.amount_dong for line in entry.lines.all())
    lines = AcceptanceLine.objects.filter(acceptance__contract=contract)
    assert sums.accepted_pages == sum(line.page_count for line in lines) == sum(accepted_pages(contract).values())
    agreed = ContractLine.objects.filter(change__contract=contract)
    assert (
        sums.page_count == sum(line.page_count for line in agreed) == sum(t.pages for t in terms_of(contract).values())
    )
    taken = sum(one.files.filter(withdrawn_by=None).count() for one in Acceptance.objects.filter(contract=contract))
    assert taken == sum(one.file_count for one in contract.acceptances.all())


@pytest.mark.once
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=12))
def test_any_order_of_documents_keeps_the_sums(contract, lan, steps):

    with transaction.atomic():
        for number, (kind, *values) in enumerate(steps):
            try:
                step(contract, lan, number, kind, *values)
            except WorkflowError:
                pass
            holds(contract)
        transaction.set_rollback(True)
