from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Job, User
from agencies.models.job import JobQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField
from plans.models import Plan


class WorkRateQuerySet(models.QuerySet["WorkRate"]):
    def in_force_on(self, day: date) -> "WorkRate | None":
        """The rate valid on the day, or None."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class WorkRate(models.Model):
    """Định mức năng suất: trang A4 quy đổi that one person digitizes in a working day; a dated setting."""

    pages_per_day = models.PositiveIntegerField(
        "trang A4 mỗi người mỗi ngày làm việc", validators=[MinValueValidator(1)]
    )
    valid_from = models.DateField("áp dụng từ ngày", unique=True)
    source = OpenCharField("căn cứ", max_length=300)

    objects = WorkRateQuerySet.as_manager()

    class Meta:
        verbose_name = "định mức năng suất"
        verbose_name_plural = "định mức năng suất"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.pages_per_day} trang/người/ngày từ {self.valid_from}"


class SimulationQuerySet(JobQuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the own agency; whoever oversees the plan also those for the province's money."""
        seen = Q(owner=user.agency_id) if user.agency_id else Q(pk=None)
        return self.filter(seen | Q(owner__kind=Agency.Kind.PROVINCE) if user.oversees else seen)

    def proposed(self) -> Self:
        """The one that is kept as the proposal."""
        return self.exclude(proposed_at=None)


class Simulation(Job):
    """Phương án phân bổ: with a sum and a deadline, which files first. Worked out by a job; never changed afterwards.

    `owner` issues the allocation that may come of it. `result` is what was found (budgets.simulations.outcome), with
    the catalogues as they were at `finished_at`; `price_dong` is the price of one trang A4 at that time. `chosen` says
    of which piles so many files were taken (budgets.simulations.chosen).
    """

    class Scope(models.TextChoices):
        DEPARTMENTS = "departments", "Sở, ban, ngành và TTLTLS tỉnh (Phụ lục I)"
        DISTRICTS = "districts", "Huyện, xã (Phụ lục II)"
        PROVINCE = "province", "Toàn tỉnh"
        OWN = "own", "Cơ quan mình và các xã trực thuộc"

    class CountBy(models.TextChoices):
        PAGES = "pages", "Theo trang: tiền đi theo thứ tự ưu tiên"
        FILES = "files", "Theo hồ sơ: được nhiều hồ sơ ưu tiên nhất"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="simulations")
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="simulations", verbose_name="cơ quan ban hành")
    name = OpenCharField("tên phương án", max_length=120)
    scope = models.CharField("phạm vi", max_length=12, choices=Scope)
    sum_dong = models.PositiveBigIntegerField("số tiền (đồng)")
    starts_on = models.DateField("bắt đầu làm từ ngày")
    deadline = models.DateField("xong trong ngày")
    pages_per_day = models.PositiveIntegerField("trang A4 mỗi người mỗi ngày")
    workers = models.PositiveIntegerField("số người nhiều nhất ở một cơ quan", null=True, blank=True)
    weights = OpenJSONField("điểm ưu tiên", default=dict)
    count_by = models.CharField("cách tính điểm", max_length=5, choices=CountBy, default=CountBy.PAGES)
    with_awaited = models.BooleanField("gồm cả Mục lục đã trình, chưa thẩm định", default=False)
    only_arranged = models.BooleanField("chỉ hồ sơ đã chỉnh lý", default=True)
    minus_allocated = models.BooleanField("trừ kinh phí đã giao, chưa nghiệm thu", default=True)
    price_dong = models.PositiveBigIntegerField("đơn giá (đồng/trang A4)", default=0, editable=False)
    result = OpenJSONField("kết quả", default=dict, blank=True, editable=False)
    chosen = OpenJSONField("số hồ sơ được chọn của từng loại", default=list, blank=True, editable=False)
    proposed_at = models.DateTimeField("chọn trình lúc", null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người chọn trình",
    )

    objects: ClassVar = SimulationQuerySet.as_manager()

    total: Any  # the sums of the result, set on the rows of a list

    class Meta:
        verbose_name = "phương án phân bổ"
        verbose_name_plural = "phương án phân bổ"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "owner"], condition=Q(proposed_at__isnull=False), name="one_proposal_per_owner"
            ),
            models.CheckConstraint(
                condition=Q(deadline__gte=models.F("starts_on")), name="simulation_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"Phương án “{self.name}”"

    @property
    def is_ready(self) -> bool:
        """Worked out, with a result to look at."""
        return self.state == self.State.DONE and bool(self.result)

    @property
    def was_allocated(self) -> bool:
        """A decision was recorded from a draft made of it."""
        return self.uploads.filter(allocation__isnull=False).exists()

    @property
    def is_proposal(self) -> bool:
        return self.proposed_at is not None

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked, by field, as a form takes it again."""
        names = ("name", "scope", "sum_dong", "starts_on", "deadline", "pages_per_day", "workers", "count_by")
        ticks = ("with_awaited", "only_arranged", "minus_allocated")
        return {name: getattr(self, name) for name in (*names, *ticks)}
