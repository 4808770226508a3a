"""What every money document has in common: it is written once, and taken back by a document of its own."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Sum

from agencies.calendar import portal_now, portal_today
from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField, OpenTextField


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Entries of agencies that the user sees."""
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def by(self, day: date) -> Self:
        """What was recorded by the end of the day, whatever day the document bears."""
        return self.filter(recorded_on__lte=day)

    def standing(self) -> Self:
        """Entries that nothing took back, without those that take back."""
        return self.filter(reverses=None, reversed_by=None)

    def total_dong(self) -> int:
        """Sum (đồng); what was taken back cancels out."""
        return self.aggregate(dong=Sum("amount_dong"))["dong"] or 0


class Entry(models.Model):
    """Bút toán: one signed amount with its document. A mistake is mended by an entry that takes it back (`reverses`),
    with the opposite amount and a reason, never by writing over it: sums need no condition, and each day keeps its own.
    """

    number = OpenCharField("số văn bản", max_length=60)
    dated_on = models.DateField("ngày văn bản")
    amount_dong = models.BigIntegerField("số tiền (đồng)")
    reason = OpenTextField("lý do", blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("lúc ghi", default=portal_now)
    recorded_on = models.DateField("ngày ghi", default=portal_today, db_index=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name="ghi đảo của"
    )

    reverses_id: int | None
    is_open = False  # may be taken back now; set on the rows of a page

    class Meta:
        abstract = True

    @property
    def was_reversed(self) -> bool:
        """True where a later entry took it back."""
        return hasattr(self, "reversed_by")

    @property
    def is_reversal(self) -> bool:
        """True where it takes back an earlier entry."""
        return self.reverses_id is not None

    @property
    def stands(self) -> bool:
        """Nothing took it back, and it takes nothing back."""
        return not self.is_reversal and not self.was_reversed
