"""What papers of money are about, by the word in their address, and who may have them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.models import User
from budgets.allocations.permissions import charge_of
from budgets.allocations.views import find as find_allocation
from budgets.allocations.views import sees_whole
from budgets.estimates.as_handed_in import seen_by
from budgets.models import Acceptance, Allocation, Estimate, Payment, Settlement, Simulation
from budgets.simulations.views import find as find_simulation

ESTIMATE, ALLOCATION, ACCEPTANCE, PAYMENT = "du-toan", "giao-du-toan", "nghiem-thu", "giai-ngan"
SETTLEMENT, SIMULATION = "quyet-toan", "phuong-an"
ALLOCATION_DRAFT = "du-thao-giao"  # of a grid: there is no decision yet, the key is that of the issuer


def estimate(user: User, pk: int) -> Estimate:
    seen = Estimate.objects.visible_to(user).select_related("agency", "plan")
    return seen_by(user, get_object_or_404(seen, pk=pk))


def allocation(user: User, pk: int) -> Allocation:
    """The whole decision: an agency that sees its own line alone has the page."""
    found = find_allocation(user, pk)
    if not sees_whole(user, found):
        raise Http404
    return found


def acceptance(user: User, pk: int) -> Acceptance:
    return of_contract(Acceptance.objects.visible_to(user), pk)


def payment(user: User, pk: int) -> Payment:
    return of_contract(Payment.objects.visible_to(user), pk)


def of_contract(seen: QuerySet[Any], pk: int) -> Any:
    """The entry with its contract. Http404 where it is not to be seen."""
    known = ("contract__agency__parent", "contract__plan", "contract__contractor", "reversed_by")
    return get_object_or_404(seen.select_related(*known), pk=pk)


def settlement(user: User, pk: int) -> Settlement:
    seen = Settlement.objects.visible_to(user)
    return get_object_or_404(seen.select_related("agency__parent", "plan", "reversed_by"), pk=pk)


def simulation(user: User, pk: int) -> Simulation:
    """Http404 before there is a result."""
    found = find_simulation(user, pk)
    if not found.is_ready:
        raise Http404("Phương án này chưa có kết quả.")
    return found


@dataclass(frozen=True)
class Noun:
    """`find(user, pk)` gives the object where the person may have its papers, or raises Http404; `route`: its page."""

    find: Callable[[User, int], Any]
    route: str

    def page_of(self, obj: Any) -> str:
        """Where the object is looked at: a payment on the page of its contract, a settlement in their list."""
        if self.route == "settlement_list":
            return reverse(self.route)
        return reverse(self.route, args=[obj.contract_id if self.route == "contract_detail" else obj.pk])


NOUNS = {
    ESTIMATE: Noun(estimate, "estimate_detail"),
    ALLOCATION: Noun(allocation, "allocation_detail"),
    ACCEPTANCE: Noun(acceptance, "acceptance_detail"),
    PAYMENT: Noun(payment, "contract_detail"),
    SETTLEMENT: Noun(settlement, "settlement_list"),
    SIMULATION: Noun(simulation, "simulation_detail"),
}


def may_have(user: User, noun: str, pk: int) -> bool:
    """True where the person may (still) have papers of that: for the draft of a grid, who allocates for the issuer."""
    if noun == ALLOCATION_DRAFT:
        charge = charge_of(user)
        return charge is not None and charge.issuer.pk == pk
    try:
        NOUNS[noun].find(user, pk)
    except Http404:
        return False
    return True
