from django.db import models

from agencies.formats.dates import format_date
from agencies.secrecy.model_fields import OpenTextField

from .review import HandedIn
from .unusual import UnusualValue

STAGES = ("scanned", "checked", "integrated")
FIGURES = tuple(f"{stage}_{unit}" for stage in STAGES for unit in ("files", "pages"))


class ProgressReport(HandedIn):
    """Báo cáo tiến độ: an agency's own cumulative figures at the end of one reporting period (pages: A4 quy đổi)."""

    UNUSUAL = UnusualValue.Kind.PROGRESS

    period_end = models.DateField("kỳ kết thúc ngày", db_index=True)
    scanned_files = models.PositiveBigIntegerField("hồ sơ đã số hóa")
    scanned_pages = models.PositiveBigIntegerField("trang đã số hóa")
    checked_files = models.PositiveBigIntegerField("hồ sơ kiểm tra đạt")
    checked_pages = models.PositiveBigIntegerField("trang kiểm tra đạt")
    integrated_files = models.PositiveBigIntegerField("hồ sơ đã lên Kho dùng chung")
    integrated_pages = models.PositiveBigIntegerField("trang đã lên Kho dùng chung")
    difficulties = OpenTextField("khó khăn, vướng mắc", blank=True)
    proposals = OpenTextField("kiến nghị, đề xuất", blank=True)

    class Meta:
        verbose_name = "báo cáo tiến độ"
        verbose_name_plural = "báo cáo tiến độ"
        ordering = ["agency", "-period_end", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "agency", "period_end", "version"], name="one_progress_report_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"Báo cáo tiến độ của {self.agency}, kỳ đến {format_date(self.period_end)}"
