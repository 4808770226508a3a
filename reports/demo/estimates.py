"""Estimates in every state: departments before Sở Tài chính, districts and communes by their own decision."""

from datetime import timedelta

from agencies.formats.numbers import format_dong
from budgets.models import Estimate, EstimateAppraisal, EstimateLine
from plans.pricing import tariff_on

from .days import LAST_DAY, days_later, moment, workday
from .holdings import Holding
from .province import Province
from .words import WORDS

STATES = {"cut": "appraised"}
MOVES = {
    "draft": (),
    "submitted": ("submit",),
    "returned": ("submit", "return"),
    "appraised": ("submit", "appraise"),
    "decided": ("decide",),
}


def write(province: Province) -> None:
    """From each agency's appraised pages at the day's unit price; the price is kept with the estimate."""
    price = tariff_on(LAST_DAY).unit_price_dong
    drawn = [
        (one, estimate(province, one, price))
        for one in province.holdings
        if one.story.estimate and province.appraised.get(one.code)
    ]
    Estimate.objects.bulk_create(made for _, made in drawn)
    EstimateLine.objects.bulk_create(line(made) for _, made in drawn)
    results = [result(province, one, made) for one, made in drawn if made.state in ("appraised", "decided")]
    EstimateAppraisal.objects.bulk_create(results)
    by_estimate = {row.estimate.pk: row for row in results}
    for one, made in drawn:
        record(province, one, made, by_estimate.get(made.pk))


def estimate(province: Province, one: Holding, price: int) -> Estimate:
    random = province.dice("estimate", one.code)
    state = STATES.get(one.story.estimate, one.story.estimate)
    rows = province.appraised[one.code]
    pages, last = sum(row[2] for row in rows), max(row[0] for row in rows)
    made = Estimate(
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
    first = days_later(last, random.randint(2, 5))
    if state == "submitted":
        first = max(first, workday(LAST_DAY - timedelta(days=random.randint(1, 9))))
    made.days = [first, days_later(first, random.randint(3, 7))][: len(MOVES[state])]
    made.moments = [moment(day, random, 8 + 5 * step) for step, day in enumerate(made.days)]
    made.state_since = made.moments[-1] if made.moments else moment(days_later(LAST_DAY, -3), random)
    if made.moments:
        made.submitted_at, made.submitted_by = made.moments[0], province.clerks[one.code]
    return made


def line(made: Estimate) -> EstimateLine:
    return EstimateLine(
        estimate=made,
        position=1,
        name="Số hóa trang A4",
        size="a4",
        page_count=made.a4_page_count,
        amount_dong=made.requested_dong,
    )


def result(province: Province, one: Holding, made: Estimate) -> EstimateAppraisal:
    """What was granted; two of the departments lose the pages that were digitized before."""
    random = province.dice("result", one.code)
    own = made.state == "decided"
    cut = made.a4_page_count * random.randint(3, 8) // 100 if one.story.estimate == "cut" else 0
    office = f"{random.randint(900, 2400)}/QĐ-UBND" if own else f"{random.randint(700, 1800)}/STC-HCSN"
    return EstimateAppraisal(
        estimate=made,
        decided_by=province.clerks[one.code] if own else province.people["tuan"],
        decided_on=made.days[-1],
        document_number=office,
        document_date=made.days[-1],
        requested_dong=made.requested_dong,
        appraised_dong=made.requested_dong - cut * made.unit_price_dong,
        difference_reason=random.choice(WORDS["cut_reasons"]) if cut else "",
        own_decision=own,
    )


def record(province: Province, one: Holding, made: Estimate, decision: EstimateAppraisal | None) -> None:
    clerk, source = province.clerks[one.code], "draft"
    drawn_up = (made.moments[0] if made.moments else made.state_since) - timedelta(minutes=20)
    province.history.record(
        made,
        actor=clerk,
        action="draft",
        at=drawn_up,
        sentence=f"lập {made}: {format_dong(made.requested_dong)}",
        after={"requested_dong": made.requested_dong},
    )
    for name, at in zip(MOVES[made.state], made.moments, strict=True):
        actor = clerk if name in ("submit", "decide") else province.people["tuan"]
        decided = decision if name in ("appraise", "decide") else None
        document = (decided.document_number, decided.document_date) if decided else None
        reason = WORDS["estimate_return"] if name == "return" else decided.difference_reason if decided else ""
        province.history.move(made, name, actor=actor, at=at, source=source, reason=reason, document=document)
        source = made.workflow.action(name).target
