"""Who simulates for whom: whoever records allocations, for the agencies in their charge; for the province also all."""

from agencies.models import Agency, User
from agencies.permissions import ALLOWED, Answer
from budgets.allocations.permissions import Charge, charge_of
from budgets.models import Simulation

NOBODY = "Phương án phân bổ do người ghi quyết định giao dự toán lập: Sở Tài chính, UBND huyện, xã."
NOT_READY = "Phương án chưa tính xong nên chưa chọn trình được."
Scope = Simulation.Scope


def simulates_for(user: User, owner: Agency) -> Charge | None:
    """The person's charge where it is for this issuer."""
    charge = charge_of(user)
    return charge if charge and charge.issuer == owner else None


def works_on(user: User, simulation: Simulation) -> Answer:
    """May choose it as the proposal and draft an allocation from it."""
    if simulates_for(user, simulation.owner) is None:
        return False, NOBODY
    return ALLOWED if simulation.is_ready else (False, NOT_READY)


def scopes_of(charge: Charge) -> list[tuple[str, str]]:
    """What may be simulated, as choices of a form."""
    wide = (Scope.DEPARTMENTS, Scope.DISTRICTS, Scope.PROVINCE)
    names = wide if charge.issuer.kind == Agency.Kind.PROVINCE else (Scope.OWN,)
    return [(name.value, str(name.label)) for name in names]


def agencies_of(simulation: Simulation) -> list[Agency]:
    """The agencies of its scope, in the official order."""
    if simulation.scope == Scope.OWN:
        charge = charge_of(simulation.requester)
        return list(charge.agencies) if charge else []
    found = Agency.objects.holding_records()
    if simulation.scope != Scope.PROVINCE:
        found = found.in_group(simulation.scope)
    return list(found.order_by("official_order", "code"))
