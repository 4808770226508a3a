"""Money of agencies drawn at random: estimates line by line, and all that follows them until it is settled."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from agencies.models import Agency
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationLine,
    AppraisedLine,
    Contract,
    ContractChange,
    ContractLine,
    EstimateLine,
    Payment,
    Settlement,
)
from plans.models import Plan
from tests.helpers import factories as make
from tests.helpers.provinces import CODES

START = date(2025, 5, 5)
LAST = date(2025, 7, 15)
DAYS = st.integers(0, 60).map(lambda days: START + timedelta(days=days))
PAGES = st.integers(1, 90_000)
DONG = st.integers(1, 900_000_000)


@dataclass(frozen=True)
class DrawnLine:
    """A line: its size ("": an extra line), pages or đồng, K, price, the part granted (in hundredths)."""

    size: str
    amount: int
    factor: int
    price_dong: int
    granted: int

    @property
    def asked_dong(self):
        return self.amount * self.factor * self.price_dong if self.size else self.amount

    @property
    def granted_amount(self):
        return self.amount * self.granted // 100

    @property
    def granted_dong(self):
        return self.granted_amount * self.factor * self.price_dong if self.size else self.granted_amount


@dataclass(frozen=True)
class DrawnMoney:
    """What one agency has: volumes, an estimate, and documents as (kind, đồng or pages, price, day)."""

    code: str
    planned: int
    reviewed: int | None
    catalogues: list[tuple[int, int, int, bool]]  # pages, duplicates, put off, whether it is appraised
    lines: list[DrawnLine]
    decided: bool
    with_lines: bool
    documents: list[tuple[str, int, int, date]]
    back: list[int]  # places of documents that were taken back


SIZES = st.sampled_from(["a4", "a4", "a3", ""])
lines = st.builds(
    DrawnLine, SIZES, PAGES, st.integers(1, 3), st.sampled_from([4_896, 5_000]), st.sampled_from([0, 70, 100])
)
KINDS = ["given", "cut", "signed", "amended", "accepted", "advance", "payment", "recovery", "refund", "settled"]
documents = st.tuples(st.sampled_from(KINDS), DONG, st.sampled_from([3_900, 4_896, 6_000]), DAYS)
catalogues = st.tuples(PAGES, st.integers(0, 500), st.integers(0, 500), st.booleans())
moneys = st.builds(
    DrawnMoney,
    st.sampled_from(CODES),
    st.integers(0, 200_000),
    st.none() | PAGES,
    st.lists(catalogues, max_size=3),
    st.lists(lines, min_size=1, max_size=4),
    st.booleans(),
    st.booleans(),
    st.lists(documents, max_size=14),
    st.lists(st.integers(0, 13), max_size=3),
)
drawn_moneys = st.lists(moneys, min_size=1, max_size=5, unique_by=lambda one: one.code)


def write(drawn, agencies, hoa, tuan):
    """Write all of it as rows: the ledger must hold whatever the documents say."""
    for one in drawn:
        agency = agencies[one.code]
        if one.planned:
            make.a_target(agency, one.planned)
        if one.reviewed is not None:
            make.a_review(agency, one.reviewed, START)
        for number, each in enumerate(one.catalogues):
            write_catalogue(agency, number, each, hoa)
        write_estimate(agency, one, tuan)
        made = [write_document(agency, number, each, tuan) for number, each in enumerate(one.documents)]
        for place in {place for place in one.back if place < len(made)}:
            take_back(made[place], one.documents[place][3] + timedelta(days=3))


def write_catalogue(agency, number, drawn, hoa):
    pages, duplicates, put_off, is_appraised = drawn
    made = make.a_catalogue(agency, pages, "submitted", START, name=f"Mục lục {number}")
    if is_appraised:
        decided = make.an_appraisal(made, hoa, START + timedelta(days=4), number=f"{agency.code}-{number}/SNV")
        gone = {"duplicate": [1, duplicates], "unarranged": [1, put_off]}
        type(decided).objects.filter(pk=decided.pk).update(
            left_out_files=2, left_out_pages=duplicates + put_off + 7, left_out_by_reason=gone
        )


def write_estimate(agency, drawn, tuan):
    asked = sum(line.asked_dong for line in drawn.lines)
    made = make.an_estimate(agency, asked, START + timedelta(days=6))
    made.lines.all().delete()
    for place, line in enumerate(drawn.lines, 1):
        known = {"position": place, "name": f"Dòng {place}", "size": line.size, "factor": line.factor}
        pages = line.amount if line.size else 0
        EstimateLine.objects.create(estimate=made, page_count=pages, amount_dong=line.asked_dong, **known)
    if not drawn.decided:
        return
    granted = sum(line.granted_dong for line in drawn.lines)
    decision = make.an_estimate_appraisal(made, tuan, START + timedelta(days=9), granted)
    for place, line in enumerate(drawn.lines if drawn.with_lines else (), 1):
        AppraisedLine.objects.create(
            appraisal=decision,
            position=place,
            name=f"Dòng {place}",
            size=line.size,
            factor=line.factor,
            requested_pages=line.amount if line.size else 0,
            requested_dong=line.asked_dong,
            page_count=line.granted_amount if line.size else 0,
            amount_dong=line.granted_dong,
        )


def write_document(agency, number, drawn, by):
    kind, amount, price_dong, day = drawn
    entry = {"number": f"{number}/VB", "dated_on": day, "recorded_on": day, "recorded_by": by}
    if kind in ("given", "cut"):
        return write_allocation(agency, kind, amount, entry)
    if kind == "settled":
        sums = {"allocated_dong": amount, "accepted_dong": amount, "paid_dong": amount, "returned_dong": 0}
        settled = {"plan": Plan.current(), "agency": agency, "budget_year": 2025, "amount_dong": amount}
        return Settlement.objects.create(**entry, **settled, **sums)
    contract = contract_of(agency, day)
    if kind in ("signed", "amended"):
        return write_change(contract, kind, amount // price_dong, price_dong, entry)
    if kind == "accepted":
        pages = amount // price_dong
        return Acceptance.objects.create(contract=contract, amount_dong=amount, a4_page_count=pages, **entry)
    amount = -amount if kind == "refund" else amount
    return Payment.objects.create(contract=contract, kind=kind, amount_dong=amount, **entry)


def write_allocation(agency, kind, amount, entry):
    amount = -amount if kind == "cut" else amount
    issuer = Agency.objects.get(kind=Agency.Kind.PROVINCE)
    known = {"plan": Plan.current(), "issuer": issuer, "kind": kind, "budget_year": 2025, "signer": "Chủ tịch"}
    made = Allocation.objects.create(amount_dong=amount, **known, **entry)
    AllocationLine.objects.create(allocation=made, agency=agency, amount_dong=amount)
    return made


def contract_of(agency, day):
    """One contract a month, so that documents meet in some."""
    number = f"{day:%m}/HĐ"
    days = {"signed_on": day.replace(day=1), "starts_on": day.replace(day=1), "ends_on": LAST}
    known = {"plan": Plan.current(), "form": "own", **days}
    return Contract.objects.get_or_create(agency=agency, number=number, defaults=known)[0]


def write_change(contract, kind, pages, price_dong, entry):
    made = ContractChange.objects.create(contract=contract, kind=kind, amount_dong=pages * price_dong, **entry)
    known = {"name": "Trang A4", "size": "a4", "page_count": pages, "price_dong": price_dong}
    ContractLine.objects.create(change=made, amount_dong=pages * price_dong, **known)
    return made


def take_back(entry, day):
    """The entry with its lines once more, with the opposite amounts, as a counter-entry of a later day."""
    children = [*getattr(entry, "lines", entry._meta.model.objects.none()).all()]
    lines = [each for each in children if isinstance(each, AllocationLine | ContractLine)]
    key = entry.pk
    entry.pk, entry.id, entry.reverses_id, entry.recorded_on = None, None, key, day
    for name in ("amount_dong", "a4_page_count", "allocated_dong", "accepted_dong", "paid_dong", "returned_dong"):
        if hasattr(entry, name):
            setattr(entry, name, -getattr(entry, name))
    entry.save()
    for line in lines:
        line.pk, line.amount_dong = None, -line.amount_dong
        if isinstance(line, ContractLine):
            line.change, line.page_count = entry, -line.page_count
        else:
            line.allocation = entry
        line.save()
