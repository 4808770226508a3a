from django.db import models

from ..secrecy.model_fields import OpenCharField


class Holiday(models.Model):
    """Ngày nghỉ: a weekday on which offices are closed, as decided for the year (Bộ luật Lao động, Điều 112)."""

    day = models.DateField("ngày", unique=True)
    name = OpenCharField("tên ngày nghỉ", max_length=120, help_text="Ví dụ: Quốc khánh")

    class Meta:
        verbose_name = "ngày nghỉ"
        verbose_name_plural = "ngày nghỉ"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.name} ({self.day:%d/%m/%Y})"
