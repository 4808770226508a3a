from datetime import date

from django.db import models

from agencies.formats.dates import format_date
from agencies.secrecy.model_fields import OpenCharField

from .legal_basis import LegalBasis


class TreasuryFormQuerySet(models.QuerySet["TreasuryForm"]):
    def in_force_on(self, day: date) -> "TreasuryForm | None":
        """The form valid on the day, or None."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class TreasuryForm(LegalBasis):
    """Mẫu biểu thanh toán qua Kho bạc: what the form is called from a day on, and by which decree.

    How it is laid out stands in reports/money_documents/treasury_form.json.
    """

    name = OpenCharField("tên mẫu", max_length=60)
    valid_from = models.DateField("áp dụng từ ngày", unique=True)

    objects = TreasuryFormQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu biểu Kho bạc"
        verbose_name_plural = "mẫu biểu Kho bạc"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.name} từ {format_date(self.valid_from)}"
