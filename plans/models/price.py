from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.models import User
from agencies.secrecy.model_fields import OpenCharField

from .pages import SIZES
from .plan import FIRST_DAY, LAST_DAY

DEAREST_DONG = 10_000_000  # of one A4 page: two thousand times the price of the plan
LARGEST_FACTOR = 64  # A0 is sixteen A4 pages
OUT_OF_TIME = f"Ngày áp dụng từ {format_date(FIRST_DAY)} đến {format_date(LAST_DAY)}."


class UnitPriceQuerySet(models.QuerySet["UnitPrice"]):
    def in_force_on(self, day: date) -> "UnitPrice | None":
        """The price valid on the day, or None."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class UnitPrice(models.Model):
    """Đơn giá tiền lương số hóa 01 trang A4 (K=1), Phụ lục II TT 04/2014/TT-BNV; follows the base salary."""

    amount_dong = models.PositiveBigIntegerField(
        "đơn giá (đồng/trang A4)", validators=[MinValueValidator(1), MaxValueValidator(DEAREST_DONG)]
    )
    valid_from = models.DateField("áp dụng từ ngày", unique=True)
    number = OpenCharField("số văn bản", max_length=60, blank=True, default="")
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    source = OpenCharField("căn cứ", max_length=300)

    objects = UnitPriceQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn giá"
        verbose_name_plural = "đơn giá"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_dong__gte=1, amount_dong__lte=DEAREST_DONG), name="unit_price_is_a_price"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY),
                name="unit_price_is_of_our_time",
                violation_error_message=OUT_OF_TIME,
            ),
        ]

    def __str__(self) -> str:
        return f"{format_dong(self.amount_dong)}/trang từ {format_date(self.valid_from)}"


class SizeFactorQuerySet(models.QuerySet["SizeFactor"]):
    def oldest_first(self) -> Self:
        """In the order in which they apply."""
        return self.order_by(F("valid_from").asc(nulls_first=True))


class SizeFactor(models.Model):
    """Hệ số K theo khổ giấy: how many A4 pages one page of the size costs, from a day on."""

    size = models.CharField("khổ giấy", max_length=2, choices=[(size, size.upper()) for size in SIZES])
    factor = models.PositiveSmallIntegerField(
        "hệ số K", validators=[MinValueValidator(1), MaxValueValidator(LARGEST_FACTOR)]
    )
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True, help_text="Trống: từ đầu Kế hoạch")
    confirmed = models.BooleanField("Sở Tài chính đã xác nhận", default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người xác nhận",
    )
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True, editable=False)

    objects = SizeFactorQuerySet.as_manager()

    class Meta:
        verbose_name = "hệ số khổ giấy"
        verbose_name_plural = "hệ số khổ giấy"
        ordering = ["factor"]
        constraints = [
            models.UniqueConstraint(
                F("size"),
                Coalesce(F("valid_from"), FIRST_DAY),
                name="one_factor_of_a_size_from_a_day",
                violation_error_message="Đã có hệ số của khổ giấy này áp dụng từ ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(factor__gte=1, factor__lte=LARGEST_FACTOR), name="size_factor_is_a_factor"
            ),
            models.CheckConstraint(
                condition=~Q(size="a4") | Q(factor=1),
                name="a4_counts_as_itself",
                violation_error_message="Trang A4 là đơn vị tính: hệ số K của A4 luôn là 1.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY),
                name="size_factor_is_of_our_time",
                violation_error_message=OUT_OF_TIME,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size.upper()} × {self.factor}"

    def note_confirmation(self, user: User) -> None:
        """Keep who confirmed K and when; nobody where it waits to be confirmed (again)."""
        if self.confirmed and self.confirmed_on is None:
            self.confirmed_by, self.confirmed_on = user, portal_today()
        elif not self.confirmed:
            self.confirmed_by = self.confirmed_on = None

    def clean(self) -> None:
        """Raises ValidationError where a new factor would apply before tomorrow: what was handed in keeps its own."""
        known = SizeFactor.objects.filter(size=self.size)
        if self._state.adding and known.exists() and (not self.valid_from or self.valid_from <= portal_today()):
            tomorrow = format_date(portal_today() + timedelta(days=1))
            raise ValidationError({"valid_from": f"Hệ số mới áp dụng từ ngày mai ({tomorrow}) trở đi."})
