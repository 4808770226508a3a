"""Documents of money of a long campaign, 20 for each agency; amounts are invented and even (đồng)."""

from datetime import timedelta

from agencies.models import Agency
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationLine,
    AppraisedLine,
    Contract,
    ContractChange,
    ContractLine,
    Estimate,
    EstimateAppraisal,
    EstimateLine,
    Payment,
    Settlement,
)
from budgets.models.contractor import Contractor

from .province import LAST_DAY, PAGES, PRICE_DONG, start_of

DOCUMENTS = 20  # 2 estimates, 3 allocations, 2 contracts with 6 documents after each, a settlement
CONTRACTS, PART, LOWER_DONG = 2, 60_000, 4_700  # đồng a page of a contract
SHARES = (("given", 9), ("added", 2), ("cut", -1))  # of an allocation, in tenths of what was granted
VOLUMES = (("signed", PART), ("amended", PART // 10))  # trang A4
ACCEPTED = (2, 3)  # in tenths of a contract
PAID = (("advance", 3), ("recovery", 1), ("payment", 4))  # in tenths of a contract
AMOUNT = PAGES * PRICE_DONG


def write_money(plan, agencies, clerk, number):
    """The documents of these agencies, whose estimates are written (`province.fill`); `number` begins theirs."""
    entry = {"dated_on": plan.starts_on, "recorded_on": plan.starts_on, "recorded_by": clerk, "number": f"{number}/QĐ"}
    ask_and_grant(plan, agencies)
    allocate(plan, agencies, entry)
    contractor, _ = Contractor.objects.get_or_create(name="Công ty Số hóa", tax_code="0100109106")
    for turn in range(CONTRACTS):
        follow(sign(plan, agencies, contractor, f"{turn}-{number}"), entry)
    settle(plan, agencies, entry)


def settle(plan, agencies, entry):
    """The settlement of each agency, with what its contracts come to."""
    tenth = CONTRACTS * PART * LOWER_DONG // 10
    paid = tenth * sum(share for kind, share in PAID if kind in Payment.CASH)
    sums = {"allocated_dong": AMOUNT, "accepted_dong": tenth * sum(ACCEPTED), "paid_dong": paid}
    known = {"plan": plan, "budget_year": 2025, "amount_dong": paid, "returned_dong": AMOUNT - paid, **sums, **entry}
    Settlement.objects.bulk_create(Settlement(agency=each, **known) for each in agencies)


def ask_and_grant(plan, agencies):
    """A line of each decided estimate as it was asked for and granted, and one more estimate that waits."""
    line = {"position": 1, "name": "Trang A4", "size": "a4"}
    decided = EstimateAppraisal.objects.filter(estimate__agency__in=agencies)
    AppraisedLine.objects.bulk_create(
        AppraisedLine(
            appraisal=each, requested_pages=PAGES, requested_dong=AMOUNT, page_count=PAGES, amount_dong=AMOUNT, **line
        )
        for each in decided
    )
    day = plan.starts_on + timedelta(days=3)
    waits = {"plan": plan, "state": "submitted", "submitted_at": start_of(day), "state_since": start_of(day)}
    asked = {"unit_price_dong": PRICE_DONG, "requested_dong": PRICE_DONG * 1_000, "a4_page_count": 1_000}
    estimates = Estimate.objects.bulk_create(
        Estimate(agency=each, name="Bổ sung", **waits, **asked) for each in agencies
    )
    EstimateLine.objects.bulk_create(
        EstimateLine(estimate=each, page_count=1_000, amount_dong=PRICE_DONG * 1_000, **line) for each in estimates
    )


def allocate(plan, agencies, entry):
    """A decision of its own for each agency and kind, as districts write them."""
    issuer = Agency.objects.get(kind=Agency.Kind.PROVINCE)
    known = {"plan": plan, "issuer": issuer, "budget_year": 2025, "signer": "Chủ tịch", **entry}
    for kind, share in SHARES:
        dong = AMOUNT * share // 10
        made = Allocation.objects.bulk_create(Allocation(kind=kind, amount_dong=dong, **known) for _ in agencies)
        AllocationLine.objects.bulk_create(
            AllocationLine(allocation=one, agency=agency, amount_dong=dong)
            for one, agency in zip(made, agencies, strict=True)
        )


def sign(plan, agencies, contractor, number):
    """A contract of each agency, still without a value."""
    days = {"signed_on": plan.starts_on, "starts_on": plan.starts_on, "ends_on": LAST_DAY}
    known = {"plan": plan, "form": "direct", "contractor": contractor, "number": f"{number}/HĐ", "number_key": number}
    return Contract.objects.bulk_create(Contract(agency=each, **known, **days) for each in agencies)


def follow(contracts, entry):
    """Value with an amendment, acceptance and payments of each contract."""
    for kind, pages in VOLUMES:
        dong = pages * LOWER_DONG
        made = ContractChange.objects.bulk_create(
            ContractChange(contract=one, kind=kind, amount_dong=dong, **entry) for one in contracts
        )
        line = {"size": "a4", "name": "Trang A4", "page_count": pages, "price_dong": LOWER_DONG, "amount_dong": dong}
        ContractLine.objects.bulk_create(ContractLine(change=one, **line) for one in made)
    part = PART * LOWER_DONG // 10
    Acceptance.objects.bulk_create(
        Acceptance(contract=one, amount_dong=share * part, a4_page_count=share * PART // 10, **entry)
        for one in contracts
        for share in ACCEPTED
    )
    Payment.objects.bulk_create(
        Payment(contract=one, kind=kind, amount_dong=share * part, **entry) for one in contracts for kind, share in PAID
    )
