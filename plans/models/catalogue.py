from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property

from agencies.models import Agency, User, Workflowed, WorkflowedQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField

from .fonds import Fonds
from .pages import PagesBySize
from .plan import Plan


class CatalogueQuerySet(WorkflowedQuerySet["Catalogue"]):
    def being_rewritten(self) -> Self:
        """On their agency's desk again, with files that it changed since they were last handed in.

        What Sở Nội vụ took over from answers is no change of the agency's.
        """
        own = {"undone_at": None, "proposals": None, "catalogue": OuterRef("pk"), "revision": OuterRef("revision")}
        changes = Catalogue.changes.rel.related_model._default_manager.filter(
            made_at__gt=OuterRef("submitted_at"), **own
        )
        return self.changeable().filter(Exists(changes))


class UndeletedCatalogues(models.Manager["Catalogue"]):
    """Those that were not deleted: all that any page, figure or document is about."""

    def get_queryset(self) -> models.QuerySet["Catalogue"]:
        return super().get_queryset().filter(deleted_at=None)


class DeletedCatalogues(models.Manager["Catalogue"]):
    """Those that were deleted and can still be taken back; their files wait in the change that deleted them."""

    def get_queryset(self) -> models.QuerySet["Catalogue"]:
        return super().get_queryset().exclude(deleted_at=None)


class Catalogue(Workflowed, PagesBySize):
    """Mục lục hồ sơ, tài liệu số hóa: the files of one fonds to be digitized; totals are kept with the rows."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang lập"
        SUBMITTED = "submitted", "Đã trình"
        RECEIVED = "received", "Đang thẩm định"
        RETURNED = "returned", "Trả lại để sửa"
        APPRAISED = "appraised", "Đã thẩm định"
        REOPENING = "reopening", "Đề nghị mở lại"

    CHANGEABLE = (State.DRAFT, State.RETURNED)
    AWAITED = (State.SUBMITTED, State.RECEIVED)
    SETTLED = (State.APPRAISED, State.REOPENING)  # the whole is appraised, whether it shall be opened again or not
    TONES = {
        "draft": "idle",
        "submitted": "run",
        "received": "run",
        "returned": "warn",
        "appraised": "ok",
        "reopening": "warn",
    }

    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.DRAFT, db_index=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="catalogues")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="catalogues", verbose_name="cơ quan")
    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="catalogues", verbose_name="phông")
    name = OpenCharField("tên mục lục", max_length=250)
    file_count = models.PositiveBigIntegerField("số hồ sơ", default=0)
    sheet_count = models.PositiveBigIntegerField("số tờ", default=0)
    revision = models.PositiveSmallIntegerField("lần trình", default=1)
    frozen_hash = models.CharField("mã kiểm của bản trình", max_length=64, blank=True)
    agreed_hash = models.CharField("mã kiểm sau khi sửa theo trả lời", max_length=64, blank=True, default="")
    # Drawn when it is received, so that nobody knows before which files a sample will hold.
    sample_seed = models.CharField("mã rút mẫu của bản trình", max_length=12, blank=True, default="", editable=False)
    accepted_files = models.PositiveBigIntegerField("hồ sơ đã chấp nhận", default=0)
    asked_files = models.PositiveBigIntegerField("hồ sơ đang hỏi", default=0)
    left_out_files = models.PositiveBigIntegerField("hồ sơ loại khỏi diện số hóa", default=0)
    left_out_pages = models.PositiveBigIntegerField("trang A4 quy đổi của hồ sơ bị loại", default=0)
    # What its files do not know yet keeps it from being handed in; estimates are marked wherever its sums are read.
    unknown_pages = models.PositiveBigIntegerField("hồ sơ chưa rõ số trang", default=0)
    unknown_retentions = models.PositiveBigIntegerField("hồ sơ chưa rõ thời hạn bảo quản", default=0)
    unknown_dates = models.PositiveBigIntegerField("hồ sơ chưa rõ thời gian", default=0)
    estimated_files = models.PositiveBigIntegerField("hồ sơ có số trang ước tính từ số tờ", default=0)
    estimated_pages = models.PositiveBigIntegerField("trang A4 ước tính từ số tờ", default=0)
    secrecy_declared = models.BooleanField("đã cam kết không có tài liệu mật", default=False)
    deleted_at = models.DateTimeField("xóa lúc", null=True, blank=True, editable=False)
    # Name and sums of what went back to the agency, for those who oversee the plan (plans.appraisal.handed_in).
    as_handed_in = OpenJSONField(default=dict, blank=True, editable=False, composed=True)

    # The official of Sở Nội vụ who works on it; whoever appraises may decide all the same.
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người xử lý",
    )
    assigned_at = models.DateTimeField("giao xử lý lúc", null=True, blank=True, editable=False)

    is_as_handed_in = False  # set on what a page shows of what was handed in

    # Set on the rows of one page by what the page asks.
    a4_pages: int
    decided_pages: int
    gone_pages: int
    changed_pages: int

    objects = UndeletedCatalogues.from_queryset(CatalogueQuerySet)()
    deleted = DeletedCatalogues.from_queryset(CatalogueQuerySet)()

    class Meta:
        verbose_name = "mục lục"
        verbose_name_plural = "mục lục"
        ordering = ["agency", "name"]
        indexes = [models.Index(fields=["state", "state_since"], name="catalogue_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["fonds", "name"], condition=models.Q(deleted_at=None), name="one_catalogue_per_name"
            )
        ]

    def __str__(self) -> str:
        return f"Mục lục “{self.name}” của {self.agency}"

    @property
    def with_fonds(self) -> str:
        """Its name among others: catalogues of two fonds may have one name."""
        return f"{self.name}, {self.fonds.in_words}"

    @property
    def desk(self) -> str:
        """Who has to act on it, or an empty string once it is appraised."""
        if self.state == self.State.APPRAISED:
            return ""
        return "Sở Nội vụ" if self.is_awaited or self.is_to_be_reopened else str(self.agency)

    @property
    def knows_no_pages(self) -> bool:
        """True where the pages of every file are unknown: a sum of 0 would be a lie."""
        return 0 < self.file_count <= self.unknown_pages

    @cached_property
    def files_without_sheets(self) -> int:
        """Files whose number of sheets is unknown: the sum of sheets is without them."""
        return self.files.filter(sheet_count=0).count()

    @property
    def at_desk_since(self) -> datetime:
        """Since when it lies where it lies: with Sở Nội vụ since it was handed in, received or not."""
        return self.submitted_at if self.is_awaited and self.submitted_at else self.state_since

    @property
    def worked_on_by(self) -> User | None:
        """The official who works on it while it lies with Sở Nội vụ."""
        if self.assigned_to_id is None:
            return None
        return self.assigned_to if self.is_awaited or self.is_to_be_reopened else None

    @property
    def is_to_be_reopened(self) -> bool:
        """True while the agency's request to open what was appraised waits for an answer."""
        return self.state == self.State.REOPENING

    @property
    def is_reviewed_again(self) -> bool:
        """True where Sở Nội vụ has seen an earlier version: then only what changed is new to it."""
        return self.revision > 1
