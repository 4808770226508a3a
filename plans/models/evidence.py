"""Chứng cứ: what can be shown of the pages that are reported as digitized."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.files import private_path
from agencies.formats.dates import format_date
from agencies.models import Agency, Job, User
from agencies.models.job import JobQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

from .catalogue import Catalogue
from .plan import FIRST_DAY, LAST_DAY, Plan

FINEST_DPI = 2_400
LINE_KINDS = {
    "missing": "Chưa có bản số hóa",
    "surplus": "Không thuộc hồ sơ nào",
    "wrong": "Sai số trang",
    "below": "Dưới yêu cầu kỹ thuật",
    "doubled": "Trùng nội dung",
    "unread": "Không đọc được",
}


class TechnicalMinimumQuerySet(models.QuerySet["TechnicalMinimum"]):
    def in_force_on(self, day: date) -> "TechnicalMinimum | None":
        """What scans made on the day must have at least, or None."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class TechnicalMinimum(models.Model):
    """Yêu cầu kỹ thuật tối thiểu của bản số hóa (TT 02/2019/TT-BNV, TT 05/2025/TT-BNV), from a day on (domain §9)."""

    valid_from = models.DateField("áp dụng cho tài liệu số hóa từ ngày", unique=True)
    least_version = models.CharField(
        "phiên bản PDF thấp nhất",
        max_length=3,
        default="1.4",
        validators=[RegexValidator(r"^\d\.\d$", "Ghi dạng 1.4.")],
    )
    least_dpi = models.PositiveSmallIntegerField(
        "độ phân giải thấp nhất (dpi)", validators=[MinValueValidator(1), MaxValueValidator(FINEST_DPI)]
    )
    needs_colour = models.BooleanField("ảnh màu", default=True)
    needs_pdfa = models.BooleanField("PDF/A", default=False)
    needs_text = models.BooleanField("hai lớp (có lớp chữ ở mọi trang)", default=False)
    source = OpenCharField("căn cứ", max_length=300)

    objects = TechnicalMinimumQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu kỹ thuật của bản số hóa"
        verbose_name_plural = "yêu cầu kỹ thuật của bản số hóa"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY),
                name="technical_minimum_is_of_our_time",
                violation_error_message=f"Ngày áp dụng từ {format_date(FIRST_DAY)} đến {format_date(LAST_DAY)}.",
            ),
            models.CheckConstraint(
                condition=Q(least_dpi__gte=1, least_dpi__lte=FINEST_DPI), name="technical_minimum_has_a_resolution"
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu kỹ thuật từ {format_date(self.valid_from)} ({self.source})"

    @property
    def in_words(self) -> str:
        """PDF từ 1.4, ảnh màu, 200 dpi trở lên, PDF/A, hai lớp."""
        parts = [f"PDF từ {self.least_version}", f"{self.least_dpi} dpi trở lên"]
        parts += ["ảnh màu"] if self.needs_colour else []
        parts += ["PDF/A"] if self.needs_pdfa else []
        return ", ".join(parts + (["có lớp chữ ở mọi trang"] if self.needs_text else []))


class ScanRule(models.Model):
    """Quy tắc đặt tên: how an agency names its scans and their folders, remembered from its last manifest."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="scan_rule", verbose_name="cơ quan")
    pattern = OpenCharField("quy tắc đặt tên", max_length=200)

    class Meta:
        verbose_name = "quy tắc đặt tên bản số hóa"
        verbose_name_plural = "quy tắc đặt tên bản số hóa"

    def __str__(self) -> str:
        return self.pattern


class ScanManifestQuerySet(JobQuerySet):
    def visible_to(self, user: User) -> Self:
        """Of agencies that one sees."""
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def in_force(self) -> Self:
        """Read, and not replaced by a newer one of the same scope: what counts as evidence."""
        return self.filter(read_on__isnull=False, replaced_on=None)

    def by(self, day: date) -> Self:
        """What counted as evidence at the end of the day."""
        return self.filter(Q(replaced_on=None) | Q(replaced_on__gt=day), read_on__lte=day)


class ScanManifest(Job):
    """Bảng kê bản số hóa: what `inspect_scans` found in the folders of an agency, compared with its catalogues.

    `evidenced_pages` (trang A4 quy đổi) and the other sums are written in the transaction in which it begins to count.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="scan_manifests", verbose_name="cơ quan")
    catalogue = models.ForeignKey(
        Catalogue, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="Mục lục"
    )
    file_name = OpenCharField("tên tệp", max_length=200)
    table = models.FileField("bảng kê", upload_to=private_path, blank=True)
    scanned_on = models.DateField("ngày số hóa xong")
    pattern = OpenCharField("quy tắc đặt tên", max_length=200, blank=True)
    minimum = models.ForeignKey(
        TechnicalMinimum, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="yêu cầu kỹ thuật"
    )
    read_on = models.DateField("tính là chứng cứ từ ngày", null=True, blank=True)
    replaced_on = models.DateField("được thay ngày", null=True, blank=True)
    pdf_count = models.PositiveIntegerField("tệp PDF", default=0)
    expected_files = models.PositiveIntegerField("hồ sơ trong Mục lục", default=0)
    evidenced_files = models.PositiveIntegerField("hồ sơ có chứng cứ", default=0)
    evidenced_pages = models.PositiveBigIntegerField("trang có chứng cứ (A4 quy đổi)", default=0)
    missing_count = models.PositiveIntegerField("hồ sơ chưa có bản số hóa", default=0)
    surplus_count = models.PositiveIntegerField("tệp không thuộc hồ sơ nào", default=0)
    wrong_count = models.PositiveIntegerField("tệp sai số trang", default=0)
    below_count = models.PositiveIntegerField("tệp dưới yêu cầu kỹ thuật", default=0)
    doubled_count = models.PositiveIntegerField("tệp trùng nhau", default=0)
    unread_count = models.PositiveIntegerField("tệp không đọc được", default=0)

    objects: ClassVar = ScanManifestQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng kê bản số hóa"
        verbose_name_plural = "bảng kê bản số hóa"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Bảng kê {self.file_name}"

    @property
    def counts(self) -> bool:
        """True while it is evidence."""
        return self.read_on is not None and self.replaced_on is None

    @property
    def standing(self) -> tuple[str, str]:
        """(tone, Vietnamese words) of its state."""
        if self.counts:
            return "ok", "Đang tính"
        if self.replaced_on:
            return "idle", f"Được thay ngày {format_date(self.replaced_on)}"
        if not self.pattern:
            return "warn", "Chờ chọn quy tắc đặt tên"
        return ("bad" if self.state == self.State.FAILED else "run"), self.get_state_display()


class ScanLine(models.Model):
    """Dòng đối chiếu: a PDF of a manifest with the file that it belongs to, or a file of which there is no PDF."""

    manifest = models.ForeignKey(ScanManifest, models.CASCADE, related_name="lines")
    path = OpenCharField("đường dẫn", max_length=600, blank=True)
    # No foreign key: workbooks delete and bring back files by SQL, and an old manifest stays as it was.
    file_key = models.PositiveBigIntegerField("số của hồ sơ", null=True, blank=True)
    place = OpenCharField("hộp, hồ sơ số", max_length=80, blank=True)
    page_count = models.PositiveIntegerField("số trang của tệp", default=0)
    found_pages = models.PositiveIntegerField("số trang các tệp của hồ sơ", default=0)
    expected_pages = models.PositiveIntegerField("số trang theo Mục lục", default=0)
    evidenced_pages = models.PositiveIntegerField("trang có chứng cứ (A4 quy đổi)", default=0)
    size_bytes = models.PositiveBigIntegerField("dung lượng (byte)", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    pdf_version = models.CharField("phiên bản PDF", max_length=5, blank=True)
    pdfa = models.CharField("PDF/A", max_length=6, blank=True)
    dpi = models.PositiveIntegerField("độ phân giải (dpi)", null=True, blank=True)
    colour = models.CharField("màu", max_length=10, blank=True)
    text_pages = models.PositiveIntegerField("trang có lớp chữ", default=0)
    is_missing = models.BooleanField(default=False)
    is_surplus = models.BooleanField(default=False)
    is_wrong = models.BooleanField(default=False)
    is_below = models.BooleanField(default=False)
    is_doubled = models.BooleanField(default=False)
    is_unread = models.BooleanField(default=False)
    said = OpenCharField("nhận xét", max_length=500, blank=True, composed=True)

    class Meta:
        verbose_name = "dòng đối chiếu bản số hóa"
        verbose_name_plural = "dòng đối chiếu bản số hóa"
        ordering = ["manifest", "pk"]
        indexes = [models.Index(fields=["manifest", "sha256"], name="scan_line_sums")]

    def __str__(self) -> str:
        return self.path or self.place

    @property
    def words(self) -> str:
        """The line's faults: their kinds, then the particulars."""
        kinds = [word for name, word in LINE_KINDS.items() if getattr(self, f"is_{name}")]
        pages = f"{self.found_pages} trang, Mục lục ghi {self.expected_pages}" if self.is_wrong else ""
        return "; ".join(filter(None, [*kinds, pages, self.said]))


class EvidenceSample(models.Model):
    """Mẫu xem bằng mắt: files of a manifest drawn by chance; whoever knows the seed draws the same again."""

    manifest = models.ForeignKey(ScanManifest, models.CASCADE, related_name="samples")
    size = models.PositiveSmallIntegerField("cỡ mẫu")
    of_files = models.PositiveIntegerField("số hồ sơ được rút")
    seed = models.CharField("mã rút mẫu", max_length=40)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người rút")
    drawn_at = models.DateTimeField("lúc rút", default=portal_now)

    class Meta:
        verbose_name = "mẫu xem bản số hóa"
        verbose_name_plural = "mẫu xem bản số hóa"
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"Mẫu {self.size} hồ sơ, mã {self.seed}"


class SampledFile(models.Model):
    """Hồ sơ trong mẫu: what somebody saw who opened its scans."""

    class Result(models.TextChoices):
        OPEN = "", "Chưa xem"
        GOOD = "good", "Đạt"
        BAD = "bad", "Không đạt"

    sample = models.ForeignKey(EvidenceSample, models.CASCADE, related_name="files")
    line = models.ForeignKey(ScanLine, models.CASCADE, related_name="+")
    result = models.CharField("kết quả", max_length=4, choices=Result, blank=True, default="")
    note = OpenCharField("ghi chú", max_length=500, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xem"
    )
    seen_at = models.DateTimeField("xem lúc", null=True, blank=True)

    class Meta:
        verbose_name = "hồ sơ trong mẫu"
        verbose_name_plural = "hồ sơ trong mẫu"
        ordering = ["sample", "pk"]
        constraints = [models.UniqueConstraint(fields=["sample", "line"], name="drawn_once_in_a_sample")]

    def __str__(self) -> str:
        return f"{self.line} ({self.get_result_display()})"


class EvidenceGap(models.Model):
    """Lý do chênh lệch: why an agency reports more pages than it can show; the latest one holds."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="evidence_gaps", verbose_name="cơ quan")
    reason = OpenTextField("lý do")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    written_at = models.DateTimeField("ghi lúc", default=portal_now)

    class Meta:
        verbose_name = "lý do chênh lệch với chứng cứ"
        verbose_name_plural = "lý do chênh lệch với chứng cứ"
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.reason
