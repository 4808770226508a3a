"""What the law leaves open about a contract: said in a sentence each, and to be answered with a reason (domain §3)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from agencies.models import Agency
from agencies.workflow import WorkflowError
from budgets.models import Contract, Contractor, Estimate, ProcurementForm, ProcurementLimit
from plans.declarations.deadlines import milestone_for
from plans.models import Milestone, Plan
from plans.models.pages import SIZES
from plans.pricing import factors_on

from .allocated import allocated
from .queries import contracted_dong
from .sums import Terms, agreed_pages, with_sums
from .volumes import appraised_volumes

REASON_NEEDED = "Có điểm cần lưu ý: ghi lý do rồi gửi lại."
ABOVE_LIMIT = "Giá trị {value} vượt hạn mức của hình thức {form}: {limit} ({source})."
ABOVE_ALLOCATED = "Các hợp đồng của cơ quan cộng {contracted}, lớn hơn số được giao {allocated}."
NO_PROOF = "{contractor} không có giấy tờ năng lực còn giá trị vào ngày ký {day}."
TOO_LATE = "Thời hạn hợp đồng {ends} sau ngày cuối còn đúng hạn của Kế hoạch ({last})."
ABOVE_PRICE = "Đơn giá trang {size} là {price}, cao hơn đơn giá của dự toán: {estimated}."
ABOVE_APPRAISED = "Hợp đồng có {pages} trang {size}, nhiều hơn {appraised} trang đã thẩm định của các Mục lục đã chọn."
ABOVE_WITH_OTHERS = (
    "Cùng các hợp đồng khác trên các Mục lục này ({others}) là {pages} trang {size}, nhiều hơn {appraised} trang đã "
    "thẩm định của các Mục lục đó."
)


class Warned(WorkflowError):
    """Something wants a reason and got none; `sentences` say what."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join([*self.sentences, REASON_NEEDED]))


@dataclass(frozen=True)
class Facts:
    """A contract as it would stand: `value_dong` in all; `contract` where it stands already."""

    agency: Agency
    plan: Plan
    form: str
    day: date
    ends_on: date
    terms: Mapping[str, Terms]
    catalogues: Iterable[int]
    value_dong: int
    contractor: Contractor | None = None  # whose proofs are looked at
    contract: Contract | None = None


def ask_why(facts: Facts, reason: str) -> None:
    """Raises Warned where something wants a reason and there is none."""
    sentences = sentences_of(facts)
    if sentences and not reason.strip():
        raise Warned(sentences)


def sentences_of(facts: Facts) -> list[str]:
    """What wants a reason, a sentence each."""
    rules = (about_limit, about_allocation, about_proof, about_deadline, about_prices, about_pages, about_others)
    return [sentence for rule in rules for sentence in rule(facts)]


def about_limit(facts: Facts) -> Iterator[str]:
    limit = ProcurementLimit.objects.in_force_on(facts.form, facts.day)
    if limit and facts.value_dong > limit.limit_dong:
        form = ProcurementForm(facts.form).label.lower()
        given = {"value": format_dong(facts.value_dong), "limit": format_dong(limit.limit_dong)}
        yield ABOVE_LIMIT.format(form=form, source=limit.basis, **given)


def about_allocation(facts: Facts) -> Iterator[str]:
    """Nothing is said where no decision was recorded: what is unknown is not 0."""
    known = allocated(facts.agency)
    contracted = contracted_dong(facts.agency, besides=facts.contract) + facts.value_dong
    if known is not None and contracted > known.usable_dong:
        yield ABOVE_ALLOCATED.format(contracted=format_dong(contracted), allocated=known)


def about_proof(facts: Facts) -> Iterator[str]:
    if facts.contractor and not facts.contractor.proofs.valid_on(facts.day).exists():
        yield NO_PROOF.format(contractor=facts.contractor, day=format_date(facts.day))


def about_deadline(facts: Facts) -> Iterator[str]:
    milestone = milestone_for(facts.agency, facts.plan, Milestone.Key.DIGITIZATION)
    if milestone and facts.ends_on > milestone.due_on:
        yield TOO_LATE.format(ends=format_date(facts.ends_on), last=format_date(milestone.due_on))


def about_prices(facts: Facts) -> Iterator[str]:
    """By the latest estimate that was decided on; nothing where there is none."""
    estimates = Estimate.objects.filter(agency=facts.agency, plan=facts.plan).in_force()
    price_dong = estimates.order_by("-state_since", "-pk").values_list("unit_price_dong", flat=True).first()
    if price_dong is None:
        return
    factors = factors_on(facts.day).factors
    for size, term in facts.terms.items():
        estimated = price_dong * factors[size]
        if term.pages > 0 and term.price_dong > estimated:
            given = {"price": format_dong(term.price_dong), "estimated": format_dong(estimated)}
            yield ABOVE_PRICE.format(size=size.upper(), **given)


def about_pages(facts: Facts) -> Iterator[str]:
    appraised_pages = appraised_by_size(facts.catalogues)
    for size, term in facts.terms.items():
        appraised = appraised_pages[size]
        if term.pages > appraised:
            given = {"pages": format_int(term.pages), "appraised": format_int(appraised)}
            yield ABOVE_APPRAISED.format(size=size.upper(), **given)


def about_others(facts: Facts) -> Iterator[str]:
    """Pages that other contracts have on these catalogues already; of one that ended, what was accepted. Which of them
    are of which catalogue is not known: all its catalogues are counted, so that nothing is said that may be right."""
    mine = set(facts.catalogues)
    found = Contract.objects.filter(covered__catalogue__in=mine).distinct().order_by("pk")
    found = found.exclude(pk=facts.contract.pk) if facts.contract else found
    others = [one for one in with_sums(found) if one.sums.page_count > 0]
    covered = mine.union(*(one.covered.values_list("catalogue", flat=True) for one in others))
    taken, appraised = agreed_pages(others), appraised_by_size(covered)
    for size, term in facts.terms.items():
        pages = term.pages + taken.get(size, 0)
        if taken.get(size, 0) > 0 and term.pages > 0 and pages > appraised[size]:
            given = {"pages": format_int(pages), "appraised": format_int(appraised[size]), "size": size.upper()}
            yield ABOVE_WITH_OTHERS.format(others=", ".join(f"số {one.number}" for one in others), **given)


def appraised_by_size(catalogues: Iterable[int]) -> dict[str, int]:
    """{size: trang} that were appraised of the catalogues."""
    volumes = appraised_volumes(catalogues).values()
    return {size: sum(volume.pages[size] for volume in volumes) for size in SIZES}
