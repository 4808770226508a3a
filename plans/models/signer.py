from typing import ClassVar

from django.db import models

from agencies.models import IssuedDocument
from agencies.secrecy.model_fields import OpenCharField

from .plan import Plan


class Signer(models.Model):
    """Người ký thay: who signs a văn bản thẩm định for the head of the department, by capacity (NĐ 30/2020, Đ.13).

    The head's own title and name are in the plan.
    """

    CAPACITIES: ClassVar = [
        choice for choice in IssuedDocument.Capacity.choices if choice[0] != IssuedDocument.Capacity.HEAD
    ]

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="signers")
    capacity = models.CharField("tư cách ký", max_length=12, choices=CAPACITIES)
    title = OpenCharField("chức vụ, viết hoa", max_length=100, help_text="Ví dụ PHÓ GIÁM ĐỐC")
    name = OpenCharField("họ và tên", max_length=120)

    class Meta:
        verbose_name = "người ký thay"
        verbose_name_plural = "người ký thay"
        constraints = [models.UniqueConstraint(fields=["plan", "capacity"], name="one_signer_per_capacity")]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()}: {self.name}"
