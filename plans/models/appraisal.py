from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery

from agencies.models import Agency

from .catalogue import Catalogue
from .pages import PagesBySize


class AppraisalQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(catalogue__agency__in=Agency.objects.visible_to(user))

    def in_force(self):
        """The latest one of each catalogue that stands appraised."""
        latest = Appraisal.objects.filter(catalogue=OuterRef("catalogue")).order_by("-decided_on", "-pk").values("pk")
        return self.filter(catalogue__state=Catalogue.State.APPRAISED, pk=Subquery(latest[:1]))

    def by(self, day):
        return self.filter(decided_on__lte=day)


class Appraisal(PagesBySize):
    """Kết quả thẩm định Mục lục: what Sở Nội vụ decided on, with the sums of that day (Kế hoạch II.3.b, III.5)."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="appraisals")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField("ngày thẩm định", db_index=True)
    document_number = models.CharField("số văn bản", max_length=60)
    document_date = models.DateField("ngày văn bản")
    file_count = models.PositiveBigIntegerField("số hồ sơ")
    a4_page_count = models.PositiveBigIntegerField("trang A4 quy đổi")

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả thẩm định"
        verbose_name_plural = "kết quả thẩm định"
        ordering = ["-decided_on", "-pk"]

    def __str__(self):
        return f"Thẩm định số {self.document_number}"
