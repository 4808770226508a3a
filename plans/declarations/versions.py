"""Handing in version n+1 of a review, a detailed plan or a progress report."""

from collections.abc import Mapping
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from agencies.calendar import portal_today
from agencies.models import Agency, Event, User
from agencies.permissions import refusal
from agencies.signatures import signs_for
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import Plan
from plans.models.review import HandedIn

# A model whose rows are numbered versions: VolumeReview, DetailedPlan, ProgressReport.
Version = TypeVar("Version", bound=HandedIn)
OVERTAKEN = "Có người trong cơ quan vừa gửi một bản khác. Xem lại số liệu mới bên dưới rồi gửi lại, kèm lý do."


@transaction.atomic
def create_version(
    model: type[Version],
    *,
    plan: Plan,
    agency: Agency,
    actor: User,
    fields: Mapping[str, object],
    reason: str = "",
    seen: int | None = None,
    scope: Mapping[str, object] | None = None,
    signs: bool = False,
    stands_in: bool = False,
) -> Version:
    """Create the agency's next version, with these values of its fields, and return it.

    `seen` is the version that the page showed (0 for none, None for any); `scope` narrows what is
    numbered, as a period; `signs`: whoever signs in the place of its head may too; `stands_in`: the caller has seen by
    what right the actor enters it for the agency. Raises NotAllowed, Overtaken, or WorkflowError where a later version
    has no reason.
    """
    if not (stands_in or actor.acts_for(agency) or (signs and signs_for(actor, agency))):
        raise NotAllowed(refusal(actor, agency))
    numbered = {"plan": plan, "agency": agency, **(scope or {})}
    last = last_version(model, numbered)
    if seen is not None and seen != last:
        raise Overtaken(OVERTAKEN)
    if last and not reason.strip():
        raise WorkflowError("Đã có bản gửi trước: ghi lý do thay đổi.")
    stamp = {"submitted_by": actor, "submitted_on": portal_today(), "reason": reason.strip()}
    try:
        with transaction.atomic():
            return model.objects.create(version=last + 1, **numbered, **fields, **stamp)
    except IntegrityError:
        raise Overtaken(OVERTAKEN)


def last_version(model: type[HandedIn], scope: Mapping[str, object]) -> int:
    return model.objects.filter(**scope).aggregate(last=Max("version"))["last"] or 0


def latest_of(model: type[Version], agency: Agency, plan: Plan, **scope: object) -> Version | None:
    """The version in force, or None."""
    return model.objects.filter(agency=agency, plan=plan, **scope).order_by("-version").first()


def history_of(model: type[HandedIn], agency: Agency) -> QuerySet[Event]:
    """Everything that happened to the agency's objects of this model, latest first."""
    kind = ContentType.objects.get_for_model(model)
    return Event.objects.filter(agency=agency, content_type=kind).latest_first().as_timeline()
