from django.conf import settings
from django.db import models

from ..calendar import portal_now


class FormDraft(models.Model):
    """Bản nháp biểu mẫu: what a person typed and has not handed in yet, kept as they type."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=portal_now)

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return f"{self.user} · {self.key}"
