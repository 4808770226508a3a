from typing import ClassVar, Self

from django.db import models

from agencies.files import private_path
from agencies.formats.dates import format_date
from agencies.models import Delegation, Job, User
from agencies.models.job import JobQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField
from plans.models import Catalogue, Plan

from ..documents.build import Build


class ReportQuerySet(JobQuerySet):
    def visible_to(self, user: User) -> Self:
        """The province's reports, to everyone who oversees the plan."""
        return self if user.oversees else self.none()


class Report(Job):
    """Báo cáo tổng hợp: a job with three files that hold the same figures, frozen as of one day.

    On the day itself more may still be handed in, so it says at which hour its figures were added up and which report
    of that day it is.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reports")
    as_of = models.DateField("số liệu đến ngày")
    number = models.PositiveSmallIntegerField("lần lập của số liệu ngày này", default=1)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, related_name="reports", verbose_name="ký theo ủy quyền"
    )
    figures_at = models.DateTimeField("số liệu tổng hợp lúc", null=True, blank=True)
    figures = OpenJSONField("số liệu", default=dict, composed=True)
    xlsx = models.FileField("Excel", upload_to=private_path, blank=True)
    pdf = models.FileField("PDF", upload_to=private_path, blank=True)
    docx = models.FileField("Word", upload_to=private_path, blank=True)

    objects: ClassVar = ReportQuerySet.as_manager()

    FORMATS = ("docx", "xlsx", "pdf")

    class Meta:
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "as_of", "number"], name="one_report_of_a_day_per_number")
        ]

    def __str__(self) -> str:
        return f"Báo cáo tổng hợp, số liệu đến {self.until}, lần {self.number}"

    @property
    def until(self) -> str:
        """The hour or the end of the day that its figures speak of; the day alone while there are none."""
        return self.build.until if self.figures_at else f"ngày {format_date(self.as_of)}"

    @property
    def build(self) -> Build:
        """When its figures were added up, and its number among the reports of the day."""
        return Build(self.as_of, self.figures_at, self.number)


class PaperQuerySet(JobQuerySet):
    def visible_to(self, user: User) -> Self:
        """Documents of the catalogues one sees, whoever asked for them."""
        return self.filter(catalogue__in=Catalogue.objects.visible_to(user))


class Paper(Job):
    """Bản in Mục lục: a long document of a catalogue, written by a job and kept until it is asked for anew.

    `form` says what it is (reports.catalogue_documents), `catalogue_version` which state of the catalogue it holds.
    """

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="papers", verbose_name="mục lục")
    form = models.CharField("văn bản", max_length=40)
    extension = models.CharField("định dạng", max_length=4)
    catalogue_version = models.PositiveIntegerField("phiên bản Mục lục", null=True)
    file = models.FileField("tệp", upload_to=private_path, blank=True)

    objects: ClassVar = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "bản in Mục lục"
        verbose_name_plural = "bản in Mục lục"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Bản in {self.form}.{self.extension}"

    @property
    def is_outdated(self) -> bool:
        """True where the catalogue has changed since the document was written."""
        return self.state == self.State.DONE and self.catalogue_version != self.catalogue.version


class MoneyFileQuerySet(JobQuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own: who else may have the paper asks for it anew, and nobody else sees a draft."""
        return self.filter(requester=user)


class MoneyFile(Job):
    """Tệp văn bản kinh phí: a long paper of money, drawn by a job for the person who asked, and kept for some days.

    `noun` and `object_id` say what it is about (reports.money_documents.objects), `document` is the paper as it was
    asked for, `fingerprint` the hash of that: a paper that reads otherwise by now is another one.
    """

    noun = models.CharField("về", max_length=20)
    object_id = models.PositiveBigIntegerField("số của đối tượng")
    name = OpenCharField("văn bản", max_length=60)
    file_name = OpenCharField("tên tệp", max_length=250, composed=True)
    back = models.CharField("trang đã yêu cầu", max_length=200, blank=True)
    extension = models.CharField("định dạng", max_length=4)
    fingerprint = models.CharField("mã nội dung", max_length=64)
    document = OpenJSONField("nội dung", default=dict, composed=True)
    file = models.FileField("tệp", upload_to=private_path, blank=True)

    objects: ClassVar = MoneyFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp văn bản kinh phí"
        verbose_name_plural = "tệp văn bản kinh phí"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Tệp {self.file_name}"

    @property
    def is_there(self) -> bool:
        """True where it was drawn and its file is still kept."""
        return self.state == self.State.DONE and bool(self.file) and self.file.storage.exists(str(self.file.name))
