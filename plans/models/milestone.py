"""Mốc của Kế hoạch: by which day each agency has reached what."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, timedelta
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from agencies.formats.dates import format_date
from agencies.models import Agency
from agencies.secrecy.model_fields import OpenCharField

from .plan import FIRST_DAY, LAST_DAY, Plan

BEFORE_THE_PLAN = timedelta(days=366)  # a plan may count what was reviewed before it was signed


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def in_force_on(self, day: date) -> Self:
        """Deadlines as they were on the day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day))


class Milestone(models.Model):
    """Mốc của Kế hoạch (II.3, III.5): printed date and last day on time are two values (domain §3).

    For everybody, a group or one agency; what is nearest to the agency binds it. One that replaces another is a row of
    its own with the day it applies from, so that the past is judged by the deadline of its time. What Sở Nội vụ grants
    one agency (models.extension) moves neither: it is beside them as `extended_to`.
    """

    extended_to: ClassVar[date | None] = None  # set on a copy by `until`; no column

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
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="+",
        verbose_name="cơ quan",
        null=True,
        blank=True,
        help_text="Chỉ riêng một cơ quan; trống: cả nhóm",
    )
    valid_from = models.DateField(
        "áp dụng từ ngày", null=True, blank=True, help_text="Ngày có hiệu lực của việc gia hạn; trống: từ đầu Kế hoạch"
    )
    printed_date = models.DateField("ngày ghi trong Kế hoạch (trước ngày)")
    last_day_on_time = models.DateField("ngày cuối cùng còn đúng hạn")
    source = OpenCharField("căn cứ", max_length=100, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc thời hạn"
        verbose_name_plural = "mốc thời hạn"
        ordering = ["printed_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("plan"),
                F("key"),
                F("group"),
                Coalesce(F("agency"), 0),
                Coalesce(F("valid_from"), FIRST_DAY),
                name="one_milestone_of_a_kind",
                violation_error_message="Đã có mốc này cho cùng nhóm hoặc cơ quan, áp dụng từ cùng ngày: sửa mốc đó.",
            ),
            models.CheckConstraint(
                condition=Q(agency=None) | Q(group=""),
                name="milestone_of_an_agency_names_no_group",
                violation_error_message="Chọn nhóm cơ quan, hoặc chọn một cơ quan; không chọn cả hai.",
            ),
            models.CheckConstraint(
                condition=Q(last_day_on_time__gte=FIRST_DAY, last_day_on_time__lte=F("printed_date")),
                name="milestone_is_on_time_by_its_date",
                violation_error_message="Ngày cuối cùng còn đúng hạn không sau ngày ghi trong Kế hoạch.",
            ),
            models.CheckConstraint(
                condition=Q(printed_date__lte=LAST_DAY),
                name="milestone_is_in_our_time",
                violation_error_message=f"Ngày của mốc không sau {format_date(LAST_DAY)}.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} (trước {format_date(self.printed_date)})"

    def clean(self) -> None:
        """Raises ValidationError where the deadline lies before the plan, or applies only after it has passed."""
        if self.printed_date and self.printed_date < self.plan.starts_on - BEFORE_THE_PLAN:
            raise ValidationError({"printed_date": "Mốc này trước ngày bắt đầu Kế hoạch."})
        if self.valid_from and self.printed_date and self.valid_from > self.printed_date:
            raise ValidationError({"valid_from": "Mốc áp dụng từ ngày sau thời hạn của chính nó."})

    @property
    def nearness(self) -> tuple[bool, bool, date]:
        """Sorts the milestones of one kind: for everybody, a group, one agency; the later decision last."""
        return self.agency_id is not None, bool(self.group), self.valid_from or date.min

    @property
    def place(self) -> tuple[date, bool, int]:
        """Sorts the milestones of an agency: by day, of one day those entered first; one not saved yet has no key."""
        return self.printed_date, self.pk is None, self.pk or 0

    @property
    def due_on(self) -> date:
        """The last day on which it is reached in time: the one that was granted, else the plan's."""
        return max(self.last_day_on_time, self.extended_to or self.last_day_on_time)

    def until(self, day: date | None) -> "Milestone":
        """The milestone as it binds an agency that was granted the day."""
        if day is None or day <= self.last_day_on_time:
            return self
        extended = copy(self)
        extended.__dict__["extended_to"] = day
        return extended

    def binds(self, agency_id: int | None, group: str | None) -> bool:
        if self.agency_id is not None:
            return self.agency_id == agency_id
        return self.group in ("", group)

    @classmethod
    def name_for(cls, key: str, group: str | None) -> str:
        """What an agency of the group calls the milestone."""
        own = key == cls.Key.ESTIMATE and group == Agency.Group.DISTRICTS
        return cls.OWN_DECISION if own else cls.Key(key).label


def nearest(
    milestones: Iterable[Milestone],
    agency_id: int | None,
    group: str | None,
    extended: Mapping[tuple[int, str], date] | None = None,
) -> dict[str, Milestone]:
    """{key: Milestone} that bind an agency of the group, in the order of their dates; one that is not saved comes last
    of its day. `extended`: the days granted, by agency and key (models.extension.extended_on)."""
    bind = sorted((each for each in milestones if each.binds(agency_id, group)), key=lambda each: each.nearness)
    granted = extended or {}
    by_key = {each.key: each.until(granted.get((agency_id or 0, each.key))) for each in bind}
    return dict(sorted(by_key.items(), key=lambda pair: pair[1].place))
