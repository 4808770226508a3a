from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Max, Q

from agencies.calendar import portal_now
from agencies.models import User
from agencies.secrecy.model_fields import OpenCharField

from .archival_file import ArchivalFile
from .catalogue import Catalogue
from .upload import CatalogueUpload, FileValues


class CatalogueChangeQuerySet(models.QuerySet["CatalogueChange"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(undone_at=None)

    def undoable(self, catalogue: Catalogue) -> Self:
        """Those of the present version that nothing was handed in on since, the latest first; none where the catalogue
        is not changeable. What changed while Sở Nội vụ looked at an earlier version stays with what it decided then."""
        if not catalogue.is_changeable:
            return self.none()
        since = Q(made_at__gt=catalogue.submitted_at) if catalogue.submitted_at else Q()
        return self.standing().filter(since, catalogue=catalogue, revision=catalogue.revision).order_by("-pk")

    def last_of(self, catalogues: models.QuerySet[Catalogue]) -> Self:
        """The latest of each of the catalogues, the latest of all first."""
        last = self.filter(catalogue__in=catalogues).order_by().values("catalogue").annotate(last=Max("pk"))
        return self.filter(pk__in=last.values("last")).order_by("-pk")

    def settled(self) -> Self:
        """Those that can never be taken back: their catalogue was handed in since."""
        return self.filter(made_at__lte=F("catalogue__submitted_at"))

    def reviewed(self) -> Self:
        """Settled ones that no review asks for: of a first version, or of a version that was decided on."""
        decided = Q(revision__lt=F("catalogue__revision")) | Q(catalogue__state__in=Catalogue.SETTLED)
        return self.settled().filter(decided | Q(revision=1))


class CatalogueChange(models.Model):
    """Lần sửa Mục lục: what one person did to files of a catalogue in one go, and can take back as a whole."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="changes")
    upload = models.OneToOneField(CatalogueUpload, models.CASCADE, null=True, blank=True, related_name="change")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người sửa")
    sentence = OpenCharField("đã làm gì", max_length=400, composed=True)
    revision = models.PositiveSmallIntegerField("lần trình", default=1)
    made_at = models.DateTimeField("lúc", default=portal_now)
    # The files it added: the range of their keys within the catalogue.
    first_added = models.BigIntegerField(null=True, editable=False)
    last_added = models.BigIntegerField(null=True, editable=False)
    # Where files were moved: what the other catalogue of the agency received by this change.
    moved_to = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="moved_from", editable=False
    )
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar = CatalogueChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "lần sửa Mục lục"
        verbose_name_plural = "lần sửa Mục lục"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sentence

    @property
    def partner(self) -> "CatalogueChange | None":
        """What happened in the other catalogue, where this change moved files from one to another."""
        return self.moved_to or CatalogueChange.objects.filter(moved_to=self).first()

    @property
    def added(self) -> Q:
        """The files that it added, among those of its catalogue."""
        return Q(pk__range=(self.first_added or 0, self.last_added or -1))


class FileBefore(FileValues):
    """Giá trị trước khi sửa: a file as it was before a change of it or its removal; added files need no copy."""

    change = models.ForeignKey(CatalogueChange, models.CASCADE, related_name="files")
    file_id = models.BigIntegerField()
    removed = models.BooleanField()
    position = models.PositiveIntegerField()
    decision = models.CharField(max_length=8, choices=ArchivalFile.Decision, blank=True)
    left_out_reason = models.CharField(max_length=12, blank=True)
    looked_at = models.DateTimeField(null=True)
    revision = models.PositiveSmallIntegerField()
    appraisal_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "giá trị trước khi sửa"
        verbose_name_plural = "giá trị trước khi sửa"
