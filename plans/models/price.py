from datetime import date

from django.db import models

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong

from .pages import SIZES


class UnitPriceQuerySet(models.QuerySet["UnitPrice"]):
    def in_force_on(self, day: date) -> "UnitPrice | None":
        """The price valid on the day, or None."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class UnitPrice(models.Model):
    """Đơn giá tiền lương số hóa 01 trang A4 (K=1), Phụ lục II TT 04/2014/TT-BNV; follows the base salary."""

    amount_dong = models.PositiveBigIntegerField("đơn giá (đồng/trang A4)")
    valid_from = models.DateField("áp dụng từ ngày", unique=True)
    source = models.CharField("căn cứ", max_length=300)

    objects = UnitPriceQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn giá"
        verbose_name_plural = "đơn giá"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{format_dong(self.amount_dong)}/trang từ {format_date(self.valid_from)}"


class SizeFactor(models.Model):
    """Hệ số K theo khổ giấy: how many A4 pages one page of the size costs."""

    size = models.CharField("khổ giấy", max_length=2, unique=True, choices=[(size, size.upper()) for size in SIZES])
    factor = models.PositiveSmallIntegerField("hệ số K")
    confirmed = models.BooleanField("Sở Tài chính đã xác nhận", default=False)

    class Meta:
        verbose_name = "hệ số khổ giấy"
        verbose_name_plural = "hệ số khổ giấy"
        ordering = ["factor"]

    def __str__(self) -> str:
        return f"{self.size.upper()} × {self.factor}"
