from django.db import models

from ..calendar import portal_now
from .user import User


class ExternalIdentity(models.Model):
    """Tài khoản của tỉnh: who an account is to the identity server; bound at the first log-in from there."""

    user = models.ForeignKey(User, models.CASCADE, related_name="external_identities", verbose_name="người dùng")
    issuer = models.CharField("máy chủ", max_length=255)
    subject = models.CharField("mã ở máy chủ", max_length=255)
    bound_at = models.DateTimeField("gắn lúc", default=portal_now)

    class Meta:
        verbose_name = "tài khoản của tỉnh"
        verbose_name_plural = "tài khoản của tỉnh"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_per_subject"),
            models.UniqueConstraint(fields=["issuer", "user"], name="one_subject_per_account"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.issuer}"
