from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.secrecy.model_fields import OpenCharField

from .plan import FIRST_DAY, LAST_DAY

LARGEST_BOUND = 10**12


class Bound(models.Model):
    """Ngưỡng số liệu bất thường: from a day on, above or below it a value asks for a reason and a second person."""

    class Key(models.TextChoices):
        EXTRA_SHARE = "extra_share", "Chi phí khác so với tiền số hóa trang (%)"
        EXTRA_FLOOR = "extra_floor", "Chi phí khác từ mức này mới hỏi (đồng)"
        PAGES_SHARE = "pages_share", "Trang của dự toán tự phê duyệt so với số đối chiếu (%)"
        MONEY_FLOOR = "money_floor", "Phần dự toán vượt từ mức này mới hỏi (đồng)"
        REVIEW_MOST = "review_most", "Rà soát so với chỉ tiêu: cao nhất (%)"
        REVIEW_LEAST = "review_least", "Rà soát so với chỉ tiêu: thấp nhất (%)"
        REVIEW_CHANGE = "review_change", "Rà soát đổi so với lần trước (%)"
        FILE_MOST = "file_most", "Trang mỗi hồ sơ: cao nhất (trang)"
        FILE_LEAST = "file_least", "Trang mỗi hồ sơ: thấp nhất (trang)"
        PACE_TIMES = "pace_times", "Số hóa trong kỳ so với nhịp của Kế hoạch (lần)"
        SCANNED_SHARE = "scanned_share", "Đã số hóa so với số đối chiếu (%)"
        FALL_SHARE = "fall_share", "Số lũy kế giảm so với kỳ trước (%)"
        VOLUME_FLOOR = "volume_floor", "Phần chênh lệch từ mức này mới hỏi (trang A4)"

    # What holds until an administrator enters another value [practice]: wide enough for what offices usually send.
    USUAL = {
        Key.EXTRA_SHARE: 30,
        Key.EXTRA_FLOOR: 50_000_000,
        Key.PAGES_SHARE: 110,
        Key.MONEY_FLOOR: 100_000_000,
        Key.REVIEW_MOST: 150,
        Key.REVIEW_LEAST: 30,
        Key.REVIEW_CHANGE: 50,
        Key.FILE_MOST: 300,
        Key.FILE_LEAST: 5,
        Key.PACE_TIMES: 5,
        Key.SCANNED_SHARE: 110,
        Key.FALL_SHARE: 10,
        Key.VOLUME_FLOOR: 20_000,
    }

    key = models.CharField("ngưỡng", max_length=20, choices=Key)
    value = models.PositiveBigIntegerField(
        "giá trị", validators=[MinValueValidator(1), MaxValueValidator(LARGEST_BOUND)]
    )
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True, help_text="Trống: từ đầu Kế hoạch")
    source = OpenCharField("căn cứ", max_length=300)

    class Meta:
        verbose_name = "ngưỡng số liệu bất thường"
        verbose_name_plural = "ngưỡng số liệu bất thường"
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                F("key"),
                Coalesce(F("valid_from"), FIRST_DAY),
                name="one_bound_of_a_kind_from_a_day",
                violation_error_message="Đã có ngưỡng này áp dụng từ ngày này: chọn ngày khác.",
            ),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=LARGEST_BOUND), name="bound_is_a_number"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY),
                name="bound_is_of_our_time",
                violation_error_message=f"Ngày áp dụng từ {format_date(FIRST_DAY)} đến {format_date(LAST_DAY)}.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {format_int(self.value)}"

    def clean(self) -> None:
        """Raises ValidationError where a new bound would apply before tomorrow: what came in was judged already."""
        known = Bound.objects.filter(key=self.key)
        if self._state.adding and known.exists() and (not self.valid_from or self.valid_from <= portal_today()):
            tomorrow = format_date(portal_today() + timedelta(days=1))
            raise ValidationError({"valid_from": f"Ngưỡng mới áp dụng từ ngày mai ({tomorrow}) trở đi."})
