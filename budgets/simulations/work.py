"""The job that works a simulation out: count the files, take off what is paid already, choose, keep the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Sum

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.jobs import Beat, JobFailed
from agencies.models import Agency
from budgets.allocations.queries import allocated_by_agency
from budgets.models import Acceptance, Settlement, Simulation
from plans.models import Plan
from plans.pricing import NO_PRICE, NoPrice, Tariff, tariff_on

from .choosing import choose
from .chosen import kept_piles
from .counting import catalogues_by_agency, found_of, unconfirmed_sizes
from .outcome import counted
from .permissions import NOBODY, agencies_of, simulates_for
from .piles import Limits, Pile, Rule, without
from .time import working_days

KIND = "simulation"
COUNTED, CHOSEN = 70, 95  # percent of the way


@dataclass
class Counted:
    """All piles of the scope, and what stands aside."""

    piles: list[Pile] = field(default_factory=list)
    aside: dict[str, list[int]] = field(default_factory=dict)
    catalogues: list[int] = field(default_factory=list)


def carry_out(simulation: Simulation, beat: Beat) -> str:
    """Work it out, keep it, return a sentence; safe to run again. Raises JobFailed with a sentence."""
    if not (simulation.requester.is_active and simulates_for(simulation.requester, simulation.owner)):
        raise JobFailed(NOBODY)
    prices = tariff()
    agencies = agencies_of(simulation)
    beat(1, "Đang đếm hồ sơ")
    found = count(simulation, agencies, beat)
    beat(COUNTED, "Đang chọn hồ sơ")
    rule = Rule(simulation.weights, by_file=simulation.count_by == Simulation.CountBy.FILES)
    rooms = rooms_of(simulation, agencies)
    held = paid_in_hand(simulation, found.piles, rule, rooms, prices.unit_price_dong)
    beat(CHOSEN - 10, "Đang chọn hồ sơ")
    left = without(found.piles, held)
    limits = Limits(simulation.sum_dong // prices.unit_price_dong, less(rooms, found.piles, held))
    choice = choose(left, limits, rule)
    result = counted(found.piles, held, choice.files, rule, rooms) | {
        "aside": found.aside,
        "gap": choice.gap,
        "unconfirmed": unconfirmed_sizes(found.catalogues, prices),
    }
    with transaction.atomic():
        beat(99, "Đang lưu kết quả")
        kept = {"result": result, "chosen": kept_piles(found.piles, held, choice.files)}
        Simulation.objects.filter(pk=simulation.pk).update(**kept, price_dong=prices.unit_price_dong)
    files = sum(choice.files)
    return f"Đã chọn {format_int(files)} trong {format_int(sum(pile.files for pile in found.piles))} hồ sơ."


def tariff() -> Tariff:
    """Today's prices. Raises JobFailed where there is none."""
    try:
        return tariff_on(portal_today())
    except NoPrice:
        raise JobFailed(NO_PRICE) from None


def count(simulation: Simulation, agencies: Sequence[Agency], beat: Beat) -> Counted:
    """The piles of all agencies, one after the other."""
    found = Counted()
    catalogues = catalogues_by_agency(simulation.plan, agencies)
    for number, agency in enumerate(agencies, 1):
        if keys := catalogues[agency.pk]:
            one = found_of(keys, agency, simulation)
            found.piles += one.piles
            found.catalogues += keys
            for why, (files, pages) in one.aside.items():
                sums = found.aside.setdefault(why, [0, 0])
                sums[0], sums[1] = sums[0] + files, sums[1] + pages
            beat(1 + (COUNTED - 2) * number // len(agencies), f"Đang đếm hồ sơ: {number} trong {len(agencies)} cơ quan")
    return found


def rooms_of(simulation: Simulation, agencies: Sequence[Agency]) -> dict[int, int]:
    """{agency: trang A4 that it can do until the deadline}; nothing where nobody limits the people."""
    days = working_days(simulation.starts_on, simulation.deadline)
    if simulation.workers is None:
        return {} if days else {agency.pk: 0 for agency in agencies}
    return {agency.pk: days * simulation.workers * simulation.pages_per_day for agency in agencies}


def paid_in_hand(
    simulation: Simulation, piles: Sequence[Pile], rule: Rule, rooms: Mapping[int, int], price_dong: int
) -> list[int]:
    """Files of each pile that their agency pays with what it was allocated before and has not used."""
    taken = [0] * len(piles)
    if not simulation.minus_allocated:
        return taken
    hand = in_hand(simulation.plan)
    places: dict[int, list[int]] = {}
    for place, pile in enumerate(piles):
        if hand.get(pile.agency, 0) >= price_dong:
            places.setdefault(pile.agency, []).append(place)
    for agency, own in places.items():
        limits = Limits(hand[agency] // price_dong, {agency: rooms[agency]} if agency in rooms else {})
        for place, files in zip(own, choose([piles[place] for place in own], limits, rule).files, strict=True):
            taken[place] = files
    return taken


def in_hand(plan: Plan) -> dict[int, int]:
    """{agency: đồng allocated, less what was accepted and what went back to the source}"""
    found = allocated_by_agency(plan)
    accepted = Acceptance.objects.filter(contract__plan=plan).order_by().values_list("contract__agency")
    returned = Settlement.objects.filter(plan=plan).order_by().values_list("agency")
    for rows in (accepted.annotate(Sum("amount_dong")), returned.annotate(Sum("returned_dong"))):
        for agency, dong in rows:
            found[agency] = found.get(agency, 0) - dong
    return found


def less(rooms: Mapping[int, int], piles: Sequence[Pile], taken: Sequence[int]) -> dict[int, int]:
    """What the time leaves once these files are done."""
    left = dict(rooms)
    for pile, files in zip(piles, taken, strict=True):
        if pile.agency in left:
            left[pile.agency] -= files * pile.pages
    return left
