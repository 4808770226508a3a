from django.conf import settings
from django.db import models

from agencies.calendar import portal_today
from agencies.models import User
from agencies.secrecy.model_fields import OpenCharField

UNCHECKED = "cần kiểm tra căn cứ"


class LegalBasis(models.Model):
    """Căn cứ: what a dated setting rests on, and who has compared it with that text, and when."""

    source = OpenCharField("căn cứ", max_length=300)
    basis_checked = models.BooleanField("đã kiểm tra căn cứ", default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người kiểm tra",
    )
    checked_on = models.DateField("ngày kiểm tra", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def basis(self) -> str:
        """What it rests on, with a mark while nobody has checked it."""
        return self.source if self.basis_checked else f"{self.source}; {UNCHECKED}"

    def note_check(self, user: User, *, is_changed: bool) -> None:
        """Keep who checked and when; nobody where it waits to be checked. What is changed is checked anew."""
        if not self.basis_checked:
            self.checked_by = self.checked_on = None
        elif is_changed or self.checked_on is None:
            self.checked_by, self.checked_on = user, portal_today()
