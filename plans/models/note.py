from typing import Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.models import Agency, User

from .catalogue import ArchivalFile, Catalogue


class FileNoteQuerySet(models.QuerySet["FileNote"]):
    def visible_to(self, user: User) -> Self:
        """An agency reads what is addressed to it; notes among appraisers stay with those who oversee the plan."""
        seen = self.filter(catalogue__agency__in=Agency.objects.visible_to(user))
        return seen if user.oversees else seen.filter(audience=FileNote.Audience.AGENCY)


class FileNote(models.Model):
    """Trao đổi về hồ sơ: a question to the agency, its answer, or a note among the appraisers."""

    class Audience(models.TextChoices):
        AGENCY = "agency", "Gửi cơ quan"
        INTERNAL = "internal", "Ghi chú nội bộ Sở Nội vụ"

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="notes")
    file = models.ForeignKey(ArchivalFile, models.CASCADE, null=True, blank=True, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người viết")
    audience = models.CharField("nơi đọc", max_length=8, choices=Audience)
    text = models.TextField("nội dung", max_length=2000)
    written_at = models.DateTimeField("lúc", default=portal_now)

    objects = FileNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "trao đổi"
        verbose_name_plural = "trao đổi"
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
