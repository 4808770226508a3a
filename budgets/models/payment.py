from django.db import models
from django.db.models import Q

from agencies.models import Agency
from plans.models import Plan

from .acceptance import MoneyOfContractQuerySet
from .contract import Contract
from .entry import Entry, EntryQuerySet


class Payment(Entry):
    """Giải ngân: an advance, a payment for what was accepted, or the recovery of an advance from a payment.

    Cash that left: advances + payments. What was accepted is covered by payments + recoveries; an advance is open
    until it is recovered.
    """

    class Kind(models.TextChoices):
        ADVANCE = "advance", "Tạm ứng"
        PAYMENT = "payment", "Thanh toán khối lượng hoàn thành"
        RECOVERY = "recovery", "Thu hồi tạm ứng"

    CASH = (Kind.ADVANCE, Kind.PAYMENT)
    FOR_ACCEPTED = (Kind.PAYMENT, Kind.RECOVERY)

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="payments")
    kind = models.CharField("loại", max_length=10, choices=Kind)

    objects = MoneyOfContractQuerySet.as_manager()

    class Meta:
        verbose_name = "giải ngân"
        verbose_name_plural = "giải ngân"
        ordering = ["contract", "-dated_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} theo chứng từ số {self.number}"


class Settlement(Entry):
    """Quyết toán: closes an agency's money of one budget year; `amount_dong` is what is settled.

    What was allocated and not paid out goes back to its source (`returned_dong`).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="settlements")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="settlements", verbose_name="cơ quan")
    budget_year = models.PositiveSmallIntegerField("năm ngân sách")
    allocated_dong = models.BigIntegerField("được giao (đồng)")
    accepted_dong = models.BigIntegerField("nghiệm thu (đồng)")
    paid_dong = models.BigIntegerField("giải ngân (đồng)")
    returned_dong = models.BigIntegerField("nộp trả nguồn (đồng)")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết toán"
        verbose_name_plural = "quyết toán"
        ordering = ["agency", "-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(allocated_dong=models.F("paid_dong") + models.F("returned_dong")), name="settlement_adds_up"
            )
        ]

    def __str__(self) -> str:
        return f"Quyết toán số {self.number} của {self.agency}"
