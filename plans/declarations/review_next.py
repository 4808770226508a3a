"""Who goes on with the work of several agencies: whose review is still to be handed in, each with the way to it."""

from agencies.acting import address, written_for
from agencies.models import Agency, User
from plans.models import Plan, SignOff, VolumeReview

Way = tuple[Agency, str]  # an agency, and the address of its form


def still_to_review(user: User, plan: Plan) -> list[Way]:
    """The agencies the person declares for whose review nobody handed in or put before its head yet, in the official
    order; [] for who has one agency only."""
    answered_for = user.answers_for
    if len(answered_for) < 2:
        return []
    done = {*VolumeReview.objects.filter(plan=plan, agency__in=answered_for).values_list("agency", flat=True)}
    waiting = SignOff.objects.open().filter(kind=SignOff.Kind.REVIEW, agency__in=answered_for)
    done |= {*waiting.values_list("agency", flat=True)}
    return [(one, address(user, one, "review_edit")) for one in written_for(user) if one.pk not in done]
