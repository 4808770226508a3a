"""Rows read from a workbook that nobody confirmed: forgotten after as many days as an upload of a catalogue."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agencies.calendar import portal_now
from plans.catalogues.deleting import KEPT
from plans.models import ArchiveReceipt, MediaUpload, ProgressBook, TargetUpload


def clear_unconfirmed() -> int:
    """Daily: forget what waits in vain; returns how many went. What was confirmed stays."""
    by_the_portal = (ArchiveReceipt.objects.waiting(), ProgressBook.objects.waiting())
    by_the_machine = [model.objects.filter(confirmed_at=None) for model in (MediaUpload, TargetUpload)]
    gone = sum(forget(rows, now=portal_now()) for rows in by_the_portal)
    return gone + sum(forget(rows, now=timezone.now()) for rows in by_the_machine)


@transaction.atomic
def forget(waiting: QuerySet[Any], *, now: datetime) -> int:
    """Delete those uploaded longer ago than they are kept, by the clock that dated them; returns how many.

    They are held first: one that is confirmed at the same moment is either written or gone, never both.
    """
    old = waiting.filter(uploaded_at__lt=now - KEPT)
    keys = list(old.select_for_update(no_key=True).values_list("pk", flat=True))
    waiting.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)
