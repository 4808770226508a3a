from django.db import models

from plans.models import Appraisal, VolumeReview

from .estimate import Estimate


class EstimateBasis(models.Model):
    """Căn cứ khối lượng của dự toán: an appraised catalogue or tranche, or a volume review, that its pages rest on.

    Written when the estimate is drafted and anew when it is handed in, with the pages as they were then.
    """

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="basis")
    appraisal = models.ForeignKey(Appraisal, models.CASCADE, null=True, blank=True, related_name="estimates_on_it")
    review = models.ForeignKey(VolumeReview, models.CASCADE, null=True, blank=True, related_name="estimates_on_it")
    file_count = models.PositiveBigIntegerField("số hồ sơ")
    a4_page_count = models.PositiveBigIntegerField("trang A4 quy đổi")

    class Meta:
        verbose_name = "căn cứ khối lượng"
        verbose_name_plural = "căn cứ khối lượng"
        ordering = ["estimate", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(appraisal=None) ^ models.Q(review=None), name="basis_is_appraised_or_reviewed"
            )
        ]

    def __str__(self) -> str:
        return str(self.appraisal or self.review)
