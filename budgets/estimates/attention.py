"""Why an estimate deserves a closer look before it is decided on: reasons in a few words, of many rows at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Sum

from agencies.calendar import portal_today
from agencies.formats.numbers import format_decimal, format_dong, format_int, format_percent
from budgets.models import Estimate, EstimateBasis, EstimateLine
from plans.models import Target, UnitPrice, UnusualValue, VolumeReview
from plans.unusual.bounds import Bounds, bounds_on

from .comparison import Comparison, in_words
from .sides import comparisons

Reasons = list[str]
Volume = tuple[int, int]  # hồ sơ, trang A4 quy đổi


def reasons_by_estimate(estimates: Iterable[Estimate]) -> dict[int, Reasons]:
    """{key: why it deserves attention, [] for none}; a fixed number of queries, however many estimates."""
    rows = list(estimates)
    compared = comparisons(rows)
    bounds, price = bounds_on(portal_today()), UnitPrice.objects.in_force_on(portal_today())
    lines, basis, targets, reviews = lines_of(rows), basis_of(rows), targets_of(rows), reviews_of(rows)
    return {
        one.pk: [
            *of_edition(one, compared.get(one.pk)),
            *of_price(one, price),
            *of_lines(lines[one.pk]),
            *of_files(basis.get(one.pk), bounds),
            *of_target(one, targets.get((one.plan_id, one.agency_id))),
            *of_review(one, reviews.get((one.plan_id, one.agency_id))),
        ]
        for one in rows
    }


def lines_of(rows: Iterable[Estimate]) -> Mapping[int, list[EstimateLine]]:
    found: dict[int, list[EstimateLine]] = defaultdict(list)
    for line in EstimateLine.objects.filter(estimate__in=[one.pk for one in rows]):
        found[line.estimate_id].append(line)
    return found


def basis_of(rows: Iterable[Estimate]) -> dict[int, Volume]:
    sums = EstimateBasis.objects.filter(estimate__in=[one.pk for one in rows]).order_by().values_list("estimate")
    return {key: (files, pages) for key, files, pages in sums.annotate(Sum("file_count"), Sum("a4_page_count"))}


def targets_of(rows: Iterable[Estimate]) -> dict[tuple[int, int], int]:
    """{(plan, agency): trang A4 of the target}"""
    found = Target.objects.filter(agency__in={one.agency_id for one in rows})
    return {(plan, agency): pages for plan, agency, pages in found.values_list("plan", "agency", "page_count")}


def reviews_of(rows: Iterable[Estimate]) -> dict[tuple[int, int], int]:
    """{(plan, agency): trang A4 of the last review}"""
    found = VolumeReview.objects.filter(agency__in={one.agency_id for one in rows}).order_by("version")
    return {(plan, agency): pages for plan, agency, pages in found.values_list("plan", "agency", "a4_page_count")}


def unconfirmed(rows: Iterable[Estimate]) -> dict[int, str]:
    """{key: what keeps it from being decided} of those with a value that no second person has confirmed."""
    waiting = UnusualValue.objects.filter(
        kind=UnusualValue.Kind.ESTIMATE, object_id__in=[one.pk for one in rows], decision=None
    )
    return dict.fromkeys(waiting.pending().values_list("object_id", flat=True), "Cần xác nhận số liệu trước")


def of_edition(one: Estimate, comparison: Comparison | None) -> Reasons:
    """A later version: how far it lies from what was decided before."""
    if comparison is None:
        return []
    return [f"bản {one.get_change_display().lower()}: {in_words(comparison)} so với bản đã quyết định"]


def of_price(one: Estimate, price: UnitPrice | None) -> Reasons:
    """The price in force is another than the one it was made with."""
    if price is None or price.amount_dong == one.unit_price_dong:
        return []
    return [f"đơn giá {format_dong(one.unit_price_dong)}, nay là {format_dong(price.amount_dong)}"]


def of_lines(lines: Iterable[EstimateLine]) -> Reasons:
    """K that waits to be confirmed, and what is asked besides pages."""
    lines = list(lines)
    sizes = [line.size.upper() for line in lines if line.size and line.page_count and not line.factor_confirmed]
    extra = sum(line.amount_dong for line in lines if not line.size)
    found = [f"K khổ {', '.join(sizes)} chưa xác nhận"] if sizes else []
    return found + ([f"chi phí khác {format_dong(extra)}"] if extra else [])


def of_files(basis: Volume | None, bounds: Bounds) -> Reasons:
    """Pages a file off the usual (domain §1), or nothing appraised below it."""
    if basis is None:
        return ["chưa ghi căn cứ khối lượng"]
    files, pages = basis
    if not files or bounds["file_least"] * files <= pages <= bounds["file_most"] * files:
        return []
    return [f"{format_decimal(pages / files)} trang mỗi hồ sơ"]


def of_target(one: Estimate, target_pages: int | None) -> Reasons:
    """More pages than the plan has for the agency."""
    if target_pages is None or one.a4_page_count <= target_pages:
        return []
    if not target_pages:
        return [f"{format_int(one.a4_page_count)} trang, Kế hoạch không có chỉ tiêu"]
    return [f"bằng {format_percent(one.a4_page_count, target_pages)} chỉ tiêu"]


def of_review(one: Estimate, reviewed_pages: int | None) -> Reasons:
    """More pages than the agency reviewed."""
    if not reviewed_pages or one.a4_page_count <= reviewed_pages:
        return []
    return [f"bằng {format_percent(one.a4_page_count, reviewed_pages)} số đã rà soát"]
