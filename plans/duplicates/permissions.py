"""Who may search for duplicates, and give a verdict on a group: an opinion of the agency, or Sở Nội vụ's decision."""

from agencies.models import Agency, Duty, User

from .search import Scope


def decides(user: User) -> bool:
    """True where what the user says of a group is Sở Nội vụ's decision."""
    return user.administers or user.holds(Duty.APPRAISES_CATALOGUES)


def may_search(user: User, scope: Scope) -> bool:
    """True for clerks in their own agency's files, and for Sở Nội vụ in what was handed in."""
    if decides(user):
        return scope.agency is None and (scope.catalogue is None or scope.catalogue.submitted_at is not None)
    agency = agency_of(scope)
    return agency is not None and user.acts_for(agency)


def agency_of(scope: Scope) -> Agency | None:
    """Whose files the scope holds; None for the province."""
    return scope.catalogue.agency if scope.catalogue else scope.agency
