"""What follows the allocation: contracts, acceptances, payments and a settlement, as the services would write them."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.db import connection
from django.db.models import Sum

from agencies.formats.numbers import format_dong
from agencies.history import Values
from agencies.models import User
from budgets.acceptances.services import said
from budgets.models import (
    Acceptance,
    AcceptanceLine,
    AllocationLine,
    Contract,
    ContractCatalogue,
    ContractChange,
    ContractLine,
    Contractor,
    ContractorProof,
    Payment,
    Settlement,
)
from plans.models import Catalogue

from .contract_story import ACCEPT, ADVANCE, AMEND, DEALS, FIRMS, PAY, RECOVER, SETTLE, Deal, Step
from .days import days_later, last_known_day, moment
from .province import Province

Kind = ContractChange.Kind
SUBJECT = "Số hóa hồ sơ, tài liệu lưu trữ đã chỉnh lý"
LESS = "Huyện kết thúc hoạt động trước ngày 01/7/2025: giảm khối lượng, phần còn lại cơ quan tự thực hiện."
REST = "Khối lượng còn lại cơ quan tự thực hiện, không dùng hết dự toán."
TAKEN = """
INSERT INTO budgets_acceptedfile (acceptance_id, file_id) SELECT %s, id FROM plans_archivalfile
WHERE catalogue_id = %s AND appraisal_id IS NOT NULL AND position > %s AND position <= %s
"""  # by the database itself, as the files are written: a tenth of the time
HOURS = {ACCEPT: 9, RECOVER: 13, PAY: 14}


@dataclass
class Standing:
    """A contract with what was recorded of it so far (trang A4, đồng)."""

    deal: Deal
    contract: Contract
    catalogue: Catalogue
    clerk: User
    random: Random
    pages: int
    position: int = 0  # of the last file that was accepted
    accepted_pages: int = 0
    cash_dong: int = 0
    covered_dong: int = 0

    @property
    def accepted_dong(self) -> int:
        return self.accepted_pages * self.deal.price_dong


def write(province: Province) -> None:
    """In the order of the days on which they were signed; nothing later than the last known day."""
    firms: dict[str, Contractor] = {}
    for deal in DEALS:
        if deal.signed_on <= last_known_day():
            standing = sign(province, deal, firms)
            for step in steps_told(deal):
                RECORD[step.kind](province, standing, step)
            standing.contract.version = 1 + sum(step.kind != SETTLE for step in steps_told(deal))
            standing.contract.save(update_fields=["version"])


def steps_told(deal: Deal) -> list[Step]:
    return [step for step in deal.steps if step.day <= last_known_day()]


def firm_of(province: Province, deal: Deal, clerk: User, firms: dict[str, Contractor]) -> Contractor:
    """The contractor, entered with its proofs by the first agency that contracts it."""
    if deal.firm not in firms:
        known = FIRMS[deal.firm]
        values = {"name": known.name, "tax_code": known.tax_code, "address": known.address}
        made = firms[deal.firm] = Contractor.objects.create(**values)
        at = moment(deal.signed_on, province.dice("firm", deal.firm), 7)
        write_event(province, made, clerk, "add_contractor", f"thêm nhà thầu {made}", at, after=values)
        for row in known.proofs:
            proof = ContractorProof.objects.create(contractor=made, **row._asdict())
            write_event(province, made, clerk, "add_proof", f"ghi giấy tờ năng lực {proof} của {made}", at)
    return firms[deal.firm]


def sign(province: Province, deal: Deal, firms: dict[str, Contractor]) -> Standing:
    """The contract with its first value, on the first catalogue that was appraised."""
    clerk, agency = province.clerks[deal.code], province.agencies[deal.code]
    catalogue = Catalogue.objects.filter(agency=agency, appraisals__isnull=False).order_by("pk")[0]
    contract = Contract.objects.create(
        plan=province.plan,
        agency=agency,
        form=deal.form,
        contractor=firm_of(province, deal, clerk, firms),
        number=deal.number,
        subject=SUBJECT,
        signed_on=deal.signed_on,
        starts_on=days_later(deal.signed_on, 1),
        ends_on=deal.ends_on,
    )
    ContractCatalogue.objects.create(contract=contract, catalogue=catalogue)
    whole = catalogue.files.filter(appraisal__isnull=False).aggregate(pages=Sum("page_count"))["pages"]
    random = province.dice("contract", deal.code)
    standing = Standing(deal, contract, catalogue, clerk, random, deal.pages or whole)
    at = moment(deal.signed_on, random, 8)
    signed = (deal.number, deal.signed_on)
    change = write_change(standing, Kind.SIGNED, signed, standing.pages, at, ends_on=deal.ends_on)
    words, after = f"ghi {contract}: {format_dong(change.amount_dong)}", {"value_dong": change.amount_dong}
    write_event(province, contract, clerk, "sign_contract", words, at, after=after, document=signed)
    return standing


def write_change(
    standing: Standing,
    kind: str,
    document: tuple[str, date],
    pages: int,
    at: datetime,
    reason: str = "",
    ends_on: date | None = None,
) -> ContractChange:
    """The entry with its one line of A4 pages."""
    price = standing.deal.price_dong
    values = entry(standing.clerk, document, pages * price, at) | {"reason": reason, "ends_on": ends_on}
    change = ContractChange.objects.create(contract=standing.contract, kind=kind, **values)
    line = {"size": "a4", "name": "Số hóa trang A4", "page_count": pages, "price_dong": price}
    ContractLine.objects.create(change=change, amount_dong=change.amount_dong, **line)
    return change


def entry(clerk: User, document: tuple[str, date], amount_dong: int, at: datetime) -> dict[str, object]:
    """What all documents of money have in common; each is recorded on its own day."""
    number, day = document
    when = {"dated_on": day, "recorded_on": day, "recorded_at": at}
    return {"number": number, "amount_dong": amount_dong, "recorded_by": clerk} | when


def accept(province: Province, standing: Standing, step: Step) -> None:
    """Minutes of the next files of the catalogue."""
    files = standing.catalogue.files.filter(appraisal__isnull=False, position__gt=standing.position)
    rows = files.order_by("position").values_list("position", "page_count")[: step.many]
    positions, counts = zip(*rows, strict=True)
    pages, price, at = sum(counts), standing.deal.price_dong, minute_of(standing, step)
    values = entry(standing.clerk, (step.number, step.day), pages * price, at)
    counted = {"file_count": len(counts), "a4_page_count": pages}
    made = Acceptance.objects.create(contract=standing.contract, **counted, **values)
    line = {"size": "a4", "page_count": pages, "price_dong": price, "amount_dong": made.amount_dong}
    AcceptanceLine.objects.create(acceptance=made, catalogue=standing.catalogue, **line)
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [made.pk, standing.catalogue.pk, standing.position, positions[-1]])
    standing.position, standing.accepted_pages = positions[-1], standing.accepted_pages + pages
    words = f"ghi biên bản nghiệm thu số {step.number} của {standing.contract}: {said(made)}"
    after = {"amount_dong": made.amount_dong, "a4_page_count": pages}
    told_step(province, standing, step, "accept_work", words, at, after)


def pay(province: Province, standing: Standing, step: Step) -> None:
    """An advance, its recovery, or a payment of what was accepted and not covered yet."""
    kinds = {ADVANCE: Payment.Kind.ADVANCE, RECOVER: Payment.Kind.RECOVERY, PAY: Payment.Kind.PAYMENT}
    kind = kinds[step.kind]
    amount = step.many or standing.accepted_dong - standing.covered_dong
    at = minute_of(standing, step)
    values = entry(standing.clerk, (step.number, step.day), amount, at)
    made = Payment.objects.create(contract=standing.contract, kind=kind, **values)
    standing.cash_dong += amount * (kind in Payment.CASH)
    standing.covered_dong += amount * (kind in Payment.FOR_ACCEPTED)
    words = f"ghi {made.get_kind_display().lower()} {format_dong(amount)} của {standing.contract}"
    told_step(province, standing, step, "pay", words, at, {"kind": kind, "amount_dong": amount})


def amend(province: Province, standing: Standing, step: Step) -> None:
    """Fewer pages: the contract ends with what was accepted."""
    at, less = minute_of(standing, step), standing.accepted_pages - standing.pages
    change = write_change(standing, Kind.AMENDED, (step.number, step.day), less, at, LESS)
    standing.pages = standing.accepted_pages
    ends_on = standing.contract.ends_on.isoformat()
    words = f"ghi phụ lục số {step.number} của {standing.contract}: thay đổi {format_dong(change.amount_dong)}"
    after = {"amount_dong": change.amount_dong, "ends_on": ends_on}
    told_step(province, standing, step, "amend_contract", words, at, after, {"ends_on": ends_on}, LESS)


def settle(province: Province, standing: Standing, step: Step) -> None:
    """The agency's budget year is closed; what was not paid out goes back to its source."""
    agency, at, year = standing.contract.agency, minute_of(standing, step), step.day.year
    allocated = AllocationLine.objects.filter(agency=agency).total_dong()
    made = Settlement.objects.create(
        plan=province.plan,
        agency=agency,
        budget_year=year,
        allocated_dong=allocated,
        accepted_dong=standing.accepted_dong,
        paid_dong=standing.cash_dong,
        returned_dong=allocated - standing.cash_dong,
        reason=REST,
        **entry(standing.clerk, (step.number, step.day), standing.cash_dong, at),
    )
    amount, returned = format_dong(made.amount_dong), format_dong(made.returned_dong)
    words = f"quyết toán năm {year} của {agency}: {amount}, nộp trả {returned}"
    after = {"amount_dong": made.amount_dong, "returned_dong": made.returned_dong}
    document = (step.number, step.day)
    write_event(province, made, standing.clerk, "settle", words, at, after=after, reason=REST, document=document)


RECORD = {ADVANCE: pay, ACCEPT: accept, RECOVER: pay, PAY: pay, AMEND: amend, SETTLE: settle}


def minute_of(standing: Standing, step: Step) -> datetime:
    return moment(step.day, standing.random, HOURS.get(step.kind))


def told_step(
    province: Province,
    standing: Standing,
    step: Step,
    action: str,
    words: str,
    at: datetime,
    after: Values,
    before: Values | None = None,
    reason: str = "",
) -> None:
    """The Event of a document of the contract."""
    document = (step.number, step.day)
    write_event(province, standing.contract, standing.clerk, action, words, at, before, after, reason, document)


def write_event(
    province: Province,
    obj: Contract | Contractor | Settlement,
    actor: User,
    action: str,
    words: str,
    at: datetime,
    before: Values | None = None,
    after: Values | None = None,
    reason: str = "",
    document: tuple[str, date] | None = None,
) -> None:
    """The Event, as the service of the action words it."""
    province.history.record(
        obj,
        actor=actor,
        action=action,
        sentence=words,
        at=at,
        before=before,
        after=after,
        reason=reason,
        document=document,
    )
