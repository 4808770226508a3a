from django.db import models

from agencies.files import private_path
from agencies.secrecy.model_fields import OpenCharField

from .attachment import OpenFileField
from .review import HandedIn


class DetailedPlan(HandedIn):
    """Kế hoạch số hóa chi tiết của cơ quan (Kế hoạch II.3.b): recorded after it was signed."""

    number = OpenCharField("số kế hoạch", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    signer = OpenCharField("người ký", max_length=120)
    period_from = models.DateField("thực hiện từ ngày")
    period_to = models.DateField("đến ngày")
    document = OpenFileField("văn bản", upload_to=private_path, blank=True)
    document_name = OpenCharField("tên tệp", max_length=200, blank=True)

    class Meta:
        verbose_name = "kế hoạch chi tiết"
        verbose_name_plural = "kế hoạch chi tiết"
        ordering = ["agency", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "agency", "version"], name="one_detailed_plan_per_version")
        ]

    def __str__(self) -> str:
        return f"Kế hoạch số hóa chi tiết số {self.number} của {self.agency}"
