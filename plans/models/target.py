from typing import Self

from django.conf import settings
from django.db import models

from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField

from .plan import Plan

ANNEX_NAMES = {"departments": "Phụ lục I", "districts": "Phụ lục II"}


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))


class Target(models.Model):
    """Chỉ tiêu (một dòng của Phụ lục I hoặc II): what the plan expects of one agency, its own volume only."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="targets")
    file_count = models.PositiveBigIntegerField("số hồ sơ")
    page_count = models.PositiveBigIntegerField("số trang A4")
    note = OpenCharField("ghi chú", max_length=300, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [models.UniqueConstraint(fields=["plan", "agency"], name="one_target_per_agency")]

    def __str__(self) -> str:
        return f"Chỉ tiêu của {self.agency}"


class TargetUploadQuerySet(models.QuerySet["TargetUpload"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(uploaded_by=user)


class TargetUpload(models.Model):
    """Bảng Phụ lục tải lên: rows read from a workbook, waiting for confirmation. The workbook itself is not kept."""

    plan = models.ForeignKey(Plan, models.CASCADE)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file_name = OpenCharField(max_length=200)
    rows = OpenJSONField(default=list)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = TargetUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nạp chỉ tiêu"
        verbose_name_plural = "lần nạp chỉ tiêu"

    def __str__(self) -> str:
        return self.file_name
