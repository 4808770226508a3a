from django.conf import settings
from django.db import models


class ListView(models.Model):
    """Cách xem danh sách: how one person likes lists (agencies/list_choice.py).

    `hidden_columns`: {route of a list: keys of its columns that are left out}.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="list_view")
    rows_a_page = models.PositiveSmallIntegerField("số dòng mỗi trang", null=True)
    hidden_columns = models.JSONField("cột không hiện", default=dict)

    class Meta:
        verbose_name = "cách xem danh sách"
        verbose_name_plural = "cách xem danh sách"

    def __str__(self) -> str:
        return f"Cách xem danh sách của {self.user_id}"
