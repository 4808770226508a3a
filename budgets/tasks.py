"""What the worker does by the clock for budgets (see CELERY_BEAT_SCHEDULE)."""

from celery import shared_task
from django.utils import timezone

from budgets.models import AllocationUpload
from plans.uploads.unconfirmed import forget


@shared_task
def clear_old_uploads() -> None:
    """Tables of allocations that nobody confirmed are forgotten."""
    forget(AllocationUpload.objects.filter(allocation=None), now=timezone.now())
