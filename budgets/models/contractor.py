import re
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models

from agencies.secrecy.model_fields import OpenCharField

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
NO_TAX_CODE = "Mã số thuế gồm 10 số, hoặc 13 số viết 0123456789-001; kiểm tra lại số vừa nhập."


def check_tax_code(code: str) -> None:
    """Raises ValidationError unless the code is 10 digits with the right last one, or these with a branch of three.

    Nguyên tắc cấp mã số thuế: the tenth digit is 10 − (Σ of the first nine × 31, 29, 23, 19, 17, 13, 7, 5, 3) mod 11.
    """
    digits = re.fullmatch(r"(\d{10})(-?\d{3})?", code)
    if not digits:
        raise ValidationError(NO_TAX_CODE)
    first = [int(each) for each in digits[1]]
    rest = 10 - sum(weight * digit for weight, digit in zip(WEIGHTS, first, strict=False)) % 11
    if rest != first[9]:
        raise ValidationError(NO_TAX_CODE)


class Contractor(models.Model):
    """Nhà thầu, đơn vị thực hiện: who digitizes for agencies of the province."""

    name = OpenCharField("tên đơn vị", max_length=250)
    tax_code = OpenCharField("mã số thuế", max_length=14, unique=True, validators=[check_tax_code])
    address = OpenCharField("địa chỉ", max_length=250, blank=True)
    contact = OpenCharField("người liên hệ, điện thoại", max_length=200, blank=True)
    note = OpenCharField("ghi chú", max_length=300, blank=True)

    valid_proof: bool  # on the rows of a list: it has a proof that is valid today

    class Meta:
        verbose_name = "nhà thầu"
        verbose_name_plural = "nhà thầu"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.tax_code = re.sub(r"^(\d{10})-?(\d{3})$", r"\1-\2", self.tax_code.strip())


class ProofQuerySet(models.QuerySet["ContractorProof"]):
    def valid_on(self, day: date) -> Self:
        """Proofs that have begun by the day and not run out before it."""
        return self.filter(issued_on__lte=day).exclude(valid_until__lt=day)


class ContractorProof(models.Model):
    """Giấy tờ năng lực của nhà thầu, with its validity: what the law asks changed on 1/7/2025, so it is data."""

    contractor = models.ForeignKey(Contractor, models.CASCADE, related_name="proofs")
    kind = OpenCharField("loại giấy tờ", max_length=200, help_text="Ví dụ: chứng chỉ hành nghề lưu trữ")
    number = OpenCharField("số", max_length=60, blank=True)
    issued_on = models.DateField("ngày cấp")
    valid_until = models.DateField("có giá trị đến", null=True, blank=True, help_text="Trống: không thời hạn")

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ năng lực"
        verbose_name_plural = "giấy tờ năng lực"
        ordering = ["contractor", "-issued_on"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    def is_valid_on(self, day: date) -> bool:
        """True where it has begun by the day and not run out before it."""
        return self.issued_on <= day and (self.valid_until is None or self.valid_until >= day)
