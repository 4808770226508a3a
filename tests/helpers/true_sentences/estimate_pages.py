"""What the page of one estimate says, reckoned from its lines, its decisions, the agency's target and its history."""

import re

from agencies.formats.dates import format_date as d
from agencies.formats.dates import format_datetime as moment
from agencies.formats.numbers import format_dong
from agencies.formats.numbers import format_int as n
from agencies.models import Event
from budgets.models import AllocationLine, Estimate

from .province import PRICE_DONG

STATES = {
    "draft": "Đang lập",
    "submitted": "Đã trình",
    "returned": "Trả lại để sửa",
    "appraised": "Đã thẩm định",
    "decided": "Đơn vị đã phê duyệt",
}
MOVES = ("draft", "submit", "return", "withdraw", "appraise", "decide")


def shown(seen):
    return Estimate.objects.get(pk=int(re.search(r"\d+", seen.path)[0]))


def pages_of(one):
    """Trang A4 quy đổi of its lines."""
    return sum(line.page_count * line.factor for line in one.lines.all())


def asked_of(one):
    """Đồng of its lines: pages at their price, and what is asked for beside them."""
    scanned = sum(line.page_count * line.factor * one.unit_price_dong for line in one.lines.all() if line.page_count)
    return scanned + sum(line.amount_dong for line in one.lines.all() if not line.page_count)


def result_of(one):
    return one.appraisals.order_by("decided_on", "pk").last()


def last_move(one):
    return Event.objects.about(one).filter(action__in=MOVES).order_by("happened_at", "pk").last().happened_at


def lead(seen, _):
    one = shown(seen)
    said = f"Đề nghị {format_dong(asked_of(one))} cho {n(pages_of(one))} trang A4 quy đổi"
    result = result_of(one)
    if one.state in ("appraised", "decided"):
        verb = "phê duyệt" if result.own_decision else "thẩm định"
        return f"{said}; đã {verb} {format_dong(result.appraised_dong)}"
    desk = "Sở Tài chính" if one.state == "submitted" else one.agency
    return f"{said}; đang ở {desk} từ {moment(last_move(one))}"


def state(seen, _):
    one = shown(seen)
    return f"{STATES[one.state]} từ {moment(last_move(one))}"


def price(seen, _):
    return f"Đơn giá {format_dong(shown(seen).unit_price_dong)}/trang A4"


def target_of(seen):
    return seen.truth.planned([shown(seen).agency.code])


def target_pages(seen, _):
    return f"{n(target_of(seen))} trang"


def amounts(seen, _):
    """Asked for, granted and the difference of both; what the target costs; what its agency was allocated."""
    one = shown(seen)
    known = {target_of(seen) * PRICE_DONG}
    if result := result_of(one):
        known.add(sum(line.amount_dong for line in AllocationLine.objects.filter(agency=one.agency).by(seen.day)))
        known |= {asked_of(one), result.appraised_dong, result.appraised_dong - result.requested_dong}
    return {format_dong(dong).replace("-", "−") for dong in known}


def gap(seen, _):
    missing = target_of(seen) - pages_of(shown(seen))
    dong = format_dong(asked_of(shown(seen)) - target_of(seen) * PRICE_DONG).replace("-", "−")
    return f"{dong} còn thiếu {n(missing)} trang"


def document(seen, _):
    result = result_of(shown(seen))
    assert result.decided_on <= seen.day
    return f"{result.document.number} ngày {d(result.document.issued_on)}"


def of_lines(seen, _):
    return f"số {document(seen, _)}"


def against_basis(seen, _):
    """The estimate beside what was appraised of its agency when it was drawn up."""
    one = shown(seen)
    basis = sum(row.a4_page_count for row in one.basis.all())
    assert basis == pages_of(one) > 0
    return f"Dự toán tính {n(basis)} trang A4 quy đổi, đúng bằng căn cứ"


def returned(seen, found):
    back = Event.objects.about(shown(seen)).filter(action="return")
    return {f"{each.actor_name}, {moment(each.happened_at)}: {each.reason}"[: len(found[0])] for each in back}


def next_waiting(seen, _):
    """Of those that wait for Sở Tài chính one that was handed in first."""
    waiting = list(Estimate.objects.filter(state="submitted").exclude(pk=shown(seen).pk))
    first = min(one.submitted_at for one in waiting)
    return {f"Tiếp theo chờ thẩm định: {one}" for one in waiting if one.submitted_at == first}


ESTIMATE_PAGE = [
    (r"Tiếp theo chờ thẩm định: .*", next_waiting),
    (r"Đề nghị .* cho [\d.]+ trang A4 quy đổi; .*", lead),
    (rf"({'|'.join(STATES.values())}) từ .*", state),
    (r"Đơn giá .*", price),
    (r"[\d.]+ trang", target_pages),
    (r"−?[\d.]+ đồng", amounts),
    (r"−?[\d.]+ đồng còn thiếu .*", gap),
    (r"\S+ ngày [\d/]+", document),
    (r"số \S+ ngày [\d/]+", of_lines),
    (r"Dự toán tính .*", against_basis),
    (r".*, \d\d:\d\d ngày [\d/]+: .*", returned),
]
