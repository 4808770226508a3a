"""Who may search for duplicates, and give a verdict on a group."""

from agencies.models import Duty, User

from .search import Scope


def may_search(user: User, scope: Scope) -> bool:
    """True for clerks in their own agency's files, and for Sở Nội vụ in what was handed in."""
    if user.administers or user.holds(Duty.APPRAISES_CATALOGUES):
        return scope.agency is None and (scope.catalogue is None or scope.catalogue.submitted_at is not None)
    agency = scope.catalogue.agency if scope.catalogue else scope.agency
    return agency is not None and user.acts_for(agency)
