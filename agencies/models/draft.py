from django.conf import settings
from django.db import models
from django.utils import timezone

from ..calendar import portal_now
from ..files import private_path
from ..secrecy.model_fields import OpenCharField, OpenJSONField


class FormDraft(models.Model):
    """Bản nháp biểu mẫu: what a person typed and has not handed in yet, kept as they type."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = OpenCharField(max_length=200)
    fields = OpenJSONField(default=dict)
    seen = OpenCharField(max_length=64, default="")  # the version of the object that the page showed
    address = OpenCharField(max_length=300, default="", composed=True)
    title = OpenCharField(max_length=200, default="", composed=True)
    saved_at = models.DateTimeField(default=portal_now)

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return f"{self.user} · {self.key}"


class KeptFile(models.Model):
    """Tệp chọn dở: a file that came with a form which had errors, kept for a day until the form is right."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = OpenCharField(max_length=200)
    field = OpenCharField(max_length=60)
    name = OpenCharField(max_length=200)
    size_bytes = models.PositiveIntegerField()
    content = models.FileField(upload_to=private_path)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "tệp chọn dở"
        verbose_name_plural = "tệp chọn dở"
        constraints = [models.UniqueConstraint(fields=["user", "key", "field"], name="one_kept_file_per_field")]

    def __str__(self) -> str:
        return self.name
