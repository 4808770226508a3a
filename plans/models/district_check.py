from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenTextField

from .progress import ProgressReport


class DistrictCheckQuerySet(models.QuerySet["DistrictCheck"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(report__agency__in=Agency.objects.visible_to(user))

    def by(self, day: date) -> Self:
        """Given by the end of the day."""
        return self.filter(said_on__lte=day)


class DistrictCheck(models.Model):
    """Xác nhận của cấp huyện: what a district says to one version of a commune's report. A new version is
    asked about anew.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Huyện đã xác nhận"
        RETURNED = "returned", "Huyện trả lại"

    report = models.OneToOneField(ProgressReport, models.CASCADE, related_name="district_check")
    district = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan xác nhận")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome)
    reason = OpenTextField("lý do trả lại", max_length=2000, blank=True, default="")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người xác nhận"
    )
    said_at = models.DateTimeField("xác nhận lúc", default=portal_now)
    said_on = models.DateField("xác nhận ngày", db_index=True)

    objects = DistrictCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "xác nhận của cấp huyện"
        verbose_name_plural = "xác nhận của cấp huyện"

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.report}"
