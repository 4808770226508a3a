"""What contractors have promised over all agencies: pages not accepted yet against the days left, and their proofs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Min, Q, Sum

from agencies.models import Agency
from budgets.models import AcceptanceLine, Contract, ContractLine, Contractor, ContractorProof
from plans.models import ExtensionDecision, Milestone, Plan
from plans.models.extension import extended_on
from plans.models.milestone import nearest
from plans.pricing import factors_on

NO_PROOF, RUN_OUT, SOON, VALID = "no_proof", "run_out", "soon", "valid"
PROOF_WORDS = {
    NO_PROOF: ("bad", "Chưa có giấy tờ"),
    RUN_OUT: ("bad", "Hết giá trị"),
    SOON: ("warn", "Sắp hết giá trị"),
    VALID: ("ok", "Còn giá trị"),
}
SOON_DAYS = 30


@dataclass
class Load:
    """One contractor on a day: trang A4 quy đổi contracted and accepted, a day needed and a day done so far."""

    contractor: Contractor
    proof: str = NO_PROOF
    valid_until: date | None = None
    contracts: int = 0
    agencies: set[int] = field(default_factory=set)
    page_count: int = 0
    accepted_pages: int = 0
    needed_a_day: int = 0
    days_worked: int = 0
    late_pages: int = 0  # left of contracts whose last day has passed

    @property
    def left_pages(self) -> int:
        return self.page_count - self.accepted_pages

    @property
    def done_a_day(self) -> int | None:
        """Accepted pages by the days since its first contract began; None before anything was accepted."""
        return self.accepted_pages // max(self.days_worked, 1) if self.accepted_pages else None

    @property
    def standing(self) -> tuple[str, str]:
        """(tone, words): whether the pace until the deadlines allows what is left."""
        if self.left_pages <= 0:
            return "ok" if self.page_count else "idle", "Đã xong" if self.page_count else "Chưa có hợp đồng"
        if self.late_pages:
            return "bad", "Quá hạn"
        if self.done_a_day is None:
            return "warn", "Chưa có nghiệm thu"
        if self.needed_a_day > self.done_a_day:
            return "bad", "Không kịp với nhịp hiện nay"
        return "ok", "Kịp hạn"

    @property
    def proof_standing(self) -> tuple[str, str]:
        return PROOF_WORDS[self.proof]


def loads_on(day: date, plan: Plan) -> list[Load]:
    """Every contractor's Load as of the day, the most pages a day needed first; by a fixed number of queries."""
    loads = {one.pk: Load(one) for one in Contractor.objects.order_by("name", "pk")}
    read_proofs(loads, day)
    contracts = Contract.objects.in_force().filter(plan=plan, contractor__in=loads, signed_on__lte=day)
    promised, accepted = pages_by_contract(day)
    deadlines = deadlines_on(day, plan)
    for contract in contracts.select_related("agency"):
        load = loads[contract.contractor_id or 0]
        pages, done = promised.get(contract.pk, 0), accepted.get(contract.pk, 0)
        last = min(contract.ends_on, deadlines(contract.agency) or contract.ends_on)
        count_contract(load, contract, (pages, done), last, day)
    return sorted(loads.values(), key=lambda load: (-load.needed_a_day, -load.late_pages, load.contractor.name))


def count_contract(load: Load, contract: Contract, pages: tuple[int, int], last: date, day: date) -> None:
    """Add a contract with its (promised, accepted) pages that must be done by the last day."""
    promised, done = pages
    load.contracts += 1
    load.agencies.add(contract.agency_id)
    load.page_count += promised
    load.accepted_pages += done
    load.days_worked = max(load.days_worked, (day - contract.starts_on).days + 1)
    left, days = promised - done, (last - day).days + 1
    if left > 0 and days <= 0:
        load.late_pages += left
    elif left > 0:
        load.needed_a_day += -(-left // days)


def read_proofs(loads: dict[int, Load], day: date) -> None:
    """Whether each has a proof that is valid on the day, and until when."""
    by_day = ContractorProof.objects.filter(issued_on__lte=day).order_by()
    valid = Q(valid_until__gte=day)
    rows = by_day.values_list("contractor").annotate(
        last=Max("valid_until"), valid=Max("valid_until", filter=valid), endless=Min("pk", filter=Q(valid_until=None))
    )
    for contractor, last, until, endless in rows:
        load = loads[contractor]
        load.valid_until = None if endless else until or last
        if endless:
            load.proof = VALID
        elif until is None:
            load.proof = RUN_OUT
        else:
            load.proof = SOON if (until - day).days <= SOON_DAYS else VALID


def pages_by_contract(day: date) -> tuple[dict[int, int], dict[int, int]]:
    """({contract: trang A4 quy đổi promised}, {contract: accepted}) as recorded by the day."""
    lines = ContractLine.objects.filter(change__recorded_on__lte=day).values_list("change__contract", "size")
    done = AcceptanceLine.objects.filter(acceptance__recorded_on__lte=day).values_list("acceptance__contract", "size")
    rows = (lines.order_by().annotate(Sum("page_count")), done.order_by().annotate(Sum("page_count")))
    promised, accepted = (in_a4(each, day) for each in rows)
    return promised, accepted


def in_a4(rows: Iterable[tuple[int, str, int]], day: date) -> dict[int, int]:
    factors, found = factors_on(day).factors, defaultdict[int, int](int)
    for contract, size, pages in rows:
        found[contract] += pages * factors.get(size, 1)
    return found


def deadlines_on(day: date, plan: Plan) -> Callable[[Agency], date | None]:
    """A function: the last day on time on which an agency's digitization is done, as it stood on the day; or None."""
    rows = list(Milestone.objects.filter(plan=plan, key=Milestone.Key.DIGITIZATION).in_force_on(day))
    extended = extended_on(ExtensionDecision.objects.granted().filter(extension__plan=plan), day)

    def last_day(agency: Agency) -> date | None:
        milestone = nearest(rows, agency.pk, agency.group, extended).get(Milestone.Key.DIGITIZATION)
        return milestone.due_on if milestone else None

    return last_day
