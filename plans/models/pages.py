"""Pages by paper size: the columns that volume lines, files, catalogues and estimates share."""

from django.db import models

SIZES = ("a4", "a3", "a2", "a1", "a0")
PAGE_FIELDS = {
    "a4": "page_count",
    "a3": "page_count_a3",
    "a2": "page_count_a2",
    "a1": "page_count_a1",
    "a0": "page_count_a0",
}


class PageBasis(models.TextChoices):
    """Căn cứ số trang của một hồ sơ: what its pages are known by."""

    COUNTED = "", "Đã có số trang"
    UNKNOWN = "unknown", "Chưa rõ số trang"  # its pages are 0, and no sum is whole without them
    ESTIMATED = "estimated", "Ước tính từ số tờ"


class PagesBySize(models.Model):
    """Pages (trang) of each paper size; `page_count` is A4."""

    page_count = models.PositiveBigIntegerField("số trang A4", default=0)
    page_count_a3 = models.PositiveBigIntegerField("số trang A3", default=0)
    page_count_a2 = models.PositiveBigIntegerField("số trang A2", default=0)
    page_count_a1 = models.PositiveBigIntegerField("số trang A1", default=0)
    page_count_a0 = models.PositiveBigIntegerField("số trang A0", default=0)

    class Meta:
        abstract = True

    def pages_by_size(self) -> dict[str, int]:
        """{"a4": trang, "a3": trang, …}"""
        return {size: getattr(self, field) for size, field in PAGE_FIELDS.items()}

    @property
    def all_pages(self) -> int:
        """Pages of every size, each counted once (trang)."""
        return sum(self.pages_by_size().values())
