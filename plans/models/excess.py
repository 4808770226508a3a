from typing import Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenTextField

from .catalogue import Catalogue


class ExcessReasonQuerySet(models.QuerySet["ExcessReason"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(catalogue__agency__in=Agency.objects.visible_to(user))


class ExcessReason(models.Model):
    """Lý do vượt chỉ tiêu, vượt rà soát: the agency's reason for a version that lies above, and who confirmed it.

    Without a reason where it lay above only when it was appraised; the history keeps the figures of each day.
    """

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="excess_reasons")
    revision = models.PositiveSmallIntegerField("lần trình")
    reason = OpenTextField("lý do", max_length=2000, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người nêu"
    )
    given_at = models.DateTimeField("nêu lúc", default=portal_now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xác nhận"
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)

    objects = ExcessReasonQuerySet.as_manager()

    class Meta:
        verbose_name = "lý do vượt chỉ tiêu"
        verbose_name_plural = "lý do vượt chỉ tiêu"
        ordering = ["-given_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["catalogue", "revision"], name="one_excess_reason_per_revision")]

    def __str__(self) -> str:
        return f"Lý do vượt chỉ tiêu của {self.catalogue}"
