from django.db import models

from .catalogue import Catalogue


class CatalogueRisk(models.Model):
    """Điều cần xem của một Mục lục: how many of its files stand out, counted at one version of the catalogue.

    `plans.appraisal.risks` counts anew what has another version; nobody types here.
    """

    catalogue = models.OneToOneField(Catalogue, models.CASCADE, primary_key=True, related_name="risk")
    counted_version = models.PositiveIntegerField("đếm ở phiên bản")
    doubled_files = models.PositiveBigIntegerField("hồ sơ trùng tiêu đề và thời gian", default=0)
    unarranged_files = models.PositiveBigIntegerField("hồ sơ chưa chỉnh lý", default=0)
    few_pages_files = models.PositiveBigIntegerField("hồ sơ ít trang hơn thường lệ", default=0)
    many_pages_files = models.PositiveBigIntegerField("hồ sơ nhiều trang hơn thường lệ", default=0)
    unseen_files = models.PositiveBigIntegerField("hồ sơ chưa xem từng hồ sơ", default=0)
    weight = models.PositiveBigIntegerField("mức cần xem", default=0)

    class Meta:
        verbose_name = "điều cần xem của Mục lục"
        verbose_name_plural = "điều cần xem của Mục lục"

    def __str__(self) -> str:
        return f"{self.catalogue}: mức cần xem {self.weight}"

    @property
    def unusual_files(self) -> int:
        """Files with fewer or more pages than usual (domain §1)."""
        return self.few_pages_files + self.many_pages_files
