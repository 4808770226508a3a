from django.conf import settings
from django.db import models

from ..calendar import portal_now


class SentForm(models.Model):
    """Biểu mẫu đã gửi: a form that a person sent, by the key that its page was drawn with, and where it led."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField("địa chỉ", max_length=200)
    key = models.CharField("mã của trang", max_length=32)
    content = models.CharField("mã băm nội dung", max_length=64)
    answer = models.CharField("dẫn tới", max_length=300, default="")  # empty until the first sending is over
    sent_at = models.DateTimeField("gửi lúc", default=portal_now)

    class Meta:
        verbose_name = "biểu mẫu đã gửi"
        verbose_name_plural = "biểu mẫu đã gửi"
        constraints = [models.UniqueConstraint(fields=["user", "form", "key"], name="sent_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.form}"
