from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_decimal, format_int
from agencies.secrecy.model_fields import OpenCharField

from .catalogue import Catalogue
from .change import CatalogueChange

FEWEST, MOST = 100, 200  # pages of 100 sheets: a sheet in a file has a page at least, and two at most (domain §4)


class PageEstimateQuerySet(models.QuerySet["PageEstimate"]):
    def standing(self, catalogue: Catalogue) -> Self:
        """Those of the catalogue that were not taken back, the latest first."""
        return self.filter(change__catalogue=catalogue, change__undone_at=None).order_by("-pk")


class PageEstimate(models.Model):
    """Ước tính số trang từ số tờ: the pages of a sheet that the agency's head states, and what came of it."""

    change = models.OneToOneField(CatalogueChange, models.CASCADE, related_name="page_estimate")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nêu")
    pages_per_100_sheets = models.PositiveSmallIntegerField(
        "số trang của 100 tờ", validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)]
    )
    document_number = OpenCharField("số văn bản", max_length=60, blank=True)
    document_date = models.DateField("ngày văn bản", null=True, blank=True)
    file_count = models.PositiveBigIntegerField("hồ sơ được ước tính")
    page_count = models.PositiveBigIntegerField("trang A4 ước tính")

    objects = PageEstimateQuerySet.as_manager()

    class Meta:
        verbose_name = "ước tính số trang từ số tờ"
        verbose_name_plural = "ước tính số trang từ số tờ"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pages_per_100_sheets__gte=FEWEST, pages_per_100_sheets__lte=MOST),
                name="sheet_has_one_or_two_pages",
            )
        ]

    def __str__(self) -> str:
        return f"{format_int(self.file_count)} hồ sơ, {self.factor} trang mỗi tờ"

    @property
    def factor(self) -> str:
        """Pages of a sheet as people write them: 1,8."""
        return factor_text(self.pages_per_100_sheets)

    @property
    def source(self) -> str:
        """Who stated it, and by which document where one is named."""
        number = f" số {self.document_number}" if self.document_number else ""
        day = f" ngày {format_date(self.document_date)}" if self.document_date else ""
        return f"{self.stated_by}, văn bản{number}{day}" if number or day else str(self.stated_by)


def factor_text(pages_per_100_sheets: int) -> str:
    """1,8 of 180 pages in 100 sheets; 1,85 of 185."""
    return format_decimal(pages_per_100_sheets / 100, 2).rstrip("0").rstrip(",")
