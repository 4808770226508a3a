from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from agencies.models import Agency, Job, User
from agencies.secrecy.model_fields import OpenCharField
from agencies.typed import Typed

from .archival_file import ArchivalFile
from .catalogue import Catalogue


class Reach(models.TextChoices):
    """How far apart the files of a group lie; also how wide a search looks."""

    CATALOGUE = "catalogue", "Trong một Mục lục"
    AGENCY = "agency", "Trong một cơ quan"
    PROVINCE = "province", "Giữa các cơ quan"


class DuplicateSearch(Job):
    """Lần tìm hồ sơ trùng: a job that looks through one catalogue, one agency or the province (`scope`)."""

    scope = models.CharField("phạm vi", max_length=30, db_index=True)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="+")
    catalogue = models.ForeignKey(Catalogue, models.CASCADE, null=True, blank=True, related_name="+")
    group_count = models.PositiveIntegerField("số nhóm", default=0)

    class Meta:
        verbose_name = "lần tìm hồ sơ trùng"
        verbose_name_plural = "lần tìm hồ sơ trùng"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Tìm hồ sơ trùng lần {self.pk}"


class DuplicateGroupQuerySet(models.QuerySet["DuplicateGroup"]):
    def current(self) -> Self:
        """Found by the latest search of their scope."""
        return self.filter(is_current=True)

    def wasting(self, *, with_opinions: bool = False) -> Self:
        """Without a verdict that they differ, and not dealt with; what a later search found again was not dealt with.

        Sở Nội vụ's decision counts; `with_opinions` also the agency's own, where nothing is decided.
        """
        decided_again = models.Q(verdict="handled", search__gt=models.F("judged_search"))
        said_again = models.Q(opinion="handled", search__gt=models.F("opinion_search"))
        unsaid = models.Q(verdict="")
        if with_opinions:
            unsaid &= models.Q(opinion="") | said_again
        return self.filter(unsaid | decided_again)

    def said(self, verdict: str, *, with_opinions: bool = False) -> Self:
        """Of which Sở Nội vụ has decided this; `with_opinions` also what the agency says, where nothing is decided."""
        if not with_opinions:
            return self.filter(verdict=verdict)
        opinion = models.Q(verdict="", opinion=verdict)
        return self.filter(opinion | models.Q(verdict=verdict) if verdict else opinion)

    def alike(self, *, with_opinions: bool = False) -> Self:
        """Without those that Sở Nội vụ (`with_opinions`: or the agency itself) says are no duplicates."""
        rows = self.exclude(verdict="different")
        return rows.exclude(verdict="", opinion="different") if with_opinions else rows

    def with_files_of(self, agencies: Iterable[Agency]) -> Self:
        """Groups in which a file of these agencies lies."""
        return self.filter(Exists(DuplicateMember.objects.filter(group=OuterRef("pk"), agency__in=agencies)))


class DuplicateGroup(models.Model):
    """Nhóm hồ sơ trùng: files that seem to be one, of which all but the largest would be scanned for nothing.

    `fingerprint` stands for the set of files: a later search that finds the same set keeps its verdicts.
    `verdict` is Sở Nội vụ's decision, which holds; `opinion` is the agency's on its own files.
    """

    class Kind(models.TextChoices):
        EXACT = "exact", "Giống hệt"
        NEAR = "near", "Gần giống"
        CODE = "code", "Cùng số, ký hiệu"
        ISSUED = "issue", "Văn bản của một nơi ban hành ở nhiều phông"

    class Verdict(models.TextChoices):
        PENDING = "", "Chưa xem"
        HANDLED = "handled", "Đã xử lý"
        DIFFERENT = "different", "Không phải trùng"
        EACH = "each", "Mỗi phông giữ một bản"

    TONES = {"": "warn", "handled": "ok", "different": "idle", "each": "ok"}

    scope = models.CharField("phạm vi tìm", max_length=30)
    fingerprint = models.CharField(max_length=32, db_index=True)
    search = models.ForeignKey(DuplicateSearch, models.SET_NULL, null=True, related_name="groups")
    kind = models.CharField("loại", max_length=5, choices=Kind)
    reach = models.CharField("trùng ở đâu", max_length=9, choices=Reach)
    file_count = models.PositiveIntegerField("số hồ sơ")
    exact_count = models.PositiveIntegerField("số hồ sơ giống hệt một hồ sơ khác của nhóm", default=0)
    extra_pages = models.PositiveBigIntegerField("trang A4 quy đổi số hóa thừa")
    is_current = models.BooleanField(default=True)
    verdict = models.CharField("kết luận", max_length=9, choices=Verdict, default="", blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    judged_search = models.BigIntegerField("kết luận khi xem lần tìm", null=True, editable=False)
    opinion = models.CharField("ý kiến của cơ quan", max_length=9, choices=Verdict, default="", blank=True)
    opinion_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    opinion_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    opinion_at = models.DateTimeField("ý kiến lúc", null=True, blank=True)
    opinion_search = models.BigIntegerField("ý kiến khi xem lần tìm", null=True, editable=False)
    reopened_at = models.DateTimeField("mở lại lúc", null=True, blank=True, editable=False)
    why_reopened = OpenCharField("mở lại vì", max_length=200, blank=True, default="", editable=False, composed=True)

    # Set on the groups of one page by what the page asks.
    surplus: dict[str, int | None]
    shown: "list[DuplicateMember]"
    typed: Typed | None
    more: int
    to_decide: bool
    said_here: str
    said_by: User | None

    objects = DuplicateGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm hồ sơ trùng"
        verbose_name_plural = "nhóm hồ sơ trùng"
        ordering = ["-extra_pages", "pk"]
        indexes = [models.Index(fields=["scope", "is_current", "-extra_pages"], name="duplicates_by_waste")]
        constraints = [models.UniqueConstraint(fields=["scope", "fingerprint"], name="one_group_per_scope")]

    def __str__(self) -> str:
        return f"Nhóm {self.file_count} hồ sơ trùng"

    @property
    def tone(self) -> str:
        """Colour of the decision."""
        return "bad" if self.is_still_there else self.TONES[self.verdict]

    @property
    def opinion_tone(self) -> str:
        """Colour of the agency's opinion."""
        return "bad" if self.is_said_and_still_there else self.TONES[self.opinion]

    @property
    def is_still_there(self) -> bool:
        """Decided to be dealt with, and found again since."""
        return self.verdict == self.Verdict.HANDLED and (self.search_id or 0) > (self.judged_search or 0)

    @property
    def is_said_and_still_there(self) -> bool:
        """Dealt with in the agency's opinion, and found again since."""
        return self.opinion == self.Verdict.HANDLED and (self.search_id or 0) > (self.opinion_search or 0)


class DuplicateMember(models.Model):
    """Hồ sơ trong nhóm trùng. `is_extra`: not the largest of its group when it was found.

    `twins`: how many of the group are exactly like it, itself among them.
    """

    group = models.ForeignKey(DuplicateGroup, models.CASCADE, related_name="members")
    # No constraint: files come and go by bulk statements; the next search finds what is left.
    file = models.ForeignKey(ArchivalFile, models.DO_NOTHING, db_constraint=False, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    a4_pages = models.PositiveBigIntegerField("trang A4 quy đổi")
    is_extra = models.BooleanField()
    twins = models.PositiveIntegerField("số hồ sơ giống hệt trong nhóm", default=1)

    # Set on the members of one page by what the page asks.
    hidden: int
    gone: int
    place: int
    is_late: bool
    known: ArchivalFile | None
    to_decide: bool
    is_ticked: bool

    class Meta:
        verbose_name = "hồ sơ trong nhóm trùng"
        verbose_name_plural = "hồ sơ trong nhóm trùng"
        ordering = ["is_extra", "-a4_pages", "file_id"]

    def __str__(self) -> str:
        return f"Hồ sơ {self.file_id} trong nhóm {self.group_id}"


class LeftOutDuplicateQuerySet(models.QuerySet["LeftOutDuplicate"]):
    def in_force(self) -> Self:
        """Whose file is still left out as a duplicate."""
        left_out = ArchivalFile.objects.left_out().filter(left_out_reason=ArchivalFile.LeftOut.DUPLICATE)
        return self.filter(Exists(left_out.filter(pk=OuterRef("file"))))

    def owed(self) -> Self:
        """Left out for a file that is gone: in force only where an appraisal is signed."""
        return self.in_force().filter(lost_at__isnull=False)


class LeftOutDuplicate(models.Model):
    """Hồ sơ loại vì trùng: bound to the file that was to stay in its place (`kept`).

    Where that one goes (`lost_at`), the file comes back to be decided, or, where an appraisal has signed it, its group.
    """

    class Loss(models.TextChoices):
        DELETED = "deleted", "đã bị xóa khỏi Mục lục"
        LEFT_OUT = "left_out", "đã bị loại khỏi diện số hóa"
        WITHDRAWN = "withdrawn", "đã được rút lại cùng Mục lục"
        CHANGED = "changed", "đã được sửa nên không còn trùng"

    file = models.ForeignKey(ArchivalFile, models.DO_NOTHING, db_constraint=False, related_name="+")
    kept = models.ForeignKey(ArchivalFile, models.DO_NOTHING, db_constraint=False, related_name="+")
    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="+")
    kept_catalogue = models.ForeignKey(Catalogue, models.SET_NULL, null=True, related_name="+")
    kept_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kept_name = OpenCharField("hồ sơ giữ lại", max_length=320, composed=True)
    likeness = models.CharField(max_length=32)
    group = models.ForeignKey(DuplicateGroup, models.SET_NULL, null=True, related_name="bound")
    bound_at = models.DateTimeField("loại lúc")
    lost_at = models.DateTimeField("hồ sơ giữ lại không còn từ", null=True, blank=True)
    why_lost = models.CharField("vì sao không còn", max_length=9, choices=Loss, blank=True)

    objects = LeftOutDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ loại vì trùng"
        verbose_name_plural = "hồ sơ loại vì trùng"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["file"], name="one_kept_file_each")]

    def __str__(self) -> str:
        return f"Hồ sơ {self.file_id} loại vì trùng với {self.kept_name}"
