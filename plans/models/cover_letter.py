from collections.abc import Collection
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.files import private_path
from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField

from .attachment import OpenFileField

MOST_NAMED = 500


class CoverLetterQuerySet(models.QuerySet["CoverLetter"]):
    def visible_to(self, user: User) -> Self:
        """What came with something handed in is read by whoever sees its agency."""
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def about(self, obj: models.Model) -> Self:
        """Those that came with the object, the latest first."""
        return self.filter(kind=obj._meta.model_name, object_id=obj.pk).order_by("-pk")

    def last_of(self, kind: str, keys: Collection[int]) -> dict[int, "CoverLetter"]:
        """{key of an object: the letter that came last with it} of these objects of the kind; one query."""
        letters = self.filter(kind=kind).order_by("pk")
        if len(keys) <= MOST_NAMED:  # of more it is quicker to read all
            letters = letters.filter(object_id__in=keys)
        return {letter.object_id: letter for letter in letters}


class CoverLetter(models.Model):
    """Công văn trình: the letter of the agency with which it handed something in; each hand-in keeps its own."""

    class Kind(models.TextChoices):
        """Names of models: budgets, which has estimates, is above this app."""

        CATALOGUE = "catalogue", "Mục lục"
        ESTIMATE = "estimate", "Dự toán"
        REVIEW = "volumereview", "Rà soát khối lượng"
        PROGRESS = "progressreport", "Báo cáo tiến độ"
        EXTENSION = "extension", "Đề nghị gia hạn"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cover_letters", verbose_name="cơ quan")
    kind = models.CharField("kèm theo", max_length=16, choices=Kind)
    object_id = models.PositiveBigIntegerField("số của đối tượng")
    turn = models.PositiveSmallIntegerField("lần trình", default=1)
    number = OpenCharField("số công văn", max_length=60)
    issued_on = models.DateField("ngày công văn")
    scan = OpenFileField("bản quét", upload_to=private_path, blank=True)
    scan_name = OpenCharField("tên tệp", max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi")
    entered_at = models.DateTimeField("gửi lúc", default=portal_now)

    objects: ClassVar = CoverLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "công văn trình"
        verbose_name_plural = "công văn trình"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "object_id"], name="letter_by_object")]

    def __str__(self) -> str:
        return f"Công văn số {self.number} của {self.agency}"
