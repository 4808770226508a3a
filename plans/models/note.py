from typing import Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

from .archival_file import ArchivalFile
from .catalogue import Catalogue
from .change import CatalogueChange


class FileNoteQuerySet(models.QuerySet["FileNote"]):
    def visible_to(self, user: User) -> Self:
        """An agency reads what is addressed to it; notes among appraisers stay with those who oversee the plan."""
        seen = self.filter(catalogue__agency__in=Agency.objects.visible_to(user))
        return seen if user.oversees else seen.filter(audience=FileNote.Audience.AGENCY)

    def with_people(self) -> Self:
        """With their authors, and what an answer proposes with who decided on it: one query for a conversation."""
        return self.select_related("author", "proposal__decided_by", "proposal__change")


class FileNote(models.Model):
    """Trao đổi về hồ sơ: a question to the agency, its answer, or a note among the appraisers."""

    class Audience(models.TextChoices):
        AGENCY = "agency", "Gửi cơ quan"
        INTERNAL = "internal", "Ghi chú nội bộ Sở Nội vụ"

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="notes")
    file = models.ForeignKey(ArchivalFile, models.CASCADE, null=True, blank=True, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người viết")
    audience = models.CharField("nơi đọc", max_length=8, choices=Audience)
    text = OpenTextField("nội dung", max_length=2000)
    written_at = models.DateTimeField("lúc", default=portal_now)

    objects = FileNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "trao đổi"
        verbose_name_plural = "trao đổi"
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class ProposedValue(models.Model):
    """Đề nghị sửa: an answer that says which cell of its file is wrong; whoever appraises takes it over or declines."""

    class Outcome(models.TextChoices):
        OPEN = "", "Chờ Sở Nội vụ"
        TAKEN = "taken", "Đã sửa theo"
        DECLINED = "declined", "Không sửa theo"

    note = models.OneToOneField(FileNote, models.CASCADE, related_name="proposal")
    field = models.CharField("cột", max_length=30)
    header = OpenCharField("tên cột", max_length=60)
    was = OpenCharField("đang ghi", max_length=1000, blank=True, composed=True)  # both as people type them
    value = OpenCharField("giá trị đúng", max_length=1000, blank=True)
    outcome = models.CharField("kết quả", max_length=8, choices=Outcome, default="", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("lúc", null=True, blank=True)
    added_pages = models.BigIntegerField("trang A4 quy đổi tăng, giảm khi sửa theo", default=0)
    change = models.ForeignKey(CatalogueChange, models.SET_NULL, null=True, blank=True, related_name="proposals")

    # Set on what a page shows: what is unlikely in the row it would make, and whether a document let the file through.
    warnings: list[str]
    is_frozen: bool

    class Meta:
        verbose_name = "đề nghị sửa"
        verbose_name_plural = "đề nghị sửa"

    def __str__(self) -> str:
        return f"{self.header}: “{self.was}” → “{self.value}”"

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN

    @property
    def tone(self) -> str:
        """Colour of the outcome."""
        return {"taken": "ok", "declined": "idle"}.get(self.outcome, "warn")
