from datetime import date
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from agencies.models import Agency, Event, User, Workflowed
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField
from plans.models import Plan
from plans.models.pages import SIZES

from .appraised import EstimateAppraisal
from .edition import Edition, EditionQuerySet


class EstimateQuerySet(EditionQuerySet):
    def with_result(self) -> Self:
        """Rows with what was decided last: `result_dong`, `result_requested_dong`, `result_on`, `result_own`."""
        latest = EstimateAppraisal.objects.filter(estimate=OuterRef("pk")).order_by("-decided_on", "-pk")
        return self.annotate(
            result_dong=Subquery(latest.values("appraised_dong")[:1]),
            result_requested_dong=Subquery(latest.values("requested_dong")[:1]),
            result_on=Subquery(latest.values("decided_on")[:1]),
            result_own=Subquery(latest.values("own_decision")[:1]),
        )


class Estimate(Edition, Workflowed):
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
        constraints = [
            models.CheckConstraint(
                condition=Q(change="first", replaces=None, first=None, edition=1)
                | (~Q(change="first") & Q(replaces__isnull=False, first__isnull=False, edition__gt=1)),
                name="a_later_edition_names_what_it_replaces",
            )
        ]

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
    def counted_asked_dong(self) -> int | None:
        """`asked_dong` where sums hold it, else None."""
        return self.asked_dong if self.counts else None

    @property
    def uncounted_dong(self) -> int | None:
        """`asked_dong` where sums leave it out, else None."""
        return None if self.counts else self.asked_dong

    @property
    def next_edition(self) -> "Estimate | None":
        """The version after this one, whatever its state."""
        return Estimate.objects.filter(replaces=self.pk).select_related("agency").first()

    def was_handed_in_by(self, user: User) -> bool:
        """Now or in any earlier version of it (domain §2)."""
        kind, line = ContentType.objects.get_for_model(Estimate), Estimate.objects.same_line(self).values("pk")
        return Event.objects.filter(content_type=kind, object_id__in=line, action="submit", actor=user).exists()

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
