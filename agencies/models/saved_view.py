from django.conf import settings
from django.db import models

from ..calendar import portal_now
from ..secrecy.model_fields import OpenCharField, OpenJSONField


class SavedView(models.Model):
    """Bộ lọc đã lưu: filter and order of a list under a name that its person gave it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    route = models.CharField("danh sách", max_length=80)
    name = OpenCharField("tên bộ lọc", max_length=60)
    fields = OpenJSONField("điều kiện", default=dict)  # {parameter: [values]}, as the list's address has them
    is_default = models.BooleanField("mở danh sách bằng bộ lọc này", default=False)
    saved_at = models.DateTimeField("lưu lúc", default=portal_now)

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "route", "name"], name="one_saved_view_per_name"),
            models.UniqueConstraint(
                fields=["owner", "route"], condition=models.Q(is_default=True), name="one_default_view_per_list"
            ),
        ]

    def __str__(self) -> str:
        return self.name
