from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery

from agencies.models import Agency, IssuedDocument, Workflowed, WorkflowedQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField
from plans.models import Plan
from plans.models.pages import SIZES


class EstimateQuerySet(WorkflowedQuerySet):
    def with_result(self) -> Self:
        """Rows with what was decided last: `result_dong`, `result_requested_dong`, `result_on`, `result_own`."""
        latest = EstimateAppraisal.objects.filter(estimate=OuterRef("pk")).order_by("-decided_on", "-pk")
        return self.annotate(
            result_dong=Subquery(latest.values("appraised_dong")[:1]),
            result_requested_dong=Subquery(latest.values("requested_dong")[:1]),
            result_on=Subquery(latest.values("decided_on")[:1]),
            result_own=Subquery(latest.values("own_decision")[:1]),
        )


class Estimate(Workflowed):
    """Dự toán kinh phí số hóa: pages × K × unit price; keeps the unit price it was made with (domain §5)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang lập"
        SUBMITTED = "submitted", "Đã trình"
        RETURNED = "returned", "Trả lại để sửa"
        APPRAISED = "appraised", "Đã thẩm định"
        DECIDED = "decided", "Đơn vị đã phê duyệt"

    CHANGEABLE = (State.DRAFT, State.RETURNED)
    AWAITED = (State.SUBMITTED,)
    TONES = {"draft": "idle", "submitted": "run", "returned": "warn", "appraised": "ok", "decided": "ok"}

    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.DRAFT, db_index=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="estimates")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="estimates", verbose_name="cơ quan")
    name = OpenCharField("tên dự toán", max_length=250)
    unit_price_dong = models.PositiveBigIntegerField("đơn giá (đồng/trang A4)")
    requested_dong = models.PositiveBigIntegerField("số đề nghị (đồng)", default=0)
    a4_page_count = models.PositiveBigIntegerField("trang A4 quy đổi", default=0)
    note = OpenTextField("thuyết minh", blank=True)
    excess_reason = OpenTextField("lý do vượt chỉ tiêu, rà soát", blank=True, default="")
    unusual_reason = OpenTextField("lý do số liệu bất thường", blank=True, default="")

    # The whole of it when it went back to its agency, for those who oversee the plan (budgets.estimates.as_handed_in).
    as_handed_in = OpenJSONField(default=dict, blank=True, editable=False, composed=True)

    objects = EstimateQuerySet.as_manager()

    unconfirmed_dong = 0  # on rows of a list: what of it waits for a second person
    lines_handed_in: "list[EstimateLine] | None" = None  # set on what a page shows of what was handed in
    result_dong: int | None  # these four on rows of `with_result()`
    result_requested_dong: int | None
    result_on: date | None
    result_own: bool | None

    class Meta:
        verbose_name = "dự toán"
        verbose_name_plural = "dự toán"
        ordering = ["agency", "pk"]
        indexes = [models.Index(fields=["state", "state_since"], name="estimate_queue")]

    def __str__(self) -> str:
        return f"Dự toán “{self.name}” của {self.agency}"

    @property
    def is_appraised_by_finance(self) -> bool:
        """Sở Tài chính appraises sở, ban, ngành and TTLTLS only (Kế hoạch II.3.b); huyện and xã decide themselves."""
        return self.agency.in_departments_group

    @property
    def result(self) -> "EstimateAppraisal | None":
        """The latest decision."""
        return self.appraisals.select_related("document__delegation", "document__issuer").first()

    @property
    def asked_dong(self) -> int:
        """What the last decision was about, on rows of `with_result()`; what is asked for now where none was made."""
        return self.requested_dong if self.result_requested_dong is None else self.result_requested_dong

    @property
    def result_difference_dong(self) -> int | None:
        """Số thẩm định − số đề nghị of the last decision, on rows of `with_result()`; None before."""
        if self.result_dong is None or self.result_requested_dong is None:
            return None
        return self.result_dong - self.result_requested_dong

    @property
    def desk(self) -> str:
        """Who has to act on it, or an empty string once it is decided."""
        if self.is_awaited:
            return "Sở Tài chính"
        return str(self.agency) if self.is_changeable else ""

    def shown_lines(self) -> "list[EstimateLine]":
        """Its lines, or those that were handed in where only these are to be seen."""
        return list(self.lines.all()) if self.lines_handed_in is None else self.lines_handed_in

    def pages_by_size(self) -> dict[str, int]:
        """{"a4": trang, …} of its lines; extra lines have no pages."""
        pages = {line.size: line.page_count for line in self.shown_lines() if line.size}
        return {size: pages.get(size, 0) for size in SIZES}

    @property
    def needs_confirmation(self) -> bool:
        """True where a line's K≠1 is not yet confirmed by Sở Tài chính."""
        return any(line.page_count and not line.factor_confirmed for line in self.shown_lines())


class EstimateLine(models.Model):
    """Dòng dự toán: the pages of one paper size at K × unit price, or an extra line with its own amount."""

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField("số thứ tự")
    name = OpenCharField("nội dung", max_length=250)
    size = models.CharField("khổ giấy", max_length=2, blank=True, choices=[(size, size.upper()) for size in SIZES])
    page_count = models.PositiveBigIntegerField("số trang", default=0)
    factor = models.PositiveSmallIntegerField("hệ số K", default=1)
    factor_confirmed = models.BooleanField("hệ số đã được xác nhận", default=True)
    amount_dong = models.PositiveBigIntegerField("thành tiền (đồng)")

    class Meta:
        verbose_name = "dòng dự toán"
        verbose_name_plural = "dòng dự toán"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class EstimateAppraisalQuerySet(models.QuerySet):
    def by(self, day: date) -> Self:
        """Decisions up to the end of the day."""
        return self.filter(decided_on__lte=day)


class EstimateAppraisal(models.Model):
    """Kết quả thẩm định (hoặc phê duyệt) dự toán: số đề nghị, số thẩm định, chênh lệch, lý do."""

    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="appraisals")
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
