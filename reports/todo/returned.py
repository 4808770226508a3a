"""Reasons of returned objects, read from the history: one query for any number of them."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType

from agencies.models import Event, Workflowed


def reasons_of(returned: Sequence[Workflowed]) -> dict[int, str]:
    """The latest reason of a return by primary key, for objects of one model."""
    if not returned:
        return {}
    kind = ContentType.objects.get_for_model(returned[0])
    returns = Event.objects.filter(content_type=kind, object_id__in=[one.pk for one in returned], action="return")
    return dict(returns.order_by("happened_at", "pk").values_list("object_id", "reason"))
