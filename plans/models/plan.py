from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.models import Agency
from agencies.secrecy.model_fields import OpenCharField

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # of any plan: a year mistyped is no plan
LONGEST = timedelta(days=10 * 366)  # what begins later belongs to another plan
MOST_PERIOD_DAYS = 92  # a quarter
LARGEST_COUNT, LARGEST_DONG = 10**11, 10**16  # far above the plan's 71.722.221 pages, far below what breaks a sum
PERIOD_DAYS = [MinValueValidator(1), MaxValueValidator(MOST_PERIOD_DAYS)]


class Period(NamedTuple):
    """Kỳ báo cáo: its first and its last day."""

    first: date
    last: date


class Plan(models.Model):
    """Kế hoạch số hóa của UBND tỉnh: the plan every figure of the portal is measured against."""

    name = OpenCharField("tên kế hoạch", max_length=300)
    number = OpenCharField("số kế hoạch", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành kế hoạch", null=True, blank=True)
    province_name = OpenCharField("tên tỉnh", max_length=100)
    starts_on = models.DateField("bắt đầu")
    first_period_end = models.DateField("kỳ báo cáo đầu tiên kết thúc ngày")
    period_days = models.PositiveSmallIntegerField("số ngày mỗi kỳ báo cáo", default=7, validators=PERIOD_DAYS)
    reporting_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name="cơ quan báo cáo", null=True, blank=True
    )
    report_signer_title = OpenCharField("chức vụ người ký báo cáo", max_length=100, default="GIÁM ĐỐC")
    report_signer_name = OpenCharField("người ký báo cáo", max_length=120, blank=True)
    drafting_unit = OpenCharField(
        "đơn vị soạn thảo", max_length=40, blank=True, help_text="Chữ viết tắt sau “Lưu: VT”, ví dụ QLVTLT"
    )
    drafter_signs = OpenCharField(
        "ký hiệu người soạn thảo, số bản", max_length=40, blank=True, help_text="Sau đơn vị soạn thảo, ví dụ NVA.(05b)"
    )
    figures_are_illustrative = models.BooleanField("số liệu minh họa", default=False)

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        constraints = [
            models.CheckConstraint(
                condition=Q(period_days__gte=1, period_days__lte=MOST_PERIOD_DAYS), name="plan_periods_have_days"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=FIRST_DAY, starts_on__lte=LAST_DAY),
                name="plan_starts_in_our_time",
                violation_error_message=f"Ngày bắt đầu từ {format_date(FIRST_DAY)} đến {format_date(LAST_DAY)}.",
            ),
            models.CheckConstraint(
                condition=Q(first_period_end__gte=F("starts_on")),
                name="plan_starts_before_its_first_period_ends",
                violation_error_message="Kỳ báo cáo đầu tiên không kết thúc trước ngày bắt đầu Kế hoạch.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where the first period ends so late that it is no period of this plan."""
        if self.starts_on and self.first_period_end and self.first_period_end > self.starts_on + LONGEST:
            raise ValidationError({"first_period_end": "Kỳ báo cáo đầu tiên kết thúc quá xa ngày bắt đầu Kế hoạch."})

    @classmethod
    def current(cls) -> "Plan | None":
        """The plan in force: the latest; None on an empty portal."""
        lengths = PeriodLength.objects.filter(plan=models.OuterRef("pk"))
        return cls.objects.annotate(has_later_lengths=models.Exists(lengths)).order_by("-starts_on").first()

    @property
    def has_begun(self) -> bool:
        """The first day of the plan has come: reports on it can be made."""
        return portal_today() >= self.starts_on

    @cached_property
    def later_lengths(self) -> list[tuple[date, int]]:
        """Days from which another length applies, with the length (days)."""
        if not getattr(self, "has_later_lengths", True):
            return []  # as `current` found out with the plan itself
        return list(self.period_lengths.values_list("valid_from", "period_days"))

    def periods(self, until: date) -> Iterator[Period]:
        """The reporting periods that have begun by the day, oldest first; each stage of PeriodLength has its own."""
        until = min(until, self.starts_on + LONGEST)
        stages = [(self.first_period_end - timedelta(days=self.period_days - 1), self.period_days)]
        stages += self.later_lengths
        stage_ends = [first - timedelta(days=1) for first, _ in stages[1:]] + [date.max]
        for (first, days), stage_end in zip(stages, stage_ends, strict=True):
            for begin in range(first.toordinal(), min(until, stage_end).toordinal() + 1, days):
                last = min(begin + days - 1, stage_end.toordinal())
                yield Period(date.fromordinal(begin), date.fromordinal(last))

    def period_ends(self, until: date) -> list[date]:
        """Last days of the reporting periods that have begun by the day, oldest first."""
        return [period.last for period in self.periods(until)]

    def first_day_of(self, period_end: date) -> date:
        """The first day of the period that ends on the day; the day itself where no period does."""
        return next((period.first for period in self.periods(period_end) if period.last == period_end), period_end)


class PeriodLength(models.Model):
    """Độ dài kỳ báo cáo từ một ngày: periods that have begun keep the length they began with."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="period_lengths")
    valid_from = models.DateField("áp dụng từ ngày")
    period_days = models.PositiveSmallIntegerField("số ngày mỗi kỳ báo cáo", validators=PERIOD_DAYS)

    class Meta:
        verbose_name = "độ dài kỳ báo cáo"
        verbose_name_plural = "độ dài kỳ báo cáo"
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "valid_from"],
                name="one_period_length_from_a_day",
                violation_error_message="Đã có độ dài kỳ báo cáo áp dụng từ ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(period_days__gte=1, period_days__lte=MOST_PERIOD_DAYS), name="period_length_has_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_days} ngày từ {format_date(self.valid_from)}"

    def clean(self) -> None:
        """Raises ValidationError unless it begins where a period to come begins: what has begun keeps its length."""
        if not self.valid_from:
            return
        today = portal_today()
        coming = [
            each.first for each in self.plan.periods(today + timedelta(days=MOST_PERIOD_DAYS)) if each.first > today
        ]
        if self.valid_from not in coming:
            days = "; ".join(format_date(day) for day in coming[:4])
            raise ValidationError({"valid_from": f"Chọn ngày đầu của một kỳ chưa bắt đầu: {days}."})


class ControlFigure(models.Model):
    """Số kiểm soát: the totals printed in the plan, which everything must reconcile with to the unit."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="control_figures")
    group = models.CharField("nhóm", max_length=12, choices=Agency.Group)
    file_count = models.PositiveBigIntegerField("số hồ sơ", validators=[MaxValueValidator(LARGEST_COUNT)])
    page_count = models.PositiveBigIntegerField("số trang A4", validators=[MaxValueValidator(LARGEST_COUNT)])
    amount_dong = models.PositiveBigIntegerField("kinh phí (đồng)", validators=[MaxValueValidator(LARGEST_DONG)])

    class Meta:
        verbose_name = "số kiểm soát"
        verbose_name_plural = "số kiểm soát"
        constraints = [models.UniqueConstraint(fields=["plan", "group"], name="one_control_figure_per_group")]

    def __str__(self) -> str:
        return self.get_group_display()
