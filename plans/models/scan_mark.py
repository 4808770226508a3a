"""Đánh dấu theo từng hồ sơ: which files are scanned, checked, integrated; by whom, when, and what was taken back."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.models import Agency, User

from .archival_file import ArchivalFile
from .catalogue import Catalogue
from .plan import Plan


class Stage(models.TextChoices):
    """The stages of a file in their order; each includes those before it."""

    SCANNED = "scanned", "Đã số hóa"
    CHECKED = "checked", "Đã kiểm tra đạt"
    INTEGRATED = "integrated", "Đã lên Kho dùng chung"


class FileCounting(models.Model):
    """Báo cáo theo từng hồ sơ: the agency's figures are counted from the marks of its files, and not typed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="file_counting", verbose_name="cơ quan")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chọn")
    chosen_at = models.DateTimeField("chọn lúc", default=portal_now)

    class Meta:
        verbose_name = "cơ quan báo cáo theo từng hồ sơ"
        verbose_name_plural = "cơ quan báo cáo theo từng hồ sơ"
        constraints = [models.UniqueConstraint(fields=["plan", "agency"], name="counts_by_files_once")]

    def __str__(self) -> str:
        return f"{self.agency} báo cáo theo từng hồ sơ"


class MarkingQuerySet(models.QuerySet["Marking"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(catalogue__in=Catalogue.objects.visible_to(user))


class Marking(models.Model):
    """Lần đánh dấu: files of a catalogue marked at once by one person; it can be taken back as a whole."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="markings", verbose_name="Mục lục")
    stage = models.CharField("công đoạn", max_length=10, choices=Stage)
    file_count = models.PositiveIntegerField("số hồ sơ", default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    made_at = models.DateTimeField("lúc", default=portal_now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người bỏ"
    )
    undone_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    objects = MarkingQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đánh dấu hồ sơ"
        verbose_name_plural = "lần đánh dấu hồ sơ"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.file_count} hồ sơ"


class ScanMark(models.Model):
    """Dấu của một hồ sơ: the file has reached the stage; the row is gone once the marking is taken back."""

    # A file that a workbook deletes and an undoing brings back has its mark again.
    file = models.ForeignKey(ArchivalFile, models.DO_NOTHING, related_name="scan_marks", db_constraint=False)
    stage = models.CharField("công đoạn", max_length=10, choices=Stage)
    marking = models.ForeignKey(Marking, models.CASCADE, related_name="marks")

    class Meta:
        verbose_name = "dấu số hóa của hồ sơ"
        verbose_name_plural = "dấu số hóa của hồ sơ"
        ordering = ["file", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["file", "stage"], name="one_mark_of_a_stage"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="scan_mark_is_of_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.get_stage_display()}"
