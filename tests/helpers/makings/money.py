"""Forms that make estimates, allocations, simulations, contracts and their documents."""

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.typed import version_of
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationUpload,
    Contract,
    ContractChange,
    Contractor,
    ContractorProof,
    Estimate,
    EstimateAttachment,
    EstimateQuestion,
    Payment,
    Settlement,
    Simulation,
)
from budgets.payments.settlements import year_sums
from budgets.simulations.piles import MARKS
from budgets.simulations.services import propose
from plans.models import Plan
from tests.helpers import allocations, money, simulations
from tests.helpers import factories as make
from tests.helpers.attachments import PDF

from .common import Making


def estimate_new(cast):
    make.an_appraised_catalogue(cast("lan").agency, cast("hoa"), 900, make.FIRST_DAY)
    return Making("lan", "/du-toan/lap-moi/", lambda: {"name": "Đợt 1", "agency": "SYT"}, Estimate)


def estimate_ask(cast):
    made = make.an_estimate(cast("lan").agency, 4_896_000, make.FIRST_DAY)
    question = {"line": "", "text": "Căn cứ nào?"}
    return Making("tuan", f"/du-toan/{made.pk}/hoi/", lambda: question, EstimateQuestion)


def estimate_attach(cast):
    made = make.an_estimate(cast("lan").agency, 4_896_000)

    def sent():
        version = Estimate.objects.get(pk=made.pk).version
        return {"kind": "offer", "file": SimpleUploadedFile("a.pdf", PDF), "version": version}

    return Making("lan", f"/du-toan/{made.pk}/tep/them/", sent, EstimateAttachment)


def estimate_edition_new(cast):
    made = make.an_estimate(cast("lan").agency, 4_896_000, make.FIRST_DAY)
    make.an_estimate_appraisal(made, cast("tuan"), make.FIRST_DAY)
    started = {"change": "adjusted", "reason": "Sót kho."}
    return Making("lan", f"/du-toan/{made.pk}/ban-moi/", lambda: started, Estimate)


def allocation_new(cast):
    tuan = cast("tuan")
    fields = allocations.typed(tuan, {"SYT": 5}, {"SYT": "NQ"}) | {"_seen": allocations.mark(tuan)}
    return Making("tuan", "/giao-du-toan/lap/", lambda: fields, Allocation)


def allocation_upload(cast):
    book = allocations.workbook((1, "SYT", "Sở Y tế", 5, "NQ")).read()
    return Making(
        "tuan", "/giao-du-toan/nap/", lambda: {"workbook": SimpleUploadedFile("a.xlsx", book)}, AllocationUpload
    )


def allocation_upload_check(cast):
    tuan = cast("tuan")
    rows = {"lines": [["SYT", 5, "NQ", ""]], "warnings": [], "empty": 0}
    sent = AllocationUpload.objects.create(plan=Plan.current(), uploaded_by=tuan, file_name="a.xlsx", rows=rows)
    fields = {name: value for name, value in allocations.typed(tuan, {}).items() if not name.startswith("line-")}
    fields |= {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "1", "line-0-amount": "5", "line-0-excess_reason": "NQ"}
    fields |= {"_seen": allocations.mark(tuan)}
    return Making("tuan", f"/giao-du-toan/nap/{sent.pk}/", lambda: fields, Allocation)


def simulation_new(cast):
    asked = {"name": "Một tỷ", "scope": "departments", "sum_dong": "1.000.000.000", "count_by": "pages"}
    asked |= {"starts_on": "23/6/2025", "deadline": "14/8/2025", "pages_per_day": "50"}
    weights = {f"weight_{name}": "10" for name in MARKS}
    return Making("tuan", "/phuong-an/lap/", lambda: asked | weights, Simulation)


def simulation_draft(cast):
    money.an_appraised(cast("lan"), cast("hoa"))
    made = simulations.simulated(cast("tuan"))
    propose(made, actor=cast("tuan"), seen="")
    return Making("tuan", f"/phuong-an/{made.pk}/du-thao/", dict, AllocationUpload)


def a_version(contract):
    """What the page of the next document of a contract has shown."""
    return {"_seen": str(Contract.objects.get(pk=contract.pk).version)}


def written(**more):
    return {"number": "7/VB", "dated_on": "20/6/2025"} | more


def a_contract(cast):
    money.checked(cast("lan").agency)
    return money.signed(cast("lan"), money.an_appraised(cast("lan"), cast("hoa")))


def contract_new(cast):
    catalogue, contractor = money.an_appraised(cast("lan"), cast("hoa")), money.a_contractor()
    data = {"agency": "SYT", "form": "quotes", "contractor": str(contractor.pk), "number": "5/HĐ", "subject": "Số hóa"}
    data |= {"signed_on": "5/5/2025", "starts_on": "5/5/2025", "ends_on": "1/8/2025", "catalogues": str(catalogue.pk)}
    return Making("lan", "/hop-dong/ghi-moi/", lambda: data | {"pages_a4": "500", "price_a4": "4.000"}, Contract)


def contract_amend(cast):
    made = a_contract(cast)
    data = written(reason="Bớt trang.", pages_a4="-10") | a_version(made)
    return Making("lan", f"/hop-dong/{made.pk}/phu-luc/", lambda: data, ContractChange)


def acceptance_new(cast):
    made = a_contract(cast)
    data = written(catalogues=str(made.catalogues.get().pk)) | a_version(made)
    return Making("lan", f"/hop-dong/{made.pk}/nghiem-thu/", lambda: data, Acceptance)


def payment_new(cast):
    made = a_contract(cast)
    data = written(kind="advance", amount_dong="1.000", warned_reason="Gấp.") | a_version(made)
    return Making("lan", f"/hop-dong/{made.pk}/giai-ngan/", lambda: data, Payment)


def settlement_new(cast):
    agency = cast("lan").agency
    money.allocated(agency, 1_000)
    seen = version_of(str(year_sums(agency, 2025)))
    data = written(agency="SYT", year="2025", _seen=seen)
    return Making("lan", "/quyet-toan/ghi-moi/", lambda: data, Settlement)


def contractor_new(cast):
    data = {"name": "Công ty Số hóa", "tax_code": money.tax_code("400012345")}
    return Making("lan", "/nha-thau/them/", lambda: data, Contractor)


def contractor_proof(cast):
    made = money.a_contractor(proved=False)
    return Making(
        "lan", f"/nha-thau/{made.pk}/giay-to/", lambda: {"kind": "CC", "issued_on": "1/1/2025"}, ContractorProof
    )


MAKINGS = [
    estimate_new,
    estimate_ask,
    estimate_attach,
    estimate_edition_new,
    allocation_new,
    allocation_upload,
    allocation_upload_check,
    simulation_new,
    simulation_draft,
    contract_new,
    contract_amend,
    acceptance_new,
    payment_new,
    settlement_new,
    contractor_new,
    contractor_proof,
]
