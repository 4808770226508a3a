import re
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models

from ..calendar import portal_now
from ..formats.text import clean_text
from ..secrecy.model_fields import OpenCharField
from .agency import Agency


def number_key(number: str) -> str:
    """A number as it is compared, without spaces, capitals and leading zeros: "5/qđ-ubnd" for "05/ QĐ-UBND"."""
    return re.sub(r"^0+(?=\d)", "", re.sub(r"\s", "", clean_text(number))).casefold()


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    def numbered(self, issuer: Agency, number: str, year: int) -> Self:
        """The document of this number that the issuer signed in the year."""
        return self.filter(issuer=issuer, year=year, number_key=number_key(number))


class IssuedDocument(models.Model):
    """Văn bản đã ban hành: what an office signed; one number of an issuer in a year is one document (NĐ 30/2020).

    One document may decide on many catalogues: whatever it decided points to it, and a correction changes it here.
    """

    class Kind(models.TextChoices):
        CATALOGUE_APPRAISAL = "catalogue_appraisal", "văn bản thẩm định Mục lục"
        ESTIMATE_APPRAISAL = "estimate_appraisal", "văn bản thẩm định dự toán"
        DETAILED_PLAN = "detailed_plan", "kế hoạch số hóa chi tiết"
        ESTIMATE_DECISION = "estimate_decision", "quyết định phê duyệt dự toán"
        ALLOCATION = "allocation", "quyết định giao dự toán"
        URGING = "urging", "công văn đôn đốc"

    class Capacity(models.TextChoices):
        HEAD = "head", "Giám đốc"
        DEPUTY = "deputy", "KT. Giám đốc – Phó Giám đốc"
        BY_ORDER = "by_order", "TL. Giám đốc"
        AUTHORIZED = "authorized", "TUQ. Giám đốc"

    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="documents", verbose_name="nơi ban hành")
    kind = models.CharField("loại văn bản", max_length=24, choices=Kind)
    number = OpenCharField("số văn bản", max_length=60)
    number_key = models.CharField(max_length=80, editable=False)
    year = models.PositiveSmallIntegerField("năm", editable=False)
    issued_on = models.DateField("ngày văn bản")
    capacity = models.CharField("tư cách ký", max_length=12, choices=Capacity, default=Capacity.HEAD)
    delegation = models.ForeignKey(
        "agencies.Delegation", models.PROTECT, null=True, related_name="documents", verbose_name="ký theo ủy quyền"
    )
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField("lúc ghi", default=portal_now)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã ban hành"
        verbose_name_plural = "văn bản đã ban hành"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "number_key"], name="one_document_per_number_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_key()
        super().save(*args, **kwargs)

    @property
    def capacity_name(self) -> str:
        """The capacity in words, with the title that the issuer's head has."""
        councils = (Agency.Kind.PROVINCE, Agency.Kind.DISTRICT, Agency.Kind.COMMUNE)
        label = str(self.Capacity(self.capacity).label)
        return label.replace("Giám đốc", "Chủ tịch") if self.issuer.kind in councils else label

    @property
    def signed_as(self) -> str:
        """The capacity in which it was signed, with title and name where a delegation says them."""
        return self.delegation.signed_as if self.delegation else self.capacity_name

    @property
    def reference(self) -> tuple[str, date]:
        """Number and day, as history takes them."""
        return self.number, self.issued_on

    def fill_key(self) -> Self:
        """Write the key by which the register distinguishes documents; bulk writers call it themselves."""
        self.number_key, self.year = number_key(self.number), self.issued_on.year
        return self
