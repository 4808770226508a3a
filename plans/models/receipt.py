"""Giấy nhận số liệu: what the portal took, from whom and when, under a number of the year."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from agencies.calendar import portal_now
from agencies.formats.dates import format_date
from agencies.models import Agency, Event, User
from agencies.secrecy.model_fields import OpenCharField

from .plan import Plan
from .progress import ProgressReport


class ReceiptYear(models.Model):
    """Số giấy nhận của năm: the last number given; its row is locked while one is."""

    year = models.PositiveSmallIntegerField("năm", primary_key=True)
    last_number = models.PositiveIntegerField("số đã cấp", default=0)

    class Meta:
        verbose_name = "số giấy nhận của năm"
        verbose_name_plural = "số giấy nhận của năm"

    def __str__(self) -> str:
        return f"{self.last_number}/{self.year}"


class ProgressReceiptQuerySet(models.QuerySet["ProgressReceipt"]):
    def visible_to(self, user: User) -> Self:
        """Those with a line that the user sees; who sent it and has left the agency since reads it no more."""
        lines = ReceiptLine.objects.visible_to(user)
        return self.filter(models.Exists(lines.filter(receipt=models.OuterRef("pk"))))


class ProgressReceipt(models.Model):
    """Giấy nhận số liệu tiến độ: one for each submission, whether of one agency or of many."""

    class Way(models.TextChoices):
        FORM = "form", "Trên trang số liệu"
        TOGETHER = "together", "Gửi chung nhiều cơ quan"
        OWED = "owed", "Gửi các kỳ còn thiếu"
        BOOK = "book", "Sổ báo cáo"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="progress_receipts", verbose_name="người gửi"
    )
    given_at = models.DateTimeField("nhận lúc", default=portal_now)
    way = models.CharField("cách gửi", max_length=8, choices=Way, default=Way.FORM)

    objects = ProgressReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy nhận số liệu"
        verbose_name_plural = "giấy nhận số liệu"
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="one_receipt_of_a_number")]

    def __str__(self) -> str:
        return f"Giấy nhận số liệu số {self.written_number}"

    @cached_property
    def sender_agency(self) -> Agency | None:
        """Where the sender worked when this was sent, as the history has it; they may work elsewhere since."""
        line = self.lines.select_related("report").first()
        sent = Event.objects.about(line.report).filter(action="submit").first() if line else None
        return sent.actor_agency if sent else self.given_to.agency

    @property
    def exact_time(self) -> str:
        """ "09:05:07 ngày 20/6/2025" in Vietnam's time."""
        local = timezone.localtime(self.given_at)
        return f"{local:%H:%M:%S} ngày {format_date(local.date())}"

    @property
    def written_number(self) -> str:
        """ "15/2025": unique in the portal."""
        return f"{self.number}/{self.year}"


class ReceiptLineQuerySet(models.QuerySet["ReceiptLine"]):
    def visible_to(self, user: User) -> Self:
        """Those for figures of agencies that the user sees today: of list, page, workbook and paper alike."""
        return self.filter(report__agency__in=Agency.objects.visible_to(user))


class ReceiptLine(models.Model):
    """Dòng của giấy nhận: one report that it is for; `told_by` where the figures came by telephone (nhập thay)."""

    receipt = models.ForeignKey(ProgressReceipt, models.CASCADE, related_name="lines")
    report = models.OneToOneField(ProgressReport, models.CASCADE, related_name="receipt_line")
    told_by = OpenCharField("người báo số liệu", max_length=120, blank=True, default="")
    told_at = models.DateTimeField("báo lúc", null=True, blank=True)

    objects = ReceiptLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng của giấy nhận"
        verbose_name_plural = "dòng của giấy nhận"
        ordering = ["report__agency__official_order", "report__agency__code", "report__period_end"]

    def __str__(self) -> str:
        return str(self.report)


class ReportingHabit(models.Model):
    """Cách ghi số liệu: whether a person thinks in the period or in cumulative figures."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    in_period = models.BooleanField("ghi số trong kỳ", default=False)

    class Meta:
        verbose_name = "cách ghi số liệu"
        verbose_name_plural = "cách ghi số liệu"

    def __str__(self) -> str:
        return "Trong kỳ" if self.in_period else "Lũy kế"
