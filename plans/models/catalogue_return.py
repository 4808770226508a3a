from typing import Self

from django.conf import settings
from django.db import models

from agencies.calendar import portal_now, portal_today
from agencies.models import Agency, IssuedDocument, User
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

from .archival_file import ArchivalFile, in_box
from .catalogue import Catalogue
from .names_as_signed import NamesAsSigned


class CatalogueReturnQuerySet(models.QuerySet["CatalogueReturn"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(catalogue__agency__in=Agency.objects.visible_to(user))


class CatalogueReturn(NamesAsSigned):
    """Trả lại Mục lục: why Sở Nội vụ sent a version back; with the document where one was signed."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="returns")
    revision = models.PositiveSmallIntegerField("lần trình")
    reason = OpenTextField("lý do")
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_on = models.DateField("ngày trả lại", default=portal_today)
    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="returns", verbose_name="văn bản"
    )
    file_count = models.PositiveBigIntegerField("số hồ sơ của bản trình", default=0)
    a4_page_count = models.PositiveBigIntegerField("trang A4 quy đổi của bản trình", default=0)
    catalogue_name = OpenCharField("tên Mục lục lúc trả lại", max_length=250, blank=True, composed=True)
    fonds_name = OpenCharField("tên phông lúc trả lại", max_length=250, blank=True, default="", composed=True)

    objects = CatalogueReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trả lại Mục lục"
        verbose_name_plural = "lần trả lại Mục lục"
        ordering = ["-returned_on", "-pk"]

    def __str__(self) -> str:
        return f"Trả lại {self.catalogue}"


class ReturnedFileQuerySet(models.QuerySet["ReturnedFile"]):
    def visible_to(self, user: User) -> Self:
        """What is still being written is for those who oversee the plan; what was sent back is its agency's too."""
        seen = self.filter(catalogue__agency__in=Agency.objects.visible_to(user))
        return seen if user.oversees else seen.exclude(sent_back=None)

    def still_written(self, catalogue: Catalogue) -> Self:
        """Those that go with the next return of the catalogue."""
        return self.filter(catalogue=catalogue, sent_back=None)

    def to_mend(self, catalogue: Catalogue) -> Self:
        """Those of the return that the catalogue's present version answers, in their order."""
        before = {"sent_back__catalogue": catalogue, "sent_back__revision": catalogue.revision - 1}
        return self.filter(**before).order_by("position", "pk")


class ReturnedFile(models.Model):
    """Hồ sơ nêu khi trả lại: a row that a return names, and what is to be done about it; stays if the row goes."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="named_files")
    sent_back = models.ForeignKey(CatalogueReturn, models.CASCADE, null=True, blank=True, related_name="files")
    file_id = models.BigIntegerField()
    position = models.PositiveIntegerField()
    box_number = OpenCharField("hộp/cặp số", max_length=30, blank=True, composed=True)
    file_number = OpenCharField("hồ sơ số", max_length=30, composed=True)
    catalogue_number = OpenCharField("Mục lục số", max_length=30, blank=True, default="", composed=True)
    title = OpenCharField("tiêu đề hồ sơ", max_length=1000, composed=True)
    text = OpenTextField("cần sửa gì", max_length=2000)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField("lúc", default=portal_now)

    # Set on the rows of one page by what the page asks.
    file: ArchivalFile | None
    is_done: bool

    objects = ReturnedFileQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ nêu khi trả lại"
        verbose_name_plural = "hồ sơ nêu khi trả lại"
        ordering = ["catalogue", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "file_id"], condition=models.Q(sent_back=None), name="one_sentence_per_named_file"
            )
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.file_number}: {self.text[:80]}"

    @property
    def in_box(self) -> str:
        """ ", Mục lục số 2, hộp 3" behind the file's number, "" for a file without either."""
        return in_box(self.catalogue_number, self.box_number)
