from datetime import date

from django.conf import settings
from django.db import models

from ..calendar import portal_now
from ..formats.dates import format_date
from ..secrecy.model_fields import OpenCharField, OpenTextField


class Purge(models.Model):
    """Đề nghị xóa nội dung: what one person asks to be emptied, by its places, and another one carries out."""

    class State(models.TextChoices):
        ASKED = "asked", "Chờ người thứ hai"
        DONE = "done", "Đã xóa"
        DROPPED = "dropped", "Đã rút"

    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.ASKED)
    document_number = OpenCharField("số văn bản", max_length=60)
    document_date = models.DateField("ngày văn bản")
    reason = OpenTextField("lý do", max_length=2000)
    everywhere = models.BooleanField("xóa cả ở nơi khác có cùng nội dung", default=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="đề nghị")
    asked_at = models.DateTimeField("đề nghị lúc", default=portal_now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người thứ hai"
    )
    decided_at = models.DateTimeField("lúc", null=True)
    stored_since = models.DateField("lưu lần đầu", null=True)
    session_count = models.PositiveIntegerField("phiên đăng nhập đã đóng", default=0)
    version = models.PositiveIntegerField(default=1)  # of the list of places

    class Meta:
        verbose_name = "đề nghị xóa nội dung"
        verbose_name_plural = "đề nghị xóa nội dung"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Xóa nội dung theo văn bản số {self.document_number} ngày {format_date(self.document_date)}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def tone(self) -> str:
        return {"asked": "warn", "done": "ok"}.get(self.state, "idle")

    @property
    def document(self) -> tuple[str, date]:
        """Number and day, as history takes them."""
        return self.document_number, self.document_date


class PurgedPlace(models.Model):
    """Chỗ cần xóa: a value by table, key and column, never its text; a file's name until the storage has lost it."""

    purge = models.ForeignKey(Purge, models.CASCADE, related_name="places")
    table = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    column = models.CharField(max_length=60, blank=True)
    is_named = models.BooleanField(default=False)  # as it was asked; the others were found from these
    file_name = models.CharField(max_length=100, default="")

    class Meta:
        verbose_name = "chỗ cần xóa"
        verbose_name_plural = "chỗ cần xóa"
        ordering = ["table", "pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.key} {self.column}".strip()
