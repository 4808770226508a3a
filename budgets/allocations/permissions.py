"""Who records which allocation (domain §2): Sở Tài chính those of UBND tỉnh for Phụ lục I, a district its own and its
communes', a commune its own."""

from dataclasses import dataclass

from django.db.models import Q

from agencies.calendar import portal_today
from agencies.models import Agency, Decision, User
from agencies.models.agency import AgencyQuerySet
from agencies.permissions import ALLOWED, Answer, decides, writes_for
from budgets.models import Allocation

DECISION = Decision.RECORD_ALLOCATIONS
NOBODY = "Quyết định giao dự toán do Sở Tài chính ghi cho các sở, ban, ngành; huyện, xã tự ghi cho đơn vị mình."
REVERSED = "Quyết định này đã được ghi đảo."
A_REVERSAL = "Đây là bút toán ghi đảo: ghi lại quyết định đúng, không đảo lần nữa."


@dataclass(frozen=True)
class Charge:
    """Of whom a person records allocations, and who issues the decisions."""

    issuer: Agency
    agencies: tuple[Agency, ...]

    @property
    def source(self) -> str:
        """Whose budget the money is from, as a form proposes it."""
        sources = {Agency.Kind.DISTRICT: Allocation.Source.DISTRICT, Agency.Kind.COMMUNE: Allocation.Source.COMMUNE}
        return sources.get(Agency.Kind(self.issuer.kind), Allocation.Source.PROVINCE)


def charge_of(user: User) -> Charge | None:
    """Whom the person records for; None where nobody is in their charge."""
    if user.decides_on(DECISION):
        province = Agency.objects.filter(kind=Agency.Kind.PROVINCE).order_by("official_order", "pk").first()
        return charge(province, Agency.objects.in_group(Agency.Group.DEPARTMENTS)) if province else None
    if user.agency is None or not (user.writes and user.agency.decides_on_money):
        return None
    if not user.agency.exists_on(portal_today()):
        return None
    own = [one.pk for one in user.answers_for if one.decides_on_money]
    return charge(user.agency, Agency.objects.filter(Q(pk__in=own) | Q(parent=user.agency)))


def charge(issuer: Agency, agencies: AgencyQuerySet) -> Charge | None:
    """In the official order, a district before its communes."""
    found = tuple(agencies.holding_records().order_by("official_order", "code"))
    return Charge(issuer, found) if found else None


def records(user: User, obj: object = None) -> Answer:
    """The person has somebody to record an allocation for."""
    return ALLOWED if charge_of(user) else (False, NOBODY)


def takes_back(user: User, allocation: Allocation) -> Answer:
    """Whoever records for the issuer takes a decision back, once."""
    if allocation.is_reversal:
        return False, A_REVERSAL
    if allocation.was_reversed:
        return False, REVERSED
    if allocation.issuer.kind == Agency.Kind.PROVINCE:
        return decides(DECISION)(user, allocation)
    return writes_for(user, allocation.issuer)
