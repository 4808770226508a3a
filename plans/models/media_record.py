"""Tài liệu nghe nhìn: photographs, films, sound and video of an agency, each with the columns of domain §9."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField

from .plan import Plan


class MediaRecordQuerySet(models.QuerySet["MediaRecord"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))


class MediaRecord(models.Model):
    """Phim/ảnh, ghi âm, ghi hình: one photograph, film, sound or video recording (TT 05/2025/TT-BNV)."""

    class Kind(models.TextChoices):
        PICTURE = "picture", "Phim/ảnh"
        SOUND = "sound", "Ghi âm"
        VIDEO = "video", "Ghi hình"

    class Mode(models.TextChoices):
        """Chế độ sử dụng; what is a state secret never enters."""

        PUBLIC = "public", "Công khai"
        CONDITIONAL = "conditional", "Sử dụng có điều kiện"

    class Condition(models.TextChoices):
        GOOD = "good", "Tốt"
        FAIR = "fair", "Bình thường"
        DAMAGED = "damaged", "Hỏng"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="media_records")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="media_records", verbose_name="cơ quan")
    kind = models.CharField("loại", max_length=8, choices=Kind)
    archive_number = OpenCharField("số lưu trữ", max_length=60)
    event_name = OpenCharField("tên sự kiện", max_length=500, blank=True)
    title = OpenCharField("tiêu đề", max_length=1000)
    author = OpenCharField("tác giả", max_length=250, blank=True)
    place = OpenCharField("địa điểm", max_length=250, blank=True)
    recorded_on = OpenCharField("thời gian", max_length=10, blank=True, help_text="2008, 2008-03 hoặc 2008-03-15")
    colour = OpenCharField("màu sắc", max_length=60, blank=True)
    size = OpenCharField("cỡ", max_length=60, blank=True)
    duration_seconds = models.PositiveIntegerField("thời lượng (giây)", null=True, blank=True)
    quality = OpenCharField("chất lượng", max_length=120, blank=True)
    accompanying = OpenCharField("tài liệu đi kèm", max_length=500, blank=True)
    mode = models.CharField("chế độ sử dụng", max_length=12, choices=Mode, default=Mode.CONDITIONAL)
    condition = models.CharField("tình trạng", max_length=8, choices=Condition, default=Condition.FAIR)
    note = OpenCharField("ghi chú", max_length=500, blank=True)

    objects = MediaRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu nghe nhìn"
        verbose_name_plural = "tài liệu nghe nhìn"
        ordering = ["agency", "kind", "archive_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "archive_number"],
                name="one_media_record_per_number",
                violation_error_message="Số lưu trữ này đã có trong danh mục của cơ quan.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="picture") | Q(duration_seconds=None), name="a_picture_has_no_duration"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.archive_number}"

    @property
    def clock(self) -> str:
        """hh:mm:ss of a recording; "" where nobody has said."""
        if self.duration_seconds is None:
            return ""
        minutes, seconds = divmod(self.duration_seconds, 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


class MediaUploadQuerySet(models.QuerySet["MediaUpload"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(uploaded_by=user)


class MediaUpload(models.Model):
    """Danh mục tài liệu nghe nhìn tải lên: rows that wait for confirmation. The workbook itself is not kept."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=8, choices=MediaRecord.Kind)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file_name = OpenCharField("tên tệp", max_length=200)
    rows = OpenJSONField("các dòng", default=list)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = MediaUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nạp tài liệu nghe nhìn"
        verbose_name_plural = "lần nạp tài liệu nghe nhìn"

    def __str__(self) -> str:
        return self.file_name
