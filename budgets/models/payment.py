from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from plans.models import Plan

from .acceptance import MoneyOfContractQuerySet
from .contract import Contract
from .entry import Entry, EntryQuerySet
from .legal_basis import LegalBasis


class Payment(Entry):
    """Giải ngân: an advance, a payment for what was accepted, the recovery of an advance from a payment, or an advance
    that the contractor pays back.

    Cash that left: advances + payments + what was paid back, whose amount is negative. What was accepted is covered by
    payments + recoveries; an advance is open until it is recovered or paid back.
    """

    class Kind(models.TextChoices):
        ADVANCE = "advance", "Tạm ứng"
        PAYMENT = "payment", "Thanh toán khối lượng hoàn thành"
        RECOVERY = "recovery", "Thu hồi tạm ứng"
        REFUND = "refund", "Nhà thầu nộp trả tạm ứng"

    CASH = (Kind.ADVANCE, Kind.PAYMENT, Kind.REFUND)
    ADVANCED = (Kind.ADVANCE, Kind.REFUND)
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


class AdvanceLimitQuerySet(models.QuerySet["AdvanceLimit"]):
    def in_force_on(self, day: date) -> "AdvanceLimit | None":
        """The limit valid on the day, or None."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class AdvanceLimit(LegalBasis):
    """Mức tạm ứng: share of a contract's value; a dated setting, above it the portal warns and asks for a reason."""

    percent = models.PositiveSmallIntegerField("mức tạm ứng (% giá trị hợp đồng)", validators=[MaxValueValidator(100)])
    valid_from = models.DateField("áp dụng từ ngày", unique=True)

    objects = AdvanceLimitQuerySet.as_manager()

    class Meta:
        verbose_name = "mức tạm ứng"
        verbose_name_plural = "mức tạm ứng"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.percent}% từ {self.valid_from}"


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
