"""Handing in version n+1 of a review, a detailed plan or a progress report."""

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Max

from agencies.calendar import portal_today
from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError

OVERTAKEN = "Có người trong cơ quan vừa gửi một bản khác. Xem lại số liệu mới bên dưới rồi gửi lại, kèm lý do."


@transaction.atomic
def hand_in(model, *, plan, agency, actor, reason="", seen=None, scope=None, **fields):
    """Create the next version for the agency and return it.

    `seen` is the version the person had before their eyes (0 for none, None for any); `scope` narrows what is
    numbered, as a period. Raises NotAllowed, Overtaken, or WorkflowError where a later version has no reason.
    """
    if not actor.acts_for(agency):
        raise NotAllowed(f"Chỉ cán bộ hoặc thủ trưởng của {agency} làm được việc này.")
    scope = {"plan": plan, "agency": agency} | (scope or {})
    last = last_version(model, scope)
    if seen is not None and seen != last:
        raise Overtaken(OVERTAKEN)
    if last and not reason.strip():
        raise WorkflowError("Đã có bản gửi trước: ghi lý do thay đổi.")
    fields |= {"submitted_by": actor, "submitted_on": portal_today(), "reason": reason.strip()}
    try:
        with transaction.atomic():
            return model.objects.create(version=last + 1, **scope, **fields)
    except IntegrityError:
        raise Overtaken(OVERTAKEN)


def last_version(model, scope):
    return model.objects.filter(**scope).aggregate(last=Max("version"))["last"] or 0


def latest_of(model, agency, plan, **scope):
    """The version in force, or None."""
    return model.objects.filter(agency=agency, plan=plan, **scope).order_by("-version").first()


def history_of(model, agency):
    """Everything that happened to the agency's objects of this model, latest first."""
    kind = ContentType.objects.get_for_model(model)
    return Event.objects.filter(agency=agency, content_type=kind).latest_first()
