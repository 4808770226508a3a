"""Giấy mời: a link, or the code typed in its place, by which a person sets their password once."""

import hashlib
from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..calendar import portal_now
from ..formats.dates import format_date
from .office import FIRST
from .user import User

DEFAULT_DAYS, MOST_DAYS = 14, 90


def hash_of(text: str) -> str:
    """SHA-256 of a code or of a stored password: a code has 98 random bits, so nothing slower is needed."""
    return hashlib.sha256(text.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unspent(self) -> Self:
        """Neither used nor replaced; may have expired."""
        return self.filter(used_at=None, replaced_at=None)


class Invitation(models.Model):
    """Giấy mời: only the hash of its code is kept, so that whoever reads the database cannot use it.

    It holds while the account is in use and has the password that it had when the invitation was made.
    """

    class State(models.TextChoices):
        OPEN = "open", "còn hạn"
        USED = "used", "đã dùng"
        EXPIRED = "expired", "hết hạn"
        REPLACED = "replaced", "đã thay"
        VOID = "void", "không còn dùng được"

    TONES = {State.OPEN: "run", State.USED: "ok", State.EXPIRED: "warn", State.REPLACED: "idle", State.VOID: "warn"}

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations", verbose_name="người được mời")
    code_hash = models.CharField(max_length=64, unique=True)
    password_hash = models.CharField(max_length=64)  # of the password's own hash when the invitation was made
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người mời")
    issued_at = models.DateTimeField("mời lúc", default=portal_now)
    expires_at = models.DateTimeField("hết hạn lúc")
    mailed_to = models.EmailField("gửi tới", blank=True)
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)
    replaced_at = models.DateTimeField("thay lúc", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy mời"
        verbose_name_plural = "giấy mời"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, replaced_at=None), name="one_unspent_invitation_per_user"
            )
        ]

    def __str__(self) -> str:
        return f"giấy mời của {self.user}"

    @property
    def state(self) -> State:
        """Its state now; whether it can be used is `state == OPEN`."""
        if self.used_at:
            return self.State.USED
        if self.replaced_at:
            return self.State.REPLACED
        if not self.user.is_active or self.password_hash != hash_of(self.user.password):
            return self.State.VOID
        return self.State.EXPIRED if self.expires_at <= portal_now() else self.State.OPEN

    @property
    def last_day(self) -> date:
        """Until the end of which day it holds, in Vietnam."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))

    @property
    def tone(self) -> str:
        return self.TONES[self.state]


class InvitationTermQuerySet(models.QuerySet["InvitationTerm"]):
    def days_on(self, day: date) -> int:
        """For how many days an invitation made on the day holds."""
        valid = self.filter(Q(valid_from=None) | Q(valid_from__lte=day))
        term = valid.order_by(F("valid_from").desc(nulls_last=True)).first()
        return term.days if term else DEFAULT_DAYS


class InvitationTerm(models.Model):
    """Thời hạn giấy mời, from a day on: what was made before keeps its own."""

    days = models.PositiveSmallIntegerField("số ngày", validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)])
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True, help_text="Trống: từ đầu Kế hoạch")

    objects = InvitationTermQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn giấy mời"
        verbose_name_plural = "thời hạn giấy mời"
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                Coalesce(F("valid_from"), FIRST),
                name="one_invitation_term_from_a_day",
                violation_error_message="Đã có thời hạn giấy mời áp dụng từ ngày này.",
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=MOST_DAYS), name="invitation_term_has_days"),
        ]

    def __str__(self) -> str:
        since = f" từ ngày {format_date(self.valid_from)}" if self.valid_from else ""
        return f"{self.days} ngày{since}"
