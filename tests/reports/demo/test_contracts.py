"""Contracts, acceptances and payments of the demo: each rule of the services holds."""

from datetime import date

import pytest
from django.db.models import Sum

from agencies.models import Event
from budgets.acceptances.files import open_files
from budgets.contracts.sums import terms_of
from budgets.contracts.warnings import Facts, sentences_of
from budgets.models import Acceptance, AcceptedFile, Contract, ContractChange, Contractor, Payment, Settlement
from budgets.models.contractor import check_tax_code
from budgets.payments.settlements import year_sums
from plans.models import Plan
from reports.figures import province_figures
from tests.helpers.money_rules import hold_rules

pytestmark = [pytest.mark.slow, pytest.mark.once]
LAST = date(2025, 6, 20)
MODELS = (ContractChange, Acceptance, Payment, Settlement)


@pytest.fixture(scope="module")
def loaded(demo_until):
    with demo_until() as plan:
        yield plan


def test_no_rule_of_the_services_is_broken(loaded):
    assert Contract.objects.count() == 6
    hold_rules()


def test_nothing_wants_a_reason(loaded):
    for contract in Contract.objects.select_related("agency", "plan", "contractor"):
        covered = contract.covered.values_list("catalogue", flat=True)
        facts = (contract.agency, contract.plan, contract.form, contract.signed_on, contract.ends_on)
        asked = Facts(*facts, terms_of(contract), covered, contract.value_dong, contract.contractor, contract)
        assert sentences_of(asked) == []


def test_each_stage_is_at_most_the_one_before_for_every_agency(loaded):
    stages = ("requested", "appraised", "allocated", "contracted")
    for row in province_figures(Plan.current(), LAST).agencies:
        before = [getattr(row, f"{stage}_dong") for stage in stages]
        assert before == sorted(before, reverse=True), row.code
        assert row.settled_dong <= row.disbursed_dong <= row.contracted_dong, row.code
        assert row.accepted_dong <= row.contracted_dong, row.code


def test_one_district_is_settled_and_gives_the_rest_back(loaded):
    settled = Settlement.objects.get()
    sums = year_sums(settled.agency, 2025)
    assert sums.open_advance_dong == 0 and settled.returned_dong == sums.returned_dong > 0
    assert (settled.amount_dong, settled.accepted_dong) == (sums.paid_dong, sums.accepted_dong)
    assert Contract.objects.get(agency=settled.agency).changes.filter(kind="amended", amount_dong__lt=0).exists()


def test_prices_lie_at_or_below_the_plans_and_one_tender_below(loaded):
    for contract in Contract.objects.all():
        price = terms_of(contract)["a4"].price_dong
        assert price < 4896 if contract.form == "tender" else price <= 4896
    assert Contract.objects.filter(form="tender").count() == 1


def test_contractors_have_valid_codes_and_proofs_one_of_which_has_run_out(loaded):
    for contractor in Contractor.objects.all():
        check_tax_code(contractor.tax_code)
    proofs = [proof for one in Contractor.objects.all() for proof in one.proofs.all()]
    assert [proof.is_valid_on(LAST) for proof in proofs].count(False) == 1


def test_accepted_files_are_those_of_the_minutes_and_not_open_any_more(loaded):
    for made in Acceptance.objects.select_related("contract"):
        catalogue = made.contract.catalogues.get()
        rows = catalogue.files.filter(pk__in=made.files.values("file_id"))
        found = rows.aggregate(pages=Sum("page_count"))
        assert (rows.count(), found["pages"]) == (made.file_count, made.a4_page_count)
        taken = set(made.files.values_list("file_id", flat=True))
        assert not taken & {row.file_id for row in open_files(catalogue)}
    assert AcceptedFile.objects.count() < 23_000


def test_every_document_has_its_event_on_its_own_day(loaded):
    names = ("sign_contract", "amend_contract", "accept_work", "pay", "settle")
    in_history = Event.objects.filter(action__in=names).values_list("document_number", "document_date", "agency")
    written = [row for model in MODELS for row in model.objects.values_list("number", "dated_on", agency_of(model))]
    assert sorted(in_history) == sorted(written)
    for contract in Contract.objects.all():
        documents = (contract.changes, contract.acceptances, contract.payments)
        assert contract.version == sum(each.count() for each in documents)


def agency_of(model):
    return "agency" if model is Settlement else "contract__agency"
