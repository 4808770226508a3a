from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from ..calendar import portal_now
from ..secrecy.model_fields import OpenCharField, OpenJSONField
from .agency import Agency
from .delegation import Decision
from .duty import Duty
from .user import User

Values = Mapping[str, Any]  # duty, key of the agency, is_active, password
LABELS = {"duty": "nhiệm vụ", "agency": "cơ quan"}


class AccountChangeQuerySet(models.QuerySet["AccountChange"]):
    def waiting(self) -> "AccountChangeQuerySet":
        return self.filter(state=AccountChange.State.WAITING).select_related("user__agency", "asked_by")

    def visible_to(self, user: User) -> "AccountChangeQuerySet":
        """All for administrators; for the head of an agency, or who signs for them, those of its accounts."""
        if user.administers:
            return self.all()
        heads = user.decides_on(Decision.CONFIRM_ACCOUNTS)
        return self.filter(user__agency=user.agency_id) if heads else self.none()


class AccountChange(models.Model):
    """Thay đổi tài khoản chờ xác nhận: what one person asked for an account that decides, until another confirms."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        TAKEN_BACK = "taken_back", "Đã rút hoặc không đồng ý"

    user = models.ForeignKey(User, models.CASCADE, related_name="changes_asked", verbose_name="tài khoản")
    before = OpenJSONField("đang là", default=dict, composed=True)
    after = OpenJSONField("đổi thành", default=dict, composed=True)
    sentence = OpenCharField("thay đổi", max_length=400, composed=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    asked_at = models.DateTimeField("đề nghị lúc", default=portal_now)
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.WAITING)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    objects: ClassVar = AccountChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi tài khoản chờ xác nhận"
        verbose_name_plural = "thay đổi tài khoản chờ xác nhận"
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint("user", condition=Q(state="waiting"), name="one_account_change_waits")]

    def __str__(self) -> str:
        return f"{self.user} ({self.user.username}): {self.sentence}"


def sentence_of(before: Values, after: Values) -> str:
    """What changes: "nhiệm vụ từ “…” thành “…”; cấp mật khẩu mới"."""
    return "; ".join(said(name, before[name], new) for name, new in after.items())


def said(name: str, before: Any, after: Any) -> str:
    """One change in words."""
    if name == "password":
        return "cấp mật khẩu mới"
    if name == "is_active":
        return "cho dùng tài khoản"
    return f"{LABELS[name]} từ {shown(name, before)} thành {shown(name, after)}"


def shown(name: str, value: Any) -> str:
    if name == "duty":
        return f"“{Duty(value).label}”"
    return str(Agency.objects.filter(pk=value).first() or "không thuộc cơ quan nào")
