from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.files import private_path
from agencies.secrecy.model_fields import OpenCharField

from .attachment import OpenFileField
from .difficulty import Difficulty, DifficultyReply


class DifficultyFileQuerySet(models.QuerySet["DifficultyFile"]):
    def visible_to(self, user: Any) -> Self:
        """Who sees a difficulty sees its files, and those of the answers that it was given with others."""
        seen = Difficulty.objects.visible_to(user)
        given = DifficultyReply.objects.filter(difficulty__in=seen, original__isnull=False)
        return self.filter(Q(difficulty__in=seen) | Q(reply__in=given.values("original")))


class DifficultyFile(models.Model):
    """Tệp kèm theo vướng mắc, câu hỏi thêm hoặc câu trả lời."""

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="files")
    reply = models.ForeignKey(DifficultyReply, models.CASCADE, null=True, blank=True, related_name="attachments")
    file = OpenFileField("tệp", upload_to=private_path)
    file_name = OpenCharField("tên tệp", max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("gửi lúc", default=portal_now)

    objects: ClassVar = DifficultyFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp kèm vướng mắc"
        verbose_name_plural = "tệp kèm vướng mắc"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file_name)
