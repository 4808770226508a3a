from django.db import models

from agencies.files import private_path
from agencies.models import Job
from agencies.models.job import JobQuerySet
from plans.models import Plan


class ReportQuerySet(JobQuerySet):
    def visible_to(self, user):
        """The province's reports, to everyone who oversees the plan."""
        return self if user.oversees else self.none()


class Report(Job):
    """Báo cáo tổng hợp: a job with three files that hold the same figures, frozen as of one day."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reports")
    as_of = models.DateField("số liệu đến ngày")
    figures = models.JSONField("số liệu", default=dict)
    xlsx = models.FileField("Excel", upload_to=private_path, blank=True)
    pdf = models.FileField("PDF", upload_to=private_path, blank=True)
    docx = models.FileField("Word", upload_to=private_path, blank=True)

    objects = ReportQuerySet.as_manager()

    FORMATS = ("docx", "xlsx", "pdf")

    class Meta:
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"Báo cáo tổng hợp, số liệu đến ngày {self.as_of:%d/%m/%Y}"
