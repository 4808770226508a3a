from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from agencies.models import Agency, IssuedDocument, User
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField
from plans.models import Plan

from .entry import Entry, EntryQuerySet


class AllocationQuerySet(EntryQuerySet):
    def visible_to(self, user: User) -> Self:
        """Decisions with a line of an agency that the user sees, and those of the own agency."""
        seen = AllocationLine.objects.visible_to(user).filter(allocation=OuterRef("pk"))
        return self.filter(Exists(seen) | Q(issuer=user.agency_id))

    def with_seen(self, user: User) -> Self:
        """Rows with sum and number of the lines that the user sees: `seen_dong`, `seen_lines`."""
        lines = AllocationLine.objects.visible_to(user).filter(allocation=OuterRef("pk")).order_by()
        by_document = lines.values("allocation")
        return self.annotate(
            seen_dong=Coalesce(Subquery(by_document.annotate(dong=Sum("amount_dong")).values("dong")), 0),
            seen_lines=Coalesce(Subquery(by_document.annotate(many=Count("pk")).values("many")), 0),
        )


class Allocation(Entry):
    """Quyết định giao dự toán: one document with a line per agency (domain §2: appraised is not yet allocated).

    Parts, additions, cuts and withdrawals are documents of their own; `amount_dong` is the sum of the lines.
    """

    class Kind(models.TextChoices):
        GIVEN = "given", "Giao dự toán"
        ADDED = "added", "Giao bổ sung"
        CUT = "cut", "Điều chỉnh giảm"
        WITHDRAWN = "withdrawn", "Thu hồi"

    LOWERING = (Kind.CUT, Kind.WITHDRAWN)

    class Source(models.TextChoices):
        PROVINCE = "province", "Ngân sách tỉnh"
        DISTRICT = "district", "Ngân sách cấp huyện"
        COMMUNE = "commune", "Ngân sách cấp xã"
        OTHER = "other", "Nguồn khác"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="allocations")
    issuer = models.ForeignKey(
        Agency, models.PROTECT, related_name="allocations_issued", verbose_name="cơ quan ban hành"
    )
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.GIVEN)
    # The number in the register while the decision stands; one taken back frees its number for the right document.
    document = models.ForeignKey(
        IssuedDocument, models.SET_NULL, null=True, related_name="allocations", verbose_name="văn bản"
    )
    signer = OpenCharField("người ký", max_length=120)
    budget_year = models.PositiveSmallIntegerField("năm ngân sách")
    source = models.CharField("nguồn kinh phí", max_length=10, choices=Source, default=Source.PROVINCE)
    source_note = OpenCharField("ghi rõ nguồn", max_length=200, blank=True)

    objects = AllocationQuerySet.as_manager()

    seen_dong: int  # these two on rows of `with_seen()`
    seen_lines: int

    class Meta:
        verbose_name = "quyết định giao dự toán"
        verbose_name_plural = "quyết định giao dự toán"
        ordering = ["-dated_on", "-pk"]

    def __str__(self) -> str:
        return f"{'Ghi đảo: ' if self.is_reversal else ''}{self.get_kind_display()} theo Quyết định số {self.number}"

    @property
    def lowers(self) -> bool:
        """True for documents that take money back; their lines are negative."""
        return self.kind in self.LOWERING


class AllocationLineQuerySet(models.QuerySet["AllocationLine"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def by(self, day: date) -> Self:
        """Lines of what was recorded by the end of the day."""
        return self.filter(allocation__recorded_on__lte=day)

    def total_dong(self) -> int:
        """What was allocated (đồng); cuts and what was taken back are in it with their minus."""
        return self.aggregate(dong=Sum("amount_dong"))["dong"] or 0


class AllocationLine(models.Model):
    """Dòng giao dự toán: đồng of one agency; negative where it is cut, withdrawn or taken back."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="lines")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="allocation_lines", verbose_name="cơ quan")
    amount_dong = models.BigIntegerField("số tiền (đồng)")
    excess_reason = OpenTextField("lý do vượt số thẩm định", blank=True, default="")
    note = OpenCharField("ghi chú", max_length=200, blank=True)

    objects = AllocationLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng giao dự toán"
        verbose_name_plural = "dòng giao dự toán"
        ordering = ["allocation", "agency__official_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "agency"], name="one_allocation_line_per_agency"),
            models.CheckConstraint(condition=~Q(amount_dong=0), name="allocation_line_has_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.amount_dong} đồng"


class AllocationUploadQuerySet(models.QuerySet["AllocationUpload"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(uploaded_by=user)


class AllocationUpload(models.Model):
    """Bảng giao dự toán tải lên: rows read from a workbook, waiting for confirmation. The workbook is not kept."""

    plan = models.ForeignKey(Plan, models.CASCADE)
    uploaded_by = models.ForeignKey("agencies.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file_name = OpenCharField(max_length=200)
    rows = OpenJSONField(default=dict)
    allocation = models.OneToOneField(Allocation, models.PROTECT, null=True, blank=True, related_name="upload")
    simulation = models.ForeignKey(
        "budgets.Simulation", models.SET_NULL, null=True, blank=True, related_name="uploads", verbose_name="phương án"
    )

    objects = AllocationUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nạp bảng giao dự toán"
        verbose_name_plural = "lần nạp bảng giao dự toán"

    def __str__(self) -> str:
        return self.file_name
