"""One district supplements its own decision: the first left out a store, the later one restates the whole."""

from datetime import date, datetime, timedelta

from agencies.formats.numbers import format_dong
from budgets.estimates.basis import write_basis
from budgets.models import AppraisedLine, Estimate, EstimateAppraisal, EstimateLine

from .days import days_later, last_known_day, moment
from .documents import Kind, signed
from .estimates import SUPPLEMENTED, appraised_line, line
from .province import Province

LATER = 6  # days after the first decision
REASON = "Bổ sung hồ sơ của một kho chưa tính trong dự toán đã phê duyệt."


def write(province: Province) -> None:
    for code in SUPPLEMENTED:
        earlier = Estimate.objects.filter(agency__code=code, state="decided").select_related("agency", "plan").first()
        decision = earlier.result if earlier else None
        day = days_later(decision.decided_on, LATER) if decision else date.max
        if earlier and decision and day <= last_known_day():
            supplement(province, earlier, decision, moment(day, province.dice("supplement", code), 9))


def supplement(province: Province, earlier: Estimate, decision: EstimateAppraisal, at: datetime) -> None:
    """The later version for all that was appraised, decided at the moment."""
    code, price = earlier.agency.code, earlier.unit_price_dong
    by, pages = province.clerks[code], sum(row[2] for row in province.appraised[code])
    made = Estimate.objects.create(
        plan=earlier.plan,
        agency=earlier.agency,
        name=f"{earlier.name} (bổ sung lần 1)",
        note=earlier.note,
        state=Estimate.State.DECIDED,
        state_since=at,
        version=3,
        submitted_at=at,
        submitted_by=by,
        unit_price_dong=price,
        a4_page_count=pages,
        requested_dong=pages * price,
        change=Estimate.Change.ADDED,
        edition=2,
        replaces=earlier,
        first=earlier,
        change_reason=REASON,
    )
    EstimateLine.objects.bulk_create([line(made)])
    write_basis(made)
    number = f"{province.dice('supplement number', code).randint(900, 2400)}/QĐ-UBND"
    document = signed(by, Kind.ESTIMATE_DECISION, number, at)
    document.save()
    granted = EstimateAppraisal.objects.create(
        estimate=made,
        decided_by=by,
        decided_on=document.issued_on,
        document=document,
        requested_dong=made.requested_dong,
        appraised_dong=made.requested_dong,
        own_decision=True,
    )
    AppraisedLine.objects.bulk_create([appraised_line(granted)])
    record(province, earlier, made, decision, granted, at)


def record(
    province: Province,
    earlier: Estimate,
    made: Estimate,
    before: EstimateAppraisal,
    after: EstimateAppraisal,
    at: datetime,
) -> None:
    """As `budgets.estimates.editions` and `edition_rules` word it."""
    by, started = province.clerks[made.agency.code], at - timedelta(minutes=20)
    province.history.record(
        made,
        actor=by,
        action="draft",
        at=started,
        sentence=f"lập {made}: {format_dong(made.requested_dong)}, thay “{earlier.name}”",
        after={"requested_dong": made.requested_dong},
        reason=made.change_reason,
    )
    province.history.record(
        earlier,
        actor=by,
        action="start_edition",
        at=started,
        sentence=f"bắt đầu lập “{made.name}” để thay {earlier}",
        reason=made.change_reason,
    )
    province.history.move(made, "decide", actor=by, at=at, source="draft", document=after.document.reference)
    province.history.record(
        earlier,
        actor=by,
        action="replace_estimate",
        at=at,
        sentence=(
            f"{earlier} được thay bằng “{made.name}”: từ {format_dong(before.appraised_dong)} thành "
            f"{format_dong(after.appraised_dong)}"
        ),
        before={"appraised_dong": before.appraised_dong},
        after={"appraised_dong": after.appraised_dong},
        reason=made.change_reason,
        document=after.document.reference,
    )
