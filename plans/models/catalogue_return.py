from typing import Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_today
from agencies.models import Agency, IssuedDocument, User

from .catalogue import Catalogue


class CatalogueReturnQuerySet(models.QuerySet["CatalogueReturn"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(catalogue__agency__in=Agency.objects.visible_to(user))


class CatalogueReturn(models.Model):
    """Trả lại Mục lục: why Sở Nội vụ sent a version back; with the document where one was signed."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="returns")
    revision = models.PositiveSmallIntegerField("lần trình")
    reason = models.TextField("lý do")
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_on = models.DateField("ngày trả lại", default=portal_today)
    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="returns", verbose_name="văn bản"
    )
    file_count = models.PositiveBigIntegerField("số hồ sơ của bản trình", default=0)
    a4_page_count = models.PositiveBigIntegerField("trang A4 quy đổi của bản trình", default=0)

    objects = CatalogueReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trả lại Mục lục"
        verbose_name_plural = "lần trả lại Mục lục"
        ordering = ["-returned_on", "-pk"]

    def __str__(self) -> str:
        return f"Trả lại {self.catalogue}"
