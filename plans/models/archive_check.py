"""Kho lưu trữ dùng chung: whether the archive's system holds the basic fields for an agency (Kế hoạch III.4)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField

from .plan import Plan


class ArchiveCheckQuerySet(models.QuerySet["ArchiveCheck"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))


class ArchiveCheck(models.Model):
    """Kiểm tra trường thông tin cơ bản: what Sở KH&CN found for one group of fields of an agency (Kế hoạch III.4)."""

    class Fields(models.TextChoices):
        FONDS = "fonds", "Phông"
        FILES = "files", "Hồ sơ"
        DOCUMENTS = "documents", "Tài liệu"
        PICTURES = "pictures", "Phim/ảnh"
        SOUND = "sound", "Ghi âm"
        VIDEO = "video", "Ghi hình"

    class State(models.TextChoices):
        MISSING = "missing", "Chưa có"
        CHECKING = "checking", "Đang kiểm"
        PASSED = "passed", "Đạt"
        FAILED = "failed", "Chưa đạt"

    TONES = {State.MISSING: "idle", State.CHECKING: "run", State.PASSED: "ok", State.FAILED: "bad"}

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="archive_checks")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="archive_checks", verbose_name="cơ quan")
    fields = models.CharField("nhóm trường thông tin", max_length=10, choices=Fields)
    state = models.CharField("kết quả", max_length=8, choices=State, default=State.MISSING)
    note = OpenCharField("ghi chú", max_length=500, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người kiểm"
    )
    checked_on = models.DateField("ngày kiểm", null=True, blank=True)

    objects = ArchiveCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "kiểm tra trường thông tin"
        verbose_name_plural = "kiểm tra trường thông tin"
        constraints = [
            models.UniqueConstraint(fields=["plan", "agency", "fields"], name="one_archive_check_of_a_kind"),
            models.CheckConstraint(
                condition=Q(state="missing") | Q(checked_on__isnull=False), name="an_archive_check_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fields_display()} của {self.agency}: {self.get_state_display()}"

    @property
    def tone(self) -> str:
        return self.TONES[self.State(self.state)]

    @property
    def needs_note(self) -> bool:
        """Failed needs a note that says what is wrong."""
        return self.state == self.State.FAILED and not self.note

    def set(self, state: str, note: str, by: User, day: date) -> None:
        """Take what was found; a check that was not begun has neither person nor day."""
        self.state, self.note = state, note
        begun = state != self.State.MISSING
        self.checked_by, self.checked_on = (by, day) if begun else (None, None)
