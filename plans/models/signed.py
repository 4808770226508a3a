from typing import Self

from django.db import models

from agencies.secrecy.model_fields import OpenTextField

from .appraisal import Appraisal
from .archival_file import ArchivalFile
from .upload import FileValues


class SignedFileQuerySet(models.QuerySet["SignedFile"]):
    def let_through(self) -> Self:
        """Copies of files that were to be digitized."""
        return self.exclude(decision=ArchivalFile.Decision.LEFT_OUT)

    def left_out(self) -> Self:
        """Copies of files that were left out of the digitization."""
        return self.filter(decision=ArchivalFile.Decision.LEFT_OUT)

    def in_force(self) -> Self:
        """Copies of files to be digitized that no later appraisal has replaced: they are what still counts."""
        return self.let_through().filter(replaced_by=None)


class SignedFile(FileValues):
    """Hồ sơ đúng như đã thẩm định: the row as it was signed, made before the file itself is changed or deleted.

    `appraisal` let the file through, or left it out. Later appraisals of the whole hold it too until `replaced_by`
    decided on the catalogue without it.
    """

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="signed_files")
    file_id = models.BigIntegerField(db_index=True)
    position = models.PositiveIntegerField()
    decision = models.CharField(max_length=8, choices=ArchivalFile.Decision, blank=True)
    left_out_reason = models.CharField(max_length=12, choices=ArchivalFile.LeftOut, blank=True)
    why = OpenTextField("lý do bằng lời", blank=True)
    replaced_by = models.ForeignKey(Appraisal, models.SET_NULL, null=True, blank=True, related_name="replaced_rows")

    objects = SignedFileQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ như đã thẩm định"
        verbose_name_plural = "hồ sơ như đã thẩm định"
        ordering = ["appraisal", "position"]
        constraints = [models.UniqueConstraint(fields=["appraisal", "file_id"], name="one_signed_row_per_appraisal")]

    def __str__(self) -> str:
        return f"Hồ sơ {self.file_number}: {self.title[:80]}"
