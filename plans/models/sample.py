from typing import Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now
from agencies.models import Agency, User

from .catalogue import Catalogue


class SampleDrawQuerySet(models.QuerySet["SampleDraw"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(catalogue__agency__in=Agency.objects.visible_to(user))

    def current(self, catalogue: Catalogue) -> Self:
        """Draws from the version of the catalogue that lies with Sở Nội vụ, the largest first."""
        return self.filter(catalogue=catalogue, revision=catalogue.revision).order_by("-size")


class SampleDraw(models.Model):
    """Mẫu kiểm tra ngẫu nhiên: files drawn by chance from one version of a catalogue, and who has looked at which.

    `file_keys` are the files drawn. `seen` says of each file that was looked at one by one since by whom and when:
    {"<key of the file>": {"by": key of the user, "at": moment}}.
    """

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="samples")
    revision = models.PositiveSmallIntegerField("lần trình")
    size = models.PositiveSmallIntegerField("cỡ mẫu")
    file_count = models.PositiveBigIntegerField("số hồ sơ của Mục lục khi rút mẫu")
    seed = models.CharField("mã rút mẫu", max_length=40)
    file_keys = models.JSONField("hồ sơ trong mẫu", default=list)
    seen = models.JSONField("đã xem từng hồ sơ", default=dict, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người rút")
    drawn_at = models.DateTimeField("lúc rút", default=portal_now)

    objects = SampleDrawQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu kiểm tra"
        verbose_name_plural = "mẫu kiểm tra"
        ordering = ["catalogue", "-revision", "-size"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "revision", "size"], name="one_draw_per_size_and_revision")
        ]

    def __str__(self) -> str:
        return f"Mẫu {len(self.file_keys)} hồ sơ, mã {self.seed}"
