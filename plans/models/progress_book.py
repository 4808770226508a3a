from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.models import User
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField

from .plan import Plan
from .receipt import ProgressReceipt


class ProgressBookQuerySet(models.QuerySet["ProgressBook"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(uploaded_by=user)

    def waiting(self) -> Self:
        """Read, and neither taken nor dropped."""
        return self.filter(receipt=None)


class ProgressBook(models.Model):
    """Sổ báo cáo nộp lại: rows read from a workbook, waiting to be confirmed. The workbook itself is not kept.

    `content_hash` is of what it says, not of its bytes: saved again by another program it is the same book.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("nạp lúc", default=portal_now)
    file_name = OpenCharField("tên tệp", max_length=200)
    period_end = models.DateField("kỳ kết thúc ngày")
    content_hash = models.CharField("mã nội dung", max_length=64, db_index=True)
    rows = OpenJSONField("các dòng", default=list)
    receipt = models.OneToOneField(ProgressReceipt, models.PROTECT, null=True, blank=True, related_name="book")

    objects = ProgressBookQuerySet.as_manager()

    class Meta:
        verbose_name = "sổ báo cáo nộp lại"
        verbose_name_plural = "sổ báo cáo nộp lại"
        constraints = [
            models.UniqueConstraint(
                fields=["content_hash"], condition=Q(receipt__isnull=False), name="one_book_of_a_content_is_taken"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
