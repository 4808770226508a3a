"""Sentences on estimates and on money that was allocated and spent, and Phụ lục IV."""

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_dong
from budgets.models import Acceptance, AllocationLine, ContractChange, Estimate, EstimateAppraisal, Payment, Settlement
from reports.documents.content import UNKNOWN
from tests.helpers.true_sentences.province import PRICE_DONG

from .common import share


def decisions(truth):
    """{estimate: the latest decision on it by the day} of what no later version was decided in the place of by then."""
    rows = EstimateAppraisal.objects.filter(decided_on__lte=truth.day).select_related("estimate")
    latest = {row.estimate_id: row for row in rows.order_by("decided_on", "pk")}
    replaced = {row.estimate.replaces_id for row in latest.values()}
    return {key: row for key, row in latest.items() if key not in replaced}


def money(truth, _):
    latest, known = decisions(truth), EstimateAppraisal.objects.filter(decided_on__lte=truth.day)
    open_ones = Estimate.objects.filter(submitted_at__date__lte=truth.day, replaces=None).exclude(state="draft")
    open_ones = open_ones.exclude(pk__in=known.values("estimate"))
    asked = sum(row.requested_dong for row in latest.values()) + sum(one.requested_dong for one in open_ones)
    granted = sum(row.appraised_dong for row in latest.values())
    askers = {row.estimate.agency_id for row in latest.values()} | {one.agency_id for one in open_ones}
    own = sum(row.appraised_dong for row in latest.values() if row.own_decision)
    part = share(granted, truth.planned(truth.everybody) * PRICE_DONG)
    return (
        f"{len(askers)}/{len(truth.agencies)} cơ quan, đơn vị, địa phương đã đề nghị dự toán {format_dong(asked)}; đã "
        f"được thẩm định, phê duyệt "
        f"{format_dong(granted)}, bằng {part} kinh phí dự kiến của Kế hoạch; trong đó Sở Tài chính thẩm định "
        f"{format_dong(granted - own)}, địa phương tự phê duyệt {format_dong(own)} (chi tiết tại Phụ lục IV)"
    )


def recorded(truth):
    """{stage: đồng} of all documents that were recorded by the day."""
    paid = Payment.objects.exclude(kind="recovery")
    rows = {
        "allocated": AllocationLine.objects.filter(allocation__recorded_on__lte=truth.day),
        "contracted": ContractChange.objects.filter(recorded_on__lte=truth.day),
        "accepted": Acceptance.objects.filter(recorded_on__lte=truth.day),
        "disbursed": paid.filter(recorded_on__lte=truth.day),
        "settled": Settlement.objects.filter(recorded_on__lte=truth.day),
    }
    return {name: sum(found.values_list("amount_dong", flat=True)) for name, found in rows.items()}


def spent(truth, _):
    """What was recorded of each stage, and no stage without a document."""
    granted = sum(row.appraised_dong for row in decisions(truth).values())
    dong = recorded(truth)
    part = share(dong["allocated"], granted)
    paid = share(dong["disbursed"], dong["allocated"])
    words = {
        "allocated": f"được giao dự toán {format_dong(dong['allocated'])}, bằng {part} số đã thẩm định, phê duyệt",
        "contracted": f"giá trị hợp đồng đã ký {format_dong(dong['contracted'])}",
        "accepted": f"nghiệm thu {format_dong(dong['accepted'])}",
        "disbursed": f"giải ngân (gồm tạm ứng) {format_dong(dong['disbursed'])}, bằng {paid} số được giao",
        "settled": f"quyết toán {format_dong(dong['settled'])}",
    }
    stages = "; ".join(words[name] for name in words if dong[name])
    return f"Lũy kế đến hết ngày {d(truth.day)}, toàn tỉnh: {stages} (chi tiết tại Phụ lục IV)"


def untrue_money(truth, annex):
    """Totals of Phụ lục IV that are not those of the documents."""
    for name, dong in recorded(truth).items():
        if annex.total[name] != (dong or UNKNOWN):
            yield f"{name}: {annex.total[name]}"
