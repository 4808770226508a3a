from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from agencies.models import IssuedDocument
from agencies.secrecy.model_fields import OpenCharField, OpenTextField
from plans.models.pages import SIZES


class EstimateAppraisalQuerySet(models.QuerySet):
    def by(self, day: date) -> Self:
        """Decisions up to the end of the day."""
        return self.filter(decided_on__lte=day)


class EstimateAppraisal(models.Model):
    """Kết quả thẩm định (hoặc phê duyệt) dự toán: số đề nghị, số thẩm định, chênh lệch, lý do."""

    estimate = models.ForeignKey("budgets.Estimate", models.PROTECT, related_name="appraisals")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField("ngày quyết định", db_index=True)
    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="estimate_appraisals", verbose_name="văn bản"
    )
    requested_dong = models.PositiveBigIntegerField("số đề nghị (đồng)")
    appraised_dong = models.PositiveBigIntegerField("số thẩm định (đồng)")
    difference_reason = OpenTextField("lý do chênh lệch", blank=True)
    own_decision = models.BooleanField("đơn vị tự phê duyệt", default=False)

    objects = EstimateAppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả thẩm định dự toán"
        verbose_name_plural = "kết quả thẩm định dự toán"
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return f"Thẩm định dự toán số {self.document.number}"

    @property
    def difference_dong(self) -> int:
        """Số thẩm định − số đề nghị (đồng); negative where Sở Tài chính cut."""
        return self.appraised_dong - self.requested_dong


class AppraisedLine(models.Model):
    """Dòng kết quả thẩm định: what was asked and what was granted of one line of an estimate, and why it is less."""

    appraisal = models.ForeignKey(EstimateAppraisal, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField("số thứ tự")
    name = OpenCharField("nội dung", max_length=250)
    size = models.CharField("khổ giấy", max_length=2, blank=True, choices=[(size, size.upper()) for size in SIZES])
    factor = models.PositiveSmallIntegerField("hệ số K", default=1)
    requested_pages = models.PositiveBigIntegerField("số trang đề nghị", default=0)
    requested_dong = models.PositiveBigIntegerField("số đề nghị (đồng)")
    page_count = models.PositiveBigIntegerField("số trang thẩm định", default=0)
    amount_dong = models.PositiveBigIntegerField("số thẩm định (đồng)")
    reason = OpenTextField("lý do chênh lệch", blank=True, default="")

    class Meta:
        verbose_name = "dòng kết quả thẩm định"
        verbose_name_plural = "dòng kết quả thẩm định"
        ordering = ["appraisal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "position"], name="one_appraised_line_per_position"),
            models.CheckConstraint(
                condition=models.Q(page_count__lte=models.F("requested_pages"))
                & models.Q(amount_dong__lte=models.F("requested_dong")),
                name="no_line_is_granted_more_than_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def difference_pages(self) -> int:
        """Trang thẩm định − trang đề nghị."""
        return self.page_count - self.requested_pages

    @property
    def difference_dong(self) -> int:
        """Số thẩm định − số đề nghị (đồng)."""
        return self.amount_dong - self.requested_dong
