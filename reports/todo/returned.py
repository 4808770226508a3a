"""Why papers were returned, read from the history: one query for any number of them."""

from django.contrib.contenttypes.models import ContentType

from agencies.models import Event


def reasons_of(papers):
    """{pk: latest reason of a return} for papers of one model."""
    if not papers:
        return {}
    kind = ContentType.objects.get_for_model(papers[0])
    returns = Event.objects.filter(content_type=kind, object_id__in=[paper.pk for paper in papers], action="return")
    return dict(returns.order_by("happened_at", "pk").values_list("object_id", "reason"))
