"""Estimates in every state: departments before Sở Tài chính, districts and communes by their own decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from agencies.formats.numbers import format_dong
from agencies.models import IssuedDocument
from budgets.models import AppraisedLine, Estimate, EstimateAppraisal, EstimateBasis, EstimateLine
from plans.models import Appraisal
from plans.pricing import tariff_on

from .days import LAST_DAY, days_later, last_known_day, moment, workday
from .documents import Kind, signed
from .letters import write_letter
from .province import Holding, Province
from .words import WORDS

STATES = {"cut": "appraised"}
SUPPLEMENTED = {"514": 92}  # agency -> percent of its pages that its first estimate asks for (see editions.py)
MOVES = {
    "draft": (),
    "submitted": ("submit",),
    "returned": ("submit", "return"),
    "appraised": ("submit", "appraise"),
    "decided": ("decide",),
}


DRAWN_UP = LAST_DAY - timedelta(days=3)  # estimates that were never handed in


@dataclass
class DrawnEstimate:
    """An estimate, not yet written, of one holding: the day and the minute of each of its moves."""

    holding: Holding
    estimate: Estimate
    days: list[date]
    moments: list[datetime]


def write(province: Province) -> None:
    """From each agency's appraised pages at the day's unit price; the price is kept with the estimate."""
    price = tariff_on(last_known_day()).unit_price_dong
    story = [
        drawn_estimate(province, one, price)
        for one in province.holdings
        if one.story.estimate and province.appraised.get(one.code)
    ]
    drawn = [one for one in story if rewind(one, last_known_day())]
    Estimate.objects.bulk_create(one.estimate for one in drawn)
    EstimateLine.objects.bulk_create(line(one.estimate) for one in drawn)
    EstimateBasis.objects.bulk_create(basis([one.estimate for one in drawn]))
    results = [result(province, one) for one in drawn if one.estimate.state in ("appraised", "decided")]
    IssuedDocument.objects.bulk_create(row.document for row in results)
    EstimateAppraisal.objects.bulk_create(results)
    AppraisedLine.objects.bulk_create(appraised_line(row) for row in results)
    by_estimate = {row.estimate.pk: row for row in results}
    for one in drawn:
        record(province, one, by_estimate.get(one.estimate.pk))


def drawn_estimate(province: Province, one: Holding, price: int) -> DrawnEstimate:
    """The estimate of one holding with the days of its moves."""
    random = province.dice("estimate", one.code)
    made = estimate(province, one, price)
    days = days_of(province, one, made.state, random)
    moments = [moment(day, random, 8 + 5 * step) for step, day in enumerate(days)]
    made.state_since = moments[-1] if moments else moment(DRAWN_UP, random)
    if moments:
        made.submitted_at, made.submitted_by = moments[0], province.clerks[one.code]
    return DrawnEstimate(one, made, days, moments)


def rewind(drawn: DrawnEstimate, until: date) -> bool:
    """Leave the estimate as it was on the day; False where there was no such estimate yet."""
    if not drawn.days:
        return DRAWN_UP <= until
    drawn.days = [day for day in drawn.days if day <= until]
    drawn.moments = drawn.moments[: len(drawn.days)]
    if drawn.days:
        last = MOVES[drawn.estimate.state][len(drawn.days) - 1]
        drawn.estimate.state = drawn.estimate.workflow.action(last).target
        drawn.estimate.state_since, drawn.estimate.version = drawn.moments[-1], 1 + len(drawn.days)
    return bool(drawn.days)


def estimate(province: Province, one: Holding, price: int) -> Estimate:
    """For the pages that are appraised, at the price of one A4 page (đồng)."""
    state = STATES.get(one.story.estimate, one.story.estimate)
    pages = sum(row[2] for row in province.appraised[one.code]) * SUPPLEMENTED.get(one.code, 100) // 100
    return Estimate(
        plan=province.plan,
        agency=one.agency,
        name="Số hóa tài liệu lưu trữ năm 2025",
        state=state,
        unit_price_dong=price,
        a4_page_count=pages,
        requested_dong=pages * price,
        version=1 + len(MOVES[state]),
        note="Tính theo số trang của Mục lục đã được Sở Nội vụ thẩm định.",
    )


def days_of(province: Province, one: Holding, state: str, random: Random) -> list[date]:
    """The day of each move: some days after the last appraisal, and lately where it still waits."""
    last = max(row[0] for row in province.appraised[one.code])
    first = days_later(last, random.randint(2, 5))
    if state == "submitted":
        first = max(first, workday(LAST_DAY - timedelta(days=random.randint(1, 9))))
    return [first, days_later(first, random.randint(3, 7))][: len(MOVES[state])]


def line(made: Estimate) -> EstimateLine:
    return EstimateLine(
        estimate=made,
        position=1,
        name="Số hóa trang A4",
        size="a4",
        page_count=made.a4_page_count,
        amount_dong=made.requested_dong,
    )


def basis(estimates: Sequence[Estimate]) -> Iterator[EstimateBasis]:
    """The appraisals that each estimate was drawn up from."""
    by_agency = {one.agency_id: one for one in estimates}
    for row in Appraisal.objects.in_force().filter(catalogue__agency__in=by_agency).select_related("catalogue"):
        made = by_agency[row.catalogue.agency_id]
        yield EstimateBasis(estimate=made, appraisal=row, file_count=row.file_count, a4_page_count=row.a4_page_count)


def appraised_line(row: EstimateAppraisal) -> AppraisedLine:
    """The one line of a decision: pages at the estimate's price."""
    made = row.estimate
    return AppraisedLine(
        appraisal=row,
        position=1,
        name="Số hóa trang A4",
        size="a4",
        requested_pages=made.a4_page_count,
        requested_dong=row.requested_dong,
        page_count=row.appraised_dong // made.unit_price_dong,
        amount_dong=row.appraised_dong,
        reason=row.difference_reason,
    )


def result(province: Province, drawn: DrawnEstimate) -> EstimateAppraisal:
    """What was granted; two of the departments lose the pages that were digitized before."""
    one, made = drawn.holding, drawn.estimate
    random = province.dice("result", one.code)
    own = made.state == "decided"
    cut = made.a4_page_count * random.randint(3, 8) // 100 if one.story.estimate == "cut" else 0
    by, kind = (
        (province.clerks[one.code], Kind.ESTIMATE_DECISION)
        if own
        else (province.people["tuan"], Kind.ESTIMATE_APPRAISAL)
    )
    office = f"{random.randint(900, 2400)}/QĐ-UBND" if own else f"{700 + 37 * province.holdings.index(one)}/STC-HCSN"
    return EstimateAppraisal(
        estimate=made,
        decided_by=by,
        decided_on=drawn.days[-1],
        document=signed(by, kind, office, drawn.moments[-1]),
        requested_dong=made.requested_dong,
        appraised_dong=made.requested_dong - cut * made.unit_price_dong,
        difference_reason=random.choice(WORDS["cut_reasons"]) if cut else "",
        own_decision=own,
    )


def record(province: Province, drawn: DrawnEstimate, decision: EstimateAppraisal | None) -> None:
    made, source = drawn.estimate, "draft"
    clerk = province.clerks[drawn.holding.code]
    drawn_up = (drawn.moments[0] if drawn.moments else made.state_since) - timedelta(minutes=20)
    province.history.record(
        made,
        actor=clerk,
        action="draft",
        at=drawn_up,
        sentence=f"lập {made}: {format_dong(made.requested_dong)}",
        after={"requested_dong": made.requested_dong},
    )
    for name, at in zip(MOVES[made.state], drawn.moments, strict=True):
        actor = clerk if name in ("submit", "decide") else province.people["tuan"]
        decided = decision if name in ("appraise", "decide") else None
        document = decided.document.reference if decided else None
        if name == "submit":
            document = write_letter(province, made, clerk, at, turn=1)
        reason = WORDS["estimate_return"] if name == "return" else decided.difference_reason if decided else ""
        province.history.move(made, name, actor=actor, at=at, source=source, reason=reason, document=document)
        source = made.workflow.action(name).target
