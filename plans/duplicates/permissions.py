"""Who may search for duplicates, who sees which files of a group, and whose verdict is Sở Nội vụ's decision."""

from django.db.models import Q, QuerySet

from agencies.models import Agency, Duty, User
from plans.models import ArchivalFile, Catalogue, DuplicateMember
from plans.models.duplicates import Reach

from .search import Scope


def decides(user: User) -> bool:
    """True where what the user says of a group is Sở Nội vụ's decision."""
    return user.holds(Duty.APPRAISES_CATALOGUES)


def may_search(user: User, scope: Scope) -> bool:
    """True for clerks in their own agency's files, and for Sở Nội vụ in what was handed in."""
    if decides(user):
        return scope.agency is None and (scope.catalogue is None or scope.catalogue.submitted_at is not None)
    agency = agency_of(scope)
    return agency is not None and user.acts_for(agency)


def agency_of(scope: Scope) -> Agency | None:
    """Whose files the scope holds; None for the province."""
    return scope.catalogue.agency if scope.catalogue else scope.agency


def sees_all(user: User, scope: Scope) -> bool:
    """True where the user sees every file of the scope's groups: agencies do not in the province's."""
    return user.oversees or scope.reach != Reach.PROVINCE


def seen_members(user: User, scope: Scope) -> QuerySet[DuplicateMember]:
    """The members of groups whose files the user may see: overseers none that its agency changes now."""
    return DuplicateMember.objects.order_by().filter(seen_files(user, scope))


def seen_files(user: User, scope: Scope) -> Q:
    """The same as a condition on members."""
    if user.oversees:
        rewritten = Catalogue.objects.being_rewritten().order_by().values("pk")
        return ~Q(file__in=ArchivalFile.objects.filter(catalogue__in=rewritten).order_by().values("pk"))
    return Q() if sees_all(user, scope) else Q(agency__in=Agency.objects.visible_to(user))
