"""Estimates as they were asked for and decided, for comparing: a fixed number of queries however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from budgets.models import AppraisedLine, Estimate, EstimateAppraisal, EstimateLine

from .comparison import Comparison, PricedLine, Side, compared

Lines = Mapping[int, list[PricedLine]]


def comparison_of(estimate: Estimate) -> Comparison | None:
    """The estimate against the version it is to replace; None for a first version."""
    return comparisons([estimate]).get(estimate.pk)


def comparisons(estimates: Iterable[Estimate]) -> dict[int, Comparison]:
    """{key: comparison} of those that are later versions: as granted where they are decided, else as asked for."""
    later = {one.pk: one for one in estimates if one.is_later}
    if not later:
        return {}
    prices = dict(Estimate.objects.filter(replaced_by__in=later).values_list("pk", "unit_price_dong"))
    prices |= {one.pk: one.unit_price_dong for one in later.values()}
    asked = asked_lines(prices)
    earlier = {key: one.replaces_id or 0 for key, one in later.items()}
    granted = granted_sides([*earlier.values(), *(key for key, one in later.items() if one.is_decided)], prices, asked)
    found = {}
    for key, one in later.items():
        before = granted.get(earlier[key]) or Side(prices[earlier[key]], asked.get(earlier[key], []))
        found[key] = compared(before, granted.get(key) or asked_side(one, asked), key in granted)
    return found


def asked_side(estimate: Estimate, asked: Lines) -> Side:
    """What the estimate asks for, as the person sees it."""
    kept = [priced(line) for line in estimate.lines_handed_in or ()]
    lines = kept or asked.get(estimate.pk, [])
    return Side(estimate.unit_price_dong, lines, estimate.requested_dong - sum(line.dong for line in lines))


def granted_sides(keys: Collection[int], prices: Mapping[int, int], asked: Lines) -> dict[int, Side]:
    """{estimate: what the latest decision on it granted}; one older than its lines keeps those that were asked for."""
    rows = EstimateAppraisal.objects.filter(estimate__in=keys).order_by("decided_on", "pk")
    latest = {estimate: (pk, dong) for estimate, pk, dong in rows.values_list("estimate", "pk", "appraised_dong")}
    lines = granted_lines([pk for pk, _ in latest.values()])
    found = {}
    for estimate, (pk, dong) in latest.items():
        known = lines.get(pk) or asked.get(estimate, [])
        found[estimate] = Side(prices[estimate], known, dong - sum(line.dong for line in known))
    return found


def granted_lines(keys: Collection[int]) -> Lines:
    """{decision: its lines}"""
    found: dict[int, list[PricedLine]] = defaultdict(list)
    columns = ("appraisal", "name", "size", "page_count", "factor", "amount_dong")
    for key, *values in AppraisedLine.objects.filter(appraisal__in=keys).values_list(*columns):
        found[key].append(PricedLine(*values))
    return found


def asked_lines(keys: Iterable[int]) -> Lines:
    """{estimate: its lines}"""
    found: dict[int, list[PricedLine]] = defaultdict(list)
    for line in EstimateLine.objects.filter(estimate__in=list(keys)):
        found[line.estimate_id].append(priced(line))
    return found


def priced(line: EstimateLine) -> PricedLine:
    return PricedLine(line.name, line.size, line.page_count, line.factor, line.amount_dong)
