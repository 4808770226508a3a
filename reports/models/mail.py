from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.models import User
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

DOUBTFUL_AFTER = timedelta(minutes=10)


class MailWish(models.Model):
    """Nhận thư: which mails a person wants; who never chose has the daily one."""

    class Choice(models.TextChoices):
        NONE = "none", "Không nhận thư"
        DAILY = "daily", "Mỗi ngày làm việc một thư, khi có việc"
        AT_ONCE = "at_once", "Mỗi ngày một thư, và báo ngay khi bị trả lại, có quyết định, có câu hỏi, sắp hết hạn"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_wish")
    choice = models.CharField("nhận thư", max_length=8, choices=Choice, default=Choice.DAILY)
    chosen_at = models.DateTimeField("chọn lúc", default=portal_now)

    class Meta:
        verbose_name = "lựa chọn nhận thư"
        verbose_name_plural = "lựa chọn nhận thư"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_choice_display()}"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def visible_to(self, user: User) -> Self:
        """What went out, to those who administer the portal; not the days without news."""
        return self.exclude(state=OutgoingMail.State.NOTHING) if user.administers else self.none()


class OutgoingMail(models.Model):
    """Thư đi: one mail to one person about one day or event, written before it is sent, so that none goes twice.

    `key` names what it is about: "digest 2025-06-20", "event 17", "due 2025-06-20".
    """

    class State(models.TextChoices):
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        KEPT = "kept", "Chỉ lưu, không gửi"
        FAILED = "failed", "Không gửi được"
        NOTHING = "nothing", "Không có việc"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails", verbose_name="người nhận")
    key = models.CharField(max_length=40)
    address = models.CharField("địa chỉ", max_length=254)
    subject = OpenCharField("tiêu đề", max_length=200, composed=True)
    text = OpenTextField("nội dung", composed=True)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.SENDING)
    error = OpenCharField("lỗi", max_length=300, blank=True, default="", composed=True)
    created_at = models.DateTimeField("lúc", default=portal_now, db_index=True)

    objects: ClassVar = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "thư đi"
        verbose_name_plural = "thư đi"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_mail_to_a_person_about_a_thing")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address}"

    @property
    def is_doubtful(self) -> bool:
        """Nobody knows whether it went out: the process ended between writing and sending. It is not sent again."""
        return self.state == self.State.SENDING and self.created_at < portal_now() - DOUBTFUL_AFTER

    @property
    def state_said(self) -> str:
        return "Không rõ đã gửi chưa" if self.is_doubtful else str(self.get_state_display())
