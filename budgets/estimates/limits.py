"""How many pages an estimate may ask money for (domain §5)."""

from collections.abc import Mapping

from django.db.models import Sum

from agencies.formats.numbers import format_dong, format_int
from agencies.models import Agency
from budgets.models import Estimate, EstimateLine
from plans.models import Appraisal, SignedFile, VolumeReview
from plans.models.pages import PAGE_FIELDS, SIZES

from . import edition_rules

Pages = dict[str, int]  # trang by paper size: {"a4": 120, …}
CATALOGUE, REVIEW, NOTHING = "catalogue", "review", ""
NOT_APPRAISED = "Mục lục của cơ quan chưa được Sở Nội vụ thẩm định nên chưa trình dự toán được."
ABOVE_PLAN = "Dự toán {} lớn hơn kinh phí của cả Kế hoạch ({}): kiểm tra số trang và số tiền của từng khoản."
HANDED_IN = (Estimate.State.SUBMITTED, Estimate.State.APPRAISED, Estimate.State.DECIDED)


def appraised_pages(agency: Agency) -> Pages:
    """Pages of each size that Sở Nội vụ has appraised of the agency's, tranches included.

    A file that was appraised again counts once, as it was the last time.
    """
    current = Appraisal.objects.in_force().filter(catalogue__agency=agency)
    again = SignedFile.objects.filter(replaced_by__in=current.filter(is_tranche=True))
    wanted = {size: Sum(field) for size, field in PAGE_FIELDS.items()}
    sums, twice = current.aggregate(**wanted), again.aggregate(**wanted)
    return {size: (sums[size] or 0) - (twice[size] or 0) for size in SIZES}


def asked_for_elsewhere(agency: Agency, besides: Estimate | None = None) -> Pages:
    """Pages of each size in the agency's other estimates that were handed in or decided.

    Of the versions of one estimate the larger holds while the later one waits: it may be returned, or decided.
    """
    others = Estimate.objects.filter(agency=agency, state__in=HANDED_IN).not_replaced().with_line()
    if besides is not None:
        others = others.exclude(pk__in=Estimate.objects.same_line(besides).values("pk"))
    line_of = dict(others.values_list("pk", "line"))
    most: dict[tuple[int, str], int] = {}
    lines = EstimateLine.objects.filter(estimate__in=line_of).exclude(size="").order_by()
    for estimate, size, pages in lines.values_list("estimate", "size").annotate(Sum("page_count")):
        key = line_of[estimate], size
        most[key] = max(pages, most.get(key, 0))
    return {size: sum(pages for (_, of), pages in most.items() if of == size) for size in SIZES}


def page_limit(agency: Agency, besides: Estimate | None = None) -> Pages:
    """Appraised pages of each size that no other estimate of the agency asks money for."""
    elsewhere = asked_for_elsewhere(agency, besides)
    return {size: max(pages - elsewhere[size], 0) for size, pages in appraised_pages(agency).items()}


def source_of(agency: Agency) -> str:
    """What an estimate of the agency rests on: CATALOGUE, REVIEW or NOTHING.

    Huyện and xã decide themselves, so they may start from their reviewed volume while no catalogue is appraised.
    """
    if any(appraised_pages(agency).values()):
        return CATALOGUE
    return REVIEW if not agency.in_departments_group and latest_review(agency) else NOTHING


def latest_review(agency: Agency) -> VolumeReview | None:
    """The agency's latest volume review."""
    return VolumeReview.objects.filter(agency=agency).order_by("-version").first()


def source_pages(agency: Agency) -> tuple[Pages, str]:
    """What a new estimate starts from: (pages by size, CATALOGUE, REVIEW or NOTHING)."""
    source, review = source_of(agency), latest_review(agency)
    if source == CATALOGUE:
        return page_limit(agency), CATALOGUE
    if source == REVIEW and review:
        return review.pages_by_size(), REVIEW
    return dict.fromkeys(SIZES, 0), NOTHING


def over_limit(pages_by_size: Mapping[str, int], limit: Mapping[str, int]) -> dict[str, str]:
    """A sentence for each paper size that asks for more than was appraised."""
    return {
        size: f"dự toán {format_int(pages)} trang, vượt số đã thẩm định còn lại là {format_int(limit[size])} trang."
        for size, pages in pages_by_size.items()
        if pages > limit[size]
    }


def resting_on(appraisal: Appraisal) -> str:
    """A sentence where the agency asked for money after the appraisal, which rests on its pages; "" otherwise."""
    later = {"agency": appraisal.catalogue.agency_id, "submitted_at__gte": appraisal.document.registered_at}
    handed_in = Estimate.objects.filter(state__in=HANDED_IN, **later).not_replaced()
    estimate = handed_in.select_related("agency").first()
    return f"{estimate} đã trình dựa trên kết quả này nên không đính chính được." if estimate else ""


def above_plan(estimate: Estimate) -> str:
    """A sentence where one estimate asks for more than the whole plan costs by its control figures; "" otherwise."""
    whole = estimate.plan.control_figures.aggregate(dong=Sum("amount_dong"))["dong"]
    if whole is None or estimate.requested_dong <= whole:
        return ""
    return ABOVE_PLAN.format(format_dong(estimate.requested_dong), format_dong(whole))


def ready_to_decide(estimate: Estimate) -> list[str]:
    """What is missing before the agency decides on its own estimate: lines, and a sum that can be."""
    if not estimate.requested_dong:
        return ["Dự toán chưa có dòng nào: nhập số trang trước."]
    missing = [sentence] if (sentence := above_plan(estimate)) else []
    return missing + edition_rules.faults(estimate)


def ready_to_submit(estimate: Estimate) -> list[str]:
    """What is missing before a sở hands it in: an appraised catalogue, and no more pages than that has (domain §5)."""
    missing = ready_to_decide(estimate)
    if not any(appraised_pages(estimate.agency).values()):
        return [*missing, NOT_APPRAISED]
    excess = over_limit(estimate.pages_by_size(), page_limit(estimate.agency, besides=estimate))
    return missing + [f"Trang {size.upper()}: {sentence}" for size, sentence in excess.items()]


def ready_to_go_out(estimate: Estimate) -> list[str]:
    """What is missing before its head can sign it, by either route."""
    return ready_to_submit(estimate) if estimate.is_appraised_by_finance else ready_to_decide(estimate)
