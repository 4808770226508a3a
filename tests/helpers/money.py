"""Contracts and what follows them, recorded as the services do it."""

from datetime import date

from budgets.acceptances.files import open_files
from budgets.acceptances.services import accept
from budgets.contracts.services import sign_contract
from budgets.contracts.sums import Terms, sums_of
from budgets.models import AdvanceLimit, Allocation, AllocationLine, Contractor, ContractorProof, ProcurementLimit
from budgets.payments.services import pay
from plans.models import Catalogue, Plan
from tests.helpers import factories as make
from tests.helpers.catalogues import appraise, hand_in

SIGNED, LATER, LAST = date(2025, 5, 5), date(2025, 6, 2), date(2025, 6, 18)
PRICE = 4_000


def usual_limits():
    """The limits that a new portal knows; tests that empty tables have taken them away."""
    ProcurementLimit.objects.get_or_create(
        form="direct", valid_from=date(2024, 2, 27), defaults={"limit_dong": 1_000_000_000, "source": "Luật Đấu thầu"}
    )
    AdvanceLimit.objects.get_or_create(valid_from=date(2022, 1, 1), defaults={"percent": 30, "source": "NĐ 99/2021"})


def tax_code(first):
    """The ten digits that begin with these nine."""
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    rest = 10 - sum(weight * int(digit) for weight, digit in zip(weights, first, strict=True)) % 11
    return f"{first}{rest}" if rest < 10 else None


def a_contractor(name="Công ty Số hóa Miền Trung", first="400012345", proved=True):
    contractor, is_new = Contractor.objects.get_or_create(tax_code=tax_code(first), defaults={"name": name})
    if proved and is_new:
        ContractorProof.objects.create(
            contractor=contractor, kind="Chứng chỉ hành nghề lưu trữ", number="12", issued_on=date(2024, 1, 1)
        )
    return contractor


def an_appraised(clerk, hoa, rows=5, name="Giai đoạn 2001–2010", number="123/SNV-QLVTLT"):
    """An appraised catalogue of the clerk's agency: each file has 100 pages A4 and 2 A3."""
    made = hand_in(clerk.agency, clerk, rows=rows, name=name)
    appraise(made, hoa, document=(number, date(2025, 6, 20)))
    return Catalogue.objects.get(pk=made.pk)


def checked(agency, files=1_000, pages=1_000_000, day=date(2025, 6, 13), version=1):
    """A report of the agency by which so much was checked (hồ sơ, trang A4)."""
    return make.a_progress_report(
        agency, day, pages, scanned_files=files, checked_files=files, checked_pages=pages, version=version
    )


def signed(clerk, catalogue, contractor=None, a4=500, a3=10, price=PRICE, number="05/HĐ", **changes):
    """A contract of the clerk's agency on the catalogue."""
    given = {
        "plan": Plan.current(),
        "actor": clerk,
        "form": "quotes",
        "number": number,
        "signed_on": SIGNED,
        "starts_on": SIGNED,
        "ends_on": date(2025, 8, 1),
        "subject": "Số hóa tài liệu lưu trữ",
        "terms": {"a4": Terms(a4, price), "a3": Terms(a3, 2 * price)},
        "catalogues": [catalogue],
        "contractor": contractor or a_contractor(),
    }
    return sign_contract(clerk.agency, **given | changes)


def accepted(contract, clerk, number="01/BBNT", day=LATER, **given):
    """Minutes of all that is left of the contract's catalogues, unless files are given."""
    given = given or {"catalogues": list(contract.catalogues.all())}
    return accept(contract, actor=clerk, number=number, dated_on=day, **given)


def paid(contract, clerk, amount_dong, kind="payment", number="UNC 01", day=LAST, reason="Theo hợp đồng.", **given):
    """A payment document; with a reason, for most are paid before anybody recorded an allocation."""
    given |= {"kind": kind, "number": number, "dated_on": day, "amount_dong": amount_dong, "reason": reason}
    return pay(contract, actor=clerk, **given)


def an_advanced_contract(lan, hoa):
    """3 files accepted (1.248.000 đồng); 300.000 advanced, 100.000 of it recovered; 1.100.000 paid."""
    checked(lan.agency)
    catalogue = an_appraised(lan, hoa)
    contract = signed(lan, catalogue)
    paid(contract, lan, 300_000, kind="advance", number="UNC 01")
    accepted(contract, lan, files={catalogue: open_files(catalogue)[:3]})
    paid(contract, lan, 100_000, kind="recovery", number="THTU 01")
    paid(contract, lan, 1_100_000, number="UNC 02")
    return contract


def allocated(agency, amount_dong, year=2025, number="100/QĐ-UBND"):
    """What UBND tỉnh gave the agency (đồng)."""
    treasurer = make.a_user(agency)
    decision = Allocation.objects.create(
        plan=Plan.current(),
        issuer=agency,
        kind="given",
        signer="Chủ tịch",
        budget_year=year,
        number=number,
        dated_on=SIGNED,
        amount_dong=amount_dong,
        recorded_by=treasurer,
    )
    return AllocationLine.objects.create(allocation=decision, agency=agency, amount_dong=amount_dong)


def sums(contract):
    return sums_of([contract])[contract.pk]


BACK = {"number": "99/CV", "dated_on": date(2025, 6, 20), "reason": "Ghi nhầm."}
