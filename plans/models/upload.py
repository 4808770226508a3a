from typing import ClassVar, Self

from django.db import models

from agencies.calendar import portal_now
from agencies.files import private_path
from agencies.models import Agency, Job, User
from agencies.models.job import JobQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField
from plans.intake.problems import ERROR, Problem

from .archival_file import in_box
from .catalogue import Catalogue
from .pages import PageBasis, PagesBySize


class CatalogueUploadQuerySet(JobQuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own uploads, into catalogues one still sees."""
        return self.filter(requester=user, catalogue__in=Catalogue.objects.visible_to(user))

    def waiting(self) -> Self:
        """Not yet written: a new upload takes their place."""
        return self.filter(phase__in=(CatalogueUpload.Phase.READING, CatalogueUpload.Phase.WAITING))

    def pending(self) -> Self:
        """Neither in their catalogue nor dropped: they wait for whoever sent them, or are being worked on."""
        return self.filter(phase__in=CatalogueUpload.PENDING)

    def written(self) -> Self:
        """Those whose rows are in the catalogue."""
        return self.filter(phase=CatalogueUpload.Phase.WRITTEN)

    def undoable(self, catalogue: Catalogue) -> "CatalogueUpload | None":
        """The latest written upload of the catalogue, while nothing of it was handed in since; or None."""
        latest = self.written().filter(catalogue=catalogue).order_by("-written_at").first()
        if not isinstance(latest, CatalogueUpload) or latest.written_at is None or not catalogue.is_changeable:
            return None
        return None if catalogue.submitted_at and catalogue.submitted_at > latest.written_at else latest


class CatalogueUpload(Job):
    """Lần tải Mục lục lên: a workbook on its way into a catalogue; first a job reads it, then a job writes it."""

    class Phase(models.TextChoices):
        READING = "reading", "Đang đọc"
        WAITING = "waiting", "Chờ xác nhận"
        WRITING = "writing", "Đang ghi"
        WRITTEN = "written", "Đã ghi"
        SAME = "same", "Không có gì thay đổi"
        UNDONE = "undone", "Đã hoàn tác"

    PENDING = (Phase.READING, Phase.WAITING, Phase.WRITING)

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="uploads")
    file_name = OpenCharField("tên tệp", max_length=200)
    phase = models.CharField("bước", max_length=8, choices=Phase, default=Phase.READING)
    workbook = models.FileField("tệp đã tải lên", upload_to=private_path, blank=True)
    marked = models.FileField("bản đánh dấu lỗi", upload_to=private_path, blank=True)
    rest = models.FileField("các dòng chưa ghi", upload_to=private_path, blank=True)
    mapping = models.JSONField("cột do người dùng chọn", null=True, blank=True)
    # As the reader takes them (intake.rows.corrections), with what the page says of them (uploads.corrections).
    corrections = OpenJSONField("chỗ đã sửa trong bản xem trước", default=list)
    recalled = models.BooleanField("dùng lại lựa chọn lần trước", default=False)
    sheets = models.JSONField("các trang tính", default=list)
    notes = OpenJSONField("lưu ý", default=list, composed=True)
    left_out = OpenJSONField("dòng không phải hồ sơ", default=list, composed=True)
    counts = OpenJSONField("số dòng", default=dict, composed=True)
    catalogue_version = models.PositiveIntegerField("phiên bản Mục lục khi so sánh", default=0)
    only_good = models.BooleanField("chỉ ghi các dòng đúng", default=False)
    remove_missing = models.BooleanField("xóa hồ sơ không có trong tệp", default=False)
    written_at = models.DateTimeField("ghi lúc", null=True, blank=True)

    objects: ClassVar = CatalogueUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "lần tải Mục lục"
        verbose_name_plural = "lần tải Mục lục"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        """Read, and waiting for somebody to confirm it."""
        return self.phase == self.Phase.WAITING and self.state == self.State.DONE

    @property
    def standing(self) -> tuple[str, str]:
        """(tone, Vietnamese words) of the state of a pending upload."""
        if self.state == self.State.FAILED:
            return "bad", "chưa đọc được" if self.phase == self.Phase.READING else "chưa ghi được"
        return ("warn", "chờ xác nhận") if self.is_waiting else ("run", "đang xử lý")

    @property
    def changes_nothing(self) -> bool:
        """Without errors, and just what is stored already."""
        return not any(self.counts.get(name) for name in ("errors", "new", "changed", "missing"))

    @property
    def has_errors(self) -> bool:
        return bool(self.counts.get("errors"))

    @property
    def watched(self) -> Job:
        """The job to look at: the upload, or what is still made of it when it was read."""
        marking = getattr(self, "marking", None)
        return marking if marking and self.state == self.State.DONE else self


class UploadMarking(Job):
    """Bản đánh dấu lỗi: a job of its own, so that a large workbook's preview does not wait for its marked copy."""

    upload = models.OneToOneField(CatalogueUpload, models.CASCADE, related_name="marking")

    class Meta:
        verbose_name = "bản đánh dấu lỗi"
        verbose_name_plural = "bản đánh dấu lỗi"


class FileValues(PagesBySize):
    """What a workbook says about one file, and what search looks at: the columns that staging and change sets share."""

    box_number = OpenCharField(max_length=30)
    file_number = OpenCharField(max_length=30)
    reference_code = OpenCharField(max_length=60)
    title = OpenCharField(max_length=1000)
    start_date = OpenCharField(max_length=10)
    end_date = OpenCharField(max_length=10)
    retention_years = models.PositiveSmallIntegerField(null=True)
    sheet_count = models.PositiveIntegerField()
    page_basis = models.CharField(max_length=9, choices=PageBasis, blank=True, default=PageBasis.COUNTED)
    arranged = models.BooleanField()
    priority = OpenCharField(max_length=10)
    digitized_before = models.BooleanField()
    condition = OpenCharField(max_length=8)
    archive_number = OpenCharField(max_length=30, default="")
    catalogue_number = OpenCharField(max_length=30, default="")
    note = OpenCharField(max_length=500)
    search_text = models.CharField(max_length=1200)
    title_key = models.BigIntegerField()

    class Meta:
        abstract = True

    @property
    def in_box(self) -> str:
        """ ", Mục lục số 2, hộp 3" behind the file's number, "" for a file without either."""
        return in_box(self.catalogue_number, self.box_number)


class StagedFile(FileValues):
    """Dòng chờ ghi: a row of an uploaded workbook; `position` counts the rows of the whole workbook."""

    pk = models.CompositePrimaryKey("upload_id", "position")
    # No constraint: a check per row would cost as much as the row; the daily task clears what lost its upload.
    upload = models.ForeignKey(CatalogueUpload, models.DO_NOTHING, db_constraint=False, db_index=False)
    position = models.PositiveIntegerField()
    sheet = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    broken = models.BooleanField()
    fonds = OpenCharField(max_length=250, default="")
    # Where a row that was corrected comes from: the upload and its row there, 0 for any other row.
    origin_upload = models.BigIntegerField(default=0)
    origin_position = models.PositiveIntegerField(default=0)
    # The Mục lục số under which the catalogue has its file, where the row itself says another or none.
    known_as = OpenCharField(max_length=30, null=True)
    # Of a broken row, once the others are written: the position in the catalogue that is kept for it.
    place = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "dòng chờ ghi"
        verbose_name_plural = "dòng chờ ghi"


class UploadProblem(models.Model):
    """Chỗ cần sửa: one problem in an uploaded workbook, errors before warnings, in the order of the workbook."""

    pk = models.CompositePrimaryKey("upload_id", "number")
    upload = models.ForeignKey(CatalogueUpload, models.DO_NOTHING, db_constraint=False, db_index=False)
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=7)
    sheet = OpenCharField(max_length=60, composed=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=3)
    header = OpenCharField(max_length=60, composed=True)
    field = models.CharField(max_length=20)
    value = OpenTextField(composed=True)
    text = OpenCharField(max_length=500, composed=True)

    class Meta:
        verbose_name = "chỗ cần sửa"
        verbose_name_plural = "chỗ cần sửa"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    @property
    def place(self) -> str:
        """Where in the workbook it is, as people say it."""
        return self.as_problem().place

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    def as_problem(self) -> Problem:
        """The row as what the reader found."""
        names = ("level", "sheet", "row", "column", "header", "field", "value", "text")
        return Problem(**{name: getattr(self, name) for name in names})


class HeaderMappingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the agencies for which the person works."""
        return self.filter(agency__in=user.answers_for)


class HeaderMapping(models.Model):
    """Cách đọc tệp: what an agency's clerk decided of workbooks of this shape. `columns` are headers and the columns
    they are, answers and sheets left out (as an upload's mapping), `answers` the corrections of values and columns."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="header_mappings")
    shape = models.CharField("dạng tiêu đề", max_length=64)
    columns = models.JSONField("cột", default=dict)
    answers = OpenJSONField("giá trị đã trả lời", default=list)
    heads = models.JSONField("tiêu đề các cột", default=list)
    file_name = OpenCharField("tệp gần nhất", max_length=200, blank=True, default="")
    changed_at = models.DateTimeField(default=portal_now)

    objects: ClassVar = HeaderMappingQuerySet.as_manager()

    class Meta:
        verbose_name = "cách đọc tệp"
        verbose_name_plural = "cách đọc tệp"
        ordering = ["-changed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "shape"], name="one_mapping_per_shape")]

    def __str__(self) -> str:
        return f"{self.agency}: {len(self.columns)} cột"
