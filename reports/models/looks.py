from django.conf import settings
from django.db import models

from agencies.calendar import portal_now


class NoticeLook(models.Model):
    """Đã xem thông báo: until when a person has seen what is new."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_look")
    seen_until = models.DateTimeField("đã xem đến lúc", default=portal_now)

    class Meta:
        verbose_name = "lần xem thông báo"
        verbose_name_plural = "lần xem thông báo"

    def __str__(self) -> str:
        return f"{self.user}: {self.seen_until}"


class CalendarFeed(models.Model):
    """Lịch riêng: a private address at which a person's days can be subscribed to; only its hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("lập lúc", default=portal_now)

    class Meta:
        verbose_name = "lịch riêng"
        verbose_name_plural = "lịch riêng"

    def __str__(self) -> str:
        return f"Lịch của {self.user}"
