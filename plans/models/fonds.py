from typing import Self

from django.db import models

from agencies.models import Agency, User
from agencies.secrecy.model_fields import OpenCharField


class FondsQuerySet(models.QuerySet["Fonds"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))


class Fonds(models.Model):
    """Phông: all records one agency made in the course of its work."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="fonds", verbose_name="cơ quan")
    code = OpenCharField("mã phông", max_length=30, blank=True)
    name = OpenCharField("tên phông", max_length=250)
    years = OpenCharField("thời gian tài liệu", max_length=60, blank=True, help_text="Ví dụ 1997–2025")
    is_closed = models.BooleanField("phông đóng", default=False)

    objects = FondsQuerySet.as_manager()

    class Meta:
        verbose_name = "phông"
        verbose_name_plural = "phông"
        ordering = ["agency", "name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="one_fonds_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> str:
        """The fonds inside a sentence: most agencies write the word into its name already."""
        return "p" + self.name[1:] if self.name.startswith("Phông ") else f"phông {self.name}"
