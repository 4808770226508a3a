from datetime import date, timedelta

from django.db import models

from agencies.formats.dates import format_date
from agencies.models import Agency


class Plan(models.Model):
    """Kế hoạch số hóa của UBND tỉnh: the plan every figure of the portal is measured against."""

    name = models.CharField("tên kế hoạch", max_length=300)
    number = models.CharField("số kế hoạch", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành kế hoạch", null=True, blank=True)
    province_name = models.CharField("tên tỉnh", max_length=100, default="Quảng Nam")
    starts_on = models.DateField("bắt đầu")
    first_period_end = models.DateField("kỳ báo cáo đầu tiên kết thúc ngày")
    period_days = models.PositiveSmallIntegerField("số ngày mỗi kỳ báo cáo", default=7)
    reporting_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name="cơ quan báo cáo", null=True, blank=True
    )
    report_signer_title = models.CharField("chức vụ người ký báo cáo", max_length=100, default="GIÁM ĐỐC")
    report_signer_name = models.CharField("người ký báo cáo", max_length=120, blank=True)
    drafting_unit = models.CharField(
        "đơn vị soạn thảo", max_length=40, blank=True, help_text="Chữ viết tắt sau “Lưu: VT”, ví dụ QLVTLT"
    )
    drafter_signs = models.CharField(
        "ký hiệu người soạn thảo, số bản", max_length=40, blank=True, help_text="Sau đơn vị soạn thảo, ví dụ NVA.(05b)"
    )
    figures_are_illustrative = models.BooleanField("số liệu minh họa", default=False)

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Plan | None":
        """The plan in force: the latest; None on an empty portal."""
        return cls.objects.order_by("-starts_on").first()

    def period_ends(self, until: date) -> list[date]:
        """Last days of the reporting periods that have begun by the day, oldest first."""
        end, ends = self.first_period_end, []
        while end - timedelta(days=self.period_days - 1) <= until:
            ends.append(end)
            end += timedelta(days=self.period_days)
        return ends


class ControlFigure(models.Model):
    """Số kiểm soát: the totals printed in the plan, which everything must reconcile with to the unit."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="control_figures")
    group = models.CharField("nhóm", max_length=12, choices=Agency.Group)
    file_count = models.PositiveBigIntegerField("số hồ sơ")
    page_count = models.PositiveBigIntegerField("số trang A4")
    amount_dong = models.PositiveBigIntegerField("kinh phí (đồng)")

    class Meta:
        verbose_name = "số kiểm soát"
        verbose_name_plural = "số kiểm soát"
        constraints = [models.UniqueConstraint(fields=["plan", "group"], name="one_control_figure_per_group")]

    def __str__(self) -> str:
        return self.get_group_display()


class Milestone(models.Model):
    """Mốc của Kế hoạch (II.3, III.5): printed date and last day on time are two values (domain §3)."""

    class Key(models.TextChoices):
        REVIEW = "review", "Rà soát hồ sơ, tài liệu"
        DETAILED_PLAN = "detailed_plan", "Ban hành kế hoạch chi tiết"
        CATALOGUE = "catalogue", "Thẩm định Mục lục"
        ESTIMATE = "estimate", "Thẩm định dự toán"
        DIGITIZATION = "digitization", "Thực hiện số hóa"
        REPORT = "report", "Tổng hợp, báo cáo UBND tỉnh"

    OWN_DECISION = "Phê duyệt dự toán"  # UBND huyện, xã decide on their own estimates (domain §2)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="milestones")
    key = models.CharField("mốc", max_length=16, choices=Key)
    group = models.CharField(
        "nhóm cơ quan", max_length=12, choices=Agency.Group, blank=True, help_text="Trống: mọi cơ quan"
    )
    printed_date = models.DateField("ngày ghi trong Kế hoạch (trước ngày)")
    last_day_on_time = models.DateField("ngày cuối cùng còn đúng hạn")
    source = models.CharField("căn cứ", max_length=100, blank=True)

    class Meta:
        verbose_name = "mốc thời hạn"
        verbose_name_plural = "mốc thời hạn"
        ordering = ["printed_date", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "key", "group"], name="one_milestone_per_group")]

    def __str__(self) -> str:
        return f"{self.get_key_display()} (trước {format_date(self.printed_date)})"

    @classmethod
    def name_for(cls, key: str, group: str | None) -> str:
        """What an agency of the group calls the milestone."""
        own = key == cls.Key.ESTIMATE and group == Agency.Group.DISTRICTS
        return cls.OWN_DECISION if own else cls.Key(key).label
