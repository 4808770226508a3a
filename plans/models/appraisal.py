from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from agencies.models import Agency, IssuedDocument, User
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField

from .catalogue import Catalogue
from .names_as_signed import NamesAsSigned
from .pages import PagesBySize

# What an appraisal adds to those before it that are in force with it: a file that is appraised again counts once.
NET_FILES = F("file_count") - F("replaced_files")
NET_PAGES = F("a4_page_count") - F("replaced_pages")  # trang A4 quy đổi


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(catalogue__agency__in=Agency.objects.visible_to(user))

    def by(self, day: date) -> Self:
        """Those decided on by the end of the day."""
        return self.filter(decided_on__lte=day)

    def in_force(self) -> Self:
        """What counts today: tranches add up until the whole is appraised; the latest whole stands for all before."""
        later = Q(decided_on__gt=OuterRef("decided_on")) | Q(decided_on=OuterRef("decided_on"), pk__gt=OuterRef("pk"))
        whole = Appraisal.objects.filter(later, catalogue=OuterRef("catalogue"), is_tranche=False)
        return self.filter(~Exists(whole))


class Appraisal(NamesAsSigned, PagesBySize):
    """Kết quả thẩm định Mục lục: what Sở Nội vụ decided on, with the sums of that day (Kế hoạch II.3.b, III.5).

    A tranche (đợt) holds the sums of its own files; an appraisal of the whole those of every file not left out.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="appraisals")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField("ngày thẩm định", db_index=True)
    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="appraisals", verbose_name="văn bản")
    submitted_at = models.DateTimeField("lúc trình bản được thẩm định", null=True, blank=True)
    is_tranche = models.BooleanField("thẩm định một đợt", default=False)
    revision = models.PositiveSmallIntegerField("lần trình", default=1)
    file_count = models.PositiveBigIntegerField("số hồ sơ")
    a4_page_count = models.PositiveBigIntegerField("trang A4 quy đổi")
    # Of these: what an agency's head had worked out from sheets, and nobody counted.
    estimated_files = models.PositiveBigIntegerField("hồ sơ có số trang ước tính từ số tờ", default=0)
    estimated_pages = models.PositiveBigIntegerField("trang A4 ước tính từ số tờ", default=0)
    # Of a tranche: what earlier tranches had counted of the same files, before they were changed.
    replaced_files = models.PositiveBigIntegerField("hồ sơ thẩm định lại", default=0)
    replaced_pages = models.PositiveBigIntegerField("trang A4 quy đổi đã thẩm định trước của hồ sơ đó", default=0)
    replaced_estimated_files = models.PositiveBigIntegerField("trong đó hồ sơ ước tính", default=0)
    replaced_estimated_pages = models.PositiveBigIntegerField("trong đó trang A4 ước tính", default=0)
    left_out_files = models.PositiveBigIntegerField("hồ sơ loại khỏi diện số hóa", default=0)
    left_out_pages = models.PositiveBigIntegerField("trang A4 quy đổi của hồ sơ bị loại", default=0)
    left_out_by_reason = models.JSONField("loại theo lý do", default=dict, blank=True)  # {reason: [hồ sơ, trang A4]}
    unarranged_files = models.PositiveBigIntegerField("hồ sơ chưa chỉnh lý được chấp nhận", default=0)
    unarranged_reason = OpenTextField("lý do chấp nhận hồ sơ chưa chỉnh lý", blank=True)
    unseen_files = models.PositiveBigIntegerField("hồ sơ chấp nhận mà không xem từng hồ sơ", default=0)
    unseen_reason = OpenTextField("lý do chấp nhận mà không xem từng hồ sơ", blank=True)
    # What answers of the agency corrected between its handing in and this: the submission had it otherwise.
    corrected_files = models.PositiveBigIntegerField("hồ sơ sửa theo trả lời khi thẩm định", default=0)
    corrected_pages = models.BigIntegerField("trang A4 quy đổi tăng, giảm do sửa theo trả lời", default=0)
    frozen_hash = models.CharField("mã kiểm tra bản trình", max_length=64, blank=True)
    agreed_hash = models.CharField("mã kiểm tra sau khi sửa theo trả lời", max_length=64, blank=True, default="")
    sample = OpenJSONField("mẫu đã kiểm tra", default=dict, blank=True, composed=True)
    # Paper sizes of its pages whose K Sở Tài chính had not confirmed when it was signed.
    unconfirmed_sizes = OpenJSONField("khổ giấy có hệ số K chưa xác nhận", default=list, blank=True, composed=True)
    # As they were when it was signed: both may be changed in a later version.
    catalogue_name = OpenCharField("tên Mục lục lúc thẩm định", max_length=250, blank=True, composed=True)
    fonds_name = OpenCharField("tên phông lúc thẩm định", max_length=250, blank=True, composed=True)

    # Set on the rows of one page by what the page asks.
    has_changed: bool

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả thẩm định"
        verbose_name_plural = "kết quả thẩm định"
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return f"Thẩm định số {self.document.number}"

    @property
    def handed_files(self) -> int:
        """Files as the agency handed them in; of a tranche its own."""
        return self.file_count + self.left_out_files

    @property
    def handed_pages(self) -> int:
        """Their trang A4 quy đổi, before answers corrected any."""
        return self.a4_page_count + self.left_out_pages - self.corrected_pages

    def left_out_sums(self, reasons: Iterable[str]) -> tuple[int, int]:
        """(files, trang A4 quy đổi) left out for these reasons."""
        found = [self.left_out_by_reason.get(reason, (0, 0)) for reason in reasons]
        return sum(files for files, _ in found), sum(pages for _, pages in found)

    @property
    def counted_on(self) -> date:
        """The day whose factors count its pages: that on which this version was handed in."""
        return timezone.localdate(self.submitted_at) if self.submitted_at else self.decided_on

    @property
    def scope(self) -> str:
        """What was appraised, in Vietnamese."""
        return "một đợt" if self.is_tranche else "toàn bộ Mục lục"
