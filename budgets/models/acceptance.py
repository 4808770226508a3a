from typing import Self

from django.db import models
from django.db.models import Q

from agencies.models import User
from plans.models import Catalogue

from .contract import SIZE_CHOICES, Contract
from .entry import Entry, EntryQuerySet


class MoneyOfContractQuerySet(EntryQuerySet):
    """Entries of a contract: whoever sees it sees them."""

    def visible_to(self, user: User) -> Self:
        return self.filter(contract__in=Contract.objects.visible_to(user))


class Acceptance(Entry):
    """Nghiệm thu: minutes of what was delivered under a contract; its amount is the sum of its lines."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="acceptances")
    file_count = models.BigIntegerField("số hồ sơ", default=0)
    a4_page_count = models.BigIntegerField("trang A4 quy đổi", default=0)

    objects = MoneyOfContractQuerySet.as_manager()

    class Meta:
        verbose_name = "biên bản nghiệm thu"
        verbose_name_plural = "biên bản nghiệm thu"
        ordering = ["contract", "-dated_on", "-pk"]

    def __str__(self) -> str:
        return f"Biên bản nghiệm thu số {self.number}"


class AcceptanceLine(models.Model):
    """Dòng nghiệm thu: pages of one size of one catalogue at the contract's price."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="lines")
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="accepted_lines", verbose_name="mục lục")
    size = models.CharField("khổ giấy", max_length=2, choices=SIZE_CHOICES)
    page_count = models.BigIntegerField("số trang")
    price_dong = models.PositiveBigIntegerField("đơn giá (đồng/trang)")
    amount_dong = models.BigIntegerField("thành tiền (đồng)")

    class Meta:
        verbose_name = "dòng nghiệm thu"
        verbose_name_plural = "dòng nghiệm thu"
        ordering = ["acceptance", "catalogue", "pk"]

    def __str__(self) -> str:
        return f"{self.catalogue}: {self.page_count} trang {self.size.upper()}"


class AcceptedFile(models.Model):
    """Hồ sơ đã nghiệm thu: no file is accepted twice, unless the acceptance that took it in was taken back.

    `file_id` is the file's key in the catalogue; no foreign key, as with what was signed (plans.SignedFile).
    """

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="files")
    file_id = models.BigIntegerField()
    withdrawn_by = models.ForeignKey(Acceptance, models.PROTECT, null=True, blank=True, related_name="withdrawn_files")

    class Meta:
        verbose_name = "hồ sơ đã nghiệm thu"
        verbose_name_plural = "hồ sơ đã nghiệm thu"
        constraints = [
            models.UniqueConstraint(
                fields=["file_id"], condition=Q(withdrawn_by=None), name="no_file_is_accepted_twice"
            )
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.file_id}"
