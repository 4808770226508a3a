from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.files import private_path
from agencies.secrecy.model_fields import OpenCharField
from plans.models.attachment import OpenFileField

from .estimate import Estimate


class EstimateAttachmentQuerySet(models.QuerySet["EstimateAttachment"]):
    def attached(self) -> Self:
        """Those that belong to the estimate as it is now."""
        return self.filter(removed_at=None)

    def attached_at(self, moment: datetime) -> Self:
        """Those that belonged to it then, as when it was handed in."""
        return self.filter(Q(removed_at=None) | Q(removed_at__gt=moment), added_at__lte=moment)


class EstimateAttachment(models.Model):
    """Tệp kèm theo dự toán: a proposal, an offer; one that was handed in is kept when a later version drops it."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", "Tờ trình"
        OFFER = "offer", "Báo giá"
        OTHER = "other", "Tài liệu khác"

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="attachments", verbose_name="dự toán")
    kind = models.CharField("loại", max_length=8, choices=Kind)
    file = OpenFileField("tệp", upload_to=private_path)
    file_name = OpenCharField("tên tệp", max_length=200)
    size_bytes = models.PositiveBigIntegerField("cỡ tệp (byte)")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi")
    added_at = models.DateTimeField("gửi lúc", default=portal_now)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người bỏ"
    )
    removed_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    objects: ClassVar = EstimateAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp kèm dự toán"
        verbose_name_plural = "tệp kèm dự toán"
        ordering = ["estimate", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    @property
    def was_handed_in(self) -> bool:
        """True where the estimate has gone out with it."""
        sent = self.estimate.submitted_at
        return sent is not None and self.added_at <= sent
