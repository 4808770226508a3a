from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.calendar import portal_now
from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField

from .plan import Plan


class UnusualValueQuerySet(models.QuerySet["UnusualValue"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def pending(self) -> Self:
        """Not confirmed yet, and still the value in force."""
        return self.filter(state__in=UnusualValue.PENDING)

    def of(self, kind: str, object_id: int) -> Self:
        """About one object, the latest first."""
        return self.filter(kind=kind, object_id=object_id).order_by("-pk")

    def known_by(self, day: date) -> Self:
        """Entered by the end of the day."""
        return self.filter(entered_on__lte=day)


class UnusualValue(models.Model):
    """Số liệu cần xác nhận: a value beyond a bound, with the reason of who entered it, until a second person confirms.

    `decision` is the estimate's decision that holds it, None for what was handed in to be appraised. `pages` (trang
    A4 quy đổi) and `dong` are what the whole value comes to.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", "Rà soát khối lượng"
        PROGRESS = "progress", "Báo cáo tiến độ"
        ESTIMATE = "estimate", "Dự toán"

    class State(models.TextChoices):
        OPEN = "open", "Cần xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        RETURNED = "returned", "Trả lại để sửa"
        REPLACED = "replaced", "Đã có bản sau"

    PENDING = (State.OPEN, State.RETURNED)
    TONES = {"open": "warn", "confirmed": "ok", "returned": "bad", "replaced": "idle"}

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="unusual_values")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="unusual_values", verbose_name="cơ quan")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    object_id = models.PositiveBigIntegerField("số của đối tượng")
    decision = models.PositiveBigIntegerField("số của quyết định", null=True, blank=True)
    name = OpenCharField("số liệu", max_length=400, composed=True)
    sentences = OpenJSONField("điểm bất thường", default=list, composed=True)
    pages = models.PositiveBigIntegerField("trang A4 quy đổi", default=0)
    dong = models.PositiveBigIntegerField("đồng", default=0)
    reason = OpenTextField("lý do", max_length=2000)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("nhập lúc", default=portal_now)
    entered_on = models.DateField("nhập ngày", db_index=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.OPEN, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xác nhận"
    )
    decided_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    decided_on = models.DateField("xác nhận ngày", null=True, blank=True)
    answer = OpenTextField("ý kiến", max_length=2000, blank=True, default="")
    version = models.PositiveIntegerField("phiên bản ghi", default=1)

    objects = UnusualValueQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu cần xác nhận"
        verbose_name_plural = "số liệu cần xác nhận"
        ordering = ["-entered_at", "-pk"]
        indexes = [models.Index(fields=["kind", "object_id"], name="unusual_by_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], condition=Q(state="open"), name="one_open_unusual_value_per_object"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("entered_by"))),
                name="nobody_confirms_what_they_entered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} của {self.agency}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_pending(self) -> bool:
        return self.state in self.PENDING

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    def is_pending_on(self, day: date) -> bool:
        """Whether the value was in force and unconfirmed at the end of the day.

        A version that was replaced was never confirmed; an estimate that was handed in anew is no longer what it was.
        """
        if self.entered_on > day:
            return False
        if self.state in (self.State.OPEN, self.State.RETURNED):
            return True
        later = self.decided_on is not None and self.decided_on > day
        is_version = self.kind != self.Kind.ESTIMATE or self.decision is not None
        return later or (self.state == self.State.REPLACED and is_version)
