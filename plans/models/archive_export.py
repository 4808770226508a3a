"""Xuất siêu dữ liệu sang Kho lưu trữ dùng chung: what went out, in which batch, and the archive's answer."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Sum

from agencies.calendar import portal_now
from agencies.files import private_path
from agencies.models import Agency, Job, User
from agencies.models.job import JobQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField

from .metadata_field import MetadataPart
from .plan import Plan


class ArchiveExportQuerySet(JobQuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the agencies that the person sees."""
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def kept(self) -> Self:
        """Those that were made: each has its batches and its file."""
        return self.exclude(bundle="")

    def recount(self) -> None:
        """Work the counters of these out from their files (photographs and recordings have none of pages)."""
        for pk in self.order_by("pk").values_list("pk", flat=True):
            files = ArchiveItem.objects.filter(export=pk, part=MetadataPart.FILE, is_latest=True).order_by()
            sums = files.values_list("state").annotate(Count("pk"), Sum("a4_pages"))
            counters = dict.fromkeys(ArchiveExport.COUNTERS, 0)
            for state, count, pages in sums:
                counters |= {f"{state}_files": count, f"{state}_pages": pages}
            ArchiveExport.objects.filter(pk=pk).update(**counters)


class ArchiveExport(Job):
    """Lần xuất siêu dữ liệu: a job that writes an agency's records for the shared archive, in batches, as one .zip.

    Its counters hold those of its records that no later export holds again.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="archive_exports")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="archive_exports", verbose_name="cơ quan")
    number = models.PositiveIntegerField("lần xuất")
    as_of = models.DateField("ngày xuất")
    batch_size = models.PositiveIntegerField("số hồ sơ mỗi đợt")
    left_behind = models.PositiveIntegerField("hồ sơ thiếu trường bắt buộc, để lại", default=0)
    bundle = models.FileField("tệp .zip", upload_to=private_path, blank=True)
    manifest = OpenJSONField("bảng kê", default=dict, blank=True, composed=True)
    sent_files = models.PositiveIntegerField("chờ Kho trả lời", default=0)
    sent_pages = models.PositiveBigIntegerField("trang A4 chờ Kho trả lời", default=0)
    taken_files = models.PositiveIntegerField("Kho đã nhận", default=0)
    taken_pages = models.PositiveBigIntegerField("trang A4 Kho đã nhận", default=0)
    refused_files = models.PositiveIntegerField("Kho từ chối", default=0)
    refused_pages = models.PositiveBigIntegerField("trang A4 Kho từ chối", default=0)

    COUNTERS = tuple(f"{state}_{unit}" for state in ("sent", "taken", "refused") for unit in ("files", "pages"))

    objects: ClassVar = ArchiveExportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần xuất sang Kho"
        verbose_name_plural = "lần xuất sang Kho"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="one_archive_export_per_number")]

    def __str__(self) -> str:
        return f"Lần xuất {self.number} của {self.agency}"

    @property
    def file_name(self) -> str:
        return f"Kho-dung-chung-{self.agency.code}-lan-{self.number}.zip"

    @property
    def records(self) -> int:
        """How many records of every part it holds."""
        return int(self.manifest.get("records", 0))

    @property
    def batches(self) -> int:
        return int(self.manifest.get("batches", 0))


class ArchiveReceiptQuerySet(models.QuerySet["ArchiveReceipt"]):
    def visible_to(self, user: User) -> Self:
        """Those of the agencies that the person sees; one that waits only for who read it in."""
        seen = self.filter(agency__in=Agency.objects.visible_to(user))
        return seen.filter(Q(confirmed_at__isnull=False) | Q(uploaded_by=user.pk))

    def waiting(self) -> Self:
        return self.filter(confirmed_at=None)


class ArchiveReceipt(models.Model):
    """Phiếu nhận của Kho: codes that the archive took or refused, read from its list. The list itself is not kept."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="archive_receipts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="archive_receipts", verbose_name="cơ quan")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=portal_now)
    file_name = OpenCharField("tên tệp", max_length=200)
    fingerprint = models.CharField("mã kiểm tra", max_length=64, editable=False)  # of the lines, in any order
    lines = OpenJSONField("các dòng", default=list)  # [[code, taken, reason], …]
    taken_count = models.PositiveIntegerField("đã nhận", default=0)
    refused_count = models.PositiveIntegerField("từ chối", default=0)
    confirmed_at = models.DateTimeField("ghi lúc", null=True, blank=True)

    objects = ArchiveReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu nhận của Kho"
        verbose_name_plural = "phiếu nhận của Kho"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fingerprint"],
                condition=Q(confirmed_at__isnull=False),
                name="one_archive_receipt_of_the_same_lines",
            )
        ]

    def __str__(self) -> str:
        return f"Phiếu nhận “{self.file_name}”"


class ArchiveItem(models.Model):
    """Bản ghi đã gửi Kho: one file, or one photograph or recording, in one batch, and the archive's answer."""

    class State(models.TextChoices):
        SENT = "sent", "Chờ Kho trả lời"
        TAKEN = "taken", "Kho đã nhận"
        REFUSED = "refused", "Kho từ chối"

    TONES = {State.SENT: "run", State.TAKEN: "ok", State.REFUSED: "bad"}

    export = models.ForeignKey(ArchiveExport, models.CASCADE, related_name="items")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    part = models.CharField("danh mục", max_length=8, choices=MetadataPart)
    record_key = models.BigIntegerField("số của bản ghi")  # of the file, or of the photograph or recording
    batch = models.PositiveIntegerField("đợt")
    code = OpenCharField("mã", max_length=200)
    title = OpenCharField("tiêu đề", max_length=1000)
    content = models.CharField("mã kiểm tra nội dung", max_length=64)
    a4_pages = models.PositiveBigIntegerField("trang A4 quy đổi", default=0)
    state = models.CharField("trạng thái", max_length=7, choices=State, default=State.SENT)
    reason = OpenCharField("lý do từ chối", max_length=500, blank=True)
    receipt = models.ForeignKey(ArchiveReceipt, models.SET_NULL, null=True, related_name="items")
    is_latest = models.BooleanField(default=True)  # no later export holds the record again

    class Meta:
        verbose_name = "bản ghi đã gửi Kho"
        verbose_name_plural = "bản ghi đã gửi Kho"
        ordering = ["export", "batch", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "record_key"], condition=Q(is_latest=True), name="a_record_is_in_one_batch"
            ),
            models.UniqueConstraint(
                fields=["agency", "code"], condition=Q(is_latest=True), name="a_code_means_one_record"
            ),
            models.CheckConstraint(condition=Q(state="refused") | Q(reason=""), name="only_a_refusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def tone(self) -> str:
        return self.TONES[self.State(self.state)]


def next_number(agency: Agency) -> int:
    """The number of the agency's next export; the caller holds the agency's row."""
    last = ArchiveExport.objects.filter(agency=agency).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
