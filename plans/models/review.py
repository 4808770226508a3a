from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

from .pages import PagesBySize
from .plan import Plan
from .unusual import UnusualValue


class HandedInQuerySet(models.QuerySet["HandedIn"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def by(self, day: date) -> Self:
        """What had been handed in by the end of the day."""
        return self.filter(submitted_on__lte=day)

    def confirmed(self) -> Self:
        """What counts today: usual versions, and unusual ones that a second person has confirmed."""
        values = UnusualValue.objects.filter(kind=self.model.UNUSUAL)
        unconfirmed = values.exclude(state=UnusualValue.State.CONFIRMED)
        return self.exclude(pk__in=unconfirmed.values("object_id"))


class HandedIn(models.Model):
    """Base of what an agency hands in as numbered versions; a version is never changed afterwards."""

    UNUSUAL: ClassVar[str] = ""  # the kind of unusual values that a version may hold

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="%(class)ss")
    version = models.PositiveIntegerField("phiên bản", default=1)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    submitted_at = models.DateTimeField("gửi lúc", default=portal_now)
    submitted_on = models.DateField("gửi ngày", db_index=True)
    reason = OpenTextField("lý do thay đổi", blank=True)

    objects = HandedInQuerySet.as_manager()

    class Meta:
        abstract = True


class VolumeReview(HandedIn, PagesBySize):
    """Rà soát khối lượng: what an agency found in its own stores; totals are kept with the lines."""

    UNUSUAL = UnusualValue.Kind.REVIEW

    file_count = models.PositiveBigIntegerField("số hồ sơ", default=0)
    sheet_count = models.PositiveBigIntegerField("số tờ", default=0)
    a4_page_count = models.PositiveBigIntegerField("trang A4 quy đổi", default=0)
    amount_dong = models.PositiveBigIntegerField("kinh phí dự kiến (đồng)", default=0)
    unit_price_dong = models.PositiveBigIntegerField("đơn giá (đồng)", default=0)
    confidential_files = models.PositiveIntegerField("hồ sơ Mật", default=0)
    confidential_pages = models.PositiveBigIntegerField("trang Mật", default=0)
    secret_files = models.PositiveIntegerField("hồ sơ Tối mật", default=0)
    secret_pages = models.PositiveBigIntegerField("trang Tối mật", default=0)
    top_secret_files = models.PositiveIntegerField("hồ sơ Tuyệt mật", default=0)
    top_secret_pages = models.PositiveBigIntegerField("trang Tuyệt mật", default=0)
    photo_count = models.PositiveIntegerField("ảnh, phim (số lượng)", default=0)
    audio_count = models.PositiveIntegerField("ghi âm (số lượng)", default=0)
    audio_minutes = models.PositiveIntegerField("ghi âm (phút)", default=0)
    video_count = models.PositiveIntegerField("ghi hình (số lượng)", default=0)
    video_minutes = models.PositiveIntegerField("ghi hình (phút)", default=0)

    class Meta:
        verbose_name = "rà soát khối lượng"
        verbose_name_plural = "rà soát khối lượng"
        ordering = ["agency", "-version"]
        constraints = [models.UniqueConstraint(fields=["plan", "agency", "version"], name="one_review_per_version")]

    def __str__(self) -> str:
        return f"Rà soát khối lượng của {self.agency}, lần {self.version}"


class VolumeLine(PagesBySize):
    """Dòng rà soát: one fonds, one retention, one state of arrangement."""

    class Arrangement(models.TextChoices):
        FULL = "full", "Chỉnh lý hoàn chỉnh"
        PARTIAL = "partial", "Chỉnh lý một phần"
        NONE = "none", "Chưa chỉnh lý"

    class Retention(models.TextChoices):
        PERMANENT = "permanent", "Vĩnh viễn"
        LIMITED = "limited", "Có thời hạn"

    review = models.ForeignKey(VolumeReview, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField("số thứ tự")
    fonds_name = OpenCharField("phông", max_length=250)
    arrangement = models.CharField("chỉnh lý", max_length=8, choices=Arrangement)
    retention = models.CharField("thời hạn bảo quản", max_length=10, choices=Retention)
    file_count = models.PositiveBigIntegerField("số hồ sơ")
    sheet_count = models.PositiveBigIntegerField("số tờ", default=0)
    note = OpenCharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "dòng rà soát"
        verbose_name_plural = "dòng rà soát"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.fonds_name
