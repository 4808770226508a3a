"""Objects of the matrix about money: estimates, allocations, simulations, contracts and their documents."""

from typing import Any

from agencies.calendar import portal_now
from agencies.models import Agency, User
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationLine,
    AllocationUpload,
    Contract,
    ContractChange,
    Estimate,
    EstimateAttachment,
    EstimateQuestion,
    Payment,
    Settlement,
    Simulation,
)
from plans.models import Plan
from reports.models import MoneyFile

from .matrix_holding import DAY, DRAFT, NONE, TREASURERS, Holding, handed_in


def of_estimate(target: Holding, agency: Agency, clerk: User) -> None:
    made = {"plan": Plan.current(), "agency": agency, "name": target.mark("estimate"), "note": target.mark("estimate")}
    money = {"unit_price_dong": 4896, "requested_dong": 4_896_000, "a4_page_count": 1000}
    estimate = Estimate.objects.create(**made, **money, **handed_in(target, clerk))
    asked = EstimateQuestion.objects.create(estimate=estimate, text=target.mark("question"), asked_by=clerk)
    sent = estimate.submitted_at or portal_now()
    attached = EstimateAttachment.objects.create(
        estimate=estimate,
        kind=EstimateAttachment.Kind.OFFER,
        file_name=f"{target.mark('attachment')}.pdf",
        size_bytes=900,
        added_by=clerk,
        added_at=sent,
    )
    file = MoneyFile.objects.create(
        kind="money_file",
        requester=clerk,
        noun="du-toan",
        object_id=estimate.pk,
        name="Dự toán chi tiết",
        file_name=f"{target.mark('moneyfile')}.docx",
    )
    target.objects |= {"estimate": estimate, "question": asked, "attachment": attached, "money_file": file}


def of_allocation(target: Holding, agency: Agency) -> None:
    """A decision that gives the agency money, recorded by whoever allocates to it; and a table that waits."""
    by, plan = User.objects.get(username=TREASURERS[target.agency]), Plan.objects.get()
    target.objects["money_table"] = AllocationUpload.objects.create(
        plan=plan, uploaded_by=by, file_name=f"{target.mark('moneytable')}.xlsx", rows={"lines": []}
    )
    if target.state == DRAFT:
        target.objects["allocation"] = NONE
        return
    issuer = agency.parent or Agency.objects.get(kind=Agency.Kind.PROVINCE)
    document = {"number": f"90/QĐ-{agency.code}", "dated_on": DAY, "budget_year": DAY.year}
    made = Allocation.objects.create(
        plan=plan, issuer=issuer, signer=target.mark("allocation"), amount_dong=900, recorded_by=by, **document
    )
    AllocationLine.objects.create(allocation=made, agency=agency, amount_dong=900, note=target.mark("allocation"))
    target.objects["allocation"] = made


def of_simulation(target: Holding, agency: Agency) -> None:
    """Of whoever allocates to the agency, worked out: known to its desk from the first moment, an own draft never."""
    owner = agency.parent or Agency.objects.get(kind=Agency.Kind.PROVINCE)
    asked = {"plan": Plan.objects.get(), "scope": "province", "sum_dong": 9, "pages_per_day": 9}
    target.objects["simulation"] = Simulation.objects.create(
        kind="simulation",
        requester=User.objects.get(username=TREASURERS[target.agency]),
        owner=owner,
        name=target.mark("simulation"),
        starts_on=DAY,
        deadline=DAY,
        state="done",
        finished_at=portal_now(),
        result={"agencies": [], "marks": {}, "levels": [], "aside": {}, "gap": 0, "unconfirmed": []},
        **asked,
    )


def of_money(target: Holding, agency: Agency, clerk: User) -> None:
    """A contract and its documents are known to both sides when they are recorded; an agency has no drafts."""
    if target.state == DRAFT:
        target.objects |= dict.fromkeys(("contract", "entry", "acceptance", "payment", "settlement"), NONE)
        return
    plan, mark = Plan.objects.get(), target.mark
    days = {"signed_on": DAY, "starts_on": DAY, "ends_on": DAY}
    named = {"number": mark("contract"), "subject": mark("subject"), "warned_reason": mark("warned")}
    contract = Contract.objects.create(plan=plan, agency=agency, form="own", **days, **named)
    given: dict[str, Any] = {"dated_on": DAY, "recorded_by": clerk, "reason": mark("why"), "amount_dong": 1_000}
    of_it = given | {"contract": contract}
    settled = {"plan": plan, "agency": agency, "budget_year": 2024, "allocated_dong": 1_000, "accepted_dong": 1_000}
    target.objects |= {
        "contract": contract,
        "entry": ContractChange.objects.create(**of_it, kind="signed", number=mark("contract")),
        "acceptance": Acceptance.objects.create(**of_it, number=mark("minutes")),
        "payment": Payment.objects.create(**of_it, kind="payment", number=mark("voucher")),
        "settlement": Settlement.objects.create(
            **given, **settled, paid_dong=1_000, returned_dong=0, number=mark("settlement")
        ),
    }
