from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Self

from django.db import models
from django.db.models import Q

from agencies.formats.text import fold
from agencies.models import User
from agencies.secrecy.model_fields import OpenCharField

from .catalogue import Catalogue
from .pages import PageBasis, PagesBySize

PERMANENT = 0


def in_box(catalogue_number: str, box_number: str) -> str:
    """What follows the number of a file, which begins again in each Mục lục số and box: ", Mục lục số 2, hộp 3"."""
    of_list = f", Mục lục số {catalogue_number}" if catalogue_number else ""
    return of_list + (f", hộp {box_number}" if box_number else "")


def numbers_apart(files: Sequence[Any]) -> list[str]:
    """Numbers of ArchivalFiles or ReturnedFiles, with Mục lục số and box where two of them have the same."""
    numbers = [file.file_number for file in files]
    if len(set(numbers)) == len(numbers):
        return numbers
    return [f"{file.file_number}{file.in_box}" for file in files]


def numbers_in_words(files: Sequence[Any]) -> str:
    """The same as a list in a sentence: "01, 03", or "01, hộp 1; 01, hộp 2"."""
    numbers = numbers_apart(files)
    return ("; " if any(", " in number for number in numbers) else ", ").join(numbers)


def title_key(title: str) -> int:
    """A signed 64-bit key of the folded title: equal titles, whatever their case, diacritics or tone placement."""
    return key_of_folded(fold(title))


def key_of_folded(text: str) -> int:
    """A signed 64-bit key of a text that is folded already."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


class ArchivalFileQuerySet(models.QuerySet["ArchivalFile"]):
    def visible_to(self, user: User) -> Self:
        """Those of catalogues one sees; overseers no row that its agency writes and has not handed in."""
        seen = self.filter(catalogue__in=Catalogue.objects.visible_to(user))
        return seen.exclude(catalogue__in=Catalogue.objects.being_rewritten()) if user.oversees else seen

    def search(self, text: str) -> Self:
        """Files whose title or code has these words one after the other, the last one perhaps only begun, without
        regard to case, diacritics and tone placement."""
        folded = fold(text)
        begins = Q(search_text__startswith=folded) | Q(search_text__contains=f" {folded}")
        return self.filter(begins) if folded else self

    def with_unknown_pages(self) -> Self:
        """Files whose pages nobody has counted, estimated or written down yet."""
        return self.filter(page_basis=PageBasis.UNKNOWN)

    def with_estimated_pages(self) -> Self:
        """Files whose pages were worked out from their sheets."""
        return self.filter(page_basis=PageBasis.ESTIMATED)

    def to_digitize(self) -> Self:
        """Files that Sở Nội vụ has not left out of the digitization."""
        return self.exclude(decision=ArchivalFile.Decision.LEFT_OUT)

    def left_out(self) -> Self:
        """Files that Sở Nội vụ has left out of the digitization."""
        return self.filter(decision=ArchivalFile.Decision.LEFT_OUT)

    def accepted(self) -> Self:
        """Files that Sở Nội vụ has accepted, or that an appraisal of the whole took in."""
        return self.filter(decision=ArchivalFile.Decision.ACCEPTED)

    def looked_at(self) -> Self:
        """Files that somebody at Sở Nội vụ looked at one by one since they last changed."""
        return self.filter(looked_at__isnull=False)

    def asked(self) -> Self:
        """Files with a question that their agency has not answered yet."""
        return self.filter(decision=ArchivalFile.Decision.ASKED)

    def by_position(self) -> Self:
        """Files in the order of their catalogue."""
        return self.order_by("position", "pk")


class ArchivalFile(PagesBySize):
    """Hồ sơ (đơn vị bảo quản): one row of a catalogue."""

    class Condition(models.TextChoices):
        GOOD = "good", "Tốt"
        FAIR = "fair", "Bình thường"
        DAMAGED = "damaged", "Hỏng"

    class Priority(models.TextChoices):
        ARRANGED = "arranged", "Đã chỉnh lý hoàn chỉnh"
        PERMANENT = "permanent", "Bảo quản vĩnh viễn"
        REUSED = "reused", "Thường xuyên tái sử dụng"
        IN_USE = "in_use", "Đang phục vụ quản lý, người dân"
        AT_RISK = "at_risk", "Có nguy cơ hư hỏng"

    class Decision(models.TextChoices):
        PENDING = "", "Chưa có kết quả"
        ACCEPTED = "accepted", "Chấp nhận"
        ASKED = "asked", "Đang hỏi cơ quan"
        ANSWERED = "answered", "Cơ quan đã trả lời"
        LEFT_OUT = "left_out", "Loại khỏi diện số hóa"

    class LeftOut(models.TextChoices):
        DUPLICATE = "duplicate", "Trùng"
        SUPERFLUOUS = "superfluous", "Thừa"
        WORTHLESS = "worthless", "Hết giá trị"
        UNARRANGED = "unarranged", "Chưa chỉnh lý"
        OTHER = "other", "Lý do khác"

    FOR_GOOD = (LeftOut.DUPLICATE, LeftOut.SUPERFLUOUS, LeftOut.WORTHLESS)  # never digitized: saves money
    PUT_OFF = (LeftOut.UNARRANGED,)  # digitized, and paid for, once arranged (Kế hoạch I.2)

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField("số thứ tự")
    box_number = OpenCharField("hộp/cặp số", max_length=30, blank=True)
    file_number = OpenCharField("hồ sơ số", max_length=30)
    reference_code = OpenCharField("số, ký hiệu", max_length=60, blank=True)
    title = OpenCharField("tiêu đề hồ sơ", max_length=1000)
    # Empty as long as it is not known; so is the retention, because 0 is for ever.
    start_date = OpenCharField("bắt đầu", max_length=10, blank=True, help_text="2008, 2008-03 hoặc 2008-03-15")
    end_date = OpenCharField("kết thúc", max_length=10, blank=True)
    retention_years = models.PositiveSmallIntegerField(
        "thời hạn bảo quản (năm; 0 là vĩnh viễn)", null=True, blank=True, default=PERMANENT
    )
    sheet_count = models.PositiveIntegerField("số tờ", default=0)
    page_basis = models.CharField(
        "căn cứ số trang", max_length=9, choices=PageBasis, blank=True, default=PageBasis.COUNTED
    )
    arranged = models.BooleanField("đã chỉnh lý", default=True)
    digitized_before = models.BooleanField("đã số hóa trước đây", default=False)
    condition = models.CharField("tình trạng vật lý", max_length=8, choices=Condition, default=Condition.FAIR)
    priority = models.CharField("ưu tiên", max_length=10, choices=Priority, blank=True)
    archive_number = OpenCharField("số lưu trữ", max_length=30, blank=True, default="")
    catalogue_number = OpenCharField("Mục lục số", max_length=30, blank=True, default="")
    note = OpenCharField("ghi chú", max_length=500, blank=True)
    decision = models.CharField("kết quả xem xét", max_length=8, choices=Decision, default="", blank=True)
    left_out_reason = models.CharField("lý do loại", max_length=12, choices=LeftOut, blank=True)
    # When somebody decided on this one file by itself; a filter or a whole page decides without looking at each.
    looked_at = models.DateTimeField("xem từng hồ sơ lúc", null=True, blank=True)
    revision = models.PositiveSmallIntegerField("thay đổi ở lần trình", default=1)
    appraisal = models.ForeignKey(
        "plans.Appraisal",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="files",
        db_index=False,
        verbose_name="thẩm định theo",
    )
    title_key = models.BigIntegerField(editable=False, default=0)
    search_text = models.CharField(max_length=1200, editable=False)

    # Set on the rows of one page by what the page asks.
    conversation: Sequence[models.Model]  # FileNotes
    kept: str
    pages_now: int
    found: list[str]
    changed_since: str
    changed_in_version: str
    named: str

    objects = ArchivalFileQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        ordering = ["catalogue", "position"]
        indexes = [
            models.Index(fields=["catalogue", "position"], name="file_by_position"),
            models.Index(fields=["title_key"], name="file_by_title_key"),
            # The few files that people talk about; what is imported has no decision, so no import pays for this.
            models.Index(
                fields=["catalogue", "decision"],
                name="file_spoken_of",
                condition=models.Q(decision__in=["asked", "answered", "left_out"]),
            ),
            models.Index(fields=["catalogue"], name="file_looked_at", condition=models.Q(looked_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "box_number", "file_number", "catalogue_number"],
                name="one_file_per_box_and_catalogue_number",
            )
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.file_number}: {self.title[:80]}"

    @property
    def in_box(self) -> str:
        """ ", Mục lục số 2, hộp 3" behind the file's number, "" for a file without either."""
        return in_box(self.catalogue_number, self.box_number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_texts()
        super().save(*args, **kwargs)

    def fold_texts(self) -> None:
        """Write what search and duplicate checks look at; bulk writers call it themselves."""
        self.search_text, self.title_key = self.searchable(), title_key(self.title)

    def searchable(self) -> str:
        """Code and title as search compares them, cut to the column's length."""
        return fold(f"{self.reference_code} {self.title}")[:1200]

    @property
    def knows_pages(self) -> bool:
        return self.page_basis != PageBasis.UNKNOWN

    @property
    def has_estimate(self) -> bool:
        """Its pages were worked out from its sheets."""
        return self.page_basis == PageBasis.ESTIMATED

    @property
    def known_page_count(self) -> int | None:
        """Trang A4, or None where nobody has counted them."""
        return self.page_count if self.knows_pages else None

    @property
    def decision_tone(self) -> str:
        """Colour of the decision on the agency's pages."""
        return {"accepted": "ok", "asked": "warn", "answered": "run", "left_out": "bad"}.get(self.decision, "idle")

    @property
    def retention_name(self) -> str:
        """ "Vĩnh viễn", "50 năm", or "chưa rõ"."""
        if self.retention_years is None:
            return "chưa rõ"
        return "Vĩnh viễn" if self.retention_years == PERMANENT else f"{self.retention_years} năm"
