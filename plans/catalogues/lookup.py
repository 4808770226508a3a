"""The catalogue that an address names, as far as the person may see or change it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404

from agencies.permissions import changes
from agencies.requests import SignedInRequest
from plans.appraisal.handed_in import seen_by
from plans.models import Catalogue


def find(request: SignedInRequest, pk: int) -> Catalogue:
    """The catalogue with that key among those the person may see, as the person may see it; Http404 for any other."""
    seen = Catalogue.objects.visible_to(request.user).select_related(
        "agency", "fonds", "plan", "submitted_by", "assigned_to"
    )
    return seen_by(request.user, get_object_or_404(seen, pk=pk))


def find_changeable(request: SignedInRequest, pk: int) -> Catalogue | None:
    """The catalogue if the person may change its content now; otherwise None, and a message why not."""
    catalogue = find(request, pk)
    allowed, reason = changes(request.user, catalogue)
    if allowed:
        return catalogue
    messages.error(request, reason)
    return None
