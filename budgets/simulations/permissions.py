"""Who simulates for whom: whoever records allocations, for the agencies in their charge; for the province also all."""

from agencies.models import Agency, User
from agencies.permissions import ALLOWED, Answer
from budgets.allocations.permissions import Charge, charge_of
from budgets.models import Simulation

NOBODY = "Phương án phân bổ do người ghi quyết định giao dự toán lập: Sở Tài chính, UBND huyện, xã."
NOT_READY = "Phương án chưa tính xong nên chưa chọn trình được."
NOT_MADE = "Chỉ người lập phương án xóa được phương án."
STILL_RUNNING = "Phương án đang tính: chờ tính xong rồi xóa."
PROPOSED = "Phương án đang chọn trình: thôi chọn trình rồi xóa."
ALLOCATED = "Đã ghi quyết định giao dự toán lập từ phương án này nên không xóa được."
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


def deletes(user: User, simulation: Simulation) -> Answer:
    """Whoever made it, once it is over, while it is not the proposal and no decision came of it."""
    if user.pk != simulation.requester_id or simulates_for(user, simulation.owner) is None:
        return False, NOT_MADE
    if not simulation.is_over:
        return False, STILL_RUNNING
    if simulation.is_proposal:
        return False, PROPOSED
    return (False, ALLOCATED) if simulation.was_allocated else ALLOWED


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
