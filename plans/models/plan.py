from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from agencies.calendar import portal_now, portal_today, start_of
from agencies.formats.dates import format_date
from agencies.models import Agency
from agencies.secrecy.model_fields import OpenCharField

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # of any plan: a year mistyped is no plan
LONGEST = timedelta(days=10 * 366)  # what begins later belongs to another plan
MOST_PERIOD_DAYS = 92  # a quarter
MIDNIGHT = 24  # hours: the end of the day
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
        own = {"plan": models.OuterRef("pk")}
        found = cls.objects.annotate(
            has_later_lengths=models.Exists(PeriodLength.objects.filter(**own)),
            has_rules=models.Exists(ReportingRule.objects.filter(**own)),
            has_exceptions=models.Exists(ReportingException.objects.filter(**own)),
        )
        return found.order_by("-starts_on").first()

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

    @cached_property
    def known_rules(self) -> list["ReportingRule"]:
        """Its reporting rules, the earliest first."""
        return list(self.rules.order_by("valid_from")) if getattr(self, "has_rules", True) else []

    @cached_property
    def known_exceptions(self) -> dict[int, list[tuple[date, bool]]]:
        """{agency id: days from which it must report, or need not, the earliest first}"""
        found: dict[int, list[tuple[date, bool]]] = {}
        rows = self.exceptions.order_by("valid_from") if getattr(self, "has_exceptions", True) else []
        for one in rows:
            found.setdefault(one.agency_id, []).append((one.valid_from, one.must_report))
        return found

    def read_rules(self) -> None:
        """Ask for rules and exceptions at once, so that the number of queries does not depend on what is handed in."""
        _ = self.known_rules, self.known_exceptions

    def rule_on(self, day: date) -> "ReportingRule | None":
        """The reporting rule in force on the day; None where the usual one holds: to the end of the day."""
        return next((rule for rule in reversed(self.known_rules) if rule.valid_from <= day), None)

    def cut_off(self, period_end: date) -> datetime:
        """The moment from which a report on the period is missing: the hour set for its last day, else midnight."""
        rule = self.rule_on(period_end)
        return start_of(period_end) + timedelta(hours=rule.cutoff_hour if rule else MIDNIGHT)

    def is_over(self, period_end: date) -> bool:
        """The cut-off of the period has come, by the portal's clock."""
        return portal_now() >= self.cut_off(period_end)

    def said_of(self, agency_id: int | None, period_end: date) -> bool | None:
        """Whether an exception of the day lets the agency report on the period or excuses it; None without one."""
        rows = self.known_exceptions.get(agency_id or 0, [])
        return next((must for day, must in reversed(rows) if day <= period_end), None)

    def excuses(self, agency_id: int | None, period_end: date) -> bool:
        """The agency need not report on the period."""
        return self.said_of(agency_id, period_end) is False


class PeriodLength(models.Model):
    """Độ dài kỳ báo cáo từ một ngày: periods that have begun keep the length they began with."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="period_lengths")
    valid_from = models.DateField("áp dụng từ ngày")
    period_days = models.PositiveSmallIntegerField("số ngày mỗi kỳ báo cáo", validators=PERIOD_DAYS)
    number = OpenCharField("số văn bản", max_length=60, blank=True, default="")
    source = OpenCharField("căn cứ", max_length=300, blank=True, default="")

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


class FromADay(models.Model):
    """Base of what is ruled from a day on, with its document."""

    valid_from = models.DateField("áp dụng từ ngày")
    number = OpenCharField("số văn bản", max_length=60, blank=True, default="")
    source = OpenCharField("căn cứ", max_length=300)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError where it would apply before tomorrow: what was owed stays as it was owed."""
        stands = type(self)._default_manager.filter(pk=self.pk, valid_from=self.valid_from).exists()
        if not self.valid_from or stands:
            return
        tomorrow = portal_today() + timedelta(days=1)
        if not tomorrow <= self.valid_from <= LAST_DAY:
            days = f"từ ngày mai ({format_date(tomorrow)}) đến {format_date(LAST_DAY)}"
            raise ValidationError({"valid_from": f"Chọn ngày áp dụng {days}."})


class ReportingRule(FromADay):
    """Quy định báo cáo tiến độ: of periods that end from a day on, until which hour a report is in time, and whether
    a district confirms what its communes report. The length of periods is PeriodLength."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rules")
    cutoff_hour = models.PositiveSmallIntegerField(
        "giờ chốt của ngày cuối kỳ",
        default=MIDNIGHT,
        validators=[MinValueValidator(1), MaxValueValidator(MIDNIGHT)],
        help_text="Từ 1 đến 24; 24 là hết ngày. Quá giờ này chưa gửi thì tính là chưa báo cáo.",
    )
    district_confirms = models.BooleanField(
        "UBND cấp huyện xác nhận số liệu của cấp xã",
        default=False,
        help_text="Số liệu chưa xác nhận vẫn được tính và hiện là chưa xác nhận.",
    )

    class Meta:
        verbose_name = "quy định báo cáo tiến độ"
        verbose_name_plural = "quy định báo cáo tiến độ"
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "valid_from"],
                name="one_reporting_rule_from_a_day",
                violation_error_message="Đã có quy định áp dụng từ ngày này: chọn ngày khác.",
            ),
            models.CheckConstraint(
                condition=Q(cutoff_hour__gte=1, cutoff_hour__lte=MIDNIGHT), name="cutoff_is_an_hour"
            ),
        ]

    def __str__(self) -> str:
        confirmed = ", cấp huyện xác nhận số liệu cấp xã" if self.district_confirms else ""
        return f"Chốt lúc {self.cutoff_hour} giờ{confirmed}, từ {format_date(self.valid_from)}"


class ReportingException(FromADay):
    """Ngoại lệ báo cáo tiến độ: of periods that end from a day on, an agency must report or need not, whatever its
    target says."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="exceptions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan")
    must_report = models.BooleanField(
        "phải báo cáo", default=False, help_text="Không chọn: cơ quan được miễn báo cáo từ ngày này"
    )

    class Meta:
        verbose_name = "ngoại lệ báo cáo tiến độ"
        verbose_name_plural = "ngoại lệ báo cáo tiến độ"
        ordering = ["agency", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "agency", "valid_from"],
                name="one_reporting_exception_from_a_day",
                violation_error_message="Cơ quan này đã có ngoại lệ áp dụng từ ngày này: chọn ngày khác.",
            )
        ]

    def __str__(self) -> str:
        word = "phải báo cáo" if self.must_report else "được miễn báo cáo"
        return f"{self.agency} {word} từ {format_date(self.valid_from)}"


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
